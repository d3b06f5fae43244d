"""Taking codes in where there are some: what matches, what is new, what differs, and what is chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingAttribute, CodingPass
from casestudy.domain.codebook_edits import Describe, Retire
from casestudy.domain.lineage import LineageKind
from casestudy.domain.take_in import MatchedBy, TakeInChoice
from casestudy.errors import ConflictError, InvalidInputError

ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)


def with_code(book, code_id, **changes):
    codes = [replace(code, **changes) if code.id == code_id else code for code in book.codes]
    return replace(book, codes=tuple(codes))


def foreign(*codes):
    title = Bilingual(nb="Fra en annen", en="From elsewhere")
    branch = Code(
        id="1",
        label=Bilingual(nb="Funn", en="Findings"),
        assignable=False,
        attributes=(CodingAttribute.LEVEL,),
        passes=(CodingPass.RQ1,),
        hue=10,
        colour="#336699",
    )
    return Codebook(
        name="f", release="1", date=date(2026, 1, 1), title=title, codes=(branch, *codes)
    )


def code(code_id, label, parent="1", **more):
    return Code(
        id=code_id, parent=parent, label=Bilingual(nb=label, en=label), colour="#339966", **more
    )


def refused(work):
    with pytest.raises((InvalidInputError, ConflictError)) as caught:
        work()
    return caught.value.code


def test_the_same_codebook_again_brings_nothing(small):
    plan = small.codebook.plan_take_in(small.codebook.current())
    assert {one.by for one in plan.incoming} == {MatchedBy.GUID}
    assert (plan.new, plan.different) == ((), ())
    assert refused(lambda: small.codebook.carry_out(plan)) == "codebook.nothing_changed"


@ONE_ENGINE
def test_codes_match_by_guid_then_id_then_the_path_of_names(small):
    book = small.codebook.current()
    guid = book.code("CH.H.1").guid
    ids = {"CH.H.1": "X1", "CH.H.2": "X2"}
    theirs = [
        replace(
            one,
            id=ids.get(one.id, one.id),
            guid=guid if one.id == "CH.H.1" else None,
            confused_with=tuple(ids.get(other, other) for other in one.confused_with),
        )
        for one in book.codes
    ]
    plan = small.codebook.plan_take_in(replace(book, codes=tuple(theirs)))
    found = {one.code.id: (one.matches, one.by) for one in plan.incoming}
    assert found["X1"] == ("CH.H.1", MatchedBy.GUID)
    assert found["X2"] == ("CH.H.2", MatchedBy.NAME)
    assert found["CH.H.3"] == ("CH.H.3", MatchedBy.ID)
    assert plan.new == ()
    assert next(one for one in plan.incoming if one.code.id == "X1").differs == ()


def test_what_differs_is_kept_or_taken_over_and_one_step_of_undo(sourced):
    study, source_id = sourced
    ingrid = study.as_member("ingrid")
    ingrid.coding.apply(source_id, 0, 5, code="CH.H.1")
    ingrid.coding.apply(source_id, 0, 5, code="CH.H.2")
    book = study.codebook.current()
    other = book
    for code_id in ("CH.H.1", "CH.H.2", "CH.H.3"):
        definition = replace(book.code(code_id).definition, en="Theirs.")
        other = with_code(other, code_id, definition=definition, unreviewed=("definition.en",))
    other = with_code(other, "CH.H.1", parent="CH.C")
    plan = study.codebook.plan_take_in(other)
    assert {one.code.id: one.differs for one in plan.different} == {
        "CH.H.1": ("definition.en", "parent"),
        "CH.H.2": ("definition.en",),
        "CH.H.3": ("definition.en",),
    }
    choices = {"CH.H.1": TakeInChoice.WORDING, "CH.H.2": TakeInChoice.MEANING}
    told = study.codebook.take_in_consequences(plan, choices)
    assert (told.codings, told.waiting) == (2, 1)
    study.codebook.carry_out(plan, choices, why="fra London")
    now = study.codebook.current()
    assert [now.code(one).definition.en == "Theirs." for one in choices] == [True, True]
    assert "definition.en" in now.code("CH.H.1").unreviewed
    assert now.code("CH.H.1").parent == "CH.C"
    assert now.code("CH.H.3") == book.code("CH.H.3")
    assert len(ingrid.coding.waiting()) == 1
    assert {step.kind for step in study.codebook.steps(since_release=True)} == {
        LineageKind.REWORDED,
        LineageKind.MEANING_CHANGED,
        LineageKind.MOVED,
    }
    study.codebook.undo()
    assert study.codebook.current() == book
    assert ingrid.coding.waiting() == ()


def test_codes_of_another_study_come_in_under_ids_of_their_own(small):
    theirs = foreign(
        code("2", "Trygghet", guid="7d7ff9bb-0000-4000-8000-000000000001"),
        code("CH", "Ro", confused_with=("2",)),
        code("3", "Under ro " + "x" * 100, parent="CH"),
    )
    plan = small.codebook.plan_take_in(theirs)
    found = {one.code.id: one.matches for one in plan.incoming}
    assert found == {"1": None, "2": None, "CH": "CH", "3": None}
    made = small.codebook.carry_out(plan, {"CH": TakeInChoice.ADD})
    assert made.added == ("1", "2", "1.1", "3")
    book = small.codebook.current()
    assert book.code("2").guid == "7d7ff9bb-0000-4000-8000-000000000001"
    assert (book.code("1.1").label.nb, book.code("1.1").confused_with) == ("Ro", ("2",))
    assert book.code("3").parent == "1.1"
    small.codebook.undo()
    again = small.codebook.plan_take_in(theirs)
    made = small.codebook.carry_out(again, {"CH": TakeInChoice.ADD, "2": TakeInChoice.KEEP})
    assert not {"1", "2", "3"} & set(made.added)


@ONE_ENGINE
def test_a_code_that_is_left_out_leaves_its_place_to_those_below(small):
    theirs = foreign(code("a", "Mellom"), code("b", "Nederst", parent="a"))
    plan = small.codebook.plan_take_in(theirs)
    made = small.codebook.carry_out(plan, {"a": TakeInChoice.KEEP})
    assert made.added == ("1", "b")
    assert small.codebook.current().code("b").parent == "1"
    for choice in (TakeInChoice.WORDING, TakeInChoice.MEANING):
        plan = small.codebook.plan_take_in(foreign(code("c", "Ny")))
        assert (
            refused(lambda c=choice, p=plan: small.codebook.carry_out(p, {"c": c}))
            == "codebook.take_in_choice"
        )


@ONE_ENGINE
def test_a_plan_on_an_older_codebook_is_refused(small):
    book = small.codebook.current()
    plan = small.codebook.plan_take_in(with_code(book, "CH.H.1", colour="#336699"))
    small.codebook.edit(Describe(code="CH.H.1", words={"cue.en": "x"}))
    assert (
        refused(lambda: small.codebook.carry_out(plan, {"CH.H.1": TakeInChoice.WORDING}))
        == "changed_meanwhile"
    )


@ONE_ENGINE
def test_codes_in_use_do_not_come_in_under_a_retired_one(small):
    small.codebook.edit(Retire(code="CH.H", why="x"))
    book = small.codebook.release("0.1")
    new = replace(book.code("CH.H.1"), id="ny", guid=None, label=Bilingual(nb="Ny", en="New"))
    plan = small.codebook.plan_take_in(replace(book, codes=(*book.codes, new)))
    assert refused(lambda: small.codebook.carry_out(plan)) == "codebook.parent_retired"

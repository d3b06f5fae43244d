"""Editing the working codebook: what is told beforehand is what happens, and nobody's coding is touched."""

from __future__ import annotations

import shutil

import pytest
from tests.build import add_case, add_person, add_source

from casestudy.domain.codebook import CodingAttribute, CodingPass
from casestudy.domain.codebook_edits import (
    Add,
    BringBack,
    Configure,
    Describe,
    Merge,
    Move,
    Place,
    Retire,
    Split,
)
from casestudy.domain.codebook_keys import Key, key_move
from casestudy.domain.consequences import UndoLimit
from casestudy.domain.lineage import LineageKind
from casestudy.domain.vocabulary import CodeStatus, MemberRole
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.check import check
from casestudy.store.tables import CHANGE, CODING, EVIDENCE
from casestudy.study import open_study

ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)


def kinds(steps):
    return [step.kind for step in steps]


def children(study, parent):
    return [code.id for code in study.codebook.current().children(parent)]


def coding_rows(study):
    with study.store.read() as reader:
        return reader.rows(CODING, order="id")


def refused(work):
    with pytest.raises((InvalidInputError, NotFoundError, ConflictError)) as caught:
        work()
    return caught.value.code


def test_a_new_code_gets_the_next_id_of_its_parent_and_a_colour_of_its_own(sourced):
    study, source_id = sourced
    before = {code.colour for code in study.codebook.current().codes}
    made = study.codebook.edit(
        Add(parent="CH.H", words={"label.nb": " Håp  på vegne av andre "}, before="CH.H.2")
    )
    assert made.added == ("CH.H.6",)
    code = study.codebook.current().code("CH.H.6")
    assert (code.label.nb, code.label.en) == ("Håp på vegne av andre", "Håp på vegne av andre")
    assert code.unreviewed == ("label.en",)
    assert children(study, "CH.H")[:3] == ["CH.H.1", "CH.H.6", "CH.H.2"]
    assert code.colour not in before
    study.coding.apply(source_id, 0, 5, code="CH.H.6", level="service")
    assert study.codebook.counts()["CH.H.6"].codings == 1
    assert kinds(study.codebook.lineage("CH.H.6")) == [LineageKind.ADDED]


@ONE_ENGINE
def test_a_new_branch_says_what_codes_below_it_take(small):
    made = small.codebook.edit(
        Add(
            parent=None,
            words={"label.nb": "Pårørende", "label.en": "Families"},
            settings={"attributes": ["level"], "passes": ["rq3"], "hue": 120, "assignable": False},
        )
    )
    assert made.added == ("FAM",)
    small.codebook.edit(Add(parent="FAM", words={"label.nb": "Støtte", "label.en": "Support"}))
    book = small.codebook.current()
    assert book.attributes_of("FAM.1") == (CodingAttribute.LEVEL,)
    assert book.passes_of("FAM.1") == (CodingPass.RQ3,)
    assert (
        refused(lambda: small.codebook.edit(Add(parent=None, words={"label.nb": "Uten"})))
        == "codebook.branch_lacks"
    )
    assert (
        refused(lambda: small.codebook.edit(Add(parent="CH", id="CH.H", words={"label.nb": "x"})))
        == "codebook.id_used"
    )


def test_wording_keeps_codings_and_a_change_of_meaning_lets_them_wait(sourced):
    study, source_id = sourced
    ingrid = study.as_member("ingrid")
    ingrid.coding.apply(source_id, 0, 5, code="CH.H.1")
    rows = coding_rows(study)
    study.codebook.edit(Describe(code="CH.H.1", words={"definition.en": "Better words."}))
    assert ingrid.coding.waiting() == ()
    told = study.codebook.consequences(
        Describe(code="CH.H.1", words={"definition.en": "Other."}, changes_meaning=True, why="x")
    )
    assert (told.codings, told.coders, told.sources, told.waiting) == (1, 1, 1, 1)
    assert told.undo_until == (UndoLimit.RELEASE, UndoLimit.CODING)
    study.codebook.edit(
        Describe(
            code="CH.H.1", words={"definition.en": "Other."}, changes_meaning=True, why="for vid"
        )
    )
    (waiting,) = ingrid.coding.waiting()
    assert (waiting.code_id, waiting.text, waiting.can_keep) == ("CH.H.1", "Hva b", True)
    assert [(step.kind, step.why) for step in waiting.because] == [
        (LineageKind.MEANING_CHANGED, "for vid")
    ]
    assert coding_rows(study) == rows
    ingrid.coding.keep(waiting.coding_id)
    assert ingrid.coding.waiting() == ()
    ingrid.coding.undo(source_id)
    assert len(ingrid.coding.waiting()) == 1


@ONE_ENGINE
def test_editing_or_checking_a_field_takes_its_flag_away(small):
    book = small.codebook.current()
    code = next(one for one in book.codes if len(one.unreviewed) > 2)
    edited, checked, *rest = code.unreviewed
    words = {edited: "Nye ord"}
    small.codebook.edit(Describe(code=code.id, words=words, reviewed=(checked,)))
    assert list(small.codebook.current().code(code.id).unreviewed) == rest
    small.codebook.edit(Describe(code=code.id, reviewed=tuple(rest)))
    assert small.codebook.current().code(code.id).unreviewed == ()
    assert kinds(small.codebook.steps(since_release=True)) == [LineageKind.REWORDED]
    nothing = Describe(code=code.id, words=words)
    assert refused(lambda: small.codebook.edit(nothing)) == "codebook.nothing_changed"
    for words, reason in (
        ({"label.en": ""}, "codebook.missing_label"),
        ({"label.en": "x" * 81}, "label_too_long"),
        ({"definition.en": "a\x0bb"}, "codebook.bad_character"),
        ({"heading": "a"}, "unknown_value"),
        ({"confused_with": "CH.X.9"}, "codebook.unknown_confused"),
    ):
        assert (
            refused(lambda w=words: small.codebook.edit(Describe(code="CH.H", words=w))) == reason
        )


@ONE_ENGINE
def test_lists_come_as_one_text_too_and_missing_translations_are_seen(small):
    small.codebook.edit(
        Describe(code="CH.H.1", words={"synonyms.en": "trust; belief, faith", "use.nb": ""})
    )
    code = small.codebook.current().code("CH.H.1")
    assert code.synonyms.en == ("trust", "belief", "faith")
    assert "use.nb" in code.untranslated
    assert "use.nb" not in small.codebook.release("0.1").code("CH.H.1").untranslated


def test_who_edits_second_is_told(small):
    seen = small.codebook.current().versions
    small.codebook.edit(Describe(code="CH.H.1", words={"cue.en": "One"}), seen=seen)
    assert (
        refused(
            lambda: small.codebook.edit(
                Describe(code="CH.H.1", words={"cue.en": "Two"}), seen=seen
            )
        )
        == "changed_meanwhile"
    )
    small.codebook.edit(Describe(code="CH.H.2", words={"cue.en": "Two"}), seen=seen)
    assert small.codebook.current().code("CH.H.1").cue.en == "One"


@ONE_ENGINE
def test_a_repeated_request_edits_once(small):
    new = Add(parent="CH.H", words={"label.nb": "Ny", "label.en": "New"})
    first = small.codebook.edit(new, request_id="r1")
    assert small.codebook.edit(new, request_id="r1") == first
    assert children(small, "CH.H").count("CH.H.6") == 1
    assert "CH.H.7" not in children(small, "CH.H")


@ONE_ENGINE
def test_only_leaders_and_researchers_edit_and_only_leaders_freeze(small):
    small.members.add("Rolf Berg", role=MemberRole.RESEARCHER)
    new = Add(parent="CH.H", words={"label.nb": "Ny"})
    small.as_member("rolf").codebook.edit(new)
    for work in (
        lambda: small.as_member("ingrid").codebook.edit(new),
        lambda: small.as_member("ingrid").codebook.consequences(new),
        lambda: small.as_member("rolf").codebook.freeze("0.2"),
    ):
        with pytest.raises(NotPermittedError):
            work()


def test_a_move_takes_what_stands_below_along(sourced):
    study, source_id = sourced
    study.coding.apply(source_id, 0, 5, code="CH.H.1")
    edit = Move(code="CH.H", parent="CH.C", before="CH.C.1")
    told = study.codebook.consequences(edit)
    assert (told.codings, told.below) == (1, 5)
    study.codebook.edit(edit)
    assert children(study, "CH.C")[:2] == ["CH.H", "CH.C.1"]
    assert study.codebook.current().path("CH.H.1", "en")[:2] == ("CHIME", "Connectedness")
    assert len(study.segments(code="CH.C")) == 1
    assert kinds(study.codebook.lineage("CH.H")) == [LineageKind.ADDED, LineageKind.MOVED]
    assert (
        refused(lambda: study.codebook.edit(Move(code="CH.C", parent="CH.H.1")))
        == "codebook.below_itself"
    )
    assert refused(lambda: study.codebook.edit(edit)) == "codebook.nothing_changed"


@ONE_ENGINE
def test_a_place_among_siblings_is_no_event_in_a_codes_life_and_gaps_never_run_out(small):
    order = children(small, "CH.H")
    for _ in range(40):
        for code in order[1:3]:
            small.codebook.edit(Move(code=code, parent="CH.H", before=order[0]))
            order.remove(code)
            order.insert(0, code)
            assert children(small, "CH.H") == order
            last = order[2]
            small.codebook.edit(Move(code=last, parent="CH.H", before=order[1]))
            order.remove(last)
            order.insert(1, last)
            assert children(small, "CH.H") == order
    assert small.codebook.steps(since_release=True) == []
    assert small.codebook.current().code(order[0]).version > 1


@ONE_ENGINE
def test_keys_move_up_down_in_and_out(small):
    def press(code, key):
        small.codebook.edit(key_move(small.codebook.current(), code, key))

    press("CH.H.2", Key.UP)
    assert children(small, "CH.H")[:2] == ["CH.H.2", "CH.H.1"]
    press("CH.H.2", Key.DOWN)
    assert children(small, "CH.H")[:2] == ["CH.H.1", "CH.H.2"]
    press("CH.H.2", Key.IN)
    assert children(small, "CH.H.1") == ["CH.H.2"]
    press("CH.H.2", Key.OUT)
    assert children(small, "CH.H")[:2] == ["CH.H.1", "CH.H.2"]
    press("CH.H", Key.OUT)
    book = small.codebook.current()
    assert [code.id for code in book.roots][:2] == ["CH", "CH.H"]
    assert book.attributes_of("CH.H.1") == book.attributes_of("CH.C.1")
    assert key_move(book, "CH", Key.UP) is None
    assert key_move(book, "CH", Key.OUT) is None


@ONE_ENGINE
def test_settings_are_inherited_again_where_they_are_taken_away(small):
    small.codebook.edit(Configure(code="CH.H", settings={"attributes": ["valence"], "hue": 40}))
    assert small.codebook.current().attributes_of("CH.H.1") == (CodingAttribute.VALENCE,)
    small.codebook.edit(Configure(code="CH.H", settings={"attributes": None}))
    book = small.codebook.current()
    assert book.attributes_of("CH.H.1") == book.attributes_of("CH")
    small.codebook.edit(Configure(code="CH.H.1", settings={"colour": "#336699"}))
    assert small.codebook.current().code("CH.H.1").colour == "#336699"
    for settings, reason in (
        ({"colour": "blå"}, "codebook.bad_colour"),
        ({"size": 1}, "unknown_value"),
        ({"colour": None}, "unknown_value"),
        ({"assignable": "nei"}, "unknown_value"),
        ({"passes": ["rq9"]}, "unknown_value"),
    ):
        assert (
            refused(lambda s=settings: small.codebook.edit(Configure(code="CH.H", settings=s)))
            == reason
        )


def test_retiring_keeps_codings_and_takes_codes_below_along(sourced):
    study, source_id = sourced
    key = study.coding.apply(source_id, 0, 5, code="CH.H.1", level="service")
    told = study.codebook.consequences(Retire(code="CH.H", why="x"))
    assert (told.codings, told.below, told.waiting) == (1, 5, 0)
    study.codebook.edit(Retire(code="CH.H", replaced_by="CH.I", why="overlapper"))
    book = study.codebook.current()
    assert book.code("CH.H").replaced_by == "CH.I"
    assert "CH.H.1" not in {code.id for code in book.assignable}
    assert len(study.segments(code="CH.H")) == 1
    assert refused(lambda: study.coding.apply(source_id, 6, 9, code="CH.H.1")) == "code_retired"
    study.coding.change(key, level="system")
    assert study.coding.of_source(source_id)[0].level == "system"
    back = BringBack(code="CH.H.1")
    assert refused(lambda: study.codebook.edit(back)) == "codebook.parent_retired"
    study.codebook.edit(BringBack(code="CH.H"))
    study.codebook.edit(back)
    study.coding.apply(source_id, 6, 9, code="CH.H.1")
    assert study.codebook.counts()["CH.H.1"].codings == 2
    assert refused(lambda: study.codebook.edit(Retire(code="CH.H"))) == "reason_missing"


def two_coders(study, source_id):
    """Ingrid codes two places with CH.H.1, Jonas one of them with CH.H.1 and CH.H.2."""
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    ingrid.coding.apply(source_id, 26, 31, code="CH.H.1")
    ingrid.coding.apply(source_id, 33, 40, code="CH.H.1")
    jonas.coding.apply(source_id, 26, 31, code="CH.H.1", level="service")
    jonas.coding.apply(source_id, 26, 31, code="CH.H.2")
    return ingrid, jonas


def test_a_merge_counts_codings_as_the_target_everywhere_and_changes_none(sourced):
    study, source_id = sourced
    ingrid, _ = two_coders(study, source_id)
    rows = coding_rows(study)
    edit = Merge(codes=("CH.H.1",), into="CH.H.2", why="samme sak")
    told = study.codebook.consequences(edit)
    assert (told.codings, told.coders, told.sources, told.doubled) == (3, 2, 1, 1)
    assert (told.waiting, told.undo_until) == (0, (UndoLimit.RELEASE,))
    study.codebook.edit(edit)
    assert coding_rows(study) == rows
    assert {coding.code_id for coding in study.coding.of_source(source_id)} == {"CH.H.2"}
    assert study.coding.state_since(source_id, 0).changed[0].code_id == "CH.H.2"
    frame = study.segments()
    assert set(frame["code"]) == {"CH.H.2"}
    assert sorted(frame["coded_as"]) == ["CH.H.1"] * 3 + ["CH.H.2"]
    assert len(study.segments(code="CH.H.2")) == 4
    assert len(study.segments(code="CH.H.1")) == 0
    assert study.matrix(values="codings").loc["CH.H.2", "A"] == 4
    counts = study.codebook.counts()
    assert (counts["CH.H.2"].codings, counts["CH.H.2"].coders) == (4, 2)
    assert "CH.H.1" not in counts
    assert study.codebook.current().code("CH.H.1").replaced_by == "CH.H.2"
    late = ingrid.coding.apply(source_id, 14, 18, code="CH.H.1")
    assert {c.id: c.code_id for c in ingrid.coding.of_source(source_id)}[late] == "CH.H.2"
    assert check(study.store.engine).is_sound


@ONE_ENGINE
def test_a_coder_who_changes_a_merged_coding_keeps_what_it_was_made_with(sourced):
    study, source_id = sourced
    ingrid, _ = two_coders(study, source_id)
    study.codebook.edit(Merge(codes=("CH.H.1",), into="CH.H.2", why="samme"))
    mine = [c.id for c in ingrid.coding.of_source(source_id) if c.coder_id == ingrid.member.id]
    ingrid.coding.change(mine[0], level="service")
    study.codebook.undo()
    assert {c.code_id for c in ingrid.coding.of_source(source_id) if c.id in mine} == {"CH.H.1"}


def test_merges_follow_one_another_and_a_code_brought_back_has_its_own_again(sourced):
    study, source_id = sourced
    two_coders(study, source_id)
    study.codebook.edit(Merge(codes=("CH.H.1",), into="CH.H.2", why="en"))
    study.codebook.edit(Merge(codes=("CH.H.2",), into="CH.C", why="to"))
    assert set(study.segments()["code"]) == {"CH.C"}
    assert (
        refused(lambda: study.codebook.edit(Merge(codes=("CH.H.1",), into="CH.C", why="x")))
        == "codebook.merged_already"
    )
    told = study.codebook.consequences(BringBack(code="CH.H.2"))
    assert told.codings == 4
    study.codebook.edit(BringBack(code="CH.H.2"))
    assert set(study.segments()["code"]) == {"CH.H.2"}
    study.codebook.edit(BringBack(code="CH.H.1"))
    assert sorted(study.segments()["code"]) == ["CH.H.1"] * 3 + ["CH.H.2"]


@ONE_ENGINE
def test_what_stands_below_merged_codes_moves_to_the_target(small):
    edit = Merge(codes=("CH.H", "CH.I"), into="CH.C", why="x")
    told = small.codebook.consequences(edit)
    below = [*children(small, "CH.H"), *children(small, "CH.I")]
    assert told.below == len(below)
    small.codebook.edit(edit)
    assert children(small, "CH.C")[-len(below) :] == below
    for codes, into, reason in (
        (("CH",), "CH.C", "codebook.merge_below"),
        (("CH.C",), "CH.C", "codebook.merge_nothing"),
        (("CH.C.1",), "CH", "code_not_assignable"),
        (("CH.C.1",), "CH.H", "code_retired"),
        (("CH.Q",), "CH.C", "codebook.unknown_code"),
    ):
        wrong = Merge(codes=codes, into=into, why="x")
        assert refused(lambda w=wrong: small.codebook.edit(w)) == reason


def test_a_split_lets_each_coder_decide_on_their_own_segments(sourced):
    study, source_id = sourced
    ingrid, jonas = two_coders(study, source_id)
    edit = Split(
        code="CH.H.1",
        into=(Add(parent=None, words={"label.nb": "Tro", "label.en": "Belief"}), "CH.H.3"),
        why="to ting",
    )
    told = study.codebook.consequences(edit)
    assert (told.codings, told.waiting, told.coders) == (3, 3, 2)
    made = study.codebook.edit(edit)
    assert made.added == ("CH.H.6",)
    assert children(study, "CH.H")[:2] == ["CH.H.1", "CH.H.6"]
    counts = {
        (count.code_id, count.coder): count.codings for count in study.codebook.waiting_counts()
    }
    assert counts == {("CH.H.1", "ingrid"): 2, ("CH.H.1", "jonas"): 1}
    first, second = ingrid.coding.waiting()
    assert (first.choices, first.can_keep) == (("CH.H.6", "CH.H.3"), False)
    (his,) = jonas.coding.waiting(code="CH.H.1")
    assert jonas.coding.waiting(code="CH.H.2") == ()
    with pytest.raises(NotPermittedError):
        ingrid.coding.recode(his.coding_id, ["CH.H.3"])
    assert refused(lambda: ingrid.coding.keep(first.coding_id)) == "code_retired"
    assert refused(lambda: ingrid.coding.recode(first.coding_id, [])) == "empty_field"
    ids = ingrid.coding.recode(first.coding_id, ["CH.H.6", "CH.H.3"])
    assert ids[0] == first.coding_id
    ingrid.coding.remove(second.coding_id)
    jonas.coding.recode(his.coding_id, ["CH.H.3"])
    assert study.codebook.waiting_counts() == ()
    codes = {c.id: c.code_id for c in study.coding.of_source(source_id)}
    assert [codes[key] for key in ids] == ["CH.H.6", "CH.H.3"]
    assert codes[his.coding_id] == "CH.H.3"
    assert refused(lambda: ingrid.coding.keep(first.coding_id)) == "not_waiting"
    ingrid.coding.undo(source_id)
    ingrid.coding.undo(source_id)
    assert [one.coding_id for one in ingrid.coding.waiting()] == [
        first.coding_id,
        second.coding_id,
    ]
    ingrid.coding.redo(source_id)
    assert [one.coding_id for one in ingrid.coding.waiting()] == [second.coding_id]


@ONE_ENGINE
def test_a_code_that_is_kept_beside_its_parts_can_be_kept_and_shared(sourced):
    study, source_id = sourced
    ingrid, _ = two_coders(study, source_id)
    study.codebook.edit(Split(code="CH.H.1", into=("CH.H.3",), keep=True, why="x"))
    first, second = ingrid.coding.waiting()
    assert first.can_keep
    ingrid.coding.keep(first.coding_id)
    ids = ingrid.coding.recode(second.coding_id, ["CH.H.1", "CH.H.3"])
    codes = {c.id: c.code_id for c in study.coding.of_source(source_id)}
    assert [codes[key] for key in ids] == ["CH.H.1", "CH.H.3"]
    assert ingrid.coding.waiting() == ()


@ONE_ENGINE
def test_a_split_is_refused_where_it_would_part_nothing(small):
    for edit, reason in (
        (Split(code="CH.H.1", into=("CH.H.2",), why="x"), "codebook.split_into_one"),
        (Split(code="CH.H.1", into=("CH.H.1", "CH.H.2"), why="x"), "codebook.split_into_one"),
        (Split(code="CH.H", into=("CH.H.1", "CH.H.2"), why="x"), "codebook.codes_below"),
        (Split(code="CH.H.1", into=("CH.H.2", "CH.H.3")), "reason_missing"),
    ):
        assert refused(lambda e=edit: small.codebook.edit(e)) == reason


@ONE_ENGINE
def test_codings_of_merged_codes_wait_when_the_target_means_something_else(sourced):
    study, source_id = sourced
    ingrid, _ = two_coders(study, source_id)
    study.codebook.edit(Merge(codes=("CH.H.1",), into="CH.H.2", why="x"))
    edit = Describe(code="CH.H.2", changes_meaning=True, why="videre")
    assert study.codebook.consequences(edit).waiting == 4
    study.codebook.edit(edit)
    first, second = ingrid.coding.waiting()
    assert (first.code_id, first.coded_as) == ("CH.H.2", "CH.H.1")
    assert [step.why for step in first.because] == ["videre"]
    ingrid.coding.keep(first.coding_id)
    assert [one.coding_id for one in ingrid.coding.waiting()] == [second.coding_id]
    study.codebook.edit(BringBack(code="CH.H.1"))
    new = ingrid.coding.apply(source_id, 14, 18, code="CH.H.1")
    assert new not in {one.coding_id for one in ingrid.coding.waiting()}


@ONE_ENGINE
def test_the_queue_and_the_counts_show_nothing_of_hidden_sources(sourced):
    study, source_id = sourced
    two_coders(study, source_id)
    case_id = study.cases.all()[0].id
    person = add_person(study, "P09", case_id)
    hidden = add_source(
        study, case_id, [("P09", "Noe helt annet ble sagt her.")], name="B", people={"P09": person}
    )
    study.as_member("ingrid").coding.apply(hidden, 0, 3, code="CH.H.1")
    study.codebook.edit(Describe(code="CH.H.1", changes_meaning=True, why="x"))
    assert len(study.as_member("ingrid").coding.waiting()) == 3
    study.cases.withdraw_participant(
        next(p for p in study.cases.participants() if p.pseudonym == "P09")
    )
    assert len(study.as_member("ingrid").coding.waiting()) == 2
    assert sum(one.codings for one in study.codebook.waiting_counts()) == 3
    assert study.codebook.consequences(Retire(code="CH.H.1", why="x")).codings == 3


def test_evidence_and_configurations_are_named_and_stay(demo_address, tmp_path):
    copy = str(shutil.copy(demo_address, tmp_path / "d.db"))
    with open_study(copy) as study:
        frame = study.segments(text=False)
        with study.store.read() as reader:
            evidence = reader.rows(EVIDENCE, removed=False, order="id")
        on = {row["segment_id"] for row in evidence}
        codes = frame[frame["segment_id"].isin(on)]["code"].value_counts()
        code = str(codes.index[0])
        into = next(
            one.id
            for one in study.codebook.current().assignable
            if one.id != code and not one.id.startswith(code)
        )
        edit = Merge(codes=(code,), into=into, why="prøve")
        told = study.codebook.consequences(edit)
        segments = set(frame[frame["code"] == code]["segment_id"])
        assert told.evidence == sum(row["segment_id"] in segments for row in evidence) > 0
        assert told.configurations > 0
        matrix = study.matrices.cmo()
        study.codebook.edit(edit)
        with study.store.read() as reader:
            assert reader.rows(EVIDENCE, removed=False, order="id") == evidence
        assert [row.parts for row in study.matrices.cmo().rows] == [
            row.parts for row in matrix.rows
        ]
        cmocs = [
            code in element.codes for cmoc in study.realist.cmocs() for element in cmoc.elements
        ]
        assert not any(cmocs)


@ONE_ENGINE
def test_a_proposed_code_is_placed_where_it_belongs(sourced):
    study, source_id = sourced
    code = study.codebook.propose_code(source_id, "Å bli sett")
    study.coding.apply(source_id, 0, 5, code=code)
    assert study.codebook.consequences(Place(code=code, parent="CH.C")).codings == 1
    study.codebook.edit(Place(code=code, parent="CH.C", before="CH.C.1"))
    placed = study.codebook.current().code(code)
    assert (placed.status, placed.parent) == (CodeStatus.ACTIVE, "CH.C")
    assert (
        refused(lambda: study.codebook.edit(Place(code=code, parent="CH.H")))
        == "codebook.not_proposed"
    )
    study.codebook.undo()
    assert study.codebook.current().code(code).status is CodeStatus.PROPOSED


@ONE_ENGINE
def test_words_of_a_source_are_forgotten_wherever_its_code_was_placed(sourced):
    study, source_id = sourced
    words = study.codebook.propose_code(source_id, "turte å si det", in_vivo=True)
    study.codebook.edit(Place(code=words, parent="CH.C"))
    study.codebook.edit(Describe(code=words, words={"definition.nb": "Mot til å si fra."}))
    (person,) = study.cases.participants()
    study.cases.withdraw_participant(person)
    assert study.codebook.current().code(words).label.nb == words
    study.codebook.edit(Describe(code=words, words={"definition.en": "Courage."}))
    with study.store.read() as reader:
        assert "turte" not in repr(reader.rows(CHANGE))


@ONE_ENGINE
def test_nothing_that_was_said_before_is_said_of_a_case_that_is_not_there(small):
    add_case(small, "B")
    assert small.codebook.counts() == {}
    assert small.codebook.waiting_counts() == ()
    assert small.coding.waiting() == ()

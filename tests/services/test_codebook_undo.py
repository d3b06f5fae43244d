"""Taking edits of the codebook back, step by step, and what stands in the way of it."""

from __future__ import annotations

import pytest

from casestudy.domain.codebook_edits import (
    Add,
    BringBack,
    Configure,
    Describe,
    Merge,
    Move,
    Retire,
    Split,
)
from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import ConflictError, InvalidInputError
from casestudy.store.codebook_records import read_records

ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
EDITS = (
    Add(parent="CH.H", words={"label.nb": "Ny", "label.en": "New"}, before="CH.H.1"),
    Describe(code="CH.H.1", words={"definition.en": "Other."}, changes_meaning=True, why="x"),
    Configure(code="CH.H", settings={"attributes": ["valence"], "colour": "#336699"}),
    Move(code="CH.H.1", parent="CH.C", before="CH.C.1"),
    Retire(code="CH.I", replaced_by="CH.M", why="x"),
    Merge(codes=("CH.H", "CH.H.2"), into="CH.C", why="x"),
    BringBack(code="CH.H"),
    Split(
        code="CH.C.1",
        into=(Add(parent=None, words={"label.nb": "Del"}), "CH.C.2"),
        keep=True,
        why="x",
    ),
    Merge(codes=("CH.C",), into="CH.M", why="x"),
)


def state(study):
    """Everything about the codes but how often their rows were changed."""
    with study.store.read() as reader:
        records = read_records(reader).standing
    return [
        (one.code, one.position, one.counts_as, one.merged_into, one.recode_from, one.number)
        for one in records
    ], study.codebook.steps()


def refused(work):
    with pytest.raises((InvalidInputError, ConflictError)) as caught:
        work()
    return caught.value


def test_every_edit_can_be_taken_back_and_made_again(small):
    states = [state(small)]
    for edit in EDITS:
        small.codebook.edit(edit)
        states.append(state(small))
    for before in reversed(states[:-1]):
        assert small.codebook.undo_steps()[0] is not None
        small.codebook.undo()
        assert state(small) == before
    assert refused(small.codebook.undo).code == "nothing_to_undo"
    for after in states[1:]:
        assert small.codebook.undo_steps()[1] is not None
        small.codebook.redo()
        assert state(small) == after
    assert refused(small.codebook.redo).code == "nothing_to_redo"
    for before in reversed(states[:-1]):
        small.codebook.undo()
        assert state(small) == before


@ONE_ENGINE
def test_the_id_of_a_code_that_was_taken_back_is_not_used_again(small):
    new = Add(parent="CH.H", words={"label.nb": "Ny", "label.en": "New"})
    assert small.codebook.edit(new).added == ("CH.H.6",)
    small.codebook.undo()
    assert "CH.H.6" not in {code.id for code in small.codebook.current().codes}
    assert small.codebook.lineage("CH.H.6") == ()
    assert small.codebook.edit(new).added == ("CH.H.7",)
    own = Add(parent="CH.H", id="CH.H.6", words={"label.nb": "Ny"})
    assert refused(lambda: small.codebook.edit(own)).code == "codebook.id_used"
    assert refused(small.codebook.redo).code == "nothing_to_redo"


def test_undo_is_refused_once_somebody_has_coded_with_it(sourced):
    study, source_id = sourced
    ingrid = study.as_member("ingrid")
    ingrid.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.codebook.edit(Add(parent="CH.H", words={"label.nb": "Ny", "label.en": "New"}))
    key = ingrid.coding.apply(source_id, 0, 5, code="CH.H.6")
    ingrid.coding.remove(key)
    reason = refused(study.codebook.undo)
    assert (reason.code, reason.arguments) == ("undo_coded", {"codes": "CH.H.6"})
    study.codebook.edit(Describe(code="CH.H.1", changes_meaning=True, why="x"))
    (waiting,) = ingrid.coding.waiting()
    ingrid.coding.keep(waiting.coding_id)
    assert refused(study.codebook.undo).arguments == {"codes": "CH.H.1"}
    ingrid.coding.undo(source_id)
    study.codebook.undo()
    assert ingrid.coding.waiting() == ()


@ONE_ENGINE
def test_a_split_stands_once_a_coder_has_decided_even_for_an_older_code(sourced):
    study, source_id = sourced
    ingrid = study.as_member("ingrid")
    key = ingrid.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.codebook.edit(Split(code="CH.H.1", into=("CH.H.2", "CH.H.3"), why="x"))
    ingrid.coding.recode(key, ["CH.H.2"])
    assert refused(study.codebook.undo).arguments == {"codes": "CH.H.1"}
    ingrid.coding.undo(source_id)
    study.codebook.undo()
    assert study.coding.of_source(source_id)[0].code_id == "CH.H.1"
    assert study.codebook.waiting_counts() == ()


@ONE_ENGINE
def test_undo_is_refused_once_a_release_is_frozen(small):
    small.codebook.edit(Describe(code="CH.H.1", words={"cue.en": "One"}))
    small.codebook.undo()
    small.codebook.edit(Describe(code="CH.H.2", words={"cue.en": "Two"}))
    small.codebook.freeze("0.2")
    reason = refused(small.codebook.undo)
    assert (reason.code, reason.arguments) == ("undo_released", {"release": "0.2"})
    small.codebook.edit(Describe(code="CH.H.2", words={"cue.en": "Three"}))
    small.codebook.undo()
    assert small.codebook.current().code("CH.H.2").cue.en == "Two"


def test_each_member_takes_back_their_own_and_nothing_that_others_built_on(small):
    small.members.add("Rolf Berg", role=MemberRole.RESEARCHER)
    rolf = small.as_member("rolf")
    small.codebook.edit(Add(parent="CH.H", words={"label.nb": "Ny", "label.en": "New"}))
    rolf.codebook.edit(Move(code="CH.C.1", parent="CH.H.6"))
    assert refused(small.codebook.undo).code == "undo_codebook_depends"
    rolf.codebook.undo()
    rolf.codebook.edit(Merge(codes=("CH.C.1",), into="CH.H.6", why="x"))
    assert refused(small.codebook.undo).code == "undo_codebook_depends"
    rolf.codebook.undo()
    rolf.codebook.edit(Describe(code="CH.H.2", words={"cue.en": "His"}))
    small.codebook.undo()
    assert small.codebook.current().code("CH.H.2").cue.en == "His"
    assert refused(small.codebook.undo).code == "nothing_to_undo"
    small.codebook.edit(Describe(code="CH.H.2", words={"cue.en": "Hers"}))
    assert refused(rolf.codebook.undo).code == "undo_later_change"


@ONE_ENGINE
def test_a_merge_of_a_merge_is_not_pulled_from_under_it(small):
    small.members.add("Rolf Berg", role=MemberRole.RESEARCHER)
    rolf = small.as_member("rolf")
    small.codebook.edit(Merge(codes=("CH.H.1",), into="CH.H.2", why="x"))
    rolf.codebook.edit(Merge(codes=("CH.H.2",), into="CH.H.3", why="x"))
    assert refused(small.codebook.undo).code == "undo_later_change"
    rolf.codebook.undo()
    small.codebook.undo()
    assert small.codebook.steps(since_release=True) == []

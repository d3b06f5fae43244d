"""Memos on a coding, a segment, a turn and a source: written, changed by oneself, undone."""

from __future__ import annotations

import pytest
from tests.build import small_study

from casestudy.domain.vocabulary import MemoTarget, RoundVisibility
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.tables import CHANGE, MEMO_VERSION

#: For rules that no engine has a part in.
ONE_ENGINE = pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)


def said(study, source_id):
    return [memo.body for memo in study.memos.of_source(source_id)]


def test_a_memo_says_what_it_is_on(engine):
    study, source_id = small_study(engine)
    coding_id = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.coding.comment(coding_id, "Om kodingen")
    study.memos.on_segment(source_id, 26, 40, "Om ordene")
    study.memos.on_turn(source_id, 2, "Om replikken")
    study.memos.on_source(source_id, " Om kilden ")
    memos = {memo.target_kind: memo for memo in study.memos.of_source(source_id)}
    assert {kind: memo.body for kind, memo in memos.items()} == {
        MemoTarget.CODING: "Om kodingen",
        MemoTarget.SEGMENT: "Om ordene",
        MemoTarget.TURN: "Om replikken",
        MemoTarget.SOURCE: "Om kilden",
    }
    assert memos[MemoTarget.CODING].target_id == coding_id
    assert (memos[MemoTarget.SEGMENT].start, memos[MemoTarget.SEGMENT].end) == (26, 40)
    assert [memo.turn for memo in memos.values()] == [None, None, 2, None]


@ONE_ENGINE
def test_a_memo_needs_words_and_a_place_that_is_there(engine):
    study, source_id = small_study(engine)
    for refused in (
        lambda: study.memos.on_source(source_id, "  "),
        lambda: study.memos.on_segment(source_id, 5, 5, "x"),
        lambda: study.memos.on_segment(source_id, 5, 10_000, "x"),
    ):
        with pytest.raises(InvalidInputError):
            refused()
    with pytest.raises(NotFoundError):
        study.memos.on_turn(source_id, 5, "x")
    assert study.memos.of_source(source_id) == []


def test_other_words_are_undone_and_brought_again(engine):
    study, source_id = small_study(engine)
    key = study.memos.on_turn(source_id, 1, "Først")
    study.memos.edit(key, "Så")
    assert study.memos.of_source(source_id)[0].edited_at is not None
    study.coding.undo(source_id)
    assert said(study, source_id) == ["Først"]
    study.memos.edit(key, "I stedet")
    study.coding.undo(source_id)
    assert said(study, source_id) == ["Først"]
    study.coding.redo(source_id)
    assert said(study, source_id) == ["I stedet"]
    study.coding.undo(source_id)
    study.coding.undo(source_id)
    assert said(study, source_id) == []


@ONE_ENGINE
def test_a_removed_memo_comes_back_by_undo(engine):
    study, source_id = small_study(engine)
    key = study.memos.on_source(source_id, "Hei")
    study.memos.remove(key)
    assert said(study, source_id) == []
    with pytest.raises(NotFoundError):
        study.memos.edit(key, "Hallo")
    study.coding.undo(source_id)
    assert said(study, source_id) == ["Hei"]


@ONE_ENGINE
def test_an_edited_comment_is_the_codings_comment(engine):
    study, source_id = small_study(engine)
    coding_id = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    key = study.coding.comment(coding_id, "Først")
    revision = study.coding.state_since(source_id, 0).revision
    study.memos.edit(key, "Så")
    (coding,) = study.coding.state_since(source_id, revision).changed
    assert [comment.body for comment in coding.comments] == ["Så"]
    study.memos.remove(key)
    assert study.coding.of_source(source_id)[0].comments == ()


@ONE_ENGINE
def test_nobody_changes_anothers_memo(engine):
    study, source_id = small_study(engine)
    key = study.memos.on_source(source_id, "Mitt")
    jonas = study.as_member("jonas")
    with pytest.raises(NotPermittedError):
        jonas.memos.edit(key, "Hans")
    with pytest.raises(NotPermittedError):
        jonas.memos.remove(key)
    assert said(study, source_id) == ["Mitt"]


def test_memos_come_and_go_with_their_coding(engine):
    study, source_id = small_study(engine)
    coding_id = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    key = study.coding.comment(coding_id, "Usikker")
    since = study.coding.state_since(source_id, 0).revision
    study.coding.remove(coding_id)
    assert said(study, source_id) == []
    state = study.coding.state_since(source_id, since)
    assert [(memo.id, memo.removed, memo.body) for memo in state.memos] == [(key, True, "")]
    study.coding.undo(source_id)
    (memo,) = study.coding.state_since(source_id, state.revision).memos
    assert (memo.removed, memo.body) == (False, "Usikker")


@ONE_ENGINE
def test_the_state_since_tells_of_changed_memos_only(engine):
    study, source_id = small_study(engine)
    study.memos.on_source(source_id, "Gammelt")
    since = study.coding.state_since(source_id, 0).revision
    key = study.memos.on_turn(source_id, 1, "Nytt")
    assert [memo.id for memo in study.coding.state_since(source_id, since).memos] == [key]


def test_a_blind_round_hides_memos_as_it_hides_codings(engine):
    study, source_id = small_study(engine)
    members = {member.handle: member.id for member in study.members.all()}
    open_coding = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    for handle in ("ingrid", "jonas"):
        study.members.assign(members[handle], [source_id], round_id=round_id)
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    hers = ingrid.memos.on_turn(source_id, 1, "Ingrids tanke")
    on_open = ingrid.coding.comment(open_coding, "Ingrid om Monas")
    blind_coding = ingrid.coding.apply(source_id, 0, 9, code="CH.C.1")
    study.coding.comment(blind_coding, "Mona til Ingrid")
    assert jonas.memos.of_source(source_id) == []
    assert jonas.coding.state_since(source_id, 0).memos == ()
    assert [c.comments for c in jonas.coding.of_source(source_id)] == [()]
    for key in (hers, on_open):
        with pytest.raises(NotFoundError):
            jonas.memos.remove(key)
    everything = {"Ingrids tanke", "Ingrid om Monas", "Mona til Ingrid"}
    assert set(said(ingrid, source_id)) == set(said(study, source_id)) == everything
    study.members.close_round(study.members.rounds()[0])
    assert set(said(jonas, source_id)) == everything


def test_the_log_holds_no_words_of_memos_and_erasure_leaves_none(engine):
    study, source_id = small_study(engine)
    key = study.memos.on_source(source_id, "En hemmelig tanke")
    study.memos.edit(key, "En annen hemmelighet")
    with study.store.read() as reader:
        assert "hemmelig" not in repr(reader.rows(CHANGE))
    study.sources.delete(source_id, confirmed=study.sources.use(source_id))
    with study.store.read() as reader:
        assert reader.rows(MEMO_VERSION) == []

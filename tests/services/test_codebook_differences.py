"""Differences between editions of a study's codebook, and what undo would take back."""

from __future__ import annotations

import pytest
from tests.build import small_study

from casestudy.domain.codebook_diff import DiffKind
from casestudy.domain.codebook_edits import Describe, Merge, Move
from casestudy.domain.codebook_history import UndoStep
from casestudy.errors import NotFoundError


@pytest.fixture
def small(engine):
    return small_study(engine)[0]


def test_a_release_and_the_codebook_as_it_is_now_differ_by_what_was_done(small):
    small.codebook.edit(Merge(codes=("CH.C.3",), into="CH.C.2", why="Likt"))
    small.codebook.freeze("0.2")
    small.codebook.edit(Describe(code="CH.H.1", words={"definition.en": "Other."}))
    assert [one.id for one in small.codebook.diff("0.1", "0.2").of(DiffKind.MERGED)] == ["CH.C.3"]
    assert not small.codebook.diff("0.1", "0.2").of(DiffKind.REWORDED)
    now = small.codebook.diff("0.2")
    assert [one.id for one in now.codes] == ["CH.H.1"]
    both = small.codebook.diff("0.1").counts()
    assert (both[DiffKind.MERGED], both[DiffKind.REWORDED]) == (1, 1)


def test_an_unknown_release_is_said_to_be_unknown(small):
    with pytest.raises(NotFoundError) as refused:
        small.codebook.diff("9.9")
    assert refused.value.code == "not_found.codebook_release"


def test_undo_says_what_it_would_take_back_and_redo_what_it_would_make_again(small):
    assert small.codebook.undo_steps() == (None, None)
    small.codebook.edit(Merge(codes=("CH.C.3",), into="CH.C.2", why="Likt"))
    small.codebook.edit(Move(code="CH.H.1", parent="CH.C"))
    merge = UndoStep(verb="merge_codes", codes=("CH.C.2",))
    move = UndoStep(verb="move_code", codes=("CH.H.1",))
    assert small.codebook.undo_steps() == (move, None)
    small.codebook.undo()
    assert small.codebook.undo_steps() == (merge, move)

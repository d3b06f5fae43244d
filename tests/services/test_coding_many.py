"""Codings made elsewhere are taken in together: all or none, as one change."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.build import small_study

from casestudy.domain.coding import NewCoding
from casestudy.errors import InvalidInputError

MADE = [
    NewCoding(start=0, end=5, code="CH.H.1", comment="Håp?"),
    NewCoding(
        start=0,
        end=5,
        code="DET.INS.3",
        attributes={"valence": -1, "level": "service"},
        made_at=datetime(2025, 6, 2, 9, 5, tzinfo=UTC),
    ),
]


def test_all_are_there_with_attributes_comments_and_one_segment(engine):
    study, source_id = small_study(engine)
    ids = study.coding.apply_many(source_id, MADE)
    found = {coding.id: coding for coding in study.coding.of_source(source_id)}
    assert [found[key].code_id for key in ids] == ["CH.H.1", "DET.INS.3"]
    assert found[ids[0]].comments[0].body == "Håp?"
    assert (found[ids[1]].valence, found[ids[1]].level) == (-1, "service")
    assert len({coding.segment_id for coding in found.values()}) == 1


def test_one_mistake_leaves_nothing_behind(engine):
    study, source_id = small_study(engine)
    with pytest.raises(InvalidInputError):
        study.coding.apply_many(source_id, [*MADE, NewCoding(start=0, end=5, code="CH")])
    assert study.coding.of_source(source_id) == []


def test_undo_in_the_pane_does_not_take_them_back(engine):
    study, source_id = small_study(engine)
    study.coding.apply_many(source_id, MADE)
    state = study.coding.state_since(source_id, 0)
    assert (state.can_undo, state.can_redo) == (False, False)


def test_a_repeated_request_adds_nothing(engine):
    study, source_id = small_study(engine)
    first = study.coding.apply_many(source_id, MADE, request_id="r1")
    assert study.coding.apply_many(source_id, MADE, request_id="r1") == first
    assert len(study.coding.of_source(source_id)) == len(MADE)

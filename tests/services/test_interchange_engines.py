"""Taking work in and back again on every engine."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.merging import CLEAN, content, elsewhere, outcomes, take_in
from tests.whole_study import whole_study

from casestudy.domain.merging import Outcome
from casestudy.errors import ConflictError
from casestudy.services.merge_write import MergeWriter


@pytest.fixture
def study(engine):
    return whole_study(engine)


def test_our_file_makes_the_same_study_elsewhere(study, empty_study):
    file = study.exports.qdpx()
    empty_study.interchange.merge(empty_study.interchange.plan(file.data).plan, CLEAN)
    assert content(empty_study) == content(study)
    assert empty_study.exports.qdpx().data == file.data


def test_work_comes_in_changes_and_goes_back(study):
    before = content(study)
    first = take_in(study, elsewhere(("godt", "Glede"), ("i går", "Tid")))
    assert outcomes(first, "Kari Holm") == {Outcome.ADDED: 2}
    between = content(study)
    second = take_in(study, elsewhere(("godt", "Tid"), ("i går", "Tid")))
    assert outcomes(second, "Kari Holm") == {Outcome.UPDATED: 1, Outcome.SAME: 1}
    study.interchange.undo(second.id)
    assert content(study) == between
    study.interchange.undo(first.id)
    assert content(study) == before


def test_what_fails_halfway_leaves_nothing(study, monkeypatch):
    before = content(study)
    monkeypatch.setattr(MergeWriter, "_coding", lambda *_: None)
    with pytest.raises(ConflictError):
        take_in(study, elsewhere(("godt", "Glede")), replace(CLEAN, case_id=before.cases[0].id))
    assert content(study) == before

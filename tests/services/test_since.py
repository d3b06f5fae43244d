"""What others have done in a source since one was last there."""

from __future__ import annotations

import pytest
from tests.services.test_visits import Clock, come_back

from casestudy.domain.coding import NewCoding
from casestudy.domain.vocabulary import RoundVisibility

HOPE, DRIVER = "CH.H.1", "DET.INS.1"


@pytest.fixture
def study(small):
    small.store.clock = Clock()
    return small


@pytest.fixture
def clock(study):
    return study.store.clock


@pytest.fixture
def source_id(study):
    return study.sources.all()[0]["id"]


@pytest.fixture
def ingrid(study):
    return study.as_member("ingrid")


@pytest.fixture
def jonas(study):
    return study.as_member("jonas")


def counts(member, source_id):
    return {
        one.name: (one.applied, one.changed, one.removed, one.comments)
        for one in member.visits.of_source(source_id).since
    }


def test_a_first_visit_has_nothing_to_catch_up_with(ingrid, jonas, source_id):
    jonas.coding.apply(source_id, 0, 5, code=HOPE)
    assert ingrid.visits.of_source(source_id).since == ()
    ingrid.visits.here(source_id, place=0)
    assert ingrid.visits.of_source(source_id).since == ()


@pytest.mark.engines
def test_what_each_did_since_is_counted_and_listed_by_place(
    study, ingrid, jonas, source_id, clock
):
    changed = jonas.coding.apply(source_id, 0, 5, code=HOPE)
    removed = jonas.coding.apply(source_id, 6, 9, code=HOPE)
    come_back(ingrid, source_id, clock)
    jonas.coding.change(changed, code=DRIVER)
    jonas.coding.remove(removed)
    last = jonas.coding.apply(source_id, 30, 40, code=HOPE)
    study.coding.comment(last, "Enig")
    visit = ingrid.visits.of_source(source_id)
    assert counts(ingrid, source_id) == {"Jonas Vik": (1, 1, 1, 0), "Mona Lund": (0, 0, 0, 1)}
    assert [one.coding_ids for one in visit.since] == [(changed, last), (last,)]
    assert visit.left_at is not None


def test_ones_own_work_is_not_told(ingrid, source_id, clock):
    come_back(ingrid, source_id, clock)
    ingrid.coding.apply(source_id, 0, 5, code=HOPE)
    assert ingrid.visits.of_source(source_id).since == ()


def test_what_was_done_and_undone_is_not_told(ingrid, jonas, source_id, clock):
    kept = jonas.coding.apply(source_id, 0, 5, code=HOPE)
    come_back(ingrid, source_id, clock)
    jonas.coding.apply(source_id, 6, 9, code=HOPE)
    jonas.coding.undo(source_id)
    jonas.coding.change(kept, code=DRIVER)
    jonas.coding.change(kept, code=HOPE)
    assert ingrid.visits.of_source(source_id).since == ()
    jonas.coding.undo(source_id)
    assert counts(ingrid, source_id) == {"Jonas Vik": (0, 1, 0, 0)}


def test_codings_taken_in_from_a_file_are_told(ingrid, jonas, source_id, clock):
    come_back(ingrid, source_id, clock)
    jonas.coding.apply_many(
        source_id,
        [
            NewCoding(start=0, end=5, code=HOPE, comment="Se her"),
            NewCoding(start=6, end=9, code=HOPE),
        ],
    )
    assert counts(ingrid, source_id) == {"Jonas Vik": (2, 0, 0, 1)}


def test_a_comment_on_a_coding_that_is_gone_is_not_told(study, ingrid, jonas, source_id, clock):
    coding_id = jonas.coding.apply(source_id, 0, 5, code=HOPE)
    come_back(ingrid, source_id, clock)
    study.coding.comment(coding_id, "Enig")
    jonas.coding.remove(coding_id)
    assert counts(ingrid, source_id) == {"Jonas Vik": (0, 0, 1, 0)}


def test_nothing_of_a_blind_round_is_told_until_it_is_closed(
    study, ingrid, jonas, source_id, clock
):
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    for member in (ingrid, jonas):
        study.members.assign(member.member.id, [source_id], round_id=round_id)
    come_back(ingrid, source_id, clock)
    coding_id = jonas.coding.apply(source_id, 0, 5, code=HOPE)
    jonas.coding.comment(coding_id, "Min egen tanke")
    assert ingrid.visits.of_source(source_id).since == ()
    study.members.close_round(study.members.rounds()[0])
    assert counts(ingrid, source_id) == {"Jonas Vik": (1, 0, 0, 1)}


@pytest.mark.engines
def test_what_is_new_stays_through_the_visit_and_is_old_at_the_next(
    ingrid, jonas, source_id, clock
):
    come_back(ingrid, source_id, clock)
    jonas.coding.apply(source_id, 0, 5, code=HOPE)
    for _ in range(3):
        ingrid.visits.here(source_id, place=0)
        clock.move(minutes=5)
        assert counts(ingrid, source_id) == {"Jonas Vik": (1, 0, 0, 0)}
    clock.move(minutes=6)
    assert ingrid.visits.of_source(source_id).since == ()
    jonas.coding.apply(source_id, 6, 9, code=HOPE)
    assert counts(ingrid, source_id) == {"Jonas Vik": (1, 0, 0, 0)}

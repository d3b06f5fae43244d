"""Being in a source: contacts, who else is there, turns read, progress, and what is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.build import add_case, add_source, build_study

from casestudy.domain.codebook import CodingPass
from casestudy.domain.vocabulary import MemberRole, RoundVisibility
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.tables import CHANGE, VISIT

HOPE, DRIVER = "CH.H.1", "DET.INS.1"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = datetime(2025, 3, 14, 9, tzinfo=UTC)

    def __call__(self):
        return self.now

    def move(self, **given):
        self.now += timedelta(**given)


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


def rows(study, table, **equals):
    with study.store.read() as reader:
        return reader.rows(table, **equals)


def come_back(member, source_id, clock):
    """Leave a source long enough for the next contact to begin a new visit."""
    member.visits.here(source_id, place=0)
    clock.move(hours=1)


# Contacts and who is there


@pytest.mark.engines
def test_others_are_told_who_is_there_and_where(ingrid, jonas, source_id, clock):
    ingrid.visits.here(source_id, place=40)
    clock.move(seconds=5)
    (seen,) = jonas.visits.here(source_id, place=0)
    assert (seen.name, seen.place, seen.seconds) == ("Ingrid Aas", 40, 5)
    assert [one.name for one in ingrid.visits.present(source_id)] == ["Jonas Vik"]


def test_who_has_been_silent_is_no_longer_there(ingrid, jonas, source_id, clock):
    ingrid.visits.here(source_id, place=40)
    clock.move(seconds=25)
    assert jonas.visits.present(source_id) == ()


def test_who_has_left_the_team_is_not_there(study, ingrid, jonas, source_id):
    ingrid.visits.here(source_id, place=40)
    study.members.change(ingrid.member, active=False)
    assert jonas.visits.present(source_id) == ()


def test_being_elsewhere_is_not_being_here(study, ingrid, jonas, source_id):
    other = add_source(study, study.cases.all()[0].id, name="A2-bruker")
    ingrid.visits.here(other, place=0)
    assert jonas.visits.present(source_id) == ()


def test_a_contact_said_again_at_once_is_not_written_down(ingrid, source_id, clock, study):
    ingrid.visits.here(source_id, place=40)
    clock.move(seconds=1)
    ingrid.visits.here(source_id, place=90)
    assert ingrid.visits.of_source(source_id).place == 40
    clock.move(seconds=1)
    ingrid.visits.here(source_id, place=90)
    assert ingrid.visits.of_source(source_id).place == 90


def test_a_contact_leaves_no_change_record(study, ingrid, source_id):
    before = rows(study, CHANGE)
    ingrid.visits.here(source_id, place=40)
    ingrid.visits.mark_read(source_id, 1, 2)
    assert rows(study, CHANGE) == before


@pytest.mark.engines
def test_the_place_of_who_codes_blind_is_left_out(study, ingrid, jonas, source_id):
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    study.members.assign(ingrid.member.id, [source_id], round_id=round_id)
    ingrid.visits.here(source_id, place=40)
    (seen,) = jonas.visits.present(source_id)
    assert (seen.name, seen.place) == ("Ingrid Aas", None)
    (told,) = study.visits.present(source_id)
    assert told.place == 40, "who may look into the round sees it"


def test_the_place_is_where_one_left_off(ingrid, source_id, clock):
    assert ingrid.visits.of_source(source_id).place is None
    ingrid.visits.here(source_id, place=40)
    clock.move(days=3)
    assert ingrid.visits.of_source(source_id).place == 40


def test_the_newest_visit_is_where_one_was_last(study, ingrid, source_id, clock):
    assert ingrid.visits.newest() is None
    other = add_source(study, study.cases.all()[0].id, name="A2-bruker")
    for where in (other, source_id, other):
        ingrid.visits.here(where, place=0)
        clock.move(seconds=10)
    assert ingrid.visits.newest() == other
    assert study.visits.newest() is None


def test_a_role_that_may_not_read_is_refused_and_leaves_nothing(study, source_id):
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    ruth = study.as_member("ruth")
    for attempt in (
        lambda: ruth.visits.here(source_id, place=0),
        lambda: ruth.visits.mark_read(source_id, 1, 1),
        lambda: ruth.visits.of_source(source_id),
        ruth.visits.progress,
    ):
        with pytest.raises(NotPermittedError):
            attempt()
    assert rows(study, VISIT) == []


def test_a_source_that_is_not_there_can_not_be_visited(ingrid):
    with pytest.raises(NotFoundError):
        ingrid.visits.here("none", place=0)


# Turns read and progress


@pytest.mark.engines
def test_turns_are_marked_as_read_and_not_read(ingrid, source_id):
    assert ingrid.visits.mark_read(source_id, 1, 1) == ((1, 1),)
    assert ingrid.visits.mark_read(source_id, 3, 4) == ((1, 1), (3, 4))
    assert ingrid.visits.mark_read(source_id, 2, 3, read=False) == ((1, 1), (4, 4))
    assert ingrid.visits.of_source(source_id).read_turns == ((1, 1), (4, 4))


@pytest.mark.engines
def test_a_contact_keeps_what_is_read_and_reading_keeps_the_place(ingrid, source_id, clock):
    ingrid.visits.here(source_id, place=40)
    ingrid.visits.mark_read(source_id, 1, 2)
    clock.move(seconds=10)
    ingrid.visits.here(source_id, place=50)
    visit = ingrid.visits.of_source(source_id)
    assert (visit.place, visit.read_turns) == (50, ((1, 2),))


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 1), (4, 5)])
def test_turns_that_are_not_there_can_not_be_read(ingrid, source_id, first, last):
    with pytest.raises(InvalidInputError) as refused:
        ingrid.visits.mark_read(source_id, first, last)
    assert refused.value.code == "turns_outside"


def test_a_turn_counts_as_read_when_marked_or_coded_by_oneself(ingrid, jonas, source_id):
    turns = ingrid.sources.transcript(source_id).turns
    ingrid.visits.mark_read(source_id, 1, 2)
    ingrid.coding.apply(source_id, turns[1].start, turns[2].end, code=HOPE)
    jonas.coding.apply(source_id, turns[3].start, turns[3].end, code=HOPE)
    progress = ingrid.visits.progress()[source_id]
    assert (progress.turns, progress.read, progress.coded, progress.codings) == (4, 3, 2, 1)


def test_a_coding_up_to_the_end_of_a_turn_is_not_on_the_next(ingrid, source_id):
    turns = ingrid.sources.transcript(source_id).turns
    ingrid.coding.apply(source_id, turns[1].start, turns[1].end, code=HOPE)
    ingrid.coding.apply(source_id, turns[2].start, turns[2].start + 1, code=HOPE)
    assert ingrid.visits.progress()[source_id].coded == 2


def test_a_removed_coding_is_no_progress(ingrid, source_id):
    coding_id = ingrid.coding.apply(source_id, 0, 5, code=HOPE)
    ingrid.coding.remove(coding_id)
    progress = ingrid.visits.progress()[source_id]
    assert (progress.read, progress.coded, progress.codings) == (0, 0, 0)


@pytest.mark.engines
def test_progress_of_a_pass_counts_its_codes_only(ingrid, source_id):
    turns = ingrid.sources.transcript(source_id).turns
    ingrid.coding.apply(source_id, turns[0].start, turns[0].end, code=HOPE)
    ingrid.coding.apply(source_id, turns[1].start, turns[1].end, code=DRIVER)
    third = ingrid.visits.progress(coding_pass=CodingPass.RQ3)[source_id]
    second = ingrid.visits.progress(coding_pass=CodingPass.RQ2)[source_id]
    assert (third.coded, third.codings, third.read) == (1, 1, 2)
    assert (second.coded, second.codings, second.read) == (1, 1, 2)
    assert ingrid.visits.progress(coding_pass=CodingPass.RQ1)[source_id].coded == 0


def test_progress_in_a_study_without_codebook_or_turns(engine):
    study = build_study(engine, codebook=False)
    source_id = add_source(study, add_case(study))
    assert study.visits.progress(coding_pass=CodingPass.RQ1)[source_id].turns == 4

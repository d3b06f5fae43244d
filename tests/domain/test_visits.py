from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudy.domain.passes import PassTask, Progress, next_task, work_list
from casestudy.domain.visits import Contact, numbers_in, turns_of, with_turns, without_turns

NUMBERS = st.sets(st.integers(1, 60))
ENDS = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(sorted)
NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)


@given(NUMBERS)
def test_ranges_are_sorted_apart_and_hold_the_same_turns(numbers):
    turns = turns_of(numbers)
    assert numbers_in(turns) == numbers
    assert all(first <= last for first, last in turns)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(turns))


@given(NUMBERS, ENDS)
def test_marking_and_unmarking_are_union_and_difference(numbers, ends):
    first, last = ends
    marked = set(range(first, last + 1))
    turns = turns_of(numbers)
    assert with_turns(turns, first, last) == turns_of(numbers | marked)
    assert without_turns(turns, first, last) == turns_of(numbers - marked)


def contact(**given):
    return Contact(
        **{
            "seen_at": NOON,
            "place": 100,
            "read_turns": (),
            "seen_change": 7,
            "visit_change": 3,
            "left_at": None,
            **given,
        }
    )


@pytest.mark.parametrize(
    ("seconds", "place", "due"),
    [(0, 100, False), (7.9, 100, False), (8, 100, True), (1.9, 200, False), (2, 200, True)],
)
def test_a_contact_is_written_down_now_and_then(seconds, place, due):
    assert contact().is_due(NOON + timedelta(seconds=seconds), place) is due


def test_a_visit_goes_on_for_ten_minutes_and_then_a_new_one_begins():
    assert contact().visit_start(NOON + timedelta(minutes=10)) == (3, None)
    assert contact().visit_start(NOON + timedelta(minutes=10, seconds=1)) == (7, NOON)


def task(source_id, *, done=False, given=False):
    return PassTask(
        source_id=source_id,
        number=1,
        title=source_id,
        case_label=None,
        progress=Progress(turns=4, read=1, coded=1, codings=2),
        is_given=given,
        done_at=NOON if done else None,
    )


@pytest.mark.parametrize(
    ("after", "following"), [("a", "c"), ("c", "d"), ("d", "a"), ("elsewhere", "a")]
)
def test_the_next_task_is_the_next_unfinished_one_and_then_from_the_start(after, following):
    tasks = [task("a"), task("b", done=True), task("c"), task("d")]
    assert next_task(tasks, after=after).source_id == following


def test_there_is_no_next_task_but_the_one_at_hand():
    assert next_task([task("a"), task("b", done=True)], after="a") is None


def test_a_work_list_is_what_was_given_or_else_everything():
    given = [task("a"), task("b", given=True), task("c", given=True, done=True)]
    assert work_list(given) == given[1:]
    assert work_list(given[:1]) == given[:1]


def test_shares_are_of_all_turns_and_nothing_is_no_share():
    progress = Progress(turns=4, read=3, coded=1, codings=2)
    assert (progress.share_read, progress.share_coded) == (0.75, 0.25)
    assert Progress(turns=0, read=0, coded=0, codings=0).share_read == 0

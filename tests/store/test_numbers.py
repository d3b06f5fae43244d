"""Numbers that things bring along: kept where free, and never given twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casestudy.store.engine import transaction
from casestudy.store.numbers import Numbers
from casestudy.store.store import now, random_id
from casestudy.store.unit import Unit


@pytest.fixture
def store_kind():
    return "sqlite"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 5), st.lists(st.none() | st.integers(-1, 12), max_size=12))
def test_no_number_is_given_twice_and_wanted_ones_are_kept_where_free(engine, before, wanted):
    with transaction(engine) as connection:
        unit = Unit(connection, now=now(), new_id=random_id)
        first = unit.next_number("prøve", step=before)
        numbers = Numbers(unit, "prøve")
        given_ones = [numbers.give(one) for one in wanted]
        numbers.settle()
        assert len(set(given_ones)) == len(given_ones)
        assert all(number > first for number in given_ones)
        taken = set()
        for asked, number in zip(wanted, given_ones, strict=True):
            if asked is not None and asked > first and asked not in taken:
                assert number == asked
            taken.add(number)
        assert unit.next_number("prøve") == max([first, *given_ones]) + 1

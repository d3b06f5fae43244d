"""The demo is the same study on PostgreSQL."""

from __future__ import annotations

import pytest

from casestudy.demo.build import build_demo
from casestudy.services.stores import logical_export


@pytest.mark.postgres
@pytest.mark.slow
def test_the_demo_holds_the_same_on_postgresql(demo, postgres_server):
    address = postgres_server.new_database()
    with build_demo(address) as built:
        same = logical_export(built.store.engine) == logical_export(demo.store.engine)
    postgres_server.drop(address)
    assert same

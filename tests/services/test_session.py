"""Reading one state of the store while others write."""

from __future__ import annotations

import threading

import pytest


@pytest.mark.engines
def test_reads_of_one_state_do_not_see_what_is_written_meanwhile(small):
    source_id = small.sources.all()[0]["id"]
    jonas = small.as_member("jonas")
    with small.one_state():
        before = small.coding.of_source(source_id)
        jonas.coding.apply(source_id, 0, 5, code="CH.H.1")
        assert small.coding.of_source(source_id) == before == []
        assert small.sources.transcript(source_id).source.coding_revision == 0
    assert len(small.coding.of_source(source_id)) == 1


def test_one_state_is_that_of_one_thread(small):
    source_id = small.sources.all()[0]["id"]
    seen = []
    with small.one_state():
        small.coding.apply(source_id, 0, 5, code="CH.H.1")
        other = threading.Thread(target=lambda: seen.extend(small.coding.of_source(source_id)))
        other.start()
        other.join()
        assert small.coding.of_source(source_id) == []
    assert len(seen) == 1


def test_one_state_ends_with_an_error_in_the_block(small):
    source_id = small.sources.all()[0]["id"]
    with pytest.raises(ZeroDivisionError), small.one_state():
        raise ZeroDivisionError
    small.coding.apply(source_id, 0, 5, code="CH.H.1")
    assert len(small.coding.of_source(source_id)) == 1

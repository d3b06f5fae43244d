"""What takes long is made once, off the path of the one who asks, and not kept forever."""

from __future__ import annotations

import threading

import pytest

from casestudy.language.background import Kept, Worker


def test_whoever_asks_is_told_to_come_again_and_gets_it_then():
    kept, gate, calls = Kept(Worker(), most=2), threading.Event(), []

    def make():
        gate.wait(10)
        calls.append(1)
        return "ferdig"

    assert kept.ask("a", make, wait=0) is None
    assert kept.ask("a", make, wait=0) is None
    gate.set()
    assert kept.ask("a", make, wait=10) == "ferdig"
    assert kept.ask("a", make, wait=10) == "ferdig"
    assert calls == [1]


def test_what_was_asked_for_longest_ago_is_forgotten():
    kept = Kept(Worker(), most=2)
    for key in "abac":
        kept.ask(key, key.upper, wait=10)
    assert [kept.knows(key) for key in "abc"] == [True, False, True]


def test_a_failure_reaches_whoever_asks_and_is_tried_again():
    kept, answers = Kept(Worker(), most=2), iter([ValueError("nei"), "ja"])

    def make():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(ValueError, match="nei"):
        kept.ask("a", make, wait=10)
    assert kept.ask("a", make, wait=10) == "ja"


def test_a_worker_may_make_what_it_needs_itself():
    worker = Worker()
    kept, other = Kept(worker, most=2), Kept(worker, most=2)
    made = other.ask("b", lambda: kept.here("a", lambda: "hit") + kept.here("a", list), wait=10)
    assert made == "hithit"

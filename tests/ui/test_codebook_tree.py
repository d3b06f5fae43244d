"""What the page does with the messages of the tree: moves once each, answers, and what is chosen."""

from __future__ import annotations

import pytest

from casestudy.errors import InvalidInputError
from casestudy.ui.components import codebook_tree


class Page:
    """The page behind the tree: what it was told, and what it refuses."""

    def __init__(self):
        self.moved, self.chosen, self.error = [], None, None

    def move(self, move):
        self.moved.append(move.request_id)
        if self.error:
            raise self.error

    def choose(self, chosen, ticked):
        self.chosen = (chosen, ticked)


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(codebook_tree.st, "session_state", {})
    return Page()


def message(n, *moves, chosen="CH", ticked=()):
    made = [{"code": "CH.H", "parent": None, "before": None, "request_id": one} for one in moves]
    return {"n": n, "chosen": chosen, "ticked": list(ticked), "moves": made}


def send(page, *given, **named):
    codebook_tree._receive(message(*given, **named), "nb", page.choose, page.move)
    state = codebook_tree.st.session_state
    return state["codebook_tree.seen"], state["codebook_tree.answers"]


def test_a_move_that_is_sent_again_is_made_once(page):
    assert send(page, 1, "a") == (1, {"a": ""})
    assert send(page, 2, "a", "b") == (2, {"a": "", "b": ""})
    assert page.moved == ["a", "b"]


def test_answers_are_kept_as_long_as_the_tree_asks(page):
    send(page, 1, "a")
    assert send(page, 2) == (2, {})


def test_a_refused_move_is_answered_with_the_sentence_and_not_tried_again(page):
    page.error = InvalidInputError("codebook.below_itself", id="CH", parent="CH.H")
    _, answers = send(page, 1, "a")
    assert "CH.H" in answers["a"]
    page.error = None
    assert send(page, 2, "a")[1] == answers
    assert page.moved == ["a"]


def test_what_nobody_expected_is_answered_with_an_incident(page):
    page.error = RuntimeError("boom")
    _, answers = send(page, 1, "a")
    assert "hendelse" in answers["a"]
    assert "boom" not in answers["a"]


def test_what_is_chosen_is_told_after_the_moves(page):
    send(page, 1, "a", chosen="CH.C", ticked=("CH.C", "CH.H"))
    assert page.chosen == ("CH.C", ("CH.C", "CH.H"))


def test_nothing_is_no_message(page):
    codebook_tree._receive(None, "nb", page.choose, page.move)
    assert page.chosen is None

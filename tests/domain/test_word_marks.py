"""Marked words: both wordings can be read out of them, and no word is cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casestudy.domain.word_marks import Mark, marked_words, new_text, old_text

WORDS = st.lists(
    st.sampled_from(
        ["håp", "tro", "på", "bedring,", "og", "«veien»", "👩\u200d🦽", "det", "går", "an.", "é"]
    )
)
TEXTS = st.builds(" ".join, WORDS) | st.text(max_size=40)


def shown(old: str, new: str) -> str:
    signs = {Mark.KEPT: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "[+{}+]"}
    return "".join(signs[run.mark].format(run.text) for run in marked_words(old, new))


@given(TEXTS, TEXTS)
def test_the_marks_hold_both_wordings(old, new):
    runs = marked_words(old, new)
    assert old_text(runs) == old
    assert new_text(runs) == new
    assert all(run.text for run in runs)


@given(TEXTS)
def test_the_same_words_are_kept(words):
    assert {run.mark for run in marked_words(words, words)} <= {Mark.KEPT}


def test_words_are_marked_whole():
    assert shown("ties to people", "ties to places") == "ties to [-people-][+places+]"
    assert shown("a group", "a group of peers") == "a group[+ of peers+]"


def test_changes_with_next_to_nothing_between_them_are_one():
    assert shown("the old rule", "this is new") == "[-the old rule-][+this is new+]"


def test_nothing_before_and_nothing_after():
    assert shown("", "new") == "[+new+]"
    assert shown("old", "") == "[-old-]"
    assert shown("", "") == ""

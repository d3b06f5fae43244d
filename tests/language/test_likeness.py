"""Passages are alike by the letters of their words, whatever the dialect."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudy.language.likeness import Likeness

PASSAGES = [
    ["jeg", "drømmer", "om", "egen", "leilighet"],
    ["de", "andre", "i", "gruppa", "skjønte", "det"],
    ["naboen", "klipper", "plenen", "på", "lørdager"],
]


def test_a_passage_is_most_like_itself():
    scores = [Likeness(PASSAGES).to(words) for words in PASSAGES]
    assert [int(row.argmax()) for row in scores] == [0, 1, 2]
    assert np.allclose([scores[at][at] for at in range(3)], 1, atol=1e-5)


def test_dialect_is_like_the_same_words_in_bokmaal():
    scores = Likeness(PASSAGES).to(["dæm", "ainner", "i", "gruppo", "skjønt", "de"])
    assert int(scores.argmax()) == 1


def test_words_that_all_passages_have_count_for_less():
    among = Likeness([["gruppe", "bolle"], ["gruppe", "katt"], ["gruppe", "buss"]])
    scores = among.to(["gruppe", "katt"])
    assert scores[1] > scores[0] > 0


def test_nothing_is_like_nothing():
    assert Likeness([]).to(["ord"]).tolist() == []
    assert Likeness([[], ["ord"]]).to([]).tolist() == [0, 0]
    assert Likeness([[], ["ord"]]).to(["ord"])[0] == 0


_WORDS = st.lists(st.text("abcæøåé", min_size=1, max_size=6), max_size=8)


@settings(max_examples=20)
@given(passages=st.lists(_WORDS, max_size=6), words=_WORDS)
def test_likeness_lies_between_nothing_and_all(passages, words):
    scores = Likeness(passages).to(words)
    assert len(scores) == len(passages)
    assert all(-1e-5 <= score <= 1 + 1e-5 for score in scores)

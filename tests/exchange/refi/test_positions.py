"""Positions in a stored text, and where they are in ours."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudy.domain.text import canonical
from casestudy.exchange.refi.positions import TextMap

PIECES = st.sampled_from(
    [
        *(
            "a",
            "B",
            " ",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "æ",
            "å",
            "a\u030a",
            "e\u0301",
            "o\u0308\u0301",
        ),
        *(
            "\u0301",
            "😀",
            "👩\u200d👩\u200d👧",
            "\u212b",
            "\u0958",
            "\u1112\u1161\u11ab",
            "\u0f73",
        ),
        *("\x0c", "\x85", "\u2028", "\x01", "\ufeff", "\u09c7\u09be", "\u0b47", "\u0b3e", "ß"),
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_the_text_is_the_canonical_one(raw):
    assert TextMap(raw).text == canonical(raw)


@given(TEXTS, st.data())
def test_a_span_of_a_text_holds_the_same_words_in_canonical_form(raw, data):
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    place = TextMap(raw)
    span = place.range_of(start, end)
    assert 0 <= span.start <= span.end <= len(place.text)
    words = place.text[span.start : span.end]
    if place.cuts(start, end):
        # widened, never narrowed
        assert len(words) >= len(canonical(raw[start:end])) - 1
    else:
        assert words == canonical(raw[start:end])


@given(TEXTS, st.data())
def test_order_is_kept(raw, data):
    positions = sorted(data.draw(st.lists(st.integers(0, len(raw)), min_size=2)))
    place = TextMap(raw)
    moved = [place.range_of(position, position).start for position in positions]
    assert moved == sorted(moved)


@pytest.mark.parametrize(
    ("raw", "span", "words"),
    [
        ("Bra\r\nfolk", (5, 9), "folk"),
        ("Ga\u030ar du", (0, 4), "Går"),
        ("Ga\u030ar du", (0, 2), "Gå"),
        ("Ga\u030ar du", (2, 4), "år"),
        ("\x01Hei", (1, 4), "Hei"),
        ("e\x01\u0301n", (2, 4), "én"),
        ("a\r\nb", (1, 2), "\n"),
    ],
)
def test_examples(raw, span, words):
    place = TextMap(raw)
    start, end = place.range_of(*span)
    assert place.text[start:end] == words


def test_what_was_changed_is_counted():
    place = TextMap("a\u030a\x01e\u0301\r\n")
    assert (place.removed, place.composed) == (1, 2)
    assert TextMap(unicodedata.normalize("NFC", "åé\n")).composed == 0


def test_a_span_that_cuts_a_character_is_told():
    place = TextMap("Ga\u030ar")
    assert place.cuts(0, 2)
    assert not place.cuts(0, 3)
    assert not place.cuts(1, 4)

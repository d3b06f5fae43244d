"""Canonical text and offsets hold for every writing system and every browser count."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudy.domain.text import (
    Range,
    canonical,
    from_utf16,
    refused_characters,
    snap_to_words,
    text_hash,
    to_utf16,
    word_count,
)
from casestudy.errors import InvalidInputError

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
NORWAY = "\U0001f1f3\U0001f1f4"
SWEDEN = "\U0001f1f8\U0001f1ea"
THUMB = "\U0001f44d\U0001f3fd"
PIECES = ["Hei", " ", "å", "a\u030a", "\r\n", "\r", "\n", "\t", "\u2028", "\x00", "\ufeff", "čá",
          FAMILY, NORWAY, SWEDEN, THUMB, "e\u0301", "\ud800", "\u202b", "\uffff", "-", "q\u0323\u0307"]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)


@settings(deadline=None)
@given(texts)
def test_canonical_text_is_stable_and_can_be_stored(text):
    result = canonical(text)
    assert canonical(result) == result
    assert unicodedata.is_normalized("NFC", result)
    assert not set(result) & set("\r\t\x00\x0b\x0c\u2028\u2029\ufeff\ufffe\uffff")
    assert len(text_hash(result)) == 64
    assert refused_characters(result) == 0


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\u030a", "å"),
        ("\ufeffHei\x00 der\ud83d", "Hei der"),
        ("I:\tja", "I: ja"),
        (FAMILY, FAMILY),
    ],
)
def test_canonical_form(written, stored):
    assert canonical(written) == stored


def test_refused_characters_are_counted():
    assert refused_characters("\ufeffa\x00\x1b\tb\r\n\ufffe") == 4


@settings(deadline=None)
@given(texts.map(canonical), st.data())
def test_utf16_offsets_go_there_and_back(text, data):
    offset = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, to_utf16(text, offset)) == offset


def test_utf16_counts_as_a_browser_does():
    assert to_utf16(f"a{NORWAY}b", 3) == 5
    assert from_utf16(f"a{NORWAY}b", 5) == 3


def test_offset_in_the_middle_of_a_character_is_refused():
    with pytest.raises(InvalidInputError) as refusal:
        from_utf16("a\U0001f44d", 2)
    assert refusal.value.code == "transcript.offset_inside_character"


@pytest.mark.parametrize("offset", [-1, 4])
def test_offset_outside_the_text_is_refused(offset):
    for convert in (to_utf16, from_utf16):
        with pytest.raises(InvalidInputError) as refusal:
            convert("abc", offset)
        assert str(offset) in refusal.value.sentence("nb")


@pytest.mark.parametrize(
    ("text", "chosen", "snapped"),
    [
        ("Det hjalp meg mye", "jal", "hjalp"),
        ("Det hjalp meg mye", " hjalp ", "hjalp"),
        ("Det hjalp meg mye", "lp m", "hjalp meg"),
        ("ja, det var det", ", d", ", det"),
        (f"se {FAMILY} her", "\U0001f469\u200d", FAMILY),
        (f"{NORWAY}{SWEDEN}", NORWAY[1] + SWEDEN[0], NORWAY + SWEDEN),
        (f"{NORWAY}{SWEDEN}", SWEDEN, SWEDEN),
        (f"ok {THUMB}!", THUMB[0], THUMB),
        ("q\u0323\u0307n er", "q", "q\u0323\u0307n"),
    ],
)
def test_selection_is_widened_to_whole_words(text, chosen, snapped):
    start = text.index(chosen)
    span = snap_to_words(text, Range(start, start + len(chosen)))
    assert text[span.start : span.end] == snapped


def test_selection_of_blanks_is_empty():
    assert snap_to_words("a   b", Range(1, 4)) == Range(1, 1)


def test_selection_outside_the_text_is_refused():
    with pytest.raises(InvalidInputError):
        snap_to_words("abc", Range(1, 4))


@settings(deadline=None)
@given(texts.map(canonical), st.data())
def test_widening_twice_changes_nothing_more(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    once = snap_to_words(text, Range(start, end))
    assert snap_to_words(text, once) == once
    assert text[start:end].strip() in text[once.start : once.end] or once.start == once.end


def test_words_are_counted_as_people_count_them():
    assert word_count("Ja – det var, eh, recovery-orientert.\nIkke sant?") == 7

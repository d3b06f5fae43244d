"""Restores letters that a PDF's fonts have lost: fi, fl, ff and their like."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from casestudy.exchange.ligature_words import STEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

_LOST = "\ufffd"
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl", "ft", "fj", "tt", "ti")
#: What the text layer of Word's own PDFs holds for the ligatures of Calibri.
_CALIBRI = {"\u019f": "ti", "\u01a9": "tt"}
_MOST_LOST_IN_A_WORD = 3

#: A lost or run-together letter beside a letter.
DAMAGED = re.compile(
    "[\ufb00-\ufb06]|(?<=[^\\W\\d_])[\ufffd\u019f\u01a9]|[\ufffd\u019f\u01a9](?=[^\\W\\d_])"
)
#: A word with such letters in it.
DAMAGED_WORD = re.compile(
    "(?:[^\\W\\d_]|\ufffd)*[\ufffd\ufb00-\ufb06\u019f\u01a9](?:[^\\W\\d_]|\ufffd)*"
)


def lost_ligatures(text: str) -> tuple[str, ...]:
    """Return the ligatures that U+FFFD may stand for in ``text``.

    A font loses all of its ligatures: those that stand unharmed in the text are not lost.
    """
    most = max(2, text.count(_LOST) // 2)
    return tuple(letters for letters in _LIGATURES if text.count(letters) <= most)


def restore(
    word: str, words: AbstractSet[str], ligatures: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """Yield the place of each damaged letter in ``word`` and the letters that stood there.

    A lost letter (U+FFFD) is restored only where a single way of doing so gives a known word.

    Args:
        word: A word with damaged letters.
        words: The undamaged words of the same text, case folded.
        ligatures: What a lost letter may stand for.
    """
    for place, letter in enumerate(word):
        if "\ufb00" <= letter <= "\ufb06":
            yield place, unicodedata.normalize("NFKC", letter)
        elif letter in _CALIBRI and len(word) > 1:
            yield place, _CALIBRI[letter]
    gaps = [place for place, letter in enumerate(word) if letter == _LOST]
    if not 0 < len(gaps) <= _MOST_LOST_IN_A_WORD or len(word) == len(gaps):
        return
    fillings = list(product(ligatures, repeat=len(gaps)))
    best = [filling for filling in fillings if _fill(word, filling).casefold() in words]
    if not best:
        best = _best_known(word, fillings)
    if len(best) == 1:
        yield from zip(gaps, best[0], strict=True)


def _fill(word: str, filling: tuple[str, ...]) -> str:
    for letters in filling:
        word = word.replace(_LOST, letters, 1)
    return word


def _best_known(word: str, fillings: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the one filling that lies within clearly longer known stems than all others."""
    ranked = sorted(
        ((_known_letters(word, filling), filling) for filling in fillings), reverse=True
    )
    lengths = [length for length, _ in ranked] + [0, 0]
    return [ranked[0][1]] if lengths[0] and lengths[0] > lengths[1] + 1 else []


def _known_letters(word: str, filling: tuple[str, ...]) -> int:
    """Return how long the known stems around the restored places are, 0 where one has none."""
    stems = [found.span(1) for found in _stems().finditer(_fill(word, filling).casefold())]
    lengths = []
    grown = 0
    lost = (place for place, letter in enumerate(word) if letter == _LOST)
    for place, letters in zip(lost, filling, strict=True):
        begin, end = place + grown, place + grown + len(letters)
        around = [stop - start for start, stop in stems if start <= begin and end <= stop]
        lengths.append(max(around, default=0))
        grown += len(letters) - 1
    return min(lengths)


@cache
def _stems() -> re.Pattern[str]:
    """Return the pattern that finds, at each place of a word, the longest stem there."""
    longest_first = sorted(STEMS, key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(longest_first)}))")

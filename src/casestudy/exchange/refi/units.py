"""Finds out what a file counts its positions in, since the standard leaves room and files differ.

NVivo for Windows counts UTF-16 units, ATLAS.ti a stored CRLF as one, most others code points of
the text as it is stored. A wrong guess shifts every coding by some letters, so each way is tried
on all selections: those that quote their text in their name, and those whose ends fall on the
ends of words, speak for it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Characters(StrEnum):
    """What a character counts."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"


class LineEnds(StrEnum):
    """What a line end counts: as many characters as are stored, one for CRLF, or two for LF."""

    STORED = "stored"
    ONE = "as_one"
    TWO = "as_two"


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionUnit:
    """What positions are counted in."""

    characters: Characters = Characters.CODE_POINTS
    line_ends: LineEnds = LineEnds.STORED


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """The unit a file is read with, and what speaks for it.

    ``on_words`` of ``selections`` begin and end at words, and ``named`` quote their text in their
    name; ``next_on_words`` and ``next_named`` are the same for the second best of the units that
    would give other texts. ``alternatives`` counts those; with none, there was nothing to choose.
    """

    unit: PositionUnit
    selections: int = 0
    on_words: int = 0
    named: int = 0
    next_on_words: int = 0
    next_named: int = 0
    alternatives: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """One selection as the file has it: positions in an unknown unit, and its name."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """A text as stored and what is marked in it.

    ``inline`` says that it came out of the XML itself, where every line end is one character,
    whatever the program counted.
    """

    text: str
    marked: tuple[Marked, ...]
    inline: bool = False


_NAME_WEIGHT: Final = 4
_PRIOR_WEIGHT: Final = 3
#: The beginning of a quote that is shorter than this may be found in many places.
_TELLING_NAME: Final = 4
#: A name of this length may be cut off without a sign of it.
_LONG_NAME: Final = 30
_CUT_OFF: Final = re.compile(r"\s*(?:\.\.\.|…|\[\.\.\.\]|\[…\])$")
_UTF16: Final = PositionUnit(characters=Characters.UTF16)
_PRIORS: Final = (
    (re.compile(r"nvivo(?!.*\bmac)", re.IGNORECASE), _UTF16),
    (re.compile(r"atlas\.?ti", re.IGNORECASE), PositionUnit(line_ends=LineEnds.ONE)),
)
#: Files of ours say what they count in, and are believed.
_OURS: Final = re.compile(r"casestudy\b")


class Ruler:
    """Turns positions counted in ``unit`` into code points of the text as stored."""

    def __init__(self, text: str, unit: PositionUnit, *, inline: bool = False) -> None:
        self._length = len(text)
        self._places: list[int] = []
        self._shifts = [0]
        for place, width in _odd_characters(text, unit, inline=inline):
            self._places.append(place + self._shifts[-1])
            self._shifts.append(self._shifts[-1] + width - 1)

    def stored(self, position: int) -> int | None:
        """Return the code point at ``position``, or None where it is outside the text."""
        place = position - self._shifts[bisect_left(self._places, position)]
        return place if position >= 0 and place <= self._length else None


def choose_unit(texts: Sequence[MarkedText], *, origin: str) -> UnitChoice:
    """Return the unit that fits the selections best; ``origin`` decides where they do not.

    Args:
        texts: All texts of one file, which has one unit.
        origin: What the file says it was written by.
    """
    if _OURS.match(origin):
        return UnitChoice(unit=PositionUnit())
    prior = next((unit for pattern, unit in _PRIORS if pattern.search(origin)), PositionUnit())
    candidates = sorted(_candidates(texts), key=lambda unit: unit != prior)
    judged: dict[tuple[tuple[int | None, int | None], ...], _Judged] = {}
    for unit in candidates:
        spans = tuple(_spans(texts, unit))
        if spans not in judged:
            judged[spans] = _judge(texts, spans, unit)
    # sorted() is stable: among equals the prior comes first, then the plainest.
    best, *others = sorted(
        judged.values(), key=lambda one: -(one.evidence + _PRIOR_WEIGHT * (one.unit == prior))
    )
    second = others[0] if others else None
    return UnitChoice(
        unit=best.unit,
        selections=sum(len(text.marked) for text in texts),
        on_words=best.on_words,
        named=best.named,
        next_on_words=second.on_words if second else 0,
        next_named=second.named if second else 0,
        alternatives=len(others),
        certain=all(best.evidence - other.evidence >= _PRIOR_WEIGHT for other in others),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    unit: PositionUnit
    on_words: int
    named: int
    of: int

    @property
    def evidence(self) -> int:
        """What speaks for the unit; nothing, where it does not fit most of the selections."""
        fits_most = 2 * max(self.on_words, self.named) > self.of
        return self.on_words + _NAME_WEIGHT * self.named if fits_most else 0


def _candidates(texts: Sequence[MarkedText]) -> Iterable[PositionUnit]:
    line_ends = [LineEnds.STORED]
    if any("\r\n" in text.text for text in texts):
        line_ends.append(LineEnds.ONE)
    if any(text.inline and "\n" in text.text for text in texts):
        line_ends.append(LineEnds.TWO)
    for characters in Characters:
        for ends in line_ends:
            yield PositionUnit(characters=characters, line_ends=ends)


def _odd_characters(text: str, unit: PositionUnit, *, inline: bool) -> Iterable[tuple[int, int]]:
    """Yield the place and width of each character that does not count one."""
    patterns = []
    if unit.characters is Characters.UTF16:
        patterns.append("[\U00010000-\U0010ffff]")
    if unit.line_ends is LineEnds.ONE:
        patterns.append("\r(?=\n)")
    if unit.line_ends is LineEnds.TWO and inline:
        patterns.append("(?<!\r)\n")
    if patterns:
        for match in re.finditer("|".join(patterns), text):
            yield match.start(), 0 if match[0] == "\r" else 2


def _spans(
    texts: Iterable[MarkedText], unit: PositionUnit
) -> Iterable[tuple[int | None, int | None]]:
    for text in texts:
        ruler = Ruler(text.text, unit, inline=text.inline)
        for one in text.marked:
            yield ruler.stored(one.start), ruler.stored(one.end)


def _judge(
    texts: Iterable[MarkedText],
    spans: Iterable[tuple[int | None, int | None]],
    unit: PositionUnit,
) -> _Judged:
    on_words = named = 0
    marked = [(text.text, one) for text in texts for one in text.marked]
    for (text, one), (start, end) in zip(marked, spans, strict=True):
        if start is None or end is None or start > end:
            continue
        on_words += _on_words(text, start, end)
        named += quotes(one.name, text[start:end])
    return _Judged(unit=unit, on_words=on_words, named=named, of=len(marked))


def _on_words(text: str, start: int, end: int) -> bool:
    """Tell whether a span begins and ends with a whole word, or with a mark beside one."""
    if start == end or text[start].isspace() or text[end - 1].isspace():
        return False
    cuts_first = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_last = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not cuts_first and not cuts_last


def quotes(name: str, words: str) -> bool:
    """Tell whether a selection's name is its text, or the beginning of it with dots behind."""
    said, meant = _plain(name), _plain(words)
    if said == meant:
        return said != ""
    shown = _CUT_OFF.sub("", said)
    may_be_cut = shown != said or len(said) >= _LONG_NAME
    return may_be_cut and len(shown) >= _TELLING_NAME and meant.startswith(shown)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())

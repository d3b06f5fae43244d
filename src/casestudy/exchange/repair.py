"""Finds what the way from paper to text has damaged, and repairs it when asked to."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from casestudy.domain.transcript import Notice, NoticeKind
from casestudy.exchange.ligatures import DAMAGED, DAMAGED_WORD, lost_ligatures, restore
from casestudy.exchange.turn_speakers import guess_speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from casestudy.domain.transcript import ParsedSource, ParsedTurn

#: The most places a notice lists.
MOST_PLACES = 50

_REPAIRABLE = frozenset(
    {NoticeKind.BROKEN_LIGATURES, NoticeKind.SOFT_HYPHENS, NoticeKind.HYPHENATED_LINES}
)
_WORD = re.compile(r"[^\W\d_]+")
_DIVIDED_WORD = re.compile(r"([^\W\d_]+)([-\u00ad]\n)([^\W\d_]+)")
_SENTENCE_START = re.compile(r"(?:^|\n|[.?!:]\s)[«“\"]?$")
_SUSPENDED = frozenset(("og", "eller", "and", "or", "samt", "til", "som"))
_KEEPS_HYPHEN = frozenset(("ikke", "non", "self", "co", "eks", "ex", "e", "kvasi", "quasi"))
_SHORT = 4


class _Edit(NamedTuple):
    """Put ``text`` in the place of ``[start, end)``."""

    start: int
    end: int
    text: str


def find(text: str, turns: Sequence[ParsedTurn] = ()) -> tuple[Notice, ...]:
    """Return what ``repair`` would look at: broken ligatures, soft hyphens, divided words.

    Args:
        text: Canonical text.
        turns: Its turns; a line end between two of them divides no word.
    """
    divided = [match.start(2) for match in _divided_words(text, turns)]
    soft = [match.start() for match in re.finditer("\u00ad", text)]
    found = {
        NoticeKind.BROKEN_LIGATURES: [match.start() for match in DAMAGED.finditer(text)],
        NoticeKind.SOFT_HYPHENS: sorted({*soft}.difference(divided)),
        NoticeKind.HYPHENATED_LINES: divided,
    }
    return tuple(
        Notice(kind=kind, count=len(places), places=tuple(places[:MOST_PLACES]))
        for kind, places in found.items()
        if places
    )


def repair(source: ParsedSource) -> ParsedSource:
    """Repair what has one solution; turns, notices and word counts follow the new text.

    What stays broken stands in the notices of the result.
    """
    text = source.text
    edits = [
        edit
        for edit in sorted([*_word_edits(text, source.turns), *_ligature_edits(text)])
        if _stays_canonical(text, edit)
    ]
    repaired = "".join(_pieces(text, edits))
    moved = _Moved(edits)
    turns = tuple(
        replace(turn, start=moved.to(turn.start), end=moved.to(turn.end)) for turn in source.turns
    )
    kept = tuple(
        replace(notice, places=tuple(map(moved.to, notice.places)))
        for notice in source.notices
        if notice.kind not in _REPAIRABLE
    )
    interviewers = {each.label for each in source.speakers if each.interviewer}
    return replace(
        source,
        text=repaired,
        turns=turns,
        speakers=tuple(
            replace(each, interviewer=each.label in interviewers)
            for each in guess_speakers(repaired, turns)
        ),
        notices=(*kept, *find(repaired, turns)),
    )


def _ligature_edits(text: str) -> Iterator[_Edit]:
    words = {word.casefold() for word in _WORD.findall(DAMAGED_WORD.sub(" ", text))}
    ligatures = lost_ligatures(text)
    for match in DAMAGED_WORD.finditer(text):
        for place, letters in restore(match[0], words, ligatures):
            start = match.start() + place
            yield _Edit(start, start + 1, letters)


def _word_edits(text: str, turns: Sequence[ParsedTurn]) -> Iterator[_Edit]:
    """Yield the edits that join divided words and remove soft hyphens."""
    words = {word.casefold() for word in _WORD.findall(_DIVIDED_WORD.sub(" ", text))}
    lowered = text.casefold()
    line_ends = set()
    for match in _divided_words(text, turns):
        before, hyphen, after = match.groups()
        line_ends.add(match.start(2))
        between: str | None = ""
        if hyphen[0] == "-":
            between = "-" if _is_compound(match) else _between(before, after, words, lowered)
        if between is not None:
            yield _Edit(match.start(2), match.end(2), between)
    for match in re.finditer("\u00ad", text):
        if match.start() not in line_ends:
            yield _Edit(match.start(), match.end(), "")


def _divided_words(text: str, turns: Sequence[ParsedTurn]) -> Iterator[re.Match[str]]:
    ends = {turn.end for turn in turns}
    for match in _DIVIDED_WORD.finditer(text):
        if match.end(2) - 1 not in ends and match[3].casefold() not in _SUSPENDED:
            yield match


def _is_compound(divided: re.Match[str]) -> bool:
    """True for «bottom-up-/prosess», «CHIME-/modellen», «Nord-/Norge»: the hyphen is meant."""
    text, start, end = divided.string, divided.start(), divided.end()
    if divided[3][0].isupper() or divided[1][-1].isupper():
        return True
    if "-" in (text[max(0, start - 1) : start], text[end : end + 1]):
        return True
    starts_sentence = _SENTENCE_START.search(text[max(0, start - 3) : start])
    return divided[1][0].isupper() and not starts_sentence


def _between(before: str, after: str, words: AbstractSet[str], lowered: str) -> str | None:
    """Return what belongs between the halves of a divided word, ``None`` where it is unclear.

    «vi-» and «nei» on two lines are broken-off speech, not a divided word.
    """
    first, second = before.casefold(), after.casefold()
    if first + second in words:
        return ""
    if f"{first}-{second}" in lowered or first in _KEEPS_HYPHEN:
        return "-"
    if first in words and second in words and min(len(first), len(second)) <= _SHORT:
        return None
    return ""


def _stays_canonical(text: str, edit: _Edit) -> bool:
    around = text[max(0, edit.start - 1) : edit.start] + edit.text + text[edit.end : edit.end + 1]
    return unicodedata.is_normalized("NFC", around)


def _pieces(text: str, edits: Sequence[_Edit]) -> Iterator[str]:
    end = 0
    for edit in edits:
        yield text[end : edit.start]
        yield edit.text
        end = edit.end
    yield text[end:]


class _Moved:
    """Where an offset of the old text lies in the new one."""

    def __init__(self, edits: Sequence[_Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        growth = (len(edit.text) - (edit.end - edit.start) for edit in edits)
        self._shifts = [0, *accumulate(growth)]

    def to(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._ends, offset)]

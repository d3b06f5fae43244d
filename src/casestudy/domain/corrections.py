"""Correcting the words of a turn: what was changed, and where a range lies afterwards."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from casestudy.domain.text import Range, canonical, inside_word
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: What joins two words to one: hyphens and apostrophes.
_JOINERS: Final = frozenset("-\u2010\u2011'\u2019")


class Edit(NamedTuple):
    """``[old_start, old_end)`` of the old text became ``[new_start, new_end)`` of the new one."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Carried(NamedTuple):
    """Where a range lies after a correction, and whether an edit lay in it."""

    range: Range
    touched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedTurn:
    """That a turn was corrected: which, when, by whom (a member's id) and why; not its words."""

    text_version_id: str
    turn: int
    at: datetime
    made_by: str | None
    reason: str


class Replaced(NamedTuple):
    """Words before and after a correction; one of them is empty where words came or went."""

    was: str
    now: str


class TextCheck(NamedTuple):
    """A coding whose words were changed and that nobody has looked at since."""

    id: str
    coding_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is left to look at after one correction."""

    corrected: CorrectedTurn
    replaced: tuple[Replaced, ...]
    checks: tuple[TextCheck, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What is left to look at in a source.

    ``quotes`` are the numbers (``"S-0231"``) of released quotes that keep the words of before.
    """

    reviews: tuple[Review, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What came of a correction: the new text, and what rests on words that were changed.

    ``evidence`` and ``quotes`` are ids; the quotes keep the words they were released with. The
    codings stand in :meth:`casestudy.services.corrections.Corrections.checks`.
    """

    text_version_id: str
    evidence: tuple[str, ...]
    quotes: tuple[str, ...]


class _Pair(NamedTuple):
    """A piece of the old text and the piece that stands for it in the new one."""

    old: Range
    new: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A text after one of its turns was corrected, with the turn's new place and the edits."""

    text: str
    turn: Range
    edits: tuple[Edit, ...]

    def carried(self, span: Range) -> Carried:
        """Return where ``span`` of the text before lies now; it is never empty.

        Words that no edit touched stay in it and none come in, but for what replaced a word of
        the range, or was put between two of them. What was put in at its very border stays
        outside. Where nothing is left of a range, it shrinks to the nearest word of the turn.
        """
        inner = [edit for edit in self.edits if _overlaps(edit, span)]
        found = Range(_moved_start(self.edits, span.start), _moved_end(self.edits, span.end))
        if not inner:
            return Carried(found, touched=False)
        if self._is_gone(found, inner):
            return Carried(self._nearest_word(found.start), touched=True)
        return Carried(_trimmed(self.text, found), touched=True)

    def _is_gone(self, found: Range, inner: Sequence[Edit]) -> bool:
        taken = any(not self.text[edit.new_start : edit.new_end].strip() for edit in inner)
        return taken and not _says_something(self.text[found.start : found.end])

    def _nearest_word(self, place: int) -> Range:
        turn = self.text[self.turn.start : self.turn.end]
        words = (
            Range(self.turn.start + start, self.turn.start + end)
            for start, end in _pieces(turn)
            if _says_something(turn[start:end])
        )
        nearest = min(
            words, key=lambda word: max(word.start - place, place - word.end), default=None
        )
        return nearest or _trimmed(self.text, self.turn)


def corrected(text: str, turn: Range, words: str) -> Correction:
    """Return ``text`` with ``words`` as what is said in ``turn``.

    Args:
        text: The whole canonical text.
        turn: The turn's place in it.
        words: The turn's new words as a person wrote them; outer blanks are left out.

    Raises:
        InvalidInputError: ``correction.empty``, ``correction.line_breaks`` where lines would be
            added to the turn, ``correction.nothing`` where nothing is changed.
    """
    old, new = text[turn.start : turn.end], canonical(words).strip()
    if not new:
        raise InvalidInputError("correction.empty")
    if new.count("\n") > old.count("\n"):
        raise InvalidInputError("correction.line_breaks")
    if new == old.strip():
        raise InvalidInputError("correction.nothing")
    return Correction(
        text=text[: turn.start] + new + text[turn.end :],
        turn=Range(turn.start, turn.start + len(new)),
        edits=tuple(Edit(*(turn.start + place for place in edit)) for edit in edits(old, new)),
    )


def edits(old: str, new: str) -> Iterator[Edit]:
    """Give the words, signs and blanks in which two texts differ, in order.

    No edit cuts a word, or a character that is written with several code points.
    """
    ends = _Pair(Range(len(old), len(old)), Range(len(new), len(new)))
    pairs = [_Pair(Range(0, 0), Range(0, 0)), *_pairs(old, new), ends]
    for before, after in pairwise(pairs):
        gap = _gap(old, new, before, after)
        if gap is not None:
            yield gap
        if old[slice(*after.old)] != new[slice(*after.new)]:
            yield Edit(*after.old, *after.new)


def carried_through(span: Range, corrections: Iterable[Correction]) -> Range:
    """Return where ``span`` lies after all of ``corrections``, the oldest first."""
    for correction in corrections:
        span = correction.carried(span).range
    return span


def _pairs(old: str, new: str) -> Iterator[_Pair]:
    """Give the pieces that are the same in both, and as many as took the place of as many."""
    olds, news = _pieces(old), _pieces(new)
    words = [old[slice(*piece)] for piece in olds]
    new_words = [new[slice(*piece)] for piece in news]
    # What is the same at both ends is most of a turn; comparing it all takes seconds.
    tail = _common(words[::-1], new_words[::-1])
    head = _common(words[: len(words) - tail], new_words[: len(new_words) - tail])
    yield from map(_Pair, olds[:head], news[:head])
    middle, new_middle = slice(head, len(olds) - tail), slice(head, len(news) - tail)
    matcher = SequenceMatcher(None, words[middle], new_words[new_middle], autojunk=False)
    for _, first, last, new_first, new_last in matcher.get_opcodes():
        if last - first == new_last - new_first:
            yield from map(_Pair, olds[middle][first:last], news[new_middle][new_first:new_last])
    yield from map(_Pair, olds[middle.stop :], news[new_middle.stop :])


def _common(words: Sequence[str], new_words: Sequence[str]) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(words, new_words, strict=False))
    return sum(1 for _ in same)


def _gap(old: str, new: str, before: _Pair, after: _Pair) -> Edit | None:
    """Return how what lies between two pairs differs, without the blanks that both have."""
    start, new_start = before.old.end, before.new.end
    end, new_end = after.old.start, after.new.start
    while start < end and new_start < new_end and _same_blank(old, start, new, new_start):
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and _same_blank(old, end - 1, new, new_end - 1):
        end, new_end = end - 1, new_end - 1
    return None if start == end and new_start == new_end else Edit(start, end, new_start, new_end)


def _same_blank(old: str, place: int, new: str, new_place: int) -> bool:
    return old[place] == new[new_place] and _is_blank(old, place) and _is_blank(new, new_place)


def _is_blank(text: str, place: int) -> bool:
    return text[place].isspace() and not inside_word(text, place + 1)


def _pieces(text: str) -> list[Range]:
    """Return the words and single signs of ``text``, in order, without the blanks between."""
    found, start = [], 0
    for end in range(1, len(text) + 1):
        if _is_joined(text, end):
            continue
        if not text[start:end].isspace():
            found.append(Range(start, end))
        start = end
    return found


def _is_joined(text: str, place: int) -> bool:
    if inside_word(text, place):
        return True
    joiner = next((at for at in (place - 1, place) if text[at : at + 1] in _JOINERS), 0)
    return 0 < joiner < len(text) - 1 and text[joiner - 1].isalnum() and text[joiner + 1].isalnum()


def _says_something(text: str) -> bool:
    """Tell whether there is more in ``text`` than blanks and punctuation."""
    return any(unicodedata.category(character)[0] not in "CPZ" for character in text)


def _overlaps(edit: Edit, span: Range) -> bool:
    return edit.old_start < span.end and edit.old_end > span.start


def _moved_start(all_edits: Iterable[Edit], place: int) -> int:
    moved = place
    for edit in all_edits:
        if edit.old_end <= place:
            moved = place + edit.new_end - edit.old_end
        elif edit.old_start < place:
            return edit.new_start
    return moved


def _moved_end(all_edits: Iterable[Edit], place: int) -> int:
    moved = place
    for edit in all_edits:
        if edit.old_start < place < edit.old_end:
            return edit.new_end
        if edit.old_start < place:
            moved = place + edit.new_end - edit.old_end
    return moved


def _trimmed(text: str, span: Range) -> Range:
    start, end = span
    while start < end and _is_blank(text, start):
        start += 1
    while end > start and _is_blank(text, end - 1):
        end -= 1
    return Range(start, end)

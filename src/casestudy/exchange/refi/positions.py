"""From positions in a file's text to positions in our canonical text."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from casestudy.domain.text import Range, canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Below this no character joins with the one before it.
_FIRST_THAT_JOINS: Final = "\u0300"
#: What ``canonical`` may treat otherwise than character by character.
_SPECIAL: Final = re.compile(
    "\r\n|[\x00-\x08\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class _Edit:
    """``[start, end)`` of the old text became ``[new_start, new_end)`` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


class TextMap:
    """The canonical form of a text, and where each of its positions went.

    Args:
        raw: A text as a file holds it, without a byte order mark.
    """

    def __init__(self, raw: str) -> None:
        self.text: Final = canonical(raw)
        clean, in_characters = _replaced(raw, _special(raw))
        composed, in_compositions = _replaced(clean, _decomposed(clean))
        if composed != self.text:
            raise AssertionError
        self._passes = (in_characters, in_compositions)
        self.length: Final = len(raw)
        self.removed: Final = sum(edit.new_start == edit.new_end for edit in in_characters)
        self.composed: Final = len(in_compositions)

    def range_of(self, start: int, end: int) -> Range:
        """Return where ``[start, end)`` lies now, widened to whole characters.

        Args:
            start: In code points of the raw text.
            end: The same, not before ``start``.
        """
        for edits in self._passes:
            start, end = _moved(edits, start, up=False), _moved(edits, end, up=start != end)
        return Range(start, end)

    def cuts(self, start: int, end: int) -> bool:
        """Tell whether ``[start, end)`` begins or ends inside what is one character now."""
        for edits in self._passes:
            for position in (start, end):
                if _moved(edits, position, up=False) != _moved(edits, position, up=True):
                    return True
            start, end = _moved(edits, start, up=False), _moved(edits, end, up=True)
        return False


def _special(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _SPECIAL.finditer(text):
        new = canonical(match[0])
        if new != match[0]:
            yield match.start(), match.end(), new


def _decomposed(text: str) -> Iterator[tuple[int, int, str]]:
    if unicodedata.is_normalized("NFC", text):
        return
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or _begins_anew(text[end]):
            new = unicodedata.normalize("NFC", text[start:end])
            if new != text[start:end]:
                yield start, end, new
            start = end


def _begins_anew(character: str) -> bool:
    """Tell whether what stands before ``character`` can never change with it under NFC."""
    if character < _FIRST_THAT_JOINS:
        return True
    first = unicodedata.normalize("NFD", character)[0]
    return not unicodedata.combining(first) and first not in _second_characters()


@cache
def _second_characters() -> frozenset[str]:
    """Every character that some other one composes with."""
    return frozenset(
        chr(int(parts[1], 16))
        for number in range(ord(_FIRST_THAT_JOINS), sys.maxunicode)
        if len(parts := unicodedata.decomposition(chr(number)).split()) == 2
        and not parts[0].startswith("<")
    ) | frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))


def _replaced(text: str, changes: Iterator[tuple[int, int, str]]) -> tuple[str, list[_Edit]]:
    pieces: list[str] = []
    edits: list[_Edit] = []
    done, length = 0, 0
    for start, end, new in changes:
        pieces += (text[done:start], new)
        length += start - done
        edits.append(_Edit(start, end, length, length + len(new)))
        length += len(new)
        done = end
    return "".join([*pieces, text[done:]]), edits


def _moved(edits: list[_Edit], position: int, *, up: bool) -> int:
    place = bisect_right(edits, position, key=lambda edit: edit.start) - 1
    if place < 0:
        return position
    edit = edits[place]
    if position >= edit.end:
        return edit.new_end + position - edit.end
    return edit.new_end if up and position > edit.start else edit.new_start

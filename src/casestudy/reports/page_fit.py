"""How much room words take on paper, so that a document knows its own page numbers.

Widths are those of Arial; Liberation Sans and Helvetica share them. What is laid out here is
meant to be a little roomier than what a word processor does, so that nothing runs over.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

MM_PER_POINT: Final = 25.4 / 72
_THOUSANDTHS: Final = 1000
_WIDTHS: Final = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft\N{NO-BREAK SPACE}·",
    333: "()-`r“”„\N{NON-BREAKING HYPHEN}",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–«»",
    584: "+<=>~",
    611: "FTZøß",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQØ",
    833: "Mm",
    889: "%æ",
    944: "W",
    1000: "—…Æœ",
    1015: "@",
}
_WIDTH: Final = {character: width for width, all_ in _WIDTHS.items() for character in all_}
_WIDE: Final = 1100
_BOLD: Final = 1.09
#: Word processors round; a line is taken to end a little before it has to.
_CAUTION: Final = 1.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something that stays on one page: its height in mm, and whether it begins a page."""

    height: float
    new_page: bool = False


def line_count(words: str, *, width: float, size: float, bold: bool = False) -> int:
    """Return how many lines words take.

    Args:
        words: The text; each line feed begins a line.
        width: Of the column, in mm.
        size: Of the type, in points.
        bold: Whether all of it is bold.
    """
    room = width / (size * MM_PER_POINT * _CAUTION * (_BOLD if bold else 1)) * _THOUSANDTHS
    return sum(_lines_of(paragraph, room) for paragraph in words.split("\n"))


def pages(blocks: Iterable[Block], *, height: float, first: int = 1) -> list[int] | None:
    """Return the page each block begins on, or None where one is too tall for any page.

    Args:
        blocks: In order; each stands whole on a page.
        height: Of a page between its margins, in mm.
        first: The number of the page that the first block is on.
    """
    found: list[int] = []
    page, used = first, 0.0
    for block in blocks:
        if block.height > height:
            return None
        if found and (block.new_page or used + block.height > height):
            page, used = page + 1, 0.0
        used += block.height
        found.append(page)
    return found


def _lines_of(paragraph: str, room: float) -> int:
    lines, used = 1, 0
    for word in paragraph.split(" "):
        width = sum(map(_width, word))
        if used and used + _WIDTH[" "] + width > room:
            lines, used = lines + 1, 0
        used += width + (_WIDTH[" "] if used else 0)
        while used > room:  # a word longer than the line is broken wherever it ends
            lines, used = lines + 1, used - int(room)
    return lines


def _width(character: str) -> int:
    width = _WIDTH.get(character)
    if width is None:
        width = _WIDTH.get(unicodedata.normalize("NFD", character)[0], _WIDE)
    return width

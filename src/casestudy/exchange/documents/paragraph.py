"""Collects a paragraph piece by piece, and what of a file was left out."""

from __future__ import annotations

import re
from collections import Counter

from casestudy.domain.transcript import Block, Notice, NoticeKind

LeftOut = Counter[NoticeKind]

BLANKS = re.compile(r"[ \t\r\n\f]+")


class Paragraph:
    """A paragraph in the making; knows how far its start is bold."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bold = 0
        self._length = 0
        self._starts_bold = True
        self._after_blank = True

    def add(self, text: str, *, bold: bool = False) -> None:
        """Append ``text``; plain blanks between two bold pieces do not end the bold start."""
        if not text:
            return
        self._pieces.append(text)
        self._length += len(text)
        if self._starts_bold and bold:
            self._bold = self._length
        elif not text.isspace():
            self._starts_bold = False
        self._after_blank = text.endswith("\n")

    def flow(self, text: str | None, *, bold: bool = False) -> None:
        """Append markup's running text, in which any run of blanks is one space."""
        spaced = BLANKS.sub(" ", text or "")
        if self._after_blank:
            spaced = spaced.removeprefix(" ")
        self.add(spaced, bold=bold)
        self._after_blank = spaced.endswith(" ") if spaced else self._after_blank

    @property
    def text(self) -> str:
        """What was collected so far."""
        return "".join(self._pieces)

    def block(self, *, heading: bool = False) -> Block:
        """Return the paragraph as a block."""
        return Block(text=self.text, bold=self._bold, heading=heading)


def table_row(cells: list[str]) -> Block:
    """Return a table row as a block; a cell's paragraphs are lines."""
    return Block(text="\t".join(cells), cells=tuple(cells))


def table(rows: list[list[list[Block]]]) -> list[Block]:
    """Return a table, given each row's cells as blocks, in reading order.

    A table with one column only frames its text, so its paragraphs stay paragraphs.
    """
    if all(len(cells) == 1 for cells in rows):
        return [block for cells in rows for block in cells[0]]
    return [table_row([_lines(cell) for cell in cells]) for cells in rows]


def _lines(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks).strip("\n")


def notices(left_out: LeftOut) -> list[Notice]:
    """Return one notice per kind that occurred, in the order of the kinds."""
    return [Notice(kind=kind, count=left_out[kind]) for kind in NoticeKind if left_out[kind]]

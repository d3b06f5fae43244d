"""Lines of a document in canonical form, and wrapped lines made whole paragraphs again."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casestudy.domain.text import canonical, refused_characters, split_lines
from casestudy.exchange.turn_tables import without_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from casestudy.domain.transcript import Block, Document

_WRAPPING_FORMATS = frozenset({"txt", "md", "pdf"})
_CAPTION_FORMATS = frozenset({"vtt", "srt"})
_SENTENCE_END = re.compile(r"[.?!…:][»”\"')\]]*$")
_BULLET = re.compile(r"[•●▪*–—-]\s|\d{1,2}[.)]\s")
_SUSPENDED = re.compile(r"(?:og|eller|and|or|samt|til|som)\b")
_LONGEST_WRAPPED_LINE = 160
_LONGEST_CAPTION_PARAGRAPH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without outer blanks; ``bold`` and ``tab`` are offsets in ``text``, 0 for none.

    ``gap`` says that a blank line or the edge of a paragraph stands before it; ``speaker`` and
    ``seconds`` come from the format or from a table column.
    """

    text: str
    bold: int = 0
    tab: int = 0
    gap: bool = False
    heading: bool = False
    speaker: str | None = None
    seconds: float | None = None
    refused: int = 0


def read_lines(document: Document) -> list[Line]:
    """Return the lines of ``document`` that hold anything, tables taken apart by column."""
    line_by_line = document.format in _WRAPPING_FORMATS and not any(
        "\n" in block.text.strip() for block in document.blocks
    )
    lines: list[Line] = []
    gap = True
    for block in without_tables(document.blocks):
        gap = gap or not line_by_line
        for line in _lines_of(block):
            if line.text:
                lines.append(replace(line, gap=gap))
            gap = not line.text
    return lines


def whole_paragraphs(
    lines: Sequence[Line], starts: Sequence[bool], file_format: str
) -> Iterator[tuple[int, str]]:
    """Yield each paragraph as the number of its first line and its text.

    ``starts`` says which lines begin something new whatever their length (a speaker's label).
    """
    continues = _rule(lines, starts, file_format)
    first, text = 0, ""
    for number, line in enumerate(lines):
        if number and not starts[number] and continues(lines[number - 1], text, line):
            text = _join(text, line.text)
            continue
        if number:
            yield first, text
        first, text = number, line.text
    if lines:
        yield first, text


def _lines_of(block: Block) -> Iterator[Line]:
    bold_end = block.bold
    for raw in split_lines(block.text):
        begin = len(raw) - len(raw.lstrip())
        body = raw[begin:].rstrip()
        bold = body[: max(0, bold_end - begin)]
        yield Line(
            text=canonical(body).strip(),
            bold=len(canonical(bold).strip()),
            tab=len(canonical(body.partition("\t")[0]).strip()) if "\t" in body else 0,
            heading=block.heading,
            speaker=None if block.speaker is None else canonical(block.speaker).strip(),
            seconds=block.seconds,
            refused=refused_characters(raw),
        )
        bold_end -= len(raw) + 1


def _rule(
    lines: Sequence[Line], starts: Sequence[bool], file_format: str
) -> Callable[[Line, str, Line], bool]:
    """Return the rule that says whether a line goes on with the paragraph so far."""
    if file_format in _CAPTION_FORMATS:
        return _caption_goes_on
    width = _wrap_width(lines, starts) if file_format in _WRAPPING_FORMATS else 0

    def wrapped_line_goes_on(before: Line, _paragraph: str, line: Line) -> bool:
        if not width or line.gap or line.heading or before.heading or _BULLET.match(line.text):
            return False
        if line.text[0].islower() and not _SENTENCE_END.search(before.text):
            return True
        room = width * (0.8 if line.text[0].islower() else 0.9)
        return len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > room

    return wrapped_line_goes_on


def _caption_goes_on(before: Line, paragraph: str, line: Line) -> bool:
    same = line.speaker == before.speaker
    too_long = len(paragraph) > _LONGEST_CAPTION_PARAGRAPH
    return same and not too_long and not _SENTENCE_END.search(before.text)


def _wrap_width(lines: Sequence[Line], starts: Sequence[bool]) -> int:
    """Return the width that the lines were wrapped at, 0 where each line is a paragraph."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(0.98 * (len(lengths) - 1))] if lengths else 0
    if width > _LONGEST_WRAPPED_LINE:
        return 0
    long = [
        line.text
        for number, line in enumerate(lines[:-1])
        if len(line.text) >= 0.75 * width and not lines[number + 1].gap and not starts[number + 1]
    ]
    unfinished = [text for text in long if not _SENTENCE_END.search(text)]
    return width if len(unfinished) > 1 and 2 * len(unfinished) >= len(long) else 0


def _join(text: str, following: str) -> str:
    """Join two lines; a word divided by a hyphen keeps its line end, for the repair to find."""
    divided = text[-1] in "-\u00ad" and text[-2:-1].isalnum() and following[0].isalnum()
    between = "\n" if divided and not _SUSPENDED.match(following) else " "
    return text + between + following

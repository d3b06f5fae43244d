"""A Word document whose pages are laid out before it is written, so that it knows its numbers.

Lines have exact heights, and every page begins with a break of its own; what stands on a page is
measured to fit with room to spare.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt, RGBColor

from casestudy.reports.docx_page import (
    BOTTOM,
    INK,
    MUTED,
    TOP,
    set_style_font,
    text_width,
    write,
)
from casestudy.reports.page_fit import MM_PER_POINT, Block, line_count, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docx.document import Document
    from docx.text.paragraph import Paragraph

#: Of this much of a page's height the layout makes use.
_SAFE: Final = 0.98
#: Above and below the words of a table's row, and the line under it, in points.
_ROW_PADDING, _TIGHT_PADDING = 2 * 45 / 20 + 1, 2 * 25 / 20 + 1
_BASE: Final = "Normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """How a kind of paragraph is set, all in points."""

    style: str
    size: float
    line: float
    before: float = 0
    after: float = 0
    bold: bool = False
    colour: str = INK

    def height(self, words: str, width: float) -> float:
        """Return what a paragraph takes in a column ``width`` mm wide, in mm."""
        lines = line_count(words, width=width, size=self.size, bold=self.bold)
        return (lines * self.line + self.before + self.after) * MM_PER_POINT


HEADINGS: Final = tuple(
    Type(style=f"Heading {level}", size=size, line=line, before=before, after=2, bold=True)
    for level, (size, line, before) in enumerate(
        ((18, 24, 0), (14, 18, 16), (12, 16, 14), *(((11, 15, 14),) * 6)), start=1
    )
)
TITLE: Final = Type(style="Title", size=30, line=37, after=6, bold=True)
TEXT: Final = Type(style="Code Text", size=10, line=13)
LEAD: Final = Type(style="Code Lead", size=11, line=15.5, after=6)
SMALL: Final = Type(style="Code Note", size=9, line=12, after=4, colour=MUTED)
NAME: Final = Type(style="Code Field", size=8.5, line=13, bold=True, colour=MUTED)
SUBHEAD: Final = Type(style="Code Subhead", size=12, line=16, before=14, after=3, bold=True)
TREE_TITLE: Final = Type(style="Heading 1", size=18, line=24, before=20, after=2, bold=True)
CONTENTS: Final = Type(style="toc 1", size=11, line=17)
CONTENTS_TITLE: Final = Type(style="TOC Heading", size=18, line=24, after=4, bold=True)
GAP: Final = Type(style="Code Gap", size=1, line=1)
_TYPES: Final = (*HEADINGS, TITLE, TEXT, LEAD, SMALL, NAME, SUBHEAD, CONTENTS_TITLE, CONTENTS, GAP)


def set_types(document: Document, language: str) -> None:
    """Give a document the styles of all kinds of paragraph above."""
    for kind in _TYPES:
        if kind.style not in document.styles:
            is_words_own = kind is CONTENTS
            document.styles.add_style(kind.style, WD_STYLE_TYPE.PARAGRAPH, builtin=is_words_own)
            document.styles[kind.style].base_style = document.styles[_BASE]
        style = document.styles[kind.style]
        style.font.size, style.font.bold, style.font.italic = Pt(kind.size), kind.bold, False
        style.font.color.rgb = RGBColor.from_string(kind.colour)
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(kind.before), Pt(kind.after)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(kind.line)
        form.widow_control = True
        set_style_font(style.element.get_or_add_rPr(), language)


def set_type(paragraph: Paragraph, kind: Type) -> None:
    """Give a paragraph its type; the library would look through all styles each time."""
    paragraph._p.style = kind.style.replace(" ", "")  # noqa: SLF001 - the id of a style


def row_height(cells: Iterable[tuple[Type, str, float]], *, tight: bool = False) -> float:
    """Return the height in mm of a table's row whose cells have a type, words and a width."""
    padding = (_TIGHT_PADDING if tight else _ROW_PADDING) * MM_PER_POINT
    return max(kind.height(words, width) for kind, words, width in cells) + padding


class Flow:
    """What is to be written, piece by piece; each stands whole on a page."""

    def __init__(self, document: Document, *, paper: tuple[int, int]) -> None:
        self.document = document
        self._height = (paper[1] - TOP - BOTTOM) * _SAFE
        self._pieces: list[tuple[Block, Callable[[bool], None], str]] = []
        self._page_of: dict[str, int] = {}

    def add(
        self,
        height: float,
        write: Callable[[bool], None],
        *,
        new_page: bool = False,
        name: str = "",
    ) -> None:
        """Add a piece.

        Args:
            height: In mm, as high as it may come to be.
            write: Writes it; told whether it begins a page and has to break to it.
            new_page: Whether it begins a page in any case.
            name: What ``page_of`` is to know it by.
        """
        self._pieces.append((Block(height=height, new_page=new_page), write, name))

    def write(self) -> None:
        """Lay the pieces out, then write them in order."""
        found = pages((block for block, _, _ in self._pieces), height=self._height)
        if found is not None:
            self._page_of = {
                name: page for (_, _, name), page in zip(self._pieces, found, strict=True) if name
            }
        last = 1
        for number, (block, draw, _) in enumerate(self._pieces):
            page = found[number] if found else last + block.new_page
            draw(page > last)
            last = page

    def page_of(self, name: str) -> int | None:
        """Return the page a piece begins on; None where a piece outgrew its page."""
        return self._page_of.get(name)

    def add_line(
        self,
        kind: Type,
        words: str,
        *,
        new_page: bool = False,
        name: str = "",
        then: Callable[[Paragraph], None] = lambda _: None,
    ) -> None:
        """Add one paragraph over the whole width as a piece; ``then`` may add to it."""

        def draw(breaks: bool) -> None:  # noqa: FBT001 - a piece is told so
            paragraph = self.paragraph(kind, breaks=breaks)
            paragraph.paragraph_format.space_before = Pt(kind.before)
            write(paragraph, words)
            then(paragraph)

        height = kind.height(words, text_width(self.document))
        self.add(height, draw, new_page=new_page, name=name)

    def paragraph(self, kind: Type, *, breaks: bool = False) -> Paragraph:
        """Add an empty paragraph, at the top of a new page where it ``breaks``."""
        paragraph = self.document.add_paragraph()
        set_type(paragraph, kind)
        if breaks:
            paragraph.paragraph_format.page_break_before = True
        return paragraph

"""Reads web pages (html): block elements as paragraphs, tables as rows, nothing that runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree
from lxml import html as lxml_html

from casestudy.domain.transcript import Block, Notice, NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import text as plain
from casestudy.exchange.documents.paragraph import LeftOut, Paragraph, notices, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
CHARSET_WITHIN_BYTES = 4096
XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCK_NAMES = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption "
    "figure form header footer hr html legend li main menu nav ol p pre section summary td th ul "
    "caption"
)
BLOCKS = HEADINGS.union(BLOCK_NAMES.split())
DROPPED_NAMES = (
    "script style head template noscript object applet embed iframe frame frameset svg math audio "
    "video canvas map select textarea button input datalist"
)
DROPPED = frozenset(DROPPED_NAMES.split())
LEFT_OUT = {"img": NoticeKind.IMAGES_LEFT_OUT, "del": NoticeKind.DELETIONS_LEFT_OUT}
# How Word (in a style) and LibreOffice (in a title) mark what is beside the running text.
BESIDE = re.compile(r"mso-element:\s*(comment|footnote|endnote|header|footer)(?!-)")
BESIDE_KINDS = {
    "comment": NoticeKind.COMMENTS_LEFT_OUT,
    "footnote": NoticeKind.NOTES_LEFT_OUT,
    "endnote": NoticeKind.NOTES_LEFT_OUT,
    "header": NoticeKind.HEADERS_LEFT_OUT,
    "footer": NoticeKind.HEADERS_LEFT_OUT,
}
INVISIBLE = re.compile(r"display:\s*none", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
NOT_BOLD = re.compile(r"font-weight\s*:\s*(normal|[1-5]00)", re.IGNORECASE)


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return the blocks of an html file and what was left out.

    Raises:
        ImportRefusedError: ``import.no_text``: there is no element in it.
        UnicodeDecodeError: The encoding is unknown.
    """
    source, guessed = _decode(data)
    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml_html.document_fromstring(XML_DECLARATION.sub("", source, count=1), parser)
    except etree.ParserError as error:
        raise ImportRefusedError("import.no_text") from error
    reader = _Reader()
    blocks = list(reader.blocks(root))
    return blocks, guessed + notices(reader.left_out)


def _decode(data: bytes) -> tuple[str, list[Notice]]:
    named = CHARSET.search(data[:CHARSET_WITHIN_BYTES])
    marked = data.startswith(tuple(mark for mark, _ in plain.MARKS))
    if named and not marked:
        try:
            return data.decode(named[1].decode("ascii")), []
        except (LookupError, UnicodeDecodeError):
            pass  # The page names an encoding it is not in; its bytes decide.
    return plain.decode(data)


class _Reader:
    """Collects running text until a block begins or ends."""

    def __init__(self) -> None:
        self.left_out = LeftOut()
        self._paragraph = Paragraph()

    def blocks(self, element: _Element, *, bold: bool = False) -> Iterator[Block]:
        """Yield the paragraphs and rows inside ``element``."""
        heading = element.tag in HEADINGS
        keeps_blanks = element.tag == "pre"
        self._add(element.text, bold=bold, keeps_blanks=keeps_blanks)
        for child in element:
            tag = child.tag
            kind = _kind_left_out(child)
            if kind is not None:
                self.left_out[kind] += tag == "img" or _has_text(child)
            elif tag == "br":
                self._paragraph.add("\n", bold=bold)
            elif tag == "table":
                yield from self._end()
                yield from table(list(self._rows(child)))
            elif tag in BLOCKS:
                yield from self._end(heading=heading)
                yield from self.blocks(child, bold=_is_bold(child, bold=bold))
                yield from self._end(heading=tag in HEADINGS)
            elif tag not in DROPPED and not INVISIBLE.search(child.get("style", "")):
                yield from self.blocks(child, bold=_is_bold(child, bold=bold))
            self._add(child.tail, bold=bold, keeps_blanks=keeps_blanks)
        if element.tag == "html":
            yield from self._end()

    def _rows(self, parent: _Element) -> Iterator[list[list[Block]]]:
        for child in parent:
            if child.tag == "tr":
                yield [list(self._cell(cell)) for cell in child if cell.tag in {"td", "th"}]
            elif child.tag in {"thead", "tbody", "tfoot"}:
                yield from self._rows(child)

    def _cell(self, cell: _Element) -> Iterator[Block]:
        yield from self.blocks(cell, bold=_is_bold(cell, bold=False))
        yield from self._end()

    def _add(self, text: str | None, *, bold: bool, keeps_blanks: bool) -> None:
        if keeps_blanks:
            self._paragraph.add(text or "", bold=bold)
        else:
            self._paragraph.flow(text, bold=bold)

    def _end(self, *, heading: bool = False) -> Iterator[Block]:
        if self._paragraph.text.strip():
            yield self._paragraph.block(heading=heading)
        self._paragraph = Paragraph()


def _kind_left_out(element: _Element) -> NoticeKind | None:
    if element.tag in LEFT_OUT:
        return LEFT_OUT[element.tag]
    marked = BESIDE.search(element.get("style", ""))
    name = marked[1] if marked else element.get("title", "") if element.tag == "div" else ""
    return BESIDE_KINDS.get(name)


def _is_bold(element: _Element, *, bold: bool) -> bool:
    style = element.get("style", "")
    if element.tag in {"b", "strong", "th"} or BOLD.search(style):
        return True
    return bold and not NOT_BOLD.search(style)


def _has_text(element: _Element) -> bool:
    return any(str(text).strip() for text in element.itertext())

"""Reads Word documents (docx): paragraphs and table rows in reading order."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from casestudy.domain.transcript import Block, Notice, NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents.docx_parts import (
    VALUE,
    W,
    is_on,
    parse_part,
    read_styles,
    targets,
)
from casestudy.exchange.documents.paragraph import LeftOut, Paragraph, notices, table
from casestudy.exchange.safe_zip import SafeZip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from casestudy.exchange.documents.docx_parts import Style, Styles

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"

PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
RUN, RUN_PROPERTIES, PARAGRAPH_PROPERTIES = W + "r", W + "rPr", W + "pPr"
TEXT = W + "t"
ALTERNATE = COMPATIBILITY + "AlternateContent"
CONTAINER_NAMES = (
    "sdt sdtContent ins moveTo hyperlink smartTag customXml fldSimple dir bdo ruby rubyBase"
)
CONTAINERS = frozenset(W + name for name in CONTAINER_NAMES.split())
DELETED = frozenset((W + "del", W + "moveFrom"))
CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
# Word turns smileys and arrows, as they are typed, into characters of the font Wingdings.
WINGDINGS = {"F04A": "☺", "F04B": "😐", "F04C": "☹", "F0E0": "→", "F0DF": "←", "F0F3": "↔"}
LEFT_OUT_MARKS = {
    W + "commentReference": NoticeKind.COMMENTS_LEFT_OUT,
    W + "footnoteReference": NoticeKind.NOTES_LEFT_OUT,
    W + "endnoteReference": NoticeKind.NOTES_LEFT_OUT,
}
FORMULAS = frozenset((MATH + "oMath", MATH + "oMathPara"))
PICTURES = frozenset((W + "drawing", W + "pict", W + "object"))


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return the blocks of a docx file and what was left out.

    Raises:
        ImportRefusedError: The file is damaged, unsafe or locked.
    """
    package = SafeZip(data)
    main = targets(package, "_rels/.rels", "/officeDocument")
    if not main:
        raise ImportRefusedError("import.damaged")
    body = parse_part(package, main[0]).find(W + "body")
    if body is None:
        raise ImportRefusedError("import.damaged")
    folder, name = posixpath.split(main[0])
    relations = f"{folder}/_rels/{name}.rels"
    styles = read_styles(package, targets(package, relations, "/styles"))
    reader = _Reader(styles)
    blocks = list(reader.blocks(body))
    for part in targets(package, relations, "/header", "/footer"):
        if _has_text(parse_part(package, part)):
            reader.left_out[NoticeKind.HEADERS_LEFT_OUT] += 1
    return blocks, notices(reader.left_out)


class _Reader:
    """Walks the body; paragraphs whose end mark was deleted run into the next."""

    def __init__(self, styles: Styles) -> None:
        self.left_out = LeftOut()
        self._styles = styles
        self._paragraph: Paragraph | None = None

    def blocks(self, parent: Iterable[_Element]) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == PARAGRAPH:
                block = self._block(child)
                if block is not None:
                    yield block
            elif tag == TABLE:
                yield from self._unfinished()
                yield from table(list(self._rows(child)))
            elif tag in CONTAINERS:
                yield from self.blocks(child)
            elif tag == ALTERNATE:
                yield from self.blocks(_first_choice(child))
        yield from self._unfinished()

    def _unfinished(self) -> Iterator[Block]:
        if self._paragraph is not None:
            yield self._paragraph.block()
            self._paragraph = None

    def _rows(self, parent: _Element) -> Iterator[list[list[Block]]]:
        for child in parent:
            if child.tag == ROW:
                cells = [list(self.blocks(cell)) for cell in _cells(child)]
                if child.find(f"{W}trPr/{W}del") is None or _has_text(child):
                    yield cells
            elif child.tag in CONTAINERS:
                yield from self._rows(child)

    def _block(self, element: _Element) -> Block | None:
        style = self._styles.default
        properties = element.find(PARAGRAPH_PROPERTIES)
        joined = False
        if properties is not None:
            name = properties.find(W + "pStyle")
            if name is not None:
                style = self._styles.get(name.get(VALUE, ""), style)
            joined = properties.find(f"{RUN_PROPERTIES}/{W}del") is not None
        paragraph = self._paragraph or Paragraph()
        self._inline(element, paragraph, style)
        self._paragraph = paragraph if joined else None
        return None if joined else paragraph.block(heading=style.heading)

    def _inline(self, parent: Iterable[_Element], paragraph: Paragraph, style: Style) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._run(child, paragraph, style)
            elif tag in CONTAINERS:
                self._inline(child, paragraph, style)
            elif tag in DELETED:
                if tag != W + "moveFrom" and _has_text(child, W + "delText"):
                    self.left_out[NoticeKind.DELETIONS_LEFT_OUT] += 1
            elif tag == ALTERNATE:
                self._inline(_first_choice(child), paragraph, style)
            elif tag in FORMULAS:
                paragraph.add("".join(text.text or "" for text in child.iter(MATH + "t")))

    def _run(self, run: _Element, paragraph: Paragraph, style: Style) -> None:
        bold = self._is_bold(run.find(RUN_PROPERTIES), style)
        for child in run:
            tag = child.tag
            if tag == TEXT:
                paragraph.add(child.text or "", bold=bold)
            elif tag in CHARACTERS:
                paragraph.add(CHARACTERS[tag], bold=bold)
            elif tag in PICTURES:
                self._picture(child)
            elif tag in LEFT_OUT_MARKS:
                self.left_out[LEFT_OUT_MARKS[tag]] += 1
            elif tag == W + "sym":
                paragraph.add(WINGDINGS.get(child.get(W + "char", "").upper(), "\ufffd"))
            elif tag == ALTERNATE:
                for drawing in _first_choice(child):
                    self._picture(drawing)
            elif tag == W + "ruby":
                self._inline(child, paragraph, style)

    def _is_bold(self, properties: _Element | None, style: Style) -> bool:
        if properties is None:
            return style.bold
        bold = properties.find(W + "b")
        if bold is not None:
            return is_on(bold)
        name = properties.find(W + "rStyle")
        return style.bold or (
            name is not None and self._styles.get(name.get(VALUE, ""), style).bold
        )

    def _picture(self, element: _Element) -> None:
        boxes = list(element.iter(W + "txbxContent"))
        self.left_out[NoticeKind.TEXT_BOXES_LEFT_OUT] += sum(map(_has_text, boxes))
        drawn = element.tag == W + "drawing" or next(element.iter(VML_IMAGE), None) is not None
        if not boxes and drawn:
            self.left_out[NoticeKind.IMAGES_LEFT_OUT] += 1


def _cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == CELL:
            yield child
        elif child.tag in CONTAINERS:
            yield from _cells(child)


def _first_choice(element: _Element) -> Iterable[_Element]:
    """Return what an element offered in several forms holds in its first form."""
    return next(iter(element), ())


def _has_text(element: _Element, tag: str = TEXT) -> bool:
    return any((text.text or "").strip() for text in element.iter(tag))

"""Reads OpenDocument texts (odt): paragraphs and table rows in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.transcript import Block, Notice, NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange import safe_xml
from casestudy.exchange.documents.paragraph import LeftOut, Paragraph, notices, table
from casestudy.exchange.safe_zip import SafeZip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = f"{{{ODF}office:1.0}}", f"{{{ODF}style:1.0}}", f"{{{ODF}text:1.0}}"
TABLE, DRAW = f"{{{ODF}table:1.0}}", f"{{{ODF}drawing:1.0}}"
FONT_WEIGHT = f"{{{ODF}xsl-fo-compatible:1.0}}font-weight"
MANIFEST = "META-INF/manifest.xml"

PARAGRAPHS = frozenset((TEXT + "p", TEXT + "h"))
CONTAINER_NAMES = (
    "list list-item list-header section numbered-paragraph table-of-content alphabetical-index "
    "illustration-index table-index user-index index-body index-title"
)
CONTAINERS = frozenset(TEXT + name for name in CONTAINER_NAMES.split())
ROW_GROUPS = frozenset(
    TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group")
)
CELLS = frozenset((TABLE + "table-cell", TABLE + "covered-table-cell"))
LEFT_OUT = {
    OFFICE + "annotation": NoticeKind.COMMENTS_LEFT_OUT,
    TEXT + "note": NoticeKind.NOTES_LEFT_OUT,
}
SILENT = frozenset((TEXT + "ruby-text", OFFICE + "annotation-end"))
HEADERS = [
    STYLE + name
    for name in ("header", "footer", "header-first", "footer-first", "header-left", "footer-left")
]
HEADING_STYLES = frozenset(("Heading", "Title", "Subtitle"))
BOLD_WEIGHTS = frozenset(("bold", "600", "700", "800", "900"))
# No one means more; the file may claim a thousand million.
MAX_SPACES = 100


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return the blocks of an odt file and what was left out.

    Raises:
        ImportRefusedError: The file is damaged, unsafe or locked.
    """
    package = SafeZip(data)
    if MANIFEST in package and b"encryption-data" in package.read(MANIFEST):
        raise ImportRefusedError("import.password")
    content = safe_xml.parse(package.read("content.xml"))
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise ImportRefusedError("import.damaged")
    styles = {}
    left_out = LeftOut()
    if "styles.xml" in package:
        page_styles = safe_xml.parse(package.read("styles.xml"))
        styles.update(_styles(page_styles))
        headers = page_styles.iter(*HEADERS)
        left_out[NoticeKind.HEADERS_LEFT_OUT] += sum(map(_has_text, headers))
    styles.update(_styles(content))
    blocks = list(_Reader(styles, left_out).blocks(text))
    return blocks, notices(left_out)


def _styles(root: _Element) -> dict[tuple[str, str], _Element]:
    return {
        (style.get(STYLE + "family", ""), style.get(STYLE + "name", "")): style
        for style in root.iter(STYLE + "style")
    }


class _Reader:
    """Walks the body and counts what is left out."""

    def __init__(self, styles: dict[tuple[str, str], _Element], left_out: LeftOut) -> None:
        self._styles = styles
        self._left_out = left_out
        self._known: dict[tuple[str, str], tuple[bool | None, bool]] = {}

    def blocks(self, parent: _Element) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag in PARAGRAPHS:
                bold, heading = self._style("paragraph", child)
                paragraph = Paragraph()
                self._inline(child, paragraph, bold=bool(bold))
                yield paragraph.block(heading=heading or tag == TEXT + "h")
            elif tag == TABLE + "table":
                yield from table(list(self._rows(child)))
            elif tag in CONTAINERS:
                yield from self.blocks(child)
            elif tag == TEXT + "tracked-changes":
                deletions = child.iter(TEXT + "deletion")
                self._left_out[NoticeKind.DELETIONS_LEFT_OUT] += sum(map(_has_text, deletions))
            else:
                self._leave_out(child)

    def _rows(self, parent: _Element) -> Iterator[list[list[Block]]]:
        for child in parent:
            if child.tag == TABLE + "table-row":
                yield [list(self.blocks(cell)) for cell in child if cell.tag in CELLS]
            elif child.tag in ROW_GROUPS:
                yield from self._rows(child)

    def _inline(self, element: _Element, paragraph: Paragraph, *, bold: bool) -> None:
        paragraph.flow(element.text, bold=bold)
        for child in element:
            tag = child.tag
            if tag == TEXT + "s":
                paragraph.add(" " * _count(child), bold=bold)
            elif tag == TEXT + "tab":
                paragraph.add("\t", bold=bold)
            elif tag == TEXT + "line-break":
                paragraph.add("\n", bold=bold)
            elif tag == TEXT + "span":
                own, _ = self._style("text", child)
                self._inline(child, paragraph, bold=bold if own is None else own)
            elif not self._leave_out(child):
                self._inline(child, paragraph, bold=bold)
            paragraph.flow(child.tail, bold=bold)

    def _leave_out(self, element: _Element) -> bool:
        """Count an element whose text is not part of the running text."""
        tag = element.tag
        if tag in LEFT_OUT:
            self._left_out[LEFT_OUT[tag]] += 1
        elif isinstance(tag, str) and tag.startswith(DRAW):
            boxes = list(element.iter(DRAW + "text-box"))
            kept = NoticeKind.TEXT_BOXES_LEFT_OUT if boxes else NoticeKind.IMAGES_LEFT_OUT
            if not boxes or any(map(_has_text, boxes)):
                self._left_out[kept] += 1
        return tag in LEFT_OUT or tag in SILENT or str(tag).startswith(DRAW)

    def _style(self, family: str, element: _Element) -> tuple[bool | None, bool]:
        """Return whether the style is bold (None: it does not say) and whether a heading."""
        key = (family, element.get(TEXT + "style-name", ""))
        if key not in self._known:
            self._known[key] = self._resolve(*key)
        return self._known[key]

    def _resolve(self, family: str, name: str) -> tuple[bool | None, bool]:
        bold: bool | None = None
        heading = False
        seen: set[str] = set()
        while (family, name) in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[family, name]
            properties = style.find(STYLE + "text-properties")
            weight = None if properties is None else properties.get(FONT_WEIGHT)
            if bold is None and weight is not None:
                bold = weight in BOLD_WEIGHTS
            heading = heading or name in HEADING_STYLES
            name = style.get(STYLE + "parent-style-name", "")
        return bold, heading


def _count(spaces: _Element) -> int:
    return min(int(spaces.get(TEXT + "c", "1")), MAX_SPACES)


def _has_text(element: _Element) -> bool:
    return any(text.strip() for text in element.itertext(*PARAGRAPHS, TEXT + "span"))

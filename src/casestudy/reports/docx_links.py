"""What in a Word document points at other places in it: bookmarks, links, page numbers, contents.

Page numbers are written as they are known, so that they show without any update; they are fields,
so that Word can update them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

_PROPERTIES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
#: The set of all properties that are not Office's own.
_USERS_OWN: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


class Bookmarks:
    """Sets the bookmarks of one document; each gets a number of its own."""

    def __init__(self) -> None:
        self._count = 0

    def set(self, paragraph: Paragraph, name: str) -> None:
        """Put a bookmark around all of a paragraph that was written so far."""
        self._count += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), str(self._count))
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), str(self._count))
        element = paragraph._p  # noqa: SLF001 - python-docx sets no bookmarks
        element.insert(1 if element.pPr is not None else 0, start)
        element.append(end)


def link_runs(paragraph: Paragraph, bookmark: str) -> None:
    """Make all that was written in a paragraph so far a link to a bookmark."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    element = paragraph._p  # noqa: SLF001 - python-docx links to no bookmarks
    runs = [run._r for run in paragraph.runs]  # noqa: SLF001
    element.append(link)
    for run in runs:
        link.append(run)


def add_page_number(paragraph: Paragraph, bookmark: str, page: int) -> None:
    """Add the number of the page a bookmark is on."""
    for piece in (_mark("begin"), _instruction(f" PAGEREF {bookmark} \\h "), _mark("separate")):
        paragraph.add_run()._r.append(piece)  # noqa: SLF001 - python-docx has no fields
    paragraph.add_run(str(page))
    paragraph.add_run()._r.append(_mark("end"))  # noqa: SLF001


def make_contents(lines: Sequence[Paragraph], *, levels: str) -> None:
    """Make paragraphs that are written already into Word's own table of contents.

    Args:
        lines: One after another in the document.
        levels: Of the headings it is made from, as ``"1-2"``.
    """
    first, last = lines[0]._p, lines[-1]._p  # noqa: SLF001 - python-docx has no fields
    instruction = f' TOC \\o "{levels}" \\h \\z \\u '
    opening = [_run(_mark("begin")), _run(_instruction(instruction)), _run(_mark("separate"))]
    place = 1 if first.pPr is not None else 0
    for number, run in enumerate(opening):
        first.insert(place + number, run)
    last.append(_run(_mark("end")))
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:docPartObj>"
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        "</w:docPartObj></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    first.addprevious(control)
    for line in lines:
        control[-1].append(line._p)  # noqa: SLF001


def set_properties(document: Document, properties: Mapping[str, str]) -> None:
    """Give a document custom properties; they stay when someone edits and saves it."""
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={"op": _PROPERTIES, "vt": _TYPES})
    for number, (name, value) in enumerate(properties.items(), start=2):
        entry = etree.SubElement(
            root, f"{{{_PROPERTIES}}}property", fmtid=_USERS_OWN, pid=str(number), name=name
        )
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = value
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), _PROPERTIES_TYPE, data, package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _run(piece: _Element) -> _Element:
    run: _Element = OxmlElement("w:r")
    run.append(piece)
    return run


def _mark(kind: str) -> _Element:
    mark: _Element = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _instruction(words: str) -> _Element:
    instruction: _Element = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = words
    return instruction

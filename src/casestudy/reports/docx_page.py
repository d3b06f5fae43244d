"""A Word document made for print: paper, type, running header and footer."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from casestudy.domain.text import canonical
from casestudy.reports.steady_zip import without_clock
from casestudy.texts import text

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document as DocumentObject
    from docx.section import Section
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

A3_LANDSCAPE = (420, 297)
A4_LANDSCAPE = (297, 210)
A4_PORTRAIT = (210, 297)
MARGIN = 15
TOP, BOTTOM = 18, 16
INK = "1B2733"
MUTED = "55626E"
#: A font every Word has, of the same widths as the free Liberation Sans.
FONT = "Arial"
SIGN_FONT = "Segoe UI Symbol"
_LOCALES = {"nb": "nb-NO", "en": "en-GB"}
_SIGNS = re.compile("([✓✗±○⊘●↔]+)")
#: The hyphen of an id such as S-0012, where no line may end.
_ID_HYPHEN = re.compile(r"(?<=[A-Z])-(?=[0-9])")


def new_document(
    *, title: str, language: str, paper: tuple[int, int], day: date
) -> DocumentObject:
    """Return an empty document with paper size (width, height in mm), styles and properties."""
    document = Document()
    section = document.sections[0]
    lies = paper[0] > paper[1]
    section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(side) for side in paper)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(8)
    _set_styles(document, language)
    _set_word_mode(document)
    properties = document.core_properties
    properties.title, properties.language = title, _LOCALES[language]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime.combine(day, time())
    return document


def to_bytes(document: DocumentObject) -> bytes:
    """Return the document as the bytes of a .docx file; the same document, the same bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return without_clock(buffer.getvalue())


def text_width(document: DocumentObject) -> float:
    """Return the width between the margins, in mm."""
    section = document.sections[0]
    return (section.page_width or 0) / Mm(1) - 2 * MARGIN


def set_running_lines(
    document: DocumentObject,
    *,
    header: tuple[str, str],
    footer: str,
    language: str,
) -> None:
    """Put a left and a right line at the top of every page; at the foot a line and the page."""
    section = document.sections[0]
    top = _edge_line(section.header.paragraphs[0], section)
    write(top, header[0], size=9, colour=MUTED)
    write(top, f"\t{header[1]}", size=9, bold=True)
    foot = _edge_line(section.footer.paragraphs[0], section)
    write(foot, f"{footer}\t", size=9, colour=MUTED)
    for piece in re.split(
        "([\x01\x02])", text("matrix.page", language, page="\x01", pages="\x02")
    ):
        if piece in {"\x01", "\x02"}:
            _add_count(foot, "PAGE" if piece == "\x01" else "NUMPAGES")
        elif piece:
            write(foot, piece, size=9, colour=MUTED)


def write(
    paragraph: Paragraph,
    words: str,
    *,
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
    colour: str | None = None,
) -> None:
    """Add words to a paragraph; signs get a font that has them, a tab is only kept at an end."""
    start, end = words[:1] == "\t", words[-1:] == "\t"
    words = canonical(words.strip("\t"))
    pieces = [*(["\t"] if start else []), *_SIGNS.split(words), *(["\t"] if end else [])]
    for piece in filter(None, pieces):
        run = paragraph.add_run()
        _fill(run, piece)
        if bold:
            run.bold = True
        if italic and not _SIGNS.fullmatch(piece):
            run.italic = True
        if size:
            run.font.size = Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
        if _SIGNS.fullmatch(piece):
            _set_font(run, SIGN_FONT)


def _fill(run: Run, words: str) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            run.add_break()
        first, *others = _ID_HYPHEN.split(line)
        run.add_text(first)
        for other in others:
            run._r.append(OxmlElement("w:noBreakHyphen"))  # noqa: SLF001 - no method adds one
            run.add_text(other)


def _edge_line(paragraph: Paragraph, section: Section) -> Paragraph:
    paragraph.style.paragraph_format.tab_stops.clear_all()  # type: ignore[union-attr]
    width = (section.page_width or 0) - 2 * Mm(MARGIN)
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _add_count(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields of its own
    run = paragraph.add_run("1")
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor.from_string(MUTED)
    field.append(run._r)  # noqa: SLF001


def _set_styles(document: DocumentObject, language: str) -> None:
    for name, size, before, after in (
        ("Normal", 11, 0, 3),
        ("Title", 30, 0, 3),
        ("Heading 1", 19, 0, 6),
        ("Heading 2", 14, 12, 5),
    ):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor.from_string(INK)
        style.font.bold = name != "Normal"
        form = style.paragraph_format
        form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.12
        set_style_font(style.element.get_or_add_rPr(), language)
    border = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    border.getparent().remove(border)


def _set_word_mode(document: DocumentObject) -> None:
    """Ask for the layout of Word 2013 and later; without it tables hang over the left margin."""
    compatibility = OxmlElement("w:compat")
    mode = OxmlElement("w:compatSetting")
    for name, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        mode.set(qn(f"w:{name}"), value)
    compatibility.append(mode)
    settings = document.settings.element
    settings.replace(settings.find(qn("w:compat")), compatibility)


def set_style_font(properties: object, language: str) -> None:
    """Give a style (its ``w:rPr``) the document's font for every script, and its language."""
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for old in properties.findall(qn("w:lang")):  # type: ignore[attr-defined]
        properties.remove(old)  # type: ignore[attr-defined]
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), _LOCALES[language])
    properties.append(tongue)  # type: ignore[attr-defined]


def _set_font(run: Run, font: str) -> None:
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)

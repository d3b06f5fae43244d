"""The codebook as a workbook: one row per code with all its fields, and a sheet about the book."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Final

import openpyxl
import xlsxwriter
from lxml import etree

from casestudy.errors import ImportRefusedError
from casestudy.exchange import safe_xml
from casestudy.exchange.codebook_rows import codebook_of_rows, column_of, columns, rows_of
from casestudy.exchange.refi.from_codebook import head_of
from casestudy.exchange.safe_zip import SafeZip

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from casestudy.domain.codebook import Codebook
    from casestudy.exchange.refi.to_codebook import CodebookReading, Defaults

#: Spreadsheets know no earlier years.
_EARLIEST: Final = dt.date(1980, 1, 1)
_CODES, _ABOUT = "codes", "codebook"
_EXACT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTHS: Final = {"definition": 50, "use": 50, "not_use": 50, "cue": 40, "label": 26}
_WIDTH: Final = 14


def codebook_xlsx(codebook: Codebook, *, language: str) -> bytes:
    """Return a workbook that ``read_codebook_xlsx`` reads back as the same codebook.

    Args:
        codebook: The book; the same one gives the same bytes.
        language: Whose columns come first.
    """
    names = columns(language)
    rows = rows_of(codebook, language=language)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _EXACT) as book:
        created = dt.datetime.combine(max(codebook.date, _EARLIEST), dt.time(), dt.UTC)
        book.set_properties({"created": created, "title": codebook.title.in_language(language)})
        bold = book.add_format({"bold": True})
        cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = book.add_worksheet(_CODES)
        sheet.freeze_panes(1, 1)
        for place, name in enumerate(names):
            sheet.set_column(place, place, _WIDTHS.get(name.partition(".")[0], _WIDTH))
            sheet.write_string(0, place, name, bold)
            for number, row in enumerate(rows, start=1):
                if said := row.get(name, ""):
                    sheet.write_string(number, place, said, cell)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(names) - 1)
        about = book.add_worksheet(_ABOUT)
        about.set_column(0, 0, _WIDTH)
        about.set_column(1, 1, 100)
        for number, (name, told) in enumerate(head_of(codebook, language=language).items()):
            about.write_string(number, 0, name, bold)
            about.write_string(number, 1, told, cell)
    return buffer.getvalue()


def read_codebook_xlsx(data: bytes, *, defaults: Defaults) -> CodebookReading:
    """Read a codebook from a workbook, ours or another's, with headings in the first row.

    Args:
        data: The whole file.
        defaults: What the codebook is called where it does not say, and the language of names.

    Raises:
        ImportRefusedError: ``codebook_table.not_a_workbook``, ``codebook_table.no_names``, or
            what a hostile package is refused for.
    """
    _check(data)
    try:
        with warnings.catch_warnings():
            # it warns of styles and extensions that it leaves out; we read values only
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except (ValueError, KeyError, TypeError, OSError, zipfile.BadZipFile, etree.LxmlError):
        raise ImportRefusedError("codebook_table.not_a_workbook") from None
    if not book.worksheets:
        raise ImportRefusedError("codebook_table.not_a_workbook")
    codes = book[_CODES] if _CODES in book.sheetnames else book.worksheets[0]
    headings, *cells = _cells(codes) or [[]]
    fields = [column_of(heading) for heading in headings]
    if not {"name", "label.nb", "label.en"} & set(fields):
        raise ImportRefusedError("codebook_table.no_names")
    rows = [
        {field: said for field, said in zip(fields, row, strict=False) if field and said}
        for row in cells
    ]
    head = dict(row[:2] for row in _cells(book[_ABOUT])) if _ABOUT in book.sheetnames else {}
    return codebook_of_rows(rows, head=head, defaults=defaults)


def _check(data: bytes) -> None:
    """Refuse what could harm: openpyxl reads whatever the package holds."""
    if not data.startswith(b"PK"):
        raise ImportRefusedError("codebook_table.not_a_workbook")
    package = SafeZip(data)
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            safe_xml.parse(package.read(name))


def _cells(sheet: Worksheet) -> list[list[str]]:
    return [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)

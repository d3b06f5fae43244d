"""The codebook as Taguette reads and writes it: a csv file with a tag and a description."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from casestudy.errors import ImportRefusedError
from casestudy.exchange.codebook_rows import codebook_of_rows, column_of
from casestudy.exchange.documents.text import decode
from casestudy.exchange.refi.from_codebook import refi_from_codebook
from casestudy.exchange.refi.labelled import from_lines, to_lines, words
from casestudy.exchange.refi.names import distinct_names

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.exchange.refi.to_codebook import CodebookReading, Defaults

_DELIMITERS: Final = ",;\t"
#: Taguette guesses the encoding from the beginning of a file, unless a mark tells.
_ENCODING: Final = "utf-8-sig"
_IN_DESCRIPTION: Final = ("parent", "colour", "assignable", "id")


def codebook_csv(codebook: Codebook, *, language: str) -> bytes:
    """Return one row per code with its name in ``language`` and all its fields as a description.

    Taguette's tags lie side by side and have no colour, so the description says these too.
    """
    project = refi_from_codebook(codebook, language=language)
    names = distinct_names(project.codes)
    ids = {code.guid: from_lines(code.description)[0]["id"] for code in project.codes}
    buffer = io.StringIO(newline="")
    table = csv.writer(buffer)
    table.writerow(["tag", "description"])
    for code in project.codes:
        more = to_lines(
            {
                "parent": words(ids[code.parent]) if code.parent is not None else "",
                "colour": code.colour or "",
                "assignable": "" if code.is_codable else "false",
            }
        )
        table.writerow([names[code.guid], f"{code.description}\n{more}"])
    return buffer.getvalue().encode(_ENCODING)


def read_codebook_csv(data: bytes, *, defaults: Defaults) -> CodebookReading:
    """Read a codebook from a table of text, Taguette's or another's.

    Args:
        data: The whole file; comma, semicolon or tab between cells.
        defaults: What the codebook is called, and the language of its names.

    Raises:
        ImportRefusedError: ``codebook_table.not_a_table`` or ``codebook_table.no_names``.
    """
    try:
        text, _ = decode(data)
        delimiter = max(_DELIMITERS, key=text.partition("\n")[0].count)
        headings, *cells = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except (UnicodeDecodeError, csv.Error, ValueError):
        raise ImportRefusedError("codebook_table.not_a_table") from None
    fields = [column_of(heading) for heading in headings]
    if "name" not in fields and f"label.{defaults.language}" not in fields:
        raise ImportRefusedError("codebook_table.no_names")
    rows = (
        {field: cell for field, cell in zip(fields, row, strict=False) if field is not None}
        for row in cells
    )
    return codebook_of_rows(map(_with_places, rows), head={}, defaults=defaults)


def _with_places(row: dict[str, str]) -> dict[str, str]:
    """Return the row with what its description says of the code's place and looks."""
    said, _ = from_lines(row.get("description", ""))
    return row | {name: words(said[name]) for name in _IN_DESCRIPTION if name in said}

"""Coded segments as files for other programs: a workbook, or rows of values.

Both hold participants' own words, so they are for the team only and say so.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import xlsxwriter

from casestudy.texts import text

if TYPE_CHECKING:
    from casestudy.domain.matrix import Stamp

#: What a spreadsheet cell holds, in UTF-16 units; longer text goes on in the next column.
CELL: Final = 32_767
#: A csv cell that begins with one of these is run as a formula by spreadsheets.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
_EXACT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def team_only_name(name: str, *, language: str) -> str:
    """Return the file name with the mark that it is for the team only, once.

    >>> team_only_name("ord.xlsx", language="nb")
    'ord.kun-for-teamet.xlsx'
    """
    path, mark = PurePath(name), text("segments_file.mark", language)
    if mark in path.stem:
        return name
    return str(path.with_name(f"{path.stem}.{mark}{path.suffix}"))


def segments_xlsx(frame: pd.DataFrame, *, stamp: Stamp, language: str) -> bytes:
    """Return a workbook: a first sheet that says what this is, then one row per coding.

    Args:
        frame: The segments frame with its words in ``text``.
        stamp: Where the rows come from.
        language: Of the first sheet; column names stay as they are in notebooks.
    """
    columns, rows, split = _spread(frame)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _EXACT) as book:
        # the same study gives the same bytes
        book.set_properties({"created": dt.datetime.combine(stamp.date, dt.time(), dt.UTC)})
        bold = book.add_format({"bold": True})
        about = book.add_worksheet(text("segments_file.about_sheet", language))
        about.set_column(0, 0, 100)
        for number, line in enumerate(_about(stamp, split=split, language=language)):
            about.write_string(number, 0, line, bold if number == 0 else None)
        sheet = book.add_worksheet(text("segments_file.rows_sheet", language))
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, columns, bold)
        sheet.set_column(columns.index("text"), columns.index("text"), 80)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    return buffer.getvalue()


def segments_csv(frame: pd.DataFrame, *, stamp: Stamp) -> bytes:
    """Return comma-separated UTF-8 with a byte order mark, and the stamp in the last columns.

    Text that a spreadsheet would run as a formula gets ``'`` in front.
    """
    marks = {
        "study": stamp.study,
        "codebook_release": stamp.codebook_release,
        "data_version": stamp.data_version,
    }
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([*frame.columns, *marks])
    for row in frame.itertuples(index=False):
        writer.writerow([_harmless(_plain(value)) for value in (*row, *marks.values())])
    return buffer.getvalue().encode("utf-8-sig")


def _about(stamp: Stamp, *, split: int, language: str) -> list[str]:
    lines = [text("segments_file.warning", language)]
    if stamp.is_demo:
        lines.append(text("segments_file.demo", language))
    lines += [
        text("segments_file.study", language, study=stamp.study),
        text(
            "segments_file.origin",
            language,
            release=stamp.codebook_release,
            version=stamp.data_version,
            date=stamp.date.isoformat(),
        ),
        text("segments_file.rows", language, count=stamp.n),
    ]
    if split:
        lines.append(text("segments_file.split", language, count=split))
    return lines


def _spread(frame: pd.DataFrame) -> tuple[list[str], list[list[Any]], int]:
    """Give each value a cell; words longer than a cell go on in text_2, text_3 and so on."""
    columns = [str(name) for name in frame.columns]
    place = columns.index("text")
    pieces = [_pieces(words) for words in frame["text"]]
    most = max(map(len, pieces), default=1)
    columns[place + 1 : place + 1] = [f"text_{number}" for number in range(2, most + 1)]
    rows = []
    for row, parts in zip(frame.itertuples(index=False), pieces, strict=True):
        values = [_plain(value) for value in row]
        values[place : place + 1] = [*parts, *[None] * (most - len(parts))]
        rows.append(values)
    return columns, rows, sum(len(parts) > 1 for parts in pieces)


def _pieces(words: str) -> list[str]:
    pieces, start, units = [], 0, 0
    for place, character in enumerate(words):
        width = 2 if character > "\uffff" else 1
        if units + width > CELL:
            pieces.append(words[start:place])
            start, units = place, 0
        units += width
    return [*pieces, words[start:]]


def _plain(value: Any) -> str | float | None:
    if pd.isna(value):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    plain: str | float = value.item() if hasattr(value, "item") else value
    return plain


def _harmless(value: str | float | None) -> str | float | None:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value

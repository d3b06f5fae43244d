"""A workbook in which every text stays text, however long and whatever it begins with."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Generic, TypeVar

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from casestudy.domain.text import canonical, to_utf16
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

#: What Excel holds in a cell, in UTF-16 units.
CELL_LIMIT = 32_767
_ROOM_FOR_NOTE = 200
#: Excel takes 255, page numbers and doubled ampersands included.
_FOOTER = 100
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[_Item]):
    """A column: heading, width in characters, what it says of an item, colour behind that."""

    title: str
    width: int
    value: Callable[[_Item], str | int]
    fill: Callable[[_Item], str | None] | None = None


class Book:
    """A workbook that is written sheet by sheet; ``to_bytes`` ends it."""

    def __init__(self, *, title: str, language: str, day: date) -> None:
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._buffer, _OPTIONS)
        self._book.set_properties({"title": title, "created": datetime.combine(day, time())})
        self._language = language
        self._rest: list[tuple[str, int, str]] = []
        self._body = {"text_wrap": True, "valign": "top", "font_name": "Arial", "font_size": 10}
        self._formats: dict[tuple[str | None, bool], object] = {}

    def add_sheet(
        self,
        name: str,
        columns: Sequence[Column[_Item]],
        items: Sequence[_Item],
        *,
        frozen: int = 0,
        filters: bool = True,
        footer: str = "",
    ) -> None:
        """Add a sheet with a frozen heading and a row per item.

        Args:
            name: Of the sheet.
            columns: From left to right.
            items: What the rows are about.
            frozen: Columns at the left that stay in sight.
            filters: Whether the heading can filter the rows.
            footer: What stands at the foot of each printed page.
        """
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, column.title, self._format("#DDE5EC", bold=True))
            for number, item in enumerate(items, start=1):
                style = self._format(column.fill(item) if column.fill else None)
                value = column.value(item)
                if isinstance(value, int):
                    sheet.write_number(number, place, value, style)
                else:
                    where = f"{name}, {xl_rowcol_to_cell(number, place)}"
                    sheet.write_string(number, place, self._fitting(value, where), style)
        sheet.freeze_panes(1, frozen)
        if filters:
            sheet.autofilter(0, 0, len(items), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer(f"&L{footer[:_FOOTER].replace('&', '&&')}&R&P / &N")

    def to_bytes(self) -> bytes:
        """Return the workbook as the bytes of an .xlsx file, long texts on a last sheet."""
        if self._rest:
            self._add_long_texts()
        self._book.close()
        return self._buffer.getvalue()

    def _fitting(self, words: str, where: str) -> str:
        words = canonical(words)
        pieces = split_text(words)
        if len(pieces) == 1:
            return words
        note = text(
            "matrix.continued",
            self._language,
            sheet=text("matrix.sheet.long", self._language),
            row=len(self._rest) + 2,
        )
        self._rest += [(where, number, piece) for number, piece in enumerate(pieces[1:], start=2)]
        return pieces[0] + note

    def _add_long_texts(self) -> None:
        where, part, words = (
            text(f"matrix.column.{name}", self._language) for name in ("where", "part", "text")
        )
        columns: list[Column[tuple[str, int, str]]] = [
            Column(title=where, width=24, value=lambda rest: rest[0]),
            Column(title=part, width=8, value=lambda rest: rest[1]),
            Column(title=words, width=120, value=lambda rest: rest[2]),
        ]
        self.add_sheet(text("matrix.sheet.long", self._language), columns, self._rest)

    def _format(self, fill: str | None, *, bold: bool = False) -> object:
        key = (fill, bold)
        if key not in self._formats:
            colour = {"bg_color": fill} if fill else {}
            border = {"border": 1, "border_color": "#B9C4CE"}
            self._formats[key] = self._book.add_format(
                {**self._body, **border, **colour, "bold": bold}
            )
        return self._formats[key]


def split_text(words: str) -> list[str]:
    """Part a text into pieces that fit a cell with a note after them; nothing is lost."""
    if to_utf16(words, len(words)) <= CELL_LIMIT:
        return [words]
    pieces = []
    while words:
        end = _code_points(words, CELL_LIMIT - _ROOM_FOR_NOTE)
        pieces.append(words[:end])
        words = words[end:]
    return pieces


def _code_points(words: str, units: int) -> int:
    """Return how many code points fit into ``units`` UTF-16 units."""
    fitting = words.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
    return len(fitting)

"""Finds the columns and rows of a returned review form, however the reviewer arranged them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from casestudy.domain.review_form import OWN_WORDS, PROPOSALS, FormColumn
from casestudy.domain.review_return import ReviewNoticeKind
from casestudy.exchange.review.remarks import tidy
from casestudy.exchange.review.workbook_parts import column_name
from casestudy.texts import LANGUAGES, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casestudy.exchange.review.raw import Sheet
    from casestudy.exchange.review.remarks import Notices

#: Headings stand near the top; a row with so many of them is the row of headings.
_SEARCHED_ROWS: Final = 30
_FEWEST_HEADINGS: Final = 3
_EXPECTED: Final = (
    *(FormColumn.ID, FormColumn.LABEL, FormColumn.ANSWER, FormColumn.COMMENT),
    *PROPOSALS,
)
_BY_HEADING: Final = {
    text(f"review_form.column.{column.value}", language).casefold(): column
    for language in reversed(LANGUAGES)
    for column in FormColumn
}
_BY_KEY: Final = {column.value: column for column in FormColumn}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: where it stands, its words by column, and those in columns of the reviewer's own.

    ``added`` and ``notes`` are pairs: a heading or an author, and the words.
    """

    where: str
    cells: dict[FormColumn, str]
    added: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def get(self, column: FormColumn) -> str:
        """Return the words in a column, ``""`` for none."""
        return self.cells.get(column, "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said in it."""
        return not (any(self.cells.values()) or self.added or self.notes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A sheet of rows; ``has_ids`` where it lists codes, not only room for new ones."""

    rows: list[Row]
    has_ids: bool


def table_of(sheet: Sheet, notices: Notices) -> Table | None:
    """Return the table on a sheet, None where there is none."""
    found = _columns(sheet)
    if found is None:
        return None
    columns, added, last_heading, renamed = found
    if renamed:
        notices.add(ReviewNoticeKind.COLUMNS_RECOGNISED, *renamed)
    has_ids = FormColumn.ID in columns.values() or FormColumn.KEY in columns.values()
    if has_ids:
        missing = [column for column in _EXPECTED if column not in columns.values()]
        names = [text(f"review_form.column.{column.value}", "en") for column in missing]
        if names:
            notices.add(ReviewNoticeKind.COLUMNS_MISSING, *names)
    cells = _spread(sheet, last_heading, notices)
    rows = list(_rows(sheet, cells, columns, added, last_heading))
    used = {heading for row in rows for heading, _ in row.added}
    if used:
        notices.add(ReviewNoticeKind.COLUMNS_ADDED, *sorted(used))
    _tell_errors(sheet, columns, last_heading, notices)
    return Table(rows=rows, has_ids=has_ids)


def where(sheet: Sheet, row: int, column: int) -> str:
    """Return a cell's address as people say it: ``"Codes!K5"``."""
    return f"{sheet.name}!{column_name(column)}{row}"


def _columns(
    sheet: Sheet,
) -> tuple[dict[int, FormColumn], dict[int, str], int, list[str]] | None:
    """Return what each column holds, the reviewer's own ones, the last heading row, new names."""
    numbers = sorted(sheet.rows)[:_SEARCHED_ROWS]
    # Some keys read as headings too, so the row of keys is where more of them are known.
    keyed = next((n for n in numbers if _is_keyed(sheet.rows[n])), None)
    if keyed is not None:
        columns = _named(sheet.rows[keyed], _BY_KEY)
        headings = sheet.rows.get(keyed + 1, {})
        last = keyed + 1
        renamed = [
            words
            for place, words in headings.items()
            if place in columns and _BY_HEADING.get(words.casefold()) is not columns[place]
        ]
    else:
        row = next((n for n in numbers if _matches(sheet.rows[n], _BY_HEADING)), None)
        if row is None:
            return None
        columns, headings, last, renamed = (
            _named(sheet.rows[row], _BY_HEADING),
            sheet.rows[row],
            row,
            [],
        )
    added = {place: words for place, words in headings.items() if place not in columns}
    for place, words in list(added.items()):
        # A column that lost its key but not its heading.
        column = _BY_HEADING.get(words.casefold())
        if column is not None and column not in columns.values():
            columns[place] = column
            del added[place]
    return columns, added, last, renamed


def _is_keyed(cells: dict[int, str]) -> bool:
    keys = len(_named(cells, _BY_KEY))
    return keys >= _FEWEST_HEADINGS and keys > len(_named(cells, _BY_HEADING))


def _matches(cells: dict[int, str], names: dict[str, FormColumn]) -> bool:
    return len(_named(cells, names)) >= _FEWEST_HEADINGS


def _named(cells: dict[int, str], names: dict[str, FormColumn]) -> dict[int, FormColumn]:
    """Return the columns that are named, the first one where a name stands twice."""
    found: dict[int, FormColumn] = {}
    for place, words in sorted(cells.items()):
        column = names.get(" ".join(words.split()).casefold())
        if column is not None and column not in found.values():
            found[place] = column
    return found


def _spread(sheet: Sheet, last_heading: int, notices: Notices) -> dict[int, dict[int, str]]:
    """Return the cells by row; what merged cells say counts for each row that they cover."""
    cells = {row: dict(words) for row, words in sheet.rows.items() if row > last_heading}
    for first_row, first, last_row, last in sheet.merged:
        said = sheet.rows.get(first_row, {}).get(first)
        if first_row <= last_heading or not said:
            continue
        notices.add(
            ReviewNoticeKind.MERGED_CELLS,
            f"{where(sheet, first_row, first)}:{column_name(last)}{last_row}",
        )
        for row in range(first_row, last_row + 1):
            if row in cells:
                cells[row].setdefault(first, said)
    return cells


def _rows(
    sheet: Sheet,
    cells: dict[int, dict[int, str]],
    columns: dict[int, FormColumn],
    added: dict[int, str],
    last_heading: int,
) -> Iterator[Row]:
    notes: dict[int, list[tuple[str, str]]] = {}
    for number, _, author, note in sheet.notes:
        if number > last_heading and note:
            notes.setdefault(number, []).append((author, note))
    for number in sorted(cells.keys() | notes.keys()):
        words = cells.get(number, {})
        own = [
            (added.get(place, ""), said)
            for place, said in sorted(words.items())
            if place not in columns
        ]
        row = Row(
            where=where(sheet, number, min(words, default=1)),
            cells={
                column: tidy(words[place]) for place, column in columns.items() if place in words
            },
            added=own,
            notes=notes.get(number, []),
        )
        if not row.is_empty:
            yield row


def _tell_errors(
    sheet: Sheet, columns: dict[int, FormColumn], last_heading: int, notices: Notices
) -> None:
    ours = (*OWN_WORDS, FormColumn.CODINGS)
    places = [
        where(sheet, row, column)
        for row, column in sheet.errors
        if row > last_heading and columns.get(column) not in ours
    ]
    if places:
        notices.add(ReviewNoticeKind.CELL_ERRORS, *places)

"""The review form: a workbook with one row per code, to be filled in and sent back.

Excel sorts no range with locked cells in it and deletes no row with one. So the sheet is protected
but only its headings are locked; what a reviewer should leave alone refuses typing by validation,
except in rows without a key, which are those they insert. A hidden copy of the id travels with
each row.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from casestudy.domain import review_form
from casestudy.domain.review_form import FormAnswer, FormColumn, quoted_words, shown_words
from casestudy.domain.text import canonical
from casestudy.reports.codebook_words import day_words, edition_words
from casestudy.reports.page_fit import line_count
from casestudy.reports.steady_zip import zipped
from casestudy.reports.xlsx_book import CELL_LIMIT
from casestudy.texts import text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from casestudy.domain.codebook import Code
    from casestudy.domain.codebook_edition import CodebookEdition

#: The columns of the sheet of codes, and their widths in characters.
_WIDTHS: Final = {
    FormColumn.ID: 11,
    FormColumn.KEY: 11,
    FormColumn.LABEL: 25,
    FormColumn.DEFINITION: 44,
    FormColumn.USE: 30,
    FormColumn.NOT_USE: 30,
    FormColumn.CUE: 26,
    FormColumn.CODINGS: 9,
    FormColumn.ANSWER: 11,
    FormColumn.COMMENT: 40,
    FormColumn.NEW_LABEL: 20,
    FormColumn.NEW_DEFINITION: 38,
    FormColumn.NEW_USE: 24,
    FormColumn.NEW_NOT_USE: 24,
}
_NEW_CODE_WIDTHS: Final = {
    FormColumn.PARENT: 20,
    FormColumn.NEW_LABEL: 28,
    FormColumn.NEW_DEFINITION: 50,
    FormColumn.NEW_USE: 34,
    FormColumn.NEW_NOT_USE: 34,
    FormColumn.COMMENT: 44,
}
_YELLOW: Final = frozenset(
    (FormColumn.ANSWER, FormColumn.COMMENT, FormColumn.PARENT, *review_form.PROPOSALS)
)
_ROOM_FOR_NEW_CODES: Final = 25
_START_WIDTH: Final = 84
_LAST_COLUMN: Final = 16_383
#: Row numbers from 0: hidden keys, headings, then codes.
_KEYS, _HEADINGS, _FIRST = 0, 1, 2
_A4: Final = 9
_SCALE: Final = 68
#: Excel takes 255, page numbers and doubled ampersands included.
_FOOTER: Final = 100
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
#: What stays allowed on a protected sheet.
_ALLOWED: Final = dict.fromkeys(
    (
        *("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows"),
        *("sort", "autofilter", "objects", "scenarios", "insert_hyperlinks"),
    ),
    True,
)
_SIZE: Final = 10
_BODY: Final = {"valign": "top"}
_FRAME: Final = {"border": 1, "border_color": "#B9C4CE"}
_GIVEN: Final = "#FFF6D6"
#: One digit's width in mm; a line's height and what stands around lines, in points.
_DIGIT, _LINE, _PADDING = 7 * 25.4 / 96, 13.0, 4.0
_SHEETS: Final = "xl/worksheets/sheet"
_HEAD, _HEAD_GIVEN = "#DDE5EC", "#F6DF94"
_BRANCH: Final = "#EEF2F5"


def review_xlsx(edition: CodebookEdition) -> bytes:
    """Return the review form of an edition as an .xlsx file, in the edition's language."""
    return _Form(edition).to_bytes()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """How a cell looks; all are unlocked but headings."""

    fill: str | None = None
    bold: bool = False
    locked: bool = False
    indent: int = 0
    size: int = 10
    framed: bool = True
    wrap: bool = True


class _Form:
    """Writes the workbook, sheet by sheet."""

    def __init__(self, edition: CodebookEdition) -> None:
        self._edition, self._language = edition, edition.language
        self._buffer = io.BytesIO()
        # The widths of columns are counted in digits of the default font. The library notes
        # things in the value it is given.
        default = {"font_name": "Arial", "font_size": _SIZE, "font_scheme": "none"}
        options = {**_OPTIONS, "default_format_properties": default}
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._formats: dict[_Look, Format] = {}
        book = edition.codebook
        title = f"{self._say('title')} · {book.title.in_language(self._language)}"
        made = datetime.combine(book.date, time())
        self._book.set_properties({"title": title, "created": made})
        for name, value in (
            (review_form.DOCUMENT, "review_form"),
            (review_form.BOOK, book.name),
            (review_form.RELEASE, book.release),
            (review_form.LANGUAGE, self._language),
        ):
            self._book.set_custom_property(name, value, "text")

    def to_bytes(self) -> bytes:
        self._write_start()
        self._write_codes()
        self._write_new_codes()
        self._book.close()
        return _growing(self._buffer.getvalue())

    def _say(self, key: str) -> str:
        return text(f"review_form.{key}", self._language)

    def _write_start(self) -> None:
        """Write the sheet that says what to do; a hidden column tells what stands where."""
        sheet, book = self._book.add_worksheet(self._say("start")), self._edition.codebook
        plain = _Look(framed=False, locked=True)
        bold, title = replace(plain, bold=True), replace(plain, bold=True, size=18, wrap=False)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 4, None, {"hidden": True})
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, _START_WIDTH)
        heading = f"{self._say('title')} · {edition_words(self._edition)}"
        sheet.write_string(0, 1, heading, self._look(title))
        facts = {
            review_form.BOOK: ("codebook", f"{book.title.in_language(self._language)}"),
            review_form.RELEASE: ("release", book.release),
        }
        for row, (key, (name, value)) in enumerate(facts.items(), start=2):
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, self._say(name), self._look(bold))
            sheet.write_string(row, 2, canonical(value), self._look(plain))
        for row, (key, height) in enumerate((("name", 20), ("general", 110)), start=5):
            sheet.set_row(row, height)
            sheet.write_string(row, 0, key)
            sheet.write_string(row, 1, self._say(key), self._look(bold))
            sheet.write_blank(row, 2, None, self._look(_Look(fill=_GIVEN)))
        for row, (head, said) in enumerate(self._guide(), start=8):
            sheet.set_row(row, _height(said, _START_WIDTH))
            sheet.write_string(row, 1, head, self._look(bold))
            sheet.write_string(row, 2, said, self._look(plain))
        sheet.protect("", {**_ALLOWED, "insert_rows": False, "delete_rows": False})
        self._set_print(sheet)
        sheet.fit_to_pages(1, 1)

    def _guide(self) -> list[tuple[str, str]]:
        said = [
            ("", "lead"),
            (self._say("column.answer"), "how_answer"),
            (self._say("column.comment"), "how_comment"),
            (self._say("wording"), "how_wording"),
            (self._say("new_codes"), "how_new"),
            *(("", f"how_{name}") for name in ("sort", "protected", "private", "send")),
        ]
        return [(head, self._say(key)) for head, key in said]

    def _write_codes(self) -> None:
        sheet = self._new_sheet("codes", _WIDTHS)
        codes = self._edition.current
        for row, code in enumerate(codes, start=_FIRST):
            self._write_code(sheet, row, code)
        last = _FIRST + len(codes) - 1
        columns = list(_WIDTHS)
        sheet.autofilter(_HEADINGS, 0, max(last, _HEADINGS), len(columns) - 1)
        key = columns.index(FormColumn.KEY)
        # A row that the reviewer inserts has no key, and may be written in everywhere.
        rule = {
            "validate": "custom",
            "value": f'=${xl_col_to_name(key)}{_FIRST + 1}=""',
            "ignore_blank": False,
            "error_title": self._say("locked_title"),
            "error_message": self._say("locked"),
        }
        own = [place for place, column in enumerate(columns) if column not in _YELLOW]
        sheet.data_validation(_FIRST, own[0], max(last, _FIRST), own[-1], rule)
        answer = columns.index(FormColumn.ANSWER)
        self._offer_answers(sheet, answer, last=max(last, _FIRST))
        sheet.set_column(key, key, _WIDTHS[FormColumn.KEY], self._look(_Look()), {"hidden": True})
        sheet.freeze_panes(_FIRST, columns.index(FormColumn.DEFINITION))
        sheet.repeat_columns(0, columns.index(FormColumn.LABEL))
        sheet.set_v_pagebreaks([answer])
        sheet.set_print_scale(_SCALE)

    def _write_code(self, sheet: Worksheet, row: int, code: Code) -> None:
        depth = len(self._edition.codebook.ancestry(code.id)) - 1
        sheet.set_row(row, _row_height(self._values(code)))
        for place, (column, value) in enumerate(self._values(code).items()):
            branch = depth == 0 and column not in _YELLOW
            look = _Look(
                fill=_GIVEN if column in _YELLOW else _BRANCH if branch else None,
                bold=column is FormColumn.ID or (branch and column is FormColumn.LABEL),
                indent=depth if column is FormColumn.LABEL else 0,
            )
            if isinstance(value, int):
                sheet.write_number(row, place, value, self._look(look))
            elif value:
                sheet.write_string(row, place, canonical(value)[:CELL_LIMIT], self._look(look))
            else:
                sheet.write_blank(row, place, None, self._look(look))

    def _values(self, code: Code) -> dict[FormColumn, str | int]:
        """Return what stands in each column of a code's row."""
        edition = self._edition
        words = shown_words(code, edition.codebook, self._language)
        examples = [quoted_words(one, self._language) for one in edition.examples.get(code.id, ())]
        uses = edition.uses
        use = uses.get(code.id) if uses is not None else None
        codings: str | int = (use.codings if use else 0) if code.assignable and uses else ""
        said: dict[FormColumn, str | int] = {
            FormColumn.ID: code.id,
            FormColumn.KEY: code.id,
            **{column: words[column.value] for column in review_form.OWN_WORDS},
            FormColumn.CODINGS: codings,
        }
        if examples:
            said[FormColumn.CUE] = "\n".join(examples)
        return {column: said.get(column, "") for column in _WIDTHS}

    def _write_new_codes(self) -> None:
        sheet = self._new_sheet("new_codes", _NEW_CODE_WIDTHS)
        for row in range(_FIRST, _FIRST + _ROOM_FOR_NEW_CODES):
            sheet.set_row(row, 30)
            for place in range(len(_NEW_CODE_WIDTHS)):
                sheet.write_blank(row, place, None, self._look(_Look(fill=_GIVEN)))
        sheet.freeze_panes(_FIRST, 0)
        sheet.fit_to_pages(1, 0)

    def _new_sheet(self, name: str, widths: dict[FormColumn, int]) -> Worksheet:
        """Add a protected sheet of rows with hidden keys above the headings."""
        sheet = self._book.add_worksheet(self._say(name))
        # Rows are deleted only where all their cells are unlocked, to the sheet's very end.
        sheet.set_column(0, _LAST_COLUMN, None, self._look(_Look(framed=False)))
        for place, (column, width) in enumerate(widths.items()):
            sheet.set_column(place, place, width, self._look(_Look(framed=False)))
            sheet.write_string(_KEYS, place, column.value)
            fill = _HEAD_GIVEN if column in _YELLOW else _HEAD
            heading = self._look(_Look(fill=fill, bold=True, locked=True))
            sheet.write_string(_HEADINGS, place, self._say(f"column.{column.value}"), heading)
        sheet.set_row(_KEYS, None, None, {"hidden": True})
        sheet.set_row(_HEADINGS, 32)
        sheet.protect("", _ALLOWED)
        self._set_print(sheet)
        sheet.repeat_rows(_KEYS, _HEADINGS)
        return sheet

    def _offer_answers(self, sheet: Worksheet, place: int, *, last: int) -> None:
        rule = {
            "validate": "list",
            "source": [self._say(f"answer.{answer.value}") for answer in FormAnswer],
            "error_title": self._say("answer_title"),
            "error_message": self._say("answer_wrong"),
        }
        sheet.data_validation(_FIRST, place, last, place, rule)

    def _set_print(self, sheet: Worksheet) -> None:
        stamp = self._edition.stamp
        line = text(
            "review_form.footer",
            self._language,
            study=stamp.study,
            release=stamp.codebook_release,
            date=day_words(stamp.date, self._language),
        )
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{line[:_FOOTER].replace('&', '&&')}&R&8&P / &N")

    def _look(self, look: _Look) -> Format:
        if look not in self._formats:
            given: dict[str, object] = {**_BODY, "locked": look.locked, "bold": look.bold}
            given |= _FRAME if look.framed else {}
            given |= {"bg_color": look.fill} if look.fill else {}
            given |= {"indent": look.indent, "font_size": look.size, "text_wrap": look.wrap}
            given |= {"align": "left"} if look.indent else {}
            self._formats[look] = self._book.add_format(given)
        return self._formats[look]


def _row_height(values: dict[FormColumn, str | int]) -> float:
    """Return the height in points of a row in which all words are seen."""
    return max(_height(str(value), _WIDTHS[column]) for column, value in values.items())


def _height(words: str, width: int) -> float:
    """Return the height in points of words in a column ``width`` digits wide."""
    return line_count(words, width=width * _DIGIT, size=_SIZE) * _LINE + _PADDING


def _growing(data: bytes) -> bytes:
    """Let rows grow with what is typed: their heights are first guesses and no one's choice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return zipped(
        (name, part.replace(b' customHeight="1"', b"") if name.startswith(_SHEETS) else part)
        for name, part in parts
    )

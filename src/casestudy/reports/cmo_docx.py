"""The CMO matrix as a Word document on A3, to lie on the table of a meeting."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import Verdict
from casestudy.reports.docx_grid import UNITS, Grid, GridCell
from casestudy.reports.docx_page import (
    A3_LANDSCAPE,
    MUTED,
    new_document,
    set_running_lines,
    to_bytes,
    write,
)
from casestudy.reports.fields import Field, claim_fields, ground_fields
from casestudy.reports.wording import (
    BAND_SIGNS,
    MOST_CASES_SIDE_BY_SIDE,
    audience_words,
    band_name,
    by_theory,
    case_name,
    for_and_against,
    legend,
    notes,
    quote_marks,
    quote_words,
    row_number,
    stamp_words,
    verdict_counts,
    verdict_words,
    withheld_words,
)
from casestudy.texts import text
from casestudy.texts.labels import capital, label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document
    from docx.table import _Cell

    from casestudy.domain.matrix import CaseCell, CMOMatrix, MatrixRow, Quote

_HEAD = "DDE5EC"
_PALE = "F4F7F9"
_CLAIM_SPANS = (8, 8, 13, 9, 9, 8, 5)
_GROUND_SPANS = (7, 14, 10, 9, 10, 10)
_FILLS = {
    Verdict.SUPPORTS: "DCEAF7",
    Verdict.REFUTES: "FBE3DB",
    Verdict.MIXED: "FDF1CF",
    Verdict.ASKED_NOTHING_FOUND: "ECEEF0",
}
_INKS = {Verdict.SUPPORTS: "0F4A7A", Verdict.REFUTES: "962B15", Verdict.MIXED: "6B4C00"}
_APPENDIX_CASES = 8


def cmo_docx(matrix: CMOMatrix) -> bytes:
    """Return the matrix as a .docx: A3 landscape, one block per configuration."""
    language = matrix.language
    title = text("matrix.title", language)
    document = new_document(
        title=title, language=language, paper=A3_LANDSCAPE, day=matrix.stamp.date
    )
    demo = text("matrix.demo", language) if matrix.stamp.is_demo else ""
    set_running_lines(
        document,
        header=(f"{title} · {audience_words(matrix)}", demo),
        footer=stamp_words(matrix.stamp, language),
        language=language,
    )
    _add_front(document, matrix)
    for name, rows in by_theory(matrix):
        for number, row in enumerate(rows):
            _start_page(document, name, first=number == 0)
            _add_block(document, row, language)
    if len(matrix.case_labels) > MOST_CASES_SIDE_BY_SIDE and matrix.rows:
        _add_appendix(document, matrix)
    return to_bytes(document)


def _add_front(document: Document, matrix: CMOMatrix) -> None:
    language = matrix.language
    write(document.add_paragraph(style="Title"), text("matrix.title", language))
    line = document.add_paragraph()
    count = text("matrix.statements", language, count=len(matrix.rows))
    write(line, f"{audience_words(matrix)} · {matrix.stamp.study}. {count}", size=12, colour=MUTED)
    if matrix.rows:
        write(document.add_paragraph(style="Heading 2"), text("matrix.overview", language))
        _add_overview(document, matrix)
    else:
        write(document.add_paragraph(), text("matrix.empty", language))
    write(document.add_paragraph(style="Heading 2"), text("matrix.legend.title", language))
    grid = Grid(document)
    groups = legend(matrix)
    grid.row(
        [
            GridCell(span=UNITS // len(groups), write=_explains(title, entries), fill=_PALE)
            for title, entries in groups
        ]
    )
    document.add_paragraph()
    many = len(matrix.case_labels) > MOST_CASES_SIDE_BY_SIDE
    counts = [text("matrix.legend.counts", language)] if many else []
    for note in (*counts, *notes(matrix)):
        write(document.add_paragraph(), note)


def _start_page(document: Document, theory: str, *, first: bool) -> None:
    """Begin each statement on a page of its own, below the theory it belongs to."""
    line = document.add_paragraph(style="Heading 1" if first else None)
    line.paragraph_format.page_break_before = True
    line.paragraph_format.keep_with_next = True
    write(line, theory, colour=None if first else MUTED)


def _add_overview(document: Document, matrix: CMOMatrix) -> None:
    language = matrix.language
    side_by_side = len(matrix.case_labels) <= MOST_CASES_SIDE_BY_SIDE
    spans = _spans(24, len(matrix.case_labels)) if side_by_side else [24]
    heads = (
        [case_name(case, language) for case in matrix.case_labels]
        if side_by_side
        else [text("matrix.cases", language)]
    )
    grid = Grid(document)
    grid.row(
        [
            GridCell(span=6, write=_says("Id", bold=True), fill=_HEAD),
            GridCell(
                span=22, write=_says(text("matrix.statement", language), bold=True), fill=_HEAD
            ),
            *(
                GridCell(span=span, write=_says(head, bold=True), fill=_HEAD)
                for span, head in zip(spans, heads, strict=True)
            ),
            GridCell(
                span=8, write=_says(text("matrix.strength", language), bold=True), fill=_HEAD
            ),
        ],
        header=True,
    )
    for row in matrix.rows:
        verdicts = (
            [
                _verdict_cell(cell, span, language)
                for cell, span in zip(row.cases, spans, strict=True)
            ]
            if side_by_side
            else [GridCell(span=24, write=_counts(row, language))]
        )
        band = f"{BAND_SIGNS[row.band]} {band_name(row.band, language)}"
        grid.row(
            [
                GridCell(span=6, write=_says(row.number)),
                GridCell(span=22, write=_says(row.title or row.statement)),
                *verdicts,
                GridCell(span=8, write=_says(band)),
            ]
        )


def _add_block(document: Document, row: MatrixRow, language: str) -> None:
    status = text("matrix.status", language, status=label(row.status, language))
    grid = Grid(document)
    grid.row(
        [
            GridCell(span=12, write=_says(row_number(row, language), bold=True), fill=_HEAD),
            GridCell(span=36, write=_says(row.title, bold=True), fill=_HEAD),
            GridCell(span=12, write=_says(status), fill=_HEAD),
        ],
        header=True,
        keep=True,
    )
    grid.row([GridCell(span=UNITS, write=_says(row.statement, size=20, bold=True))], keep=True)
    grid.row(_field_cells(claim_fields(row, language), _CLAIM_SPANS, language))
    grid.row(_case_cells(row, language), keep=True)
    grid.row(_field_cells(ground_fields(row, language), _GROUND_SPANS, language, fill=_PALE))
    _add_quotes(grid, row, language)


def _add_quotes(grid: Grid, row: MatrixRow, language: str) -> None:
    withheld = withheld_words(row.quotes_withheld, language)
    if not row.quotes:
        words = f"{text('matrix.quotes.none', language)} {withheld}"
        grid.row([GridCell(span=UNITS, write=_says(words, italic=True, colour=MUTED))])
        return
    half = UNITS // 2
    sides = for_and_against(row.quotes)
    titles = (text("matrix.quotes.support", language), text("matrix.quotes.against", language))
    missing = (
        text("matrix.quotes.none_for", language),
        text("matrix.quotes.none_against", language),
    )
    grid.row(
        [
            GridCell(span=half, write=_says(title, size=9.5, bold=True, colour=MUTED))
            for title in titles
        ],
        keep=True,
    )
    last = max(len(side) for side in sides) - 1
    for number, pair in enumerate(zip_longest(*sides)):
        cells = []
        for quote, side, none in zip(pair, sides, missing, strict=True):
            lacking = "" if side or number else none
            cells.append(GridCell(span=half, write=_quotes(quote, language, lacking)))
        grid.row(cells, keep=number == last)
    grid.row([GridCell(span=UNITS, write=_says(withheld, size=9.5, italic=True, colour=MUTED))])


def _add_appendix(document: Document, matrix: CMOMatrix) -> None:
    language = matrix.language
    heading = document.add_paragraph(style="Heading 1")
    heading.paragraph_format.page_break_before = True
    write(heading, text("matrix.appendix.title", language))
    for start in range(0, len(matrix.case_labels), _APPENDIX_CASES):
        shown = slice(start, start + _APPENDIX_CASES)
        names = [case_name(case, language) for case in matrix.case_labels[shown]]
        spans = _spans(52, len(names))
        grid = Grid(document)
        grid.row(
            [
                GridCell(span=8, write=_says(text("matrix.statement", language), bold=True)),
                *(
                    GridCell(span=span, write=_says(name, bold=True), fill=_HEAD)
                    for span, name in zip(spans, names, strict=True)
                ),
            ],
            header=True,
        )
        for row in matrix.rows:
            cells = zip(row.cases[shown], spans, strict=True)
            grid.row(
                [
                    GridCell(span=8, write=_says(f"{row.number} {row.title}", size=9.5)),
                    *(_verdict_cell(cell, span, language, reason=True) for cell, span in cells),
                ]
            )
        document.add_paragraph()


def _case_cells(row: MatrixRow, language: str) -> list[GridCell]:
    if len(row.cases) > MOST_CASES_SIDE_BY_SIDE or not row.cases:
        return [GridCell(span=UNITS, write=_counts(row, language))]
    return [
        _verdict_cell(cell, span, language, name=True, reason=True)
        for cell, span in zip(row.cases, _spans(UNITS, len(row.cases)), strict=True)
    ]


def _verdict_cell(
    cell: CaseCell, span: int, language: str, *, name: bool = False, reason: bool = False
) -> GridCell:
    known = cell.verdict in _FILLS

    def fill(into: _Cell) -> None:
        line = into.paragraphs[0]
        if name:
            write(line, f"{case_name(cell.case_label, language)}  ", bold=True)
        write(
            line,
            verdict_words(cell.verdict, language),
            bold=known,
            italic=not known,
            colour=_INKS.get(cell.verdict, MUTED),
        )
        if reason and cell.reason:
            write(into.add_paragraph(), cell.reason)

    return GridCell(span=span, write=fill, fill=_FILLS.get(cell.verdict))


def _field_cells(
    fields: Sequence[Field], spans: Sequence[int], language: str, *, fill: str | None = None
) -> list[GridCell]:
    return [
        GridCell(span=span, write=_lines(field, language), fill=fill)
        for field, span in zip(fields, spans, strict=True)
    ]


def _lines(field: Field, language: str) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        write(into.paragraphs[0], field.title, size=9.5, bold=True, colour=MUTED)
        group = ""
        for line in field.lines:
            if line.group != group:
                group = line.group
                write(into.add_paragraph(), group, size=10, bold=True)
            paragraph = into.add_paragraph()
            write(paragraph, line.text, bold=line.strong)
            if line.marks:
                write(paragraph, f" ({', '.join(line.marks)})", italic=True, colour=MUTED)
            if line.quotes:
                write(paragraph, f" [{', '.join(line.quotes)}]", size=9, colour=MUTED)
        if not field.lines:
            words = text("matrix.not_described", language)
            write(into.add_paragraph(), words, italic=True, colour=MUTED)

    return fill


def _quotes(quote: Quote | None, language: str, lacking: str) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        line = into.paragraphs[0]
        if quote is None:
            write(line, lacking, italic=True, colour=MUTED)
            return
        write(line, quote_words(quote, language), size=12)
        marks = "  ·  ".join((quote.number, *quote_marks(quote, language)))
        write(into.add_paragraph(), marks, size=9.5, colour=MUTED)

    return fill


def _counts(row: MatrixRow, language: str) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        line = into.paragraphs[0]
        for number, (verdict, words) in enumerate(verdict_counts(row, language)):
            gap = "      " if number else ""
            sign = verdict_words(verdict, language).split(" ", 1)[0]
            colour = _INKS.get(verdict, MUTED)
            write(line, f"{gap}{sign} {words}", bold=verdict in _FILLS, colour=colour)

    return fill


def _explains(title: str, entries: Sequence[tuple[str, str]]) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        write(into.paragraphs[0], title, bold=True)
        for word, said in entries:
            line = into.add_paragraph()
            write(line, capital(word), size=10, bold=True)
            write(line, f": {said}", size=9.5)

    return fill


def _says(
    words: str,
    *,
    size: float | None = None,
    bold: bool = False,
    italic: bool = False,
    colour: str | None = None,
) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        write(into.paragraphs[0], words, size=size, bold=bold, italic=italic, colour=colour)

    return fill


def _spans(units: int, count: int) -> list[int]:
    """Divide ``units`` into ``count`` widths as even as whole units allow."""
    return [units * (i + 1) // count - units * i // count for i in range(count)]

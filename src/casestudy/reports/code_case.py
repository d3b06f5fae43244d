"""Case × code as Word, Excel and HTML: the tree of codes, and counts per case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from casestudy.reports.docx_grid import Grid, GridCell
from casestudy.reports.docx_page import (
    A3_LANDSCAPE,
    A4_LANDSCAPE,
    MUTED,
    new_document,
    set_running_lines,
    to_bytes,
    write,
)
from casestudy.reports.markup import Node, page, tag
from casestudy.reports.wording import case_name, date_words, stamp_words
from casestudy.reports.xlsx_book import Book, Column
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document
    from docx.table import _Cell

    from casestudy.analysis.counts import Values
    from casestudy.domain.matrix import CodeCaseCell, CodeCaseMatrix

SHOWN: tuple[Values, ...] = ("participants", "codings")
_HEAD = "DDE5EC"
_NOTHING = "·"
#: The column of codes is as wide as this many columns of counts.
_CODE_SPAN = 6
_MOST_COUNTS_ON_A4 = 8
_MOST_COUNTS = 18

#: Id, label, depth, colour.
_Code = tuple[str, str, int, str]


def code_case_docx(matrix: CodeCaseMatrix, *, values: tuple[Values, ...] = SHOWN) -> bytes:
    """Return the table as a .docx; many cases are shared out over several tables."""
    language = matrix.language
    title = text("matrix.code_case.title", language)
    counts = len(matrix.case_labels) * len(values)
    paper = A4_LANDSCAPE if counts <= _MOST_COUNTS_ON_A4 else A3_LANDSCAPE
    document = new_document(title=title, language=language, paper=paper, day=matrix.stamp.date)
    set_running_lines(
        document,
        header=(title, text("matrix.demo", language) if matrix.stamp.is_demo else ""),
        footer=stamp_words(matrix.stamp, language),
        language=language,
    )
    write(document.add_paragraph(style="Title"), title)
    for note in _notes(matrix):
        write(document.add_paragraph(), note, colour=MUTED)
    side_by_side = max(1, _MOST_COUNTS // len(values))
    for start in range(0, len(matrix.case_labels), side_by_side):
        document.add_paragraph()
        _add_table(document, matrix, matrix.case_labels[start : start + side_by_side], values)
    return to_bytes(document)


def code_case_xlsx(matrix: CodeCaseMatrix, *, values: tuple[Values, ...] = SHOWN) -> bytes:
    """Return the table as an .xlsx with counts as numbers, and a sheet about it."""
    language, stamp = matrix.language, matrix.stamp
    book = Book(title=text("matrix.code_case.title", language), language=language, day=stamp.date)
    columns: list[Column[_Code]] = [
        Column(title=text("matrix.column.number", language), width=12, value=lambda code: code[0]),
        Column(
            title=text("matrix.code_case.code", language),
            width=52,
            value=lambda code: "    " * code[2] + code[1],
        ),
        *(_count_column(matrix, case, value) for case in matrix.case_labels for value in values),
    ]
    total = ("", text("matrix.code_case.total", language), 0, "")
    footer = stamp_words(stamp, language)
    name = text("matrix.sheet.code_case", language)
    book.add_sheet(name, columns, [*matrix.codes, total], frozen=2, footer=footer)
    about = text("matrix.sheet.about", language)
    entries: list[Column[tuple[str, str]]] = [
        Column(title=about, width=24, value=lambda entry: entry[0]),
        Column(title="", width=100, value=lambda entry: entry[1]),
    ]
    book.add_sheet(about, entries, _about(matrix), filters=False, footer=footer)
    return book.to_bytes()


def code_case_html(matrix: CodeCaseMatrix, *, values: tuple[Values, ...] = SHOWN) -> bytes:
    """Return the table as one offline HTML file."""
    language = matrix.language
    title = text("matrix.code_case.title", language)
    heads = [tag("th", text("matrix.code_case.code", language), scope="col", rowspan="2")]
    width = str(len(values))
    cases = [
        tag("th", case_name(case, language), scope="colgroup", colspan=width)
        for case in matrix.case_labels
    ]
    kinds = [
        tag("th", text(f"matrix.code_case.values.{value}", language), scope="col")
        for _ in matrix.case_labels
        for value in values
    ]
    total = tag("th", text("matrix.code_case.total", language), scope="row")
    sums = (_number(count) for count in _row(matrix.totals, matrix.case_labels, values))
    table = tag(
        "table",
        tag("caption", title),
        tag("thead", tag("tr", *heads, *cases), tag("tr", *kinds)),
        tag("tbody", *(_html_row(code, matrix, values) for code in matrix.codes)),
        tag("tfoot", tag("tr", total, *sums)),
        class_="numbers",
    )
    demo = text("matrix.demo", language) if matrix.stamp.is_demo else ""
    return page(
        tag(
            "header",
            tag("p", demo, class_="demo") if demo else None,
            tag("h1", title),
            tag("p", matrix.stamp.study, class_="lead"),
            *(tag("p", note) for note in _notes(matrix)),
        ),
        tag(
            "main",
            tag("div", table, class_="frame", role="region", tabindex="0", aria_label=title),
        ),
        tag("footer", stamp_words(matrix.stamp, language)),
        title=title,
        language=language,
    )


def _html_row(code: _Code, matrix: CodeCaseMatrix, values: tuple[Values, ...]) -> Node:
    code_id, label, depth, _ = code
    head = tag(
        "th",
        tag("span", f"{code_id} ", class_="id number"),
        label,
        scope="row",
        class_=f"depth-{depth}" if depth else "top",
    )
    counts = _row(matrix.cells[code_id], matrix.case_labels, values)
    return tag("tr", head, *(_number(count) for count in counts))


def _number(count: str) -> Node:
    return tag("td", count, class_="none") if count == _NOTHING else tag("td", count)


def _add_table(
    document: Document,
    matrix: CodeCaseMatrix,
    cases: Sequence[str],
    values: tuple[Values, ...],
) -> None:
    language = matrix.language
    grid = Grid(document, units=_CODE_SPAN + len(cases) * len(values), tight=True)
    code = text("matrix.code_case.code", language)
    grid.row(
        [
            GridCell(span=_CODE_SPAN, write=_says(code, bold=True), fill=_HEAD),
            *(
                GridCell(
                    span=len(values), write=_says(case_name(case, language), bold=True), fill=_HEAD
                )
                for case in cases
            ),
        ],
        header=True,
    )
    kinds = [text(f"matrix.code_case.values.{value}", language) for value in values]
    grid.row(
        [
            GridCell(span=_CODE_SPAN, write=_says(""), fill=_HEAD),
            *(
                GridCell(span=1, write=_count(kind, size=8.5), fill=_HEAD)
                for _ in cases
                for kind in kinds
            ),
        ],
        header=True,
    )
    for code_id, label, depth, colour in matrix.codes:
        counts = _row(matrix.cells[code_id], cases, values)
        name = _named(code_id, label, depth, colour)
        grid.row([GridCell(span=_CODE_SPAN, write=name), *map(_count_cell, counts)])
    total = text("matrix.code_case.total", language)
    sums = _row(matrix.totals, cases, values)
    grid.row(
        [
            GridCell(span=_CODE_SPAN, write=_says(total, bold=True), fill=_HEAD),
            *(_count_cell(count, fill=_HEAD) for count in sums),
        ]
    )


def _count_cell(count: str, *, fill: str | None = None) -> GridCell:
    return GridCell(span=1, write=_count(count), fill=fill)


def _count(words: str, *, size: float | None = None) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        line = into.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write(line, words, size=size, colour=MUTED if words == _NOTHING else None)

    return fill


def _named(code_id: str, label: str, depth: int, colour: str) -> Callable[[_Cell], None]:
    def fill(into: _Cell) -> None:
        line = into.paragraphs[0]
        line.paragraph_format.left_indent = Mm(6 * depth)
        write(line, "■ ", colour=colour.removeprefix("#").upper())
        write(line, f"{code_id} ", size=9, colour=MUTED)
        write(line, label, bold=depth == 0)

    return fill


def _says(words: str, *, bold: bool = False) -> Callable[[_Cell], None]:
    return lambda into: write(into.paragraphs[0], words, bold=bold)


def _count_column(matrix: CodeCaseMatrix, case: str, value: Values) -> Column[_Code]:
    def count(code: _Code) -> int:
        cells = matrix.cells[code[0]] if code[0] else matrix.totals
        return _of(cells.get(case), value)

    kind = text(f"matrix.code_case.values.{value}", matrix.language)
    return Column(title=f"{case_name(case, matrix.language)}: {kind}", width=14, value=count)


def _row(
    cells: dict[str, CodeCaseCell], cases: Sequence[str], values: tuple[Values, ...]
) -> list[str]:
    """Return counts in words; an observation note can have codings and no participant."""
    return [
        str(_of(cell, value)) if cell and cell.codings else _NOTHING
        for cell in map(cells.get, cases)
        for value in values
    ]


def _of(cell: CodeCaseCell | None, value: Values) -> int:
    """Return a count; a case without a cell has no codings of the code."""
    return int(getattr(cell, value)) if cell else 0


def _notes(matrix: CodeCaseMatrix) -> list[str]:
    language = matrix.language
    coders = text("matrix.code_case.coders", language, count=matrix.coders)
    return [
        *([text("matrix.demo_explained", language)] if matrix.stamp.is_demo else []),
        text(
            "matrix.code_case.basis",
            language,
            count=matrix.stamp.n,
            coders=coders,
            layer=_layer(matrix),
        ),
        text("matrix.code_case.descendants", language),
        text("matrix.code_case.nothing", language),
    ]


def _layer(matrix: CodeCaseMatrix) -> str:
    return text(f"matrix.layer.{matrix.stamp.layer}", matrix.language)


def _about(matrix: CodeCaseMatrix) -> list[tuple[str, str]]:
    language, stamp = matrix.language, matrix.stamp
    facts = (
        ("study", stamp.study),
        ("codebook", stamp.codebook_release),
        ("data_version", str(stamp.data_version)),
        ("date", date_words(stamp, language)),
        ("filters", stamp.filters),
        ("layer", _layer(matrix)),
        ("coders", str(matrix.coders)),
        ("codings", str(stamp.n)),
    )
    return [
        *((text(f"matrix.about.{name}", language), said) for name, said in facts if said),
        *(("", note) for note in _notes(matrix)),
    ]

"""The CMO matrix as one offline page: each cell opens to the released words behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import QuoteWording, Verdict
from casestudy.reports.fields import Field, claim_fields, ground_fields
from casestudy.reports.markup import Node, page, tag
from casestudy.reports.wording import (
    MOST_CASES_SIDE_BY_SIDE,
    VERDICT_SIGNS,
    audience_words,
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
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casestudy.domain.matrix import CaseCell, CMOMatrix, MatrixRow, Quote

#: The fields of a configuration in the columns they stand in on a wide screen.
_CLAIM_COLUMNS = (
    ("measure", "for_whom", "chime"),
    ("context",),
    ("resource", "reasoning"),
    ("outcome",),
)
_GROUND_COLUMNS = (
    ("strength", "who"),
    ("rival",),
    ("dissent", "uncertainty"),
    ("recommendations",),
)


def cmo_html(matrix: CMOMatrix) -> bytes:
    """Return the matrix as one HTML file without scripts or anything from elsewhere."""
    language = matrix.language
    title = text("matrix.title", language)
    count = text("matrix.statements", language, count=len(matrix.rows))
    demo = matrix.stamp.is_demo
    return page(
        tag(
            "header",
            tag("p", text("matrix.demo", language), class_="demo") if demo else None,
            tag("h1", title),
            tag("p", f"{audience_words(matrix)} · {matrix.stamp.study}. {count}", class_="lead"),
        ),
        tag(
            "main",
            _legend(matrix),
            _overview(matrix) if matrix.rows else tag("p", text("matrix.empty", language)),
            *(_theory(name, rows, matrix) for name, rows in by_theory(matrix)),
        ),
        tag("footer", stamp_words(matrix.stamp, language)),
        title=title,
        language=language,
    )


def _legend(matrix: CMOMatrix) -> Node:
    title = text("matrix.legend.title", matrix.language)
    groups = [
        tag(
            "div",
            tag("h3", name),
            tag(
                "dl",
                *(
                    tag(kind, one)
                    for pair in entries
                    for kind, one in zip(("dt", "dd"), pair, strict=True)
                ),
            ),
        )
        for name, entries in legend(matrix)
    ]
    return tag(
        "section",
        *(tag("p", note) for note in notes(matrix)),
        tag("details", tag("summary", title), tag("div", *groups, class_="legend")),
    )


def _overview(matrix: CMOMatrix) -> Node:
    """Return the matrix at a glance: statement, for whom, a verdict per case, strength."""
    language = matrix.language
    title = text("matrix.overview", language)
    heads = [
        text("matrix.statement", language),
        *_case_heads(matrix),
        text("matrix.field.strength", language),
    ]
    table = tag(
        "table",
        tag("caption", text("matrix.title", language)),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        *(_overview_group(name, rows, heads, matrix) for name, rows in by_theory(matrix)),
        class_="cards",
    )
    frame = tag("div", table, class_="frame", role="region", tabindex="0", aria_label=title)
    return tag("section", tag("h2", title), frame)


def _overview_group(
    name: str, rows: Sequence[MatrixRow], heads: list[str], matrix: CMOMatrix
) -> Node:
    language = matrix.language
    group = tag("th", name, scope="rowgroup", colspan=str(len(heads)), class_="theory")
    return tag(
        "tbody",
        tag("tr", group),
        *(
            tag(
                "tr",
                tag(
                    "th",
                    tag("p", row_number(row, language), class_="id"),
                    tag("a", row.statement, href=f"#{row.number}"),
                    tag("p", _for_whom(row, language), class_="soft") if row.for_whom else None,
                    scope="row",
                ),
                *_case_cells(row, matrix),
                _strength_cell(row, language),
            )
            for row in rows
        ),
    )


def _for_whom(row: MatrixRow, language: str) -> str:
    return f"{text('matrix.field.for_whom', language)}: {row.for_whom}"


def _case_heads(matrix: CMOMatrix) -> list[str]:
    if len(matrix.case_labels) > MOST_CASES_SIDE_BY_SIDE:
        return [text("matrix.cases", matrix.language)]
    return [case_name(case, matrix.language) for case in matrix.case_labels]


def _case_cells(row: MatrixRow, matrix: CMOMatrix) -> list[Node]:
    language = matrix.language
    if len(matrix.case_labels) <= MOST_CASES_SIDE_BY_SIDE:
        return [_case_cell(cell, row, language) for cell in row.cases]
    counts = [
        tag(
            "details",
            tag("summary", f"{VERDICT_SIGNS[verdict]} {words}"),
            *(
                part
                for cell in row.cases
                if cell.verdict is verdict
                for part in (
                    tag("h4", case_name(cell.case_label, language)),
                    *_case_words(cell, row, language),
                )
            ),
            class_=str(verdict),
        )
        for verdict, words in verdict_counts(row, language)
    ]
    title = tag("h4", text("matrix.cases", language), class_="column")
    return [tag("td", title, *counts, class_="verdict")]


def _case_cell(cell: CaseCell, row: MatrixRow, language: str) -> Node:
    return tag(
        "td",
        tag("h4", case_name(cell.case_label, language), class_="column"),
        tag(
            "details",
            tag("summary", verdict_words(cell.verdict, language)),
            *_case_words(cell, row, language),
            class_=str(cell.verdict),
        ),
        class_=f"verdict {cell.verdict}",
    )


def _strength_cell(row: MatrixRow, language: str) -> Node:
    strength = next(field for field in ground_fields(row, language) if field.name == "strength")
    band, *reasons = strength.lines
    return tag(
        "td",
        tag("h4", strength.title, class_="column"),
        tag("details", tag("summary", band.text), *(tag("p", line.text) for line in reasons)),
    )


def _theory(name: str, rows: Sequence[MatrixRow], matrix: CMOMatrix) -> Node:
    blocks = (_configuration(row, matrix.language) for row in rows)
    return tag("section", tag("h2", name), *blocks)


def _configuration(row: MatrixRow, language: str) -> Node:
    """Return a configuration in two bands: what it claims, and what that rests on."""
    status = text("matrix.status", language, status=label(row.status, language))
    return tag(
        "article",
        tag("p", f"{row_number(row, language)} · {row.title} · {status}", class_="id"),
        tag("h3", row.statement),
        _band(claim_fields(row, language), _CLAIM_COLUMNS, row, language),
        tag("div", *(_strip_cell(cell, language) for cell in row.cases), class_="strip"),
        _band(ground_fields(row, language), _GROUND_COLUMNS, row, language),
        _all_quotes(row, language),
        id=row.number,
    )


def _band(
    fields: Sequence[Field], columns: Iterable[Sequence[str]], row: MatrixRow, language: str
) -> Node:
    named = {field.name: field for field in fields}
    stacks = (
        tag("div", *(_field(named[name], row, language) for name in names)) for names in columns
    )
    return tag("div", *stacks, class_="band")


def _field(field: Field, row: MatrixRow, language: str) -> Node:
    numbers = {number for line in field.lines for number in line.quotes}
    quotes = [quote for quote in row.quotes if quote.number in numbers]
    return tag(
        "section",
        tag("h4", field.title),
        *_lines(field, language),
        _opening(quotes, language),
        class_=field.name,
    )


def _strip_cell(cell: CaseCell, language: str) -> Node:
    return tag(
        "div",
        tag("h4", case_name(cell.case_label, language)),
        tag("p", verdict_words(cell.verdict, language), class_=f"word {cell.verdict}"),
        tag("p", cell.reason) if cell.reason else None,
        class_=f"verdict {cell.verdict}",
    )


def _case_words(cell: CaseCell, row: MatrixRow, language: str) -> list[Node]:
    """Return what a verdict rests on; a case that was not asked has no quotes to lack."""
    quotes = [
        _quote(quote, language) for quote in row.quotes if quote.case_label == cell.case_label
    ]
    asked = cell.verdict not in (Verdict.NOT_ASKED, Verdict.NOT_RELEVANT)
    if asked and not quotes:
        quotes = [tag("p", text("matrix.quotes.none_case", language), class_="soft")]
    reason = cell.reason or text(f"matrix.verdict.{cell.verdict}", language)
    return [tag("p", reason), *quotes]


def _all_quotes(row: MatrixRow, language: str) -> Node:
    title = text("matrix.quotes.title", language)
    withheld = tag("p", withheld_words(row.quotes_withheld, language), class_="soft")
    if not row.quotes:
        none = tag("p", text("matrix.quotes.none", language))
        return tag("section", tag("h4", title), none, withheld, class_="sources")
    support, against = for_and_against(row.quotes)
    sides = tag(
        "div",
        _side(text("matrix.quotes.support", language), support, "none_for", language),
        _side(text("matrix.quotes.against", language), against, "none_against", language),
        class_="sides",
    )
    count = text("matrix.quotes.released", language, count=len(row.quotes))
    opening = tag("details", tag("summary", count), sides, class_="quotes")
    return tag("section", tag("h4", title), opening, withheld, class_="sources")


def _side(title: str, quotes: Sequence[Quote], none: str, language: str) -> Node:
    shown = [_quote(quote, language) for quote in quotes]
    lacking = tag("p", text(f"matrix.quotes.{none}", language), class_="empty")
    return tag("div", tag("h4", title), *(shown or [lacking]))


def _opening(quotes: Sequence[Quote], language: str) -> Node | None:
    if not quotes:
        return None
    count = text("matrix.quotes.released", language, count=len(quotes))
    shown = (_quote(quote, language) for quote in quotes)
    return tag("details", tag("summary", count), *shown, class_="quotes")


def _quote(quote: Quote, language: str) -> Node:
    words = tag("p", quote_words(quote, language))
    retold = quote.wording is QuoteWording.PARAPHRASED
    marks = " · ".join((quote.number, *quote_marks(quote, language)))
    return tag(
        "figure",
        words if retold else tag("blockquote", words),
        tag("figcaption", marks),
        class_=str(quote.stance),
    )


def _lines(field: Field, language: str) -> Iterable[Node]:
    if not field.lines:
        yield tag("p", text("matrix.not_described", language), class_="empty")
    group = ""
    for line in field.lines:
        if line.group != group:
            group = line.group
            yield tag("p", group, class_="group")
        marks = f" ({', '.join(line.marks)})" if line.marks else ""
        yield tag(
            "p",
            line.text,
            tag("span", marks, class_="mark") if marks else None,
            *(tag("span", f" [{number}]", class_="number id") for number in line.quotes),
        )

"""The CMO matrix as a workbook: one row per statement, the released quotes, and the stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import ElementRole, Level, OutcomeKind, Role, SourceType, Verdict
from casestudy.reports.fields import claim_fields, context_lines, part_lines, plain
from casestudy.reports.wording import (
    audience_words,
    band_name,
    case_name,
    date_words,
    legend,
    notes,
    stamp_words,
    verdict_words,
)
from casestudy.reports.xlsx_book import Book, Column
from casestudy.texts import text
from casestudy.texts.labels import capital, label, short_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casestudy.domain.matrix import CMOMatrix, MatrixRow, Quote
    from casestudy.reports.fields import Line

_FILLS = {
    Verdict.SUPPORTS: "#DCEAF7",
    Verdict.REFUTES: "#FBE3DB",
    Verdict.MIXED: "#FDF1CF",
    Verdict.ASKED_NOTHING_FOUND: "#ECEEF0",
}
_COUNTS = ("participants", "cases", "evidence", "first_hand", "full", "refuting", "unanswered")


def cmo_xlsx(matrix: CMOMatrix) -> bytes:
    """Return the matrix as an .xlsx with three sheets; texts are never formulas or links."""
    language = matrix.language
    footer = stamp_words(matrix.stamp, language)
    book = Book(title=text("matrix.title", language), language=language, day=matrix.stamp.date)
    book.add_sheet(
        text("matrix.sheet.matrix", language),
        [
            *_claim_columns(language),
            *_case_columns(matrix),
            *_strength_columns(language),
            *_ground_columns(language),
        ],
        matrix.rows,
        frozen=3,
        footer=footer,
    )
    book.add_sheet(
        text("matrix.sheet.quotes", language),
        _quote_columns(language),
        [(row, quote) for row in matrix.rows for quote in row.quotes],
        frozen=2,
        footer=footer,
    )
    about = text("matrix.sheet.about", language)
    columns: list[Column[tuple[str, str]]] = [
        Column(title=about, width=34, value=lambda entry: entry[0]),
        Column(title="", width=110, value=lambda entry: entry[1]),
    ]
    book.add_sheet(about, columns, _about(matrix), filters=False, footer=footer)
    return book.to_bytes()


def _claim_columns(language: str) -> list[Column[MatrixRow]]:
    levels: list[Level | None] = [*Level, None]
    return [
        _column("column.number", language, 11, lambda row: row.number),
        _column("column.version", language, 9, lambda row: row.version),
        _column("column.statement", language, 46, lambda row: row.statement),
        _column("column.title", language, 24, lambda row: row.title),
        _column("column.theory", language, 11, lambda row: row.theory_number),
        _column("column.theory_title", language, 26, lambda row: row.theory_title),
        _field_column("measure", language),
        _field_column("for_whom", language),
        *(_context_column(level, language) for level in levels),
        _field_column("resource", language),
        _field_column("reasoning", language),
        _outcome_column("intended", language, (OutcomeKind.INTENDED, None)),
        _outcome_column("unintended", language, (OutcomeKind.UNINTENDED,)),
        _outcome_column("no_change", language, (OutcomeKind.NO_CHANGE,)),
        _column("column.unclear", language, 26, lambda row: _unclear(row, language)),
        _field_column("chime", language, width=16),
    ]


def _case_columns(matrix: CMOMatrix) -> list[Column[MatrixRow]]:
    return [
        column
        for place, case_label in enumerate(matrix.case_labels)
        for column in _verdict_and_reason(place, case_label, matrix.language)
    ]


def _verdict_and_reason(place: int, case_label: str, language: str) -> list[Column[MatrixRow]]:
    name = case_name(case_label, language)
    return [
        Column(
            title=name,
            width=18,
            value=lambda row: verdict_words(row.cases[place].verdict, language),
            fill=lambda row: _FILLS.get(row.cases[place].verdict),
        ),
        Column(
            title=text("matrix.column.verdict_reason", language, case=name),
            width=28,
            value=lambda row: row.cases[place].reason,
        ),
    ]


def _strength_columns(language: str) -> list[Column[MatrixRow]]:
    return [
        _column("column.roles", language, 20, lambda row: _labels(row.profile.roles, language)),
        _column(
            "column.source_types",
            language,
            18,
            lambda row: _labels(row.profile.source_types, language),
        ),
        _column("field.strength", language, 15, lambda row: band_name(row.band, language)),
        _column("column.reason", language, 36, lambda row: row.strength_reason),
        *(_count_column(name, language) for name in _COUNTS),
    ]


def _ground_columns(language: str) -> list[Column[MatrixRow]]:
    return [
        _column("field.rival", language, 36, lambda row: row.rival),
        _column(
            "column.quotes",
            language,
            16,
            lambda row: "\n".join(quote.number for quote in row.quotes),
        ),
        _column("column.withheld", language, 12, lambda row: row.quotes_withheld),
        _column("field.dissent", language, 30, lambda row: row.dissent),
        _column("field.uncertainty", language, 30, lambda row: row.uncertainty),
        _column("field.recommendations", language, 36, lambda row: "\n".join(row.recommendations)),
        _column("column.status", language, 16, lambda row: label(row.status, language)),
    ]


def _quote_columns(language: str) -> list[Column[tuple[MatrixRow, Quote]]]:
    def of_quote(
        name: str, width: int, value: Callable[[Quote], str]
    ) -> Column[tuple[MatrixRow, Quote]]:
        title = text(f"matrix.column.{name}", language)
        return Column(title=title, width=width, value=lambda pair: value(pair[1]))

    yes = text("matrix.column.yes", language)
    return [
        Column(
            title=text("matrix.column.number", language),
            width=11,
            value=lambda pair: pair[0].number,
        ),
        of_quote("quote", 11, lambda quote: quote.number),
        of_quote("text", 90, lambda quote: quote.text),
        of_quote("wording", 14, lambda quote: label(quote.wording, language)),
        of_quote("stance", 14, lambda quote: label(quote.stance, language)),
        of_quote(
            "speaker", 18, lambda quote: label(quote.speaker, language) if quote.speaker else ""
        ),
        of_quote("case", 10, lambda quote: quote.case_label or ""),
        of_quote("translated", 11, lambda quote: yes if quote.translated else ""),
    ]


def _about(matrix: CMOMatrix) -> list[tuple[str, str]]:
    language, stamp = matrix.language, matrix.stamp
    facts = (
        ("study", stamp.study),
        ("audience", capital(label(matrix.audience, language))),
        ("codebook", stamp.codebook_release),
        ("data_version", str(stamp.data_version)),
        ("date", date_words(stamp, language)),
        ("statements", str(len(matrix.rows))),
        ("withheld", str(matrix.withheld)),
    )
    return [
        (text("matrix.title", language), audience_words(matrix)),
        *((text(f"matrix.about.{name}", language), said) for name, said in facts),
        *(("", note) for note in notes(matrix)),
        *(entry for _, entries in legend(matrix) for entry in entries),
        *((short_label(level, language), capital(label(level, language))) for level in Level),
    ]


def _column(
    key: str, language: str, width: int, value: Callable[[MatrixRow], str | int]
) -> Column[MatrixRow]:
    return Column(title=text(f"matrix.{key}", language), width=width, value=value)


def _field_column(name: str, language: str, *, width: int = 30) -> Column[MatrixRow]:
    def value(row: MatrixRow) -> str:
        field = next(field for field in claim_fields(row, language) if field.name == name)
        return _joined(field.lines)

    return Column(title=text(f"matrix.field.{name}", language), width=width, value=value)


def _context_column(level: Level | None, language: str) -> Column[MatrixRow]:
    title = (
        text("matrix.column.context", language, level=short_label(level, language))
        if level
        else text("matrix.column.context_other", language)
    )
    return Column(
        title=title,
        width=30,
        value=lambda row: _joined(context_lines(row, language, level)),
    )


def _outcome_column(
    name: str, language: str, kinds: tuple[OutcomeKind | None, ...]
) -> Column[MatrixRow]:
    def value(row: MatrixRow) -> str:
        outcomes = [part for part in row.parts if part.role is ElementRole.OUTCOME]
        return _joined(part_lines([p for p in outcomes if p.outcome_kind in kinds], language))

    return _column(f"column.outcome_{name}", language, 30, value)


def _unclear(row: MatrixRow, language: str) -> str:
    unclear = [part for part in row.parts if part.role is ElementRole.UNCLEAR]
    return _joined(part_lines(unclear, language))


def _count_column(name: str, language: str) -> Column[MatrixRow]:
    return _column(f"column.{name}", language, 11, lambda row: int(getattr(row.profile, name)))


def _labels(values: Iterable[Role | SourceType], language: str) -> str:
    return ", ".join(label(value, language) for value in values)


def _joined(lines: Iterable[Line]) -> str:
    return "\n".join(plain(line) for line in lines)

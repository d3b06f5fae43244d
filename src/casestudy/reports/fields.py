"""What a configuration says, field by field, in the order in which every form shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import ElementRole, Level, OutcomeKind
from casestudy.reports.wording import BAND_SIGNS, band_name, profile_sentences
from casestudy.texts import text
from casestudy.texts.labels import capital, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.matrix import MatrixRow, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is said: the words, marks after them, and numbers of quotes behind it."""

    text: str
    group: str = ""
    marks: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A named field; without lines nothing is described."""

    name: str
    title: str
    lines: tuple[Line, ...]


def claim_fields(row: MatrixRow, language: str) -> tuple[Field, ...]:
    """Return what the configuration claims: measure, for whom, circumstances, outcome."""
    return (
        _field(
            "measure",
            language,
            _written(row.measure),
            _of_role(row, language, ElementRole.INTERVENTION),
        ),
        _field(
            "for_whom",
            language,
            _written(row.for_whom),
            _of_role(row, language, ElementRole.ACTOR),
        ),
        _field("context", language, _circumstances(row, language)),
        _field("resource", language, _of_role(row, language, ElementRole.RESOURCE)),
        _field("reasoning", language, _of_role(row, language, ElementRole.REASONING)),
        _field("outcome", language, _of_role(row, language, ElementRole.OUTCOME)),
        _field("chime", language, [Line(text=label(process, language)) for process in row.chime]),
    )


def ground_fields(row: MatrixRow, language: str) -> tuple[Field, ...]:
    """Return what the claim rests on and what is open: who says it, strength, rivals."""
    strength = [
        Line(text=f"{BAND_SIGNS[row.band]} {capital(band_name(row.band, language))}", strong=True),
        *_written(row.strength_reason),
        *(Line(text=sentence) for sentence in profile_sentences(row.profile, language)),
    ]
    material = text("matrix.material", language)
    return (
        _field(
            "who",
            language,
            [Line(text=label(role, language)) for role in row.profile.roles],
            [
                Line(text=label(kind, language), group=material)
                for kind in row.profile.source_types
            ],
        ),
        _field("strength", language, strength),
        _field("rival", language, _written(row.rival)),
        _field("dissent", language, _written(row.dissent)),
        _field("uncertainty", language, _written(row.uncertainty)),
        _field("recommendations", language, _written(*row.recommendations)),
    )


def context_lines(
    row: MatrixRow, language: str, level: Level | None, *, group: str = ""
) -> list[Line]:
    """Return the circumstances that lie on ``level``; None are those of no level."""
    contexts = [part for part in row.parts if part.role is ElementRole.CONTEXT]
    return part_lines([part for part in contexts if part.level is level], language, group=group)


def part_lines(parts: Iterable[Part], language: str, *, group: str = "") -> list[Line]:
    """Return elements as lines, with marks: when it holds, what is assumed or unintended."""
    return [_line(part, language, group) for part in parts]


def plain(line: Line) -> str:
    """Return a line as plain text: ``"… (antatt) [S-0012]"``."""
    marks = f" ({', '.join(line.marks)})" if line.marks else ""
    quotes = f" [{', '.join(line.quotes)}]" if line.quotes else ""
    return f"{line.text}{marks}{quotes}"


def _circumstances(row: MatrixRow, language: str) -> list[Line]:
    """Return the circumstances by level, then what may be a circumstance or a mechanism."""
    levelled = [
        line
        for level in Level
        for line in context_lines(row, language, level, group=capital(label(level, language)))
    ]
    unclear = [part for part in row.parts if part.role is ElementRole.UNCLEAR]
    group = capital(label(ElementRole.UNCLEAR, language))
    return [
        *context_lines(row, language, None),
        *levelled,
        *part_lines(unclear, language, group=group),
    ]


def _of_role(row: MatrixRow, language: str, role: ElementRole) -> list[Line]:
    return part_lines([part for part in row.parts if part.role is role], language)


def _line(part: Part, language: str, group: str) -> Line:
    when = [part.circumstances] if part.circumstances else []
    activation = [label(part.activation, language)] if part.activation else []
    unplanned = part.outcome_kind in (OutcomeKind.UNINTENDED, OutcomeKind.NO_CHANGE)
    outcome = [label(part.outcome_kind, language)] if part.outcome_kind and unplanned else []
    assumed = [text("matrix.mark.assumed", language)] if part.assumed else []
    return Line(
        text=part.text,
        group=group,
        marks=(*when, *outcome, *activation, *assumed),
        quotes=part.quotes,
    )


def _written(*words: str) -> list[Line]:
    return [Line(text=one) for one in words if one.strip()]


def _field(name: str, language: str, *lines: Iterable[Line]) -> Field:
    return Field(
        name=name,
        title=text(f"matrix.field.{name}", language),
        lines=tuple(line for some in lines for line in some),
    )

"""A merge plan in words: the same tables for the page and for the command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casestudy.domain.merging import Outcome, SourceState
from casestudy.texts import text
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.merging import MergePlan, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def code_sentence(plan: MergePlan, language: str) -> str:
    """Say how many codes match, are new and differ; ``""`` where the file has none."""
    if plan.begins_codebook and plan.content.codebook is not None:
        count = len(plan.content.codebook.codes)
        return text("merge.codes_begin", language, count=count)
    if plan.codes is None:
        return ""
    return text(
        "merge.codes",
        language,
        matching=len(plan.codes.incoming) - len(plan.codes.new),
        new=len(plan.codes.new),
        different=len(plan.codes.different),
    )


def newcomer_lines(plan: MergePlan, language: str) -> list[str]:
    """Return a line for each other kind of thing that comes in: how many of what."""
    new = plan.newcomers
    return [
        text(f"merge.new.{name}", language, count=count)
        for name in new.__dataclass_fields__
        if (count := getattr(new, name))
    ]


def coder_table(plan: MergePlan, names: Mapping[str, str], language: str) -> Table:
    """Return the coders of the file and who they are here.

    Args:
        plan: What was planned.
        names: Names of the members, by id.
        language: ``"nb"`` or ``"en"``.
    """
    columns = ("coder", "codings", "memos", "becomes")
    rows = []
    for match in plan.coders:
        becomes = text("merge.from_outside", language)
        if match.member_id is not None and match.by is not None:
            how = text(f"merge.by.{match.by}", language)
            becomes = f"{names[match.member_id]} ({how})"
        rows.append((match.coder.name, str(match.codings), str(match.memos), becomes))
    return Table(headings=_headings(columns, language), rows=tuple(rows))


def known_sources(plan: MergePlan, language: str) -> str:
    """Say how many sources are here with the same words; ``""`` where none is."""
    count = sum(match.state is SourceState.SAME for match in plan.sources)
    return text("merge.known_sources", language, count=count) if count else ""


def source_table(plan: MergePlan, language: str) -> Table:
    """Return the sources of the file that are not here yet, and how each stands to those here."""
    rows = [
        (
            match.source.title or match.key[:8],
            str(match.words),
            str(len(match.source.codings)),
            text(f"merge.state.{match.state}", language, title=match.title),
        )
        for match in plan.sources
        if match.state is not SourceState.SAME
    ]
    columns = ("source", "words", "codings", "stands")
    return Table(headings=_headings(columns, language), rows=tuple(rows))


def tally_table(tallies: Iterable[Tally], language: str) -> Table:
    """Return what becomes of each coder's codings, as far as anything does; rows add up."""
    listed = [tally for tally in tallies if tally.total]
    seen = [one for one in Outcome if any(tally.codings.get(one) for tally in listed)]
    columns = tuple(text(f"merge.outcome.{outcome}", language) for outcome in seen)
    rows = [
        (
            tally.coder.name,
            str(tally.total),
            *(str(tally.codings.get(outcome, 0)) for outcome in seen),
        )
        for tally in listed
    ]
    first = _headings(("coder", "codings"), language)
    return Table(headings=(*first, *columns), rows=tuple(rows))


def rights_sentence(plan: MergePlan, language: str) -> str:
    """Say which rights are missing; ``""`` where none is."""
    if not plan.lacks:
        return ""
    rights = ", ".join(label(verb, language) for verb in plan.lacks)
    return text("error.merge.rights", language, rights=rights)


def _headings(names: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(text(f"merge.column.{name}", language) for name in names)


def difference_table(plan: MergePlan, codebook: Codebook | None, language: str) -> Table:
    """Return what codes say here and in the file, a row for each field that differs."""
    rows = []
    for one in plan.codes.different if plan.codes else ():
        ours = codebook.code(one.matches) if codebook is not None and one.matches else None
        if ours is None:
            continue
        for name in one.differs:
            field, _, tongue = name.partition(".")
            said = text(f"merge.field.{field}", language)
            shown = f"{said} ({tongue})" if tongue else said
            here, there = (_shown(code, field, tongue) for code in (ours, one.code))
            rows.append((ours.label.in_language(language), shown, here, there))
    columns = ("code", "field", "here", "in_file")
    return Table(headings=_headings(columns, language), rows=tuple(rows))


def _shown(code: Code, field: str, tongue: str) -> str:
    value = getattr(code, field)
    if tongue:
        value = getattr(value, tongue)
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) or "–"
    return "–" if value in {None, ""} else str(value)

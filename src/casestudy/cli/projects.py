"""Taking REFI-QDA files in at the terminal: what is in them, a question, and what became of it."""

# ruff: noqa: PLC0415 - loaded when a command runs

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casestudy.errors import InvalidInputError, StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from casestudy.cli.terminal import Terminal
    from casestudy.domain.merge_tables import Table
    from casestudy.domain.vocabulary import SourceType
    from casestudy.exchange.refi.losses import LossReport
    from casestudy.services.interchange import Planned
    from casestudy.study import Study

ENDINGS: Final = frozenset({".qdpx", ".qdc"})
#: More lines than this are for a file, not for a screen.
_ON_SCREEN: Final = 15


def take_in(
    study: Study,
    file: Path,
    terminal: Terminal,
    *,
    case: str | None,
    kind: SourceType | None,
    yes: bool,
) -> None:
    """Show what a file holds and take it in after a yes.

    Args:
        study: Where to.
        file: A ``.qdpx`` or ``.qdc`` file.
        terminal: Who is asked and told.
        case: Label of the case that new sources belong to.
        kind: What new sources are.
        yes: Take it in without asking.

    Raises:
        CaseStudyError: It was refused, or nobody said yes; nothing is stored.
    """
    from casestudy.domain.merge_tables import rights_sentence, tally_table
    from casestudy.domain.merging import MergeChoices, SourceAction

    planned = study.interchange.plan(file, name=file.stem, language=terminal.language)
    terminal.line(f"\n{file}")
    _show(study, planned, terminal)
    tell_losses(planned.report, file.with_suffix(f"{file.suffix}.txt"), terminal)
    sources = planned.plan.sources
    new = [match for match in sources if match.choice.action is SourceAction.ADD]
    if planned.plan.lacks:
        terminal.line(rights_sentence(planned.plan, terminal.language), err=True)
        raise InvalidInputError("cli.nothing_taken_in")
    if new:
        terminal.warn("names_warning")
    question = "take_in_sources" if new else "take_in"
    if not yes and not terminal.agrees(question, file=file.name):
        raise InvalidInputError("cli.nothing_taken_in")
    choices = MergeChoices(case_id=_case_id(study, case), type=kind, names_out=True)
    merged = study.interchange.merge(planned.plan, choices)
    terminal.line()
    _table(tally_table(merged.tallies, terminal.language), terminal)
    terminal.say("taken_in", sources=len(merged.sources), codes=len(merged.codes))


def tell_losses(report: LossReport, beside: Path, terminal: Terminal) -> None:
    """Print what was lost, changed or is worth knowing; a long list goes into a file instead."""
    language = terminal.language
    rows = [tuple(map(str, row)) for row in report.rows(language)]
    lines = [*report.counts(language)]
    if positions := report.about_positions(language):
        lines.append(positions)
    for line in lines:
        terminal.line(f"  {line}")
    if not rows:
        return
    terminal.line()
    written = len(rows) > _ON_SCREEN and _written(report, lines, beside, language)
    terminal.table(report.columns(language), rows[:_ON_SCREEN] if written else rows)
    if written:
        terminal.say("losses_in_file", count=len(rows) - _ON_SCREEN, file=beside)


def _written(report: LossReport, lines: list[str], file: Path, language: str) -> bool:
    """Write the whole report to a file; tell whether its folder could be written to."""
    from casestudy.cli.files import write_file

    rows = (report.columns(language), *report.rows(language))
    table = ["\t".join(map(str, row)) for row in rows]
    try:
        write_file(file, "\n".join([*lines, "", *table, ""]).encode(), replace=True)
    except StoreError:
        return False
    return True


def _show(study: Study, planned: Planned, terminal: Terminal) -> None:
    from casestudy.domain import merge_tables as tables

    plan, language = planned.plan, terminal.language
    if plan.origin:
        terminal.say("written_by", origin=plan.origin)
    said = (
        tables.code_sentence(plan, language),
        tables.known_sources(plan, language),
        *tables.newcomer_lines(plan, language),
    )
    for line in filter(None, said):
        terminal.line(f"  {line}")
    names = {member.id: member.name for member in study.members.all()}
    for table in (
        tables.coder_table(plan, names, language),
        tables.source_table(plan, language),
        tables.tally_table(plan.tallies, language),
    ):
        _table(table, terminal)
    terminal.line()


def _table(table: Table, terminal: Terminal) -> None:
    if table.rows:
        terminal.line()
        terminal.table(table.headings, table.rows)


def _case_id(study: Study, case: str | None) -> str | None:
    if case is None:
        return None
    found = {one.label: one.id for one in study.cases.all()}
    if case not in found:
        raise InvalidInputError("unknown_case", case=case, cases=", ".join(found) or "–")
    return found[case]

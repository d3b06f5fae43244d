"""The command that takes transcripts, documents and projects of other programs into a study."""

# ruff: noqa: PLC0415, TC001 - loaded when a command runs; typer reads the annotations

from __future__ import annotations

import glob
import signal
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from casestudy.cli import projects
from casestudy.cli.parameters import ActingMember, StoreArgument
from casestudy.domain.text import word_count
from casestudy.domain.transcript import ParsedSource
from casestudy.domain.vocabulary import SourceType, as_role
from casestudy.errors import CaseStudyError, ConflictError, InvalidInputError
from casestudy.texts import text
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casestudy.cli.terminal import Terminal
    from casestudy.study import Study

Kind = Literal["interview", "observation", "document", "dialogue_meeting", "group_interview"]


@dataclass(slots=True, kw_only=True)
class _File:
    """A file on its way in: read, and stored or refused in the end."""

    path: Path
    source: ParsedSource | None
    words: int = 0
    error: CaseStudyError | None = None
    number: int | None = None
    unlinked: tuple[str, ...] = ()


def import_files(
    ctx: typer.Context,
    store: StoreArgument,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or patterns.")],
    case: Annotated[
        str | None, typer.Option(metavar="LABEL", help="The case they belong to.")
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--type", help="What they are, where it is not recognised.")
    ] = None,
    role: Annotated[
        str | None, typer.Option(help="Role of speakers not known yet, such as bruker.")
    ] = None,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Store without asking: I have taken real names out by hand."),
    ] = False,
    member: ActingMember = None,
) -> None:
    """Show what is recognised in files, and store them after a yes; .qdpx and .qdc too."""
    from casestudy.study import open_study

    terminal: Terminal = ctx.obj
    found = _expanded(files, terminal)
    as_type = SourceType(kind) if kind else None
    as_known_role = as_role(role) if role else None
    projects_found = [path for path in found if path.suffix.lower() in projects.ENDINGS]
    paths = [path for path in found if path not in projects_found]
    if paths and case is None:
        raise typer.BadParameter(terminal.words("case_wanted"), param_hint="--case")
    with open_study(store, member=member, prompt=terminal.passphrase) as study:
        refused = [
            path
            for path in projects_found
            if not _take_in(study, path, terminal, case=case, kind=as_type, yes=yes)
        ]
        if case is None or not paths:
            if refused:
                raise typer.Exit(1)
            return
        _find_case(study, case, terminal, may_ask=not yes)
        listed = _read(study, paths, terminal)
        for file in listed:
            _show(file, terminal)
        ready = [(file, file.source) for file in listed if file.source and not file.error]
        if ready:
            terminal.warn("names_warning")
            if not yes and not terminal.agrees("store_files", count=len(ready), case=case):
                raise InvalidInputError("cli.nothing_stored")
            planner = study.sources.planner(case=case, kind=as_type, role=as_known_role)
            with _without_interruption():
                for file, source in ready:
                    stored = study.sources.import_parsed(source, planner)
                    file.error, file.number = stored.error, stored.number
                    file.unlinked = stored.unlinked
                    _say_why(file, terminal)
    _report(listed, terminal)
    if refused or any(file.error for file in listed):
        raise typer.Exit(1)


def _take_in(
    study: Study,
    path: Path,
    terminal: Terminal,
    *,
    case: str | None,
    kind: SourceType | None,
    yes: bool,
) -> bool:
    """Take in a file of another program, or say why not; tell whether it was."""
    try:
        projects.take_in(study, path, terminal, case=case, kind=kind, yes=yes)
    except CaseStudyError as error:
        terminal.line(f"{path}: {error.sentence(terminal.language)}", err=True)
        return False
    return True


def _expanded(files: list[Path], terminal: Terminal) -> list[Path]:
    """Return the files behind names and patterns, each once; shells on Windows expand nothing."""
    found: dict[Path, None] = {}
    for file in files:
        if file.is_dir():
            raise typer.BadParameter(terminal.words("is_folder", path=file), param_hint="FILE")
        if file.exists() or not glob.has_magic(str(file)):
            found[file] = None
            continue
        matches = [Path(name) for name in sorted(glob.glob(str(file), recursive=True))]  # noqa: PTH207 - absolute patterns too
        if not matches:
            raise typer.BadParameter(terminal.words("no_match", path=file), param_hint="FILE")
        found |= dict.fromkeys(match for match in matches if match.is_file())
    return list(found)


def _find_case(study: Study, case: str, terminal: Terminal, *, may_ask: bool) -> None:
    labels = [known.label for known in study.cases.all()]
    if case in labels:
        return
    if not (may_ask and terminal.agrees("make_case", case=case, cases=", ".join(labels) or "–")):
        raise InvalidInputError("unknown_case", case=case, cases=", ".join(labels) or "–")
    study.cases.add(case)


def _read(study: Study, paths: list[Path], terminal: Terminal) -> list[_File]:
    words = terminal.words("reading")
    listed = []
    with terminal.progress(words) as advance:
        outcomes = study.sources.read_files((path.name, path) for path in paths)
        for path, outcome in zip(paths, outcomes, strict=True):
            file = _File(path=path, source=outcome.source, error=outcome.error)
            if source := outcome.source:
                file.words = word_count(source.text)
                if known := study.sources.already_here(source.file_sha256):
                    file.error = ConflictError("source_exists", title=known.title)
            listed.append(file)
            advance(words, len(listed), len(paths))
    return listed


def _show(file: _File, terminal: Terminal) -> None:
    source = file.source
    if file.error is not None or source is None:
        _say_why(file, terminal)
        return
    terminal.line(f"\n{file.path}")
    facts = {"type": label(source.type, terminal.language), "words": file.words}
    terminal.say("recognised", count=len(source.turns), **facts)
    speakers = [
        terminal.words(
            "interviewer" if speaker.interviewer else "speaker",
            label=speaker.label,
            count=speaker.turns,
        )
        for speaker in source.speakers
    ]
    if speakers:
        terminal.say("speakers", speakers=", ".join(speakers))
    for notice in source.notices:
        words = text(f"transcript.notice.{notice.kind}", terminal.language, count=notice.count)
        terminal.line(f"  ! {words}")


def _say_why(file: _File, terminal: Terminal) -> None:
    if file.error is not None:
        terminal.line(f"{file.path}: {file.error.sentence(terminal.language)}", err=True)


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Hold Ctrl-C back: from here on all files are stored, which takes a moment."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _report(listed: list[_File], terminal: Terminal) -> None:
    headings = [terminal.words(f"column.{name}") for name in ("file", "source", "words", "turns")]
    rows = []
    for file in listed:
        name = str(file.path)
        source = file.source
        if source is None or file.number is None:
            rows.append([name, "–", "–", "–", terminal.words("refused")])
            continue
        counts = str(file.words), str(len(source.turns))
        rows.append([name, str(file.number), *counts, terminal.words("stored")])
    terminal.line()
    terminal.table([*headings, terminal.words("column.result")], rows)
    for file in listed:
        if file.unlinked:
            terminal.say("unlinked", file=file.path, speakers=", ".join(file.unlinked))

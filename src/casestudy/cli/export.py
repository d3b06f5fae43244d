"""The command that writes a matrix, the segments, a transcript or the codebook to a file."""

# ruff: noqa: PLC0415, TC001 - loaded when a command runs; typer reads the annotations

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from casestudy.cli.files import write_file
from casestudy.cli.parameters import ActingMember, StoreArgument
from casestudy.cli.projects import tell_losses
from casestudy.domain.vocabulary import Audience
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from casestudy.cli.terminal import Terminal
    from casestudy.exchange.refi.losses import LossReport
    from casestudy.services.exports import Exports
    from casestudy.services.sources import Sources
    from casestudy.study import Study

#: Kinds that hold people's own words; the file's name says so.
_TEAM_ONLY: Final = frozenset({"segments", "transcript", "qdpx"})


def export(
    ctx: typer.Context,
    store: StoreArgument,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=(
                "matrix, code-case, segments, transcript, codebook, review-bundle, qdc or qdpx."
            ),
        ),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Its ending says the form.")],
    language: Annotated[
        Literal["nb", "en"] | None, typer.Option(help="Of the file; that of messages otherwise.")
    ] = None,
    audience: Annotated[
        Audience, typer.Option(help="Whose released quotes a matrix shows.")
    ] = Audience.TEAM,
    source: Annotated[
        int | None, typer.Option(help="Number of the source whose transcript is wanted.")
    ] = None,
    reviewer: Annotated[
        str | None, typer.Option(help="Who reviews the codebook in a review-bundle.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT.")] = False,
    member: ActingMember = None,
) -> None:
    """Write a file from the study; the form follows the ending of OUT."""
    from casestudy.study import open_study

    terminal: Terminal = ctx.obj
    form = out.suffix.removeprefix(".").lower()
    written_in = language or terminal.language
    _require_known(kind, form, audience)
    report: LossReport | None = None
    with open_study(store, member=member, prompt=terminal.passphrase) as study:
        if kind in _TEAM_ONLY:
            out = Path(study.exports.team_file_name(str(out), language=written_in))
        if out.exists() and not force:
            raise ConflictError("cli.file_exists", file=str(out))
        if kind == "transcript":
            source_id = _source_id(study.sources, source)
            made = study.exports.transcript(source_id, form=form, language=written_in)
        elif kind == "review-bundle":
            bundle_id = _round(study, reviewer)
            made = study.exports.review_bundle(bundle_id, language=language or "en")
        elif kind in {"qdc", "qdpx"}:
            as_project = study.exports.qdpx if kind == "qdpx" else study.exports.qdc
            file = as_project(language=written_in)
            made, report = file.data, file.report
        else:
            made = _made(study.exports, kind, form=form, language=written_in, audience=audience)
    write_file(out, made, replace=force)
    terminal.say("exported", file=out)
    if report is not None:
        tell_losses(report, out.with_suffix(f"{out.suffix}.txt"), terminal)
    if kind in _TEAM_ONLY:
        terminal.warn("team_only")


def _source_id(sources: Sources, number: int | None) -> str:
    if number is None:
        raise InvalidInputError("cli.source_wanted")
    found = next((one["id"] for one in sources.all() if one["number"] == number), None)
    if found is None:
        raise NotFoundError("cli.no_such_source", number=number)
    return str(found)


def _round(study: Study, reviewer: str | None) -> str:
    """Return the round of the newest release: the one that is under way, or a new one."""
    releases, rounds = study.codebook.releases(), study.reviews.bundles()
    if not releases:
        raise NotFoundError("not_found.codebook")
    newest = releases[-1].number
    for_whom = (reviewer or (rounds[-1].for_whom if rounds else "")).strip()
    if not for_whom:
        raise InvalidInputError("cli.reviewer_wanted")
    under_way = [one for one in rounds if (one.release, one.for_whom) == (newest, for_whom)]
    made = under_way[-1] if under_way else study.reviews.send_out(newest, for_whom=for_whom)
    return made.id


def _require_known(kind: str, form: str, audience: Audience) -> None:
    from casestudy.services.export_gate import EXPORT_FORMS

    shown = {
        name: f"{name} ({', '.join(f'.{ending}' for ending in endings)})"
        for name, endings in EXPORT_FORMS.items()
    }
    if kind not in EXPORT_FORMS:
        raise InvalidInputError("cli.unknown_kind", kind=kind, kinds=", ".join(shown.values()))
    if form not in EXPORT_FORMS[kind]:
        forms = ", ".join(f".{ending}" for ending in EXPORT_FORMS[kind])
        raise InvalidInputError("unknown_form", kind=kind, form=form, forms=forms)
    if audience is not Audience.TEAM and kind != "matrix":
        raise InvalidInputError("cli.audience_only_matrix", kind=kind)


def _made(exports: Exports, kind: str, *, form: str, language: str, audience: Audience) -> bytes:
    if kind == "matrix":
        return exports.cmo(form=form, language=language, audience=audience)
    if kind == "code-case":
        return exports.code_case(form=form, language=language)
    if kind == "segments":
        return exports.segments(form=form, language=language)
    return exports.codebook(form=form, language=language)

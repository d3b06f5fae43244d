"""The command that writes a matrix, the segments or the codebook to a file."""

# ruff: noqa: PLC0415, TC001 - loaded when a command runs; typer reads the annotations

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from casestudy.cli.files import write_file
from casestudy.cli.parameters import ActingMember, StoreArgument
from casestudy.domain.vocabulary import Audience
from casestudy.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from casestudy.cli.terminal import Terminal
    from casestudy.services.exports import Exports


def export(
    ctx: typer.Context,
    store: StoreArgument,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="matrix, code-case, segments or codebook.")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Its ending says the form.")],
    language: Annotated[
        Literal["nb", "en"] | None, typer.Option(help="Of the file; that of messages otherwise.")
    ] = None,
    audience: Annotated[
        Audience, typer.Option(help="Whose released quotes a matrix shows.")
    ] = Audience.TEAM,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT.")] = False,
    member: ActingMember = None,
) -> None:
    """Write a file from the study; the form follows the ending of OUT."""
    from casestudy.study import open_study

    terminal: Terminal = ctx.obj
    form = out.suffix.removeprefix(".").lower()
    written_in = language or terminal.language
    _require_known(kind, form, audience)
    with open_study(store, member=member, prompt=terminal.passphrase) as study:
        if kind == "segments":
            out = Path(study.exports.segments_name(str(out), language=written_in))
        if out.exists() and not force:
            raise ConflictError("cli.file_exists", file=str(out))
        made = _made(study.exports, kind, form=form, language=written_in, audience=audience)
    write_file(out, made, replace=force)
    terminal.say("exported", file=out)
    if kind == "segments":
        terminal.warn("team_only")


def _require_known(kind: str, form: str, audience: Audience) -> None:
    from casestudy.services.exports import EXPORT_FORMS

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
    return exports.codebook_yaml().encode("utf-8")

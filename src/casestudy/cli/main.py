"""The command ``casestudy``: its commands, the person's language, and how it ends.

Exit codes: 0 done, 1 refused with a reason, 2 wrong usage, 130 interrupted. What the commands
work with is loaded when they run, so that help comes at once.
"""

from __future__ import annotations

import io
import sys
import traceback
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from casestudy.cli import begin, export, importing, language, upkeep
from casestudy.cli.terminal import Terminal
from casestudy.config import Settings
from casestudy.errors import CaseStudyError

_PACKAGE = Path(__file__).parents[1]


class CaseStudyCommands(TyperGroup):
    """Turns what goes wrong into a sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command for the person whose language was found."""
        settings = Settings.from_environment()
        ctx.obj = Terminal(language=ctx.params.get("language") or settings.language)
        try:
            return super().invoke(ctx)
        except CaseStudyError as error:
            ctx.obj.line(error.sentence(ctx.obj.language), err=True)
        except Exception as error:
            # typer's own, such as wrong usage, know their exit code
            if hasattr(error, "exit_code") or isinstance(error, BrokenPipeError):
                raise
            if settings.debug:
                traceback.print_exc()
            # the message itself may repeat text from the study
            ctx.obj.warn("unexpected", kind=type(error).__name__, place=_place(error))
        raise typer.Exit(1)


app = typer.Typer(
    cls=CaseStudyCommands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Workbench for multi-case studies of recovery and CHIME.",
)
app.command("demo")(begin.demo)
app.command("init")(begin.init)
app.command("serve")(begin.serve)
app.command("import")(importing.import_files)
app.command("export")(export.export)
app.command("check")(upkeep.check)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("migrate")(upkeep.migrate)
app.add_typer(language.app, name="language")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - slow, and rarely asked for

        typer.echo(f"casestudy {version('casestudy')}")
        raise typer.Exit


@app.callback()
def _options(
    language: Annotated[
        Literal["nb", "en"] | None,
        typer.Option(help="Of messages; CASESTUDY_LANGUAGE or the locale otherwise."),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Take the options that stand before the command; the group itself reads the language."""


def main() -> None:
    """Run the command line of this process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal without æ shows a question mark rather than ending the program
            stream.reconfigure(errors="replace")
    app(prog_name="casestudy")


def _place(error: BaseException) -> str:
    """Return where in this program it happened: file and line."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        file = Path(frame.filename)
        if file.is_relative_to(_PACKAGE):
            return f"{file.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    return "?"

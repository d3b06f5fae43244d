"""Commands about the language model that finds names and word forms."""

# ruff: noqa: PLC0415 - loaded when a command runs

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from casestudy.cli.terminal import Terminal

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The Norwegian language model: install one, show which is used.",
)


@app.command()
def install(
    ctx: typer.Context,
    model: Annotated[str, typer.Argument(metavar="MODEL", help="Such as nb_core_news_md.")],
) -> None:
    """Download a model from its own release page and install it."""
    from casestudy.language.install import install_model
    from casestudy.language.pipeline import known_model

    terminal: Terminal = ctx.obj
    terminal.warn("model_fetching", model=known_model(model))
    install_model(model)
    terminal.say("model_installed", model=model)


@app.command()
def show(ctx: typer.Context) -> None:
    """Show which models are installed and which is used."""
    from casestudy.language.pipeline import installed, load

    terminal: Terminal = ctx.obj
    used = load()
    terminal.say("model_used", model=used.name, version=used.version)
    if not used.is_statistical:
        terminal.say("model_none")
    elif installed():
        terminal.say("models_installed", models=", ".join(installed()))

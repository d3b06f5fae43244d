"""Commands that begin: the demo study, a new study, and showing one in the browser."""

# ruff: noqa: PLC0415, TC001 - loaded when a command runs; typer reads the annotations

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from casestudy.cli.files import is_server, new_store, refuse_existing, shown_address, store_file
from casestudy.cli.parameters import PortOption, StoreArgument
from casestudy.config import Settings
from casestudy.errors import ConflictError, StoreError
from casestudy.texts import text

if TYPE_CHECKING:
    from casestudy.cli.terminal import Terminal

_DEMO_STORE = "casestudy-demo.db"


def demo(
    ctx: typer.Context,
    store: Annotated[
        str, typer.Option("--store", metavar="PATH", help="Where to make it.")
    ] = _DEMO_STORE,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Only build it.")] = False,
    port: PortOption = None,
) -> None:
    """Build the invented demo study and show it in the browser."""
    terminal: Terminal = ctx.obj
    place = shown_address(store)
    if _has_demo(store):
        terminal.say("demo_reused", store=place)
    else:
        _build_demo(store, terminal)
        terminal.say("demo_built", store=place)
    if no_serve:
        terminal.say("serve_next", store=place)
    else:
        _serve(store, port, terminal)


def init(
    ctx: typer.Context,
    store: StoreArgument,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Protect the store with a passphrase.")
    ] = False,
    title: Annotated[str, typer.Option(help="Of the study, in Norwegian.")] = "",
    leader: Annotated[str, typer.Option(metavar="NAME", help="The project leader.")] = "",
    no_codebook: Annotated[
        bool, typer.Option("--no-codebook", help="Leave the CHIME codebook out.")
    ] = False,
) -> None:
    """Make a new study; what is missing is asked for."""
    terminal: Terminal = ctx.obj
    if is_server(store) and encrypt:
        raise StoreError("store.no_server_encryption")
    if not is_server(store):
        refuse_existing(store_file(store))
    title = title.strip() or terminal.ask("ask_title")
    leader = leader.strip() or terminal.ask("ask_leader")
    passphrase = _new_passphrase(terminal) if encrypt else None
    with new_store(store) as place:
        handle = _make_study(
            place, title=title, leader=leader, passphrase=passphrase, codebook=not no_codebook
        )
    shown = shown_address(store)
    terminal.say("init_done", title=title, store=shown, leader=leader, handle=handle)
    if encrypt:
        terminal.say("init_encrypted")
    elif not is_server(store):
        terminal.warn("init_not_encrypted")
    terminal.say("serve_next", store=shown)


def serve(
    ctx: typer.Context,
    store: Annotated[
        str | None,
        typer.Argument(metavar="STORE", help="A store; CASESTUDY_STORE otherwise."),
    ] = None,
    port: PortOption = None,
) -> None:
    """Show a study in the browser, on this machine only."""
    terminal: Terminal = ctx.obj
    address = store or Settings.from_environment().store
    if address is None:
        words = text("error.web.no_store", terminal.language, variable="CASESTUDY_STORE")
        raise typer.BadParameter(words, param_hint="STORE")
    _serve(address, port, terminal)


def _serve(address: str, port: int | None, terminal: Terminal) -> None:
    from casestudy.web.serve import serve as serve_pages

    serve_pages(address, port=port, language=terminal.language, prompt=terminal.passphrase)


def _has_demo(address: str) -> bool:
    from casestudy.study import open_study

    empty = {"store.not_found", "store.not_a_store"} if is_server(address) else {"store.not_found"}
    try:
        with open_study(address) as study:
            is_demo = study.info.is_demo
    except StoreError as error:
        if error.code in empty:
            return False
        raise
    if not is_demo:
        raise ConflictError("cli.not_a_demo", store=shown_address(address))
    return True


def _build_demo(address: str, terminal: Terminal) -> None:
    from casestudy.demo.build import build_demo

    first = terminal.words("demo_building")
    with new_store(address) as place, terminal.progress(first) as advance:

        def on_step(step: str, done: int, total: int) -> None:
            advance(text(f"demo.step.{step}", terminal.language), done, total)

        build_demo(place, on_step=on_step).close()


def _new_passphrase(terminal: Terminal) -> str:
    return os.environ.get("CASESTUDY_KEY") or terminal.new_passphrase()


def _make_study(
    address: str, *, title: str, leader: str, passphrase: str | None, codebook: bool
) -> str:
    """Make the store and its study; return the leader's handle."""
    from casestudy.demo.files import CODEBOOK_NAME, default_codebook_text
    from casestudy.services.setup import create_study
    from casestudy.services.stores import create_store
    from casestudy.study import Study

    store = create_store(address, passphrase=passphrase)
    try:
        member = create_study(store, title_nb=title, leader=leader)
        if codebook:
            Study(store, member).codebook.take_in(default_codebook_text(), file_name=CODEBOOK_NAME)
    finally:
        store.close()
    return member.handle

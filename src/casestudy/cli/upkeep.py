"""Commands that keep a store: check it, back it up, restore it, bring it up to date."""

# ruff: noqa: PLC0415, TC001, TC003 - loaded when a command runs; typer reads the annotations

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casestudy.cli.files import is_server, shown_address
from casestudy.cli.parameters import StoreArgument

if TYPE_CHECKING:
    from casestudy.cli.terminal import Terminal


def check(ctx: typer.Context, store: StoreArgument) -> None:
    """Look a store over and say what to do; nothing is changed."""
    from casestudy.services import stores

    terminal: Terminal = ctx.obj
    opened = stores.open_store(store, prompt=terminal.passphrase)
    try:
        report = stores.check(opened.engine)
    finally:
        opened.close()
    for result in report.results:
        state = terminal.words(f"check.{result.severity if result.count else 'sound'}")
        terminal.line(f"{result.title(terminal.language)}: {state}")
        if result.count:
            terminal.line(f"  {', '.join(result.examples)}")
            terminal.line(f"  {result.advice(terminal.language)}")
    if not report.is_sound:
        raise typer.Exit(1)


def backup(
    ctx: typer.Context,
    store: StoreArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new file.")],
) -> None:
    """Write everything in a store to a file; the store may be in use."""
    from casestudy.services import stores

    terminal: Terminal = ctx.obj
    key = stores.find_key(store, prompt=terminal.passphrase)
    manifest = stores.backup(store, out, key=key)
    terminal.say("backed_up", file=out, rows=sum(manifest.rows.values()))
    terminal.say("backup_encrypted" if manifest.encrypted else "backup_readable")


def restore(
    ctx: typer.Context,
    backup_file: Annotated[Path, typer.Argument(metavar="BACKUP")],
    store: StoreArgument,
) -> None:
    """Make a store from a backup, where nothing is yet."""
    from casestudy.services import stores

    terminal: Terminal = ctx.obj
    manifest = stores.restore(backup_file, store, prompt=terminal.passphrase)
    place = shown_address(store)
    terminal.say("restored", store=place, rows=sum(manifest.rows.values()))
    terminal.say("check_next", store=place)


def migrate(ctx: typer.Context, store: StoreArgument) -> None:
    """Bring a store to this program's schema, after a backup."""
    from casestudy.services import stores

    terminal: Terminal = ctx.obj
    key = stores.find_key(store, prompt=terminal.passphrase)
    report = stores.migrate(store, key=key)
    if report.backup is None:
        terminal.say("migrate_current", version=report.reached)
    else:
        versions = {"found": report.found, "reached": report.reached}
        terminal.say("migrated", backup=report.backup, **versions)
        if is_server(store):
            terminal.say("backup_readable")

"""Bringing a store to this program's schema, with a backup made first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casestudy.errors import StoreError
from casestudy.store.backup import backup
from casestudy.store.engine import (
    open_engine,
    schema_transaction,
    snapshot,
)
from casestudy.store.places import is_server, store_path
from casestudy.store.schema import count_rows, newest_version, recognise, upgrade

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrationReport:
    """What an upgrade did.

    Attributes:
        found: The schema version before.
        reached: The schema version now.
        backup: The copy made first; None where nothing had to be done.
        rows: How many rows each table held, before and after alike.
    """

    found: str
    reached: str
    backup: Path | None
    rows: dict[str, int]


def migrate(
    address: str, *, key: bytes | None = None, backup_folder: Path | None = None
) -> MigrationReport:
    """Bring the store at ``address`` to this program's schema, after making a backup.

    Args:
        address: As for ``open_engine``.
        key: The key of an encrypted store.
        backup_folder: Where the backup goes: beside the store unless said otherwise, and in the
            current folder for PostgreSQL.

    Raises:
        StoreError: The store is newer or foreign, the backup failed, or the upgrade would have
            lost rows (``store.migration_failed``); the store is unchanged then.
    """
    engine = open_engine(address, key=key)
    try:
        found = recognise(engine)
        if found == newest_version():
            with snapshot(engine) as connection:
                rows = count_rows(connection)
            return MigrationReport(found=found, reached=found, backup=None, rows=rows)
        copy = _backup_path(address, engine, found, backup_folder)
        backup(address, copy, key=key)
        rows = _upgrade_checked(engine, copy)
        return MigrationReport(found=found, reached=newest_version(), backup=copy, rows=rows)
    finally:
        engine.dispose()


def _upgrade_checked(engine: Engine, copy: Path) -> dict[str, int]:
    try:
        with schema_transaction(engine) as connection:
            before = count_rows(connection)
            upgrade(connection, newest_version())
            after = count_rows(connection)
            _require_same(before, after, copy)
    except StoreError as error:
        if error.code != "store.dangling":
            raise
        detail = f"foreign_key_check: {error.arguments['count']}"
        raise StoreError("store.migration_failed", detail=detail, backup=str(copy)) from error
    return after


def _require_same(before: dict[str, int], after: dict[str, int], copy: Path) -> None:
    changed = [name for name, count in before.items() if after.get(name, 0) != count]
    if changed:
        raise StoreError("store.migration_failed", detail=", ".join(changed), backup=str(copy))


def _backup_path(address: str, engine: Engine, found: str, folder: Path | None) -> Path:
    if is_server(address):
        name, folder = str(engine.url.database), folder or Path.cwd()
    else:
        path = store_path(address)
        name, folder = path.name, folder or path.parent
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return folder / f"{name}.schema-{found}.{moment}.backup"

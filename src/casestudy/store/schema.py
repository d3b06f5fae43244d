"""The schema of a store: its version, and making it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import String, column, func, inspect, select
from sqlalchemy import table as sql_table

import casestudy.store.migrations
from casestudy.errors import StoreError
from casestudy.store.engine import place_of, schema_transaction, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

#: Where Alembic keeps the version; not part of the study.
VERSION_TABLE = "alembic_version"
_FOLDER = Path(casestudy.store.migrations.__file__).parent


def create(engine: Engine) -> None:
    """Make every table in an empty database.

    Raises:
        StoreError: It is not empty (``store.not_empty``).
    """
    create_at(engine, newest_version())


def create_at(
    engine: Engine, version: str, *, fill: Callable[[Connection], None] | None = None
) -> None:
    """Make the tables as they were at schema ``version``, and ``fill`` them, or change nothing.

    Raises:
        StoreError: The database is not empty (``store.not_empty``).
    """
    with schema_transaction(engine) as connection:
        if inspect(connection).get_table_names():
            raise StoreError("store.not_empty", store=place_of(engine))
        upgrade(connection, version)
        if fill is not None:
            fill(connection)


def schema_version(engine: Engine) -> str | None:
    """Return the version of the store's schema, or None where there is none."""
    with snapshot(engine) as connection:
        return version_seen(connection)


def version_seen(connection: Connection) -> str | None:
    """Return the version of the schema that ``connection`` sees."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    version = select(column("version_num", String)).select_from(sql_table(VERSION_TABLE))
    return connection.execute(version).scalar_one_or_none()


def newest_version() -> str:
    """Return the schema version that this program works with."""
    return known_versions()[-1]


@cache
def known_versions() -> tuple[str, ...]:
    """Return every schema version up to this program's, oldest first.

    They stand at the start of the names of the migrations, which are numbered in order.
    """
    return tuple(
        sorted(file.name.partition("_")[0] for file in _FOLDER.glob("versions/[0-9]*_*.py"))
    )


def require_current(engine: Engine) -> None:
    """Let through only a store of this program's schema version.

    Raises:
        StoreError: It is ``store.older`` (run ``casestudy migrate``), ``store.newer`` or
            ``store.not_a_store``.
    """
    found, known = recognise(engine), newest_version()
    if found != known:
        raise StoreError("store.older", store=place_of(engine), found=found, known=known)


def recognise(engine: Engine) -> str:
    """Return the store's schema version, this program's or an older one.

    Raises:
        StoreError: The store is newer or foreign.
    """
    found = schema_version(engine)
    if found is None:
        raise StoreError("store.not_a_store", store=place_of(engine))
    if found not in known_versions():
        known = newest_version()
        raise StoreError("store.newer", store=place_of(engine), found=found, known=known)
    return found


def upgrade(connection: Connection, version: str) -> None:
    """Bring the schema to ``version`` in the transaction of ``connection``."""
    # Alembic takes longer to load than a store to open, and only a change of schema needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def count_rows(connection: Connection) -> dict[str, int]:
    """Return how many rows each table holds."""
    return {
        name: connection.scalar(select(func.count()).select_from(sql_table(name))) or 0
        for name in sorted(inspect(connection).get_table_names())
        if name != VERSION_TABLE
    }

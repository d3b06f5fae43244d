"""Connections to the store: one way to open it, one way to write, one way to read."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import QueuePool

from casestudy.errors import StoreError
from casestudy.store.failures import store_error
from casestudy.store.keys import is_encrypted
from casestudy.store.places import is_server, store_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import ExceptionContext

#: How long a writer waits for another before it gives up, in seconds.
LOCK_TIMEOUT: Final = 30
_CONNECTIONS: Final = 20
_SQLITE_SETTINGS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=2",
    "PRAGMA mmap_size=0",
    "PRAGMA trusted_schema=OFF",
)
_POSTGRES_SETTINGS: Final = (
    f"-c lock_timeout={LOCK_TIMEOUT * 1000} -c timezone=UTC -c synchronous_commit=on"
)
#: Two app servers can't change one schema at the same time.
_SCHEMA_LOCK: Final = 7_401_822
_WAY: Final = "casestudy_way"
_Way = Literal["write", "read", "outside"]


def open_engine(address: str, *, key: bytes | None, create: bool = False) -> Engine:
    """Return an engine for the store at ``address``, tried once so that errors come here.

    Args:
        address: A path, or a ``postgresql+psycopg://`` URL.
        key: The raw 256-bit key of an encrypted SQLite store.
        create: Make a new, empty file; PostgreSQL needs an existing, empty database.

    Raises:
        StoreError: The store is missing (``store.not_found``), exists though it should be new
            (``store.exists``), needs another key or can't be reached.
    """
    if is_server(address):
        engine = _postgres_engine(address)
    else:
        path = store_path(address)
        _prepare_file(path, create=create)
        engine = _sqlite_engine(path, key)
    try:
        with snapshot(engine) as connection:
            connection.exec_driver_sql("SELECT 1")
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Write: all of the block is stored when it ends, or nothing if it raises.

    Only one writer is at work in a SQLite store; the others wait up to ``LOCK_TIMEOUT``.
    PostgreSQL runs READ COMMITTED: compare row versions in each ``UPDATE``.

    Raises:
        StoreError: The driver failed; ``store.outcome_unknown`` when the connection broke while
            the end was being confirmed, so that only the request id can tell.
    """
    with _connection(engine, "write") as connection:
        yield connection
        try:
            connection.commit()
        except DBAPIError as error:
            if store_error(error, place_of(engine)).code != "store.network":
                raise
            raise StoreError("store.outcome_unknown", store=place_of(engine)) from None


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Read: every query of the block sees the store as it was at the first one.

    Raises:
        StoreError: The driver failed, or the block tried to write.
    """
    with _connection(engine, "read") as connection:
        yield connection


@contextmanager
def outside_transaction(engine: Engine) -> Iterator[Connection]:
    """Run statements that no transaction may hold, such as ``VACUUM``; each stands alone."""
    with _connection(engine, "outside") as connection:
        yield connection


@contextmanager
def schema_transaction(engine: Engine) -> Iterator[Connection]:
    """Change the schema: as ``transaction``, but SQLite's foreign keys rest meanwhile.

    SQLite changes a table by replacing it, and with foreign keys on that deletes the rows that
    point to it. They are checked before the end instead.

    Raises:
        StoreError: The driver failed, or rows point nowhere (``store.dangling``).
    """
    if not is_sqlite(engine):
        with transaction(engine) as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SCHEMA_LOCK})")
            yield connection
        return
    with outside_transaction(engine) as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            yield connection
            dangling = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
            if dangling:
                raise StoreError("store.dangling", count=dangling)
            connection.exec_driver_sql("COMMIT")
        finally:
            connection.rollback()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def erase_free_pages(engine: Engine) -> None:
    """Rewrite the store so that nothing deleted is left in its files."""
    with outside_transaction(engine) as connection:
        if is_sqlite(engine):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM FULL")


def is_sqlite(engine: Engine) -> bool:
    """Whether the store is one file."""
    return engine.dialect.name == "sqlite"


def place_of(engine: Engine) -> str:
    """Return where the store is, without a password, as shown to people."""
    if is_sqlite(engine):
        return str(engine.url.database)
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def _connection(engine: Engine, way: _Way) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection.execution_options(**_options(engine, way))
    except (DBAPIError, PoolTimeoutError) as error:
        failure = store_error(error, place_of(engine))
        # the driver may repeat what was being stored, so its words stay out of tracebacks too
        raise failure from (error if failure.code == "store.failed" else None)


def _options(engine: Engine, way: _Way) -> dict[str, Any]:
    if is_sqlite(engine):
        return {_WAY: way}
    level = {"write": "READ COMMITTED", "read": "REPEATABLE READ", "outside": "AUTOCOMMIT"}[way]
    return {"isolation_level": level, "postgresql_readonly": way == "read"}


def _prepare_file(path: Path, *, create: bool) -> None:
    if not create:
        if not path.is_file():
            raise StoreError("store.not_found", store=str(path))
        return
    try:
        # only the owner may read a store
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreError("store.exists", store=str(path)) from None
    except OSError as error:
        raise StoreError("store.not_reachable", store=str(path), detail=error.strerror) from error


def _sqlite_engine(path: Path, key: bytes | None) -> Engine:
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        module=sqlcipher,
        creator=partial(_connect_sqlite, path, key),
        # SQLAlchemy's own choice beside `creator` closes connections that are in use
        poolclass=QueuePool,
        # the last one used has its pages read (and decrypted) already
        pool_use_lifo=True,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_timeout=LOCK_TIMEOUT,
        hide_parameters=True,
        json_serializer=partial(json.dumps, ensure_ascii=False),
    )
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _drop_connection_of_damaged)
    return engine


def _connect_sqlite(path: Path, key: bytes | None) -> Any:
    connection = sqlcipher.connect(
        path.as_uri() + "?mode=rw",
        uri=True,
        timeout=LOCK_TIMEOUT,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if key is not None:
            # a wrong key is told by the error that follows, not on the terminal
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for setting in _SQLITE_SETTINGS:
            connection.execute(setting)
    except sqlcipher.DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorname", None) == "SQLITE_NOTADB":
            raise _unreadable(path, key) from None
        raise
    return connection


def _unreadable(path: Path, key: bytes | None) -> StoreError:
    encrypted = is_encrypted(path)
    if encrypted and key is None:
        return StoreError("store.key_needed", store=str(path))
    if encrypted:
        return StoreError("store.wrong_key", store=str(path))
    return StoreError("store.not_a_store" if key is None else "store.not_encrypted", store=path)


def _begin_sqlite(connection: Connection) -> None:
    way = connection.get_execution_options().get(_WAY, "write")
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if way == 'read' else 'OFF'}")
    if way != "outside":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if way == "write" else "BEGIN")


def _drop_connection_of_damaged(context: ExceptionContext) -> None:
    # SQLCipher answers nothing more on a connection that met a page it can't decrypt
    name = getattr(context.original_exception, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_IOERR", "SQLITE_NOTADB")):
        context.is_disconnect = True


def _postgres_engine(address: str) -> Engine:
    connect: dict[str, Any] = {
        "client_encoding": "utf8",
        "connect_timeout": 10,
        "options": _POSTGRES_SETTINGS,
    }
    try:
        return create_engine(
            make_url(address).set(drivername="postgresql+psycopg"),
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS,
            pool_timeout=LOCK_TIMEOUT,
            # a server that was restarted has closed the pool's connections
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
            json_serializer=partial(json.dumps, ensure_ascii=False),
            connect_args=connect,
        )
    except ArgumentError:
        raise StoreError("store.unknown_address", scheme="postgresql") from None
    except ModuleNotFoundError as error:
        raise StoreError("store.postgres_missing") from error

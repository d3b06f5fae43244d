"""Making a backup of a live store, and making a store from a backup."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from casestudy.errors import StoreError
from casestudy.store.backup_file import (
    Manifest,
    file_hash,
    read_manifest,
    unpack,
    write_backup,
)
from casestudy.store.engine import (
    is_sqlite,
    open_engine,
    outside_transaction,
    snapshot,
)
from casestudy.store.keys import find_key, header_path, is_encrypted, read_header
from casestudy.store.places import is_server, store_path
from casestudy.store.row_copy import copy_rows
from casestudy.store.schema import count_rows, create_at, known_versions, recognise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine


def backup(address: str, target: Path, *, key: bytes | None = None) -> Manifest:
    """Write everything in the store at ``address`` to the new file ``target``.

    The store may be in use. The copy holds one moment of it, without what was deleted, and is
    opened and checked before ``target`` appears. An encrypted store stays encrypted in it; a
    backup of PostgreSQL is not encrypted.

    Raises:
        StoreError: ``target`` exists, its disk is full, or the store can't be read or fails its
            check; there is no ``target`` then.
    """
    target = target.expanduser().absolute()
    _refuse_existing(target)
    if is_server(address):
        key = None
    header = _checked_header(store_path(address)) if key is not None else None
    engine = open_engine(address, key=key)
    try:
        with _staging(target.parent) as folder:
            store = folder / "store.db"
            _copy_store(engine, store)
            manifest = _inspect(store, key, origin=engine.dialect.name)
            write_backup(folder / "backup", manifest=manifest, store=store, header=header)
            if read_manifest(folder / "backup") != manifest:
                raise StoreError("store.disk_failed", store=str(target))
            _put_in_place(folder / "backup", target)
    finally:
        engine.dispose()
    return manifest


def restore(file: Path, address: str, *, prompt: Callable[[], str] | None = None) -> Manifest:
    """Make the store at ``address`` from the backup ``file``.

    A store of an older schema is restored as it was; ``migrate`` brings it up to date.

    Args:
        file: A backup made by ``backup``, of either engine.
        address: A path where nothing is, or the URL of an empty PostgreSQL database.
        prompt: Asks for the passphrase where an encrypted backup goes into PostgreSQL.

    Raises:
        StoreError: The backup is damaged or newer than this program, or there is something at
            ``address``; nothing is changed then.
    """
    file = file.expanduser().absolute()
    manifest = read_manifest(file)
    if manifest.schema_version not in known_versions():
        raise StoreError("store.backup_newer", file=file.name)
    if is_server(address):
        _restore_into_server(file, address, manifest, prompt)
    else:
        _restore_into_file(file, store_path(address))
    return manifest


def _checked_header(store: Path) -> Path:
    # without its header an encrypted backup could never be opened
    read_header(store)
    return header_path(store)


def _copy_store(engine: Engine, target: Path) -> None:
    if is_sqlite(engine):
        recognise(engine)
        with outside_transaction(engine) as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
        return
    copy = open_engine(str(target), key=None, create=True)
    try:
        version_there = recognise(engine)
        with snapshot(engine) as source:
            create_at(copy, version_there, fill=partial(copy_rows, source))
    finally:
        copy.dispose()


def _inspect(store: Path, key: bytes | None, *, origin: str) -> Manifest:
    engine = open_engine(str(store), key=key)
    try:
        with snapshot(engine) as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            if answer != "ok":
                raise StoreError("store.damaged", store=str(store))
            rows = count_rows(connection)
        found = recognise(engine)
    finally:
        engine.dispose()
    return Manifest(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        schema_version=found,
        origin=origin,
        encrypted=key is not None,
        rows=rows,
        store_sha256=file_hash(store),
        store_bytes=store.stat().st_size,
    )


def _restore_into_file(file: Path, path: Path) -> None:
    header = header_path(path)
    # a journal left behind by another store would be played into this one
    for each in (path, header, path.with_name(f"{path.name}-wal")):
        _refuse_existing(each)
    with _staging(path.parent) as folder:
        store = folder / "store.db"
        unpack(file, store=store, header=header_path(store))
        if is_encrypted(store):
            _put_in_place(header_path(store), header)
        try:
            _put_in_place(store, path)
        except StoreError:
            header.unlink(missing_ok=True)
            raise


def _restore_into_server(
    file: Path, address: str, manifest: Manifest, prompt: Callable[[], str] | None
) -> None:
    engine = open_engine(address, key=None)
    try:
        with _staging(None) as folder:
            store = folder / "store.db"
            unpack(file, store=store, header=header_path(store))
            copy = open_engine(str(store), key=find_key(str(store), prompt=prompt))
            try:
                with snapshot(copy) as source:
                    create_at(engine, manifest.schema_version, fill=partial(copy_rows, source))
            finally:
                copy.dispose()
    finally:
        engine.dispose()


@contextmanager
def _staging(parent: Path | None) -> Iterator[Path]:
    """Give a private folder that is gone afterwards; on the disk where the result will be."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".casestudy-", dir=parent))
    except OSError as error:
        raise StoreError(
            "store.not_reachable", store=str(parent), detail=error.strerror
        ) from error
    try:
        yield folder
    except OSError as error:
        raise _disk_error(error, folder.parent) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _disk_error(error: OSError, place: Path) -> StoreError:
    code = (
        "store.disk_full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "store.disk_failed"
    )
    return StoreError(code, store=str(place))


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise StoreError("store.exists", store=str(path))


def _put_in_place(finished: Path, target: Path) -> None:
    """Give the finished file its name in one step, never over another file."""
    try:
        # a second name fails where the name is taken; a rename would replace what has it
        os.link(finished, target)
    except FileExistsError:
        raise StoreError("store.exists", store=str(target)) from None
    except OSError:
        # file systems without second names: exFAT, some network drives
        _refuse_existing(target)
        finished.rename(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

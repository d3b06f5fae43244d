"""Opening, making, checking, backing up and upgrading stores, for the faces that do so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import casestudy.store.content_checks  # noqa: F401 - registers its checks
from casestudy.errors import StoreError
from casestudy.store.backup import backup, restore
from casestudy.store.check import check
from casestudy.store.engine import open_engine
from casestudy.store.keys import create_key, find_key
from casestudy.store.logical import logical_export
from casestudy.store.migrate import migrate
from casestudy.store.schema import create, require_current
from casestudy.store.store import Store, now, random_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = [
    "backup",
    "check",
    "create_store",
    "find_key",
    "logical_export",
    "migrate",
    "open_store",
    "restore",
]


def open_store(address: str, *, prompt: Callable[[], str] | None = None) -> Store:
    """Open an existing store of this program's schema.

    Args:
        address: A path, or a ``postgresql+psycopg://`` URL.
        prompt: Asks for the passphrase where the environment has none.

    Raises:
        StoreError: Missing, of another schema version, or with another key.
    """
    engine = open_engine(address, key=find_key(address, prompt=prompt))
    try:
        require_current(engine)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine)


def create_store(
    address: str,
    *,
    passphrase: str | None = None,
    clock: Callable[[], datetime] | None = None,
    new_id: Callable[[], str] | None = None,
) -> Store:
    """Make a new, empty store; encrypted where a passphrase is given.

    Raises:
        StoreError: Something is at ``address`` already, or the passphrase is too short.
    """
    key = create_key(address, passphrase) if passphrase is not None else None
    engine = open_engine(address, key=key, create=True)
    try:
        create(engine)
    except StoreError:
        engine.dispose()
        raise
    return Store(engine, clock=clock or now, new_id=new_id or random_id)

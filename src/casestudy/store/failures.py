"""What a database driver's error means to the person at the keyboard."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from casestudy.errors import StoreError

#: SQLite's primary result codes.
_SQLITE: Final = {
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
    "SQLITE_FULL": "store.disk_full",
    "SQLITE_READONLY": "store.read_only",
    "SQLITE_PERM": "store.read_only",
    "SQLITE_CANTOPEN": "store.not_reachable",
    "SQLITE_IOERR": "store.disk_failed",
    "SQLITE_CORRUPT": "store.damaged",
    "SQLITE_NOTADB": "store.unreadable",
    "SQLITE_CONSTRAINT": "store.rule_broken",
    "SQLITE_TOOBIG": "store.too_big",
}

#: PostgreSQL's SQLSTATEs, whole or by class (the first two characters).
_POSTGRES: Final = {
    "08": "store.network",
    "22": "store.not_storable",
    "23": "store.rule_broken",
    "25006": "store.read_only",
    "28": "store.login_refused",
    "3D": "store.not_found",
    "40": "store.busy",
    "42501": "store.login_refused",
    "53": "store.busy",
    "53100": "store.disk_full",
    "55P03": "store.busy",
    "57014": "store.busy",
    "57P": "store.network",
    "58": "store.disk_failed",
    "XX001": "store.damaged",
    "XX002": "store.damaged",
}


def store_error(error: DBAPIError | PoolTimeoutError, place: str) -> StoreError:
    """Return the error to raise instead of ``error``.

    The driver's own words are left out: PostgreSQL repeats the values of a row in them.

    Args:
        error: What SQLAlchemy raised.
        place: The store's address without a password, as shown to people.
    """
    if isinstance(error, PoolTimeoutError):
        return StoreError("store.busy", store=place)
    driver = error.orig
    name, state = getattr(driver, "sqlite_errorname", None), getattr(driver, "sqlstate", None)
    if isinstance(name, str):
        code, detail = _sqlite_code(name), name
    elif isinstance(state, str):
        code, detail = _postgres_code(state), state
    else:
        # psycopg gives no SQLSTATE where no server answered
        code = "store.network" if _is_operational(driver) else "store.failed"
        detail = type(driver).__name__
    if code == "store.rule_broken":
        detail = _broken_rule(driver) or detail
    return StoreError(code, store=place, detail=detail)


def _broken_rule(driver: object) -> str:
    """Return the name of the constraint, or SQLite's list of columns; never a value."""
    named = getattr(getattr(driver, "diag", None), "constraint_name", None)
    return str(named or str(driver).removesuffix(" constraint failed").rpartition(": ")[2])


def _sqlite_code(name: str) -> str:
    primary = "_".join(name.split("_")[:2])
    return _SQLITE.get(primary, "store.failed")


def _postgres_code(state: str) -> str:
    for length in (5, 3, 2):
        if code := _POSTGRES.get(state[:length]):
            return code
    return "store.failed"


def _is_operational(driver: object) -> bool:
    return type(driver).__name__ in {"OperationalError", "InterfaceError", "ConnectionTimeout"}

"""The health of a store: named checks, each with what it found and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import Connection

from casestudy.errors import StoreError
from casestudy.store.engine import LOCK_TIMEOUT, is_sqlite, snapshot
from casestudy.store.keys import header_path, is_plain, read_header
from casestudy.store.places import shared_place
from casestudy.store.schema import newest_version, version_seen
from casestudy.texts import DEFAULT_LANGUAGE, text

if TYPE_CHECKING:
    from sqlalchemy import Engine

Severity = Literal["error", "warning"]
Check = Callable[[Connection], list[str]]
_EXAMPLES: Final = 5
_CHECKS: Final[dict[str, tuple[Severity, Check]]] = {}
_SQLITE_SETTINGS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "mmap_size": 0,
    "busy_timeout": LOCK_TIMEOUT * 1000,
}
_POSTGRES_SETTINGS: Final = {
    "server_encoding": "UTF8",
    "client_encoding": "UTF8",
    "synchronous_commit": "on",
    "fsync": "on",
    "full_page_writes": "on",
    "TimeZone": "UTC",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found.

    Attributes:
        name: Of the check; its words are ``store.check.<name>`` in the catalogues.
        severity: Whether a finding is damage or a risk.
        count: How many findings; 0 is good.
        examples: The first few: ids, settings or places, never text of a source.
    """

    name: str
    severity: Severity
    count: int
    examples: tuple[str, ...]

    def title(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Say what was looked at."""
        return text(f"store.check.{self.name}.title", language)

    def advice(self, language: str = DEFAULT_LANGUAGE) -> str:
        """Say what to do about the findings."""
        return text(f"store.check.{self.name}.advice", language)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What every check found, in the order they ran."""

    results: tuple[CheckResult, ...]

    @property
    def findings(self) -> tuple[CheckResult, ...]:
        """The checks that found something."""
        return tuple(result for result in self.results if result.count)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is damaged; warnings may be there."""
        return all(result.severity == "warning" for result in self.findings)


def store_check(name: str, *, severity: Severity = "error") -> Callable[[Check], Check]:
    """Register a check that returns one short string, an id, per finding.

    Its words are ``store.check.<name>.title`` and ``.advice`` in the catalogues.

    Raises:
        ValueError: The name is taken.
    """

    def register(check: Check) -> Check:
        if name in _CHECKS:
            raise ValueError(f"{name} is taken")
        _CHECKS[name] = (severity, check)
        return check

    return register


def check(engine: Engine) -> CheckReport:
    """Run every registered check on the store; nothing is changed.

    A check that the store is too damaged to answer counts as one finding.
    """
    return CheckReport(results=tuple(_run(engine, name) for name in _CHECKS))


def _run(engine: Engine, name: str) -> CheckResult:
    severity, look = _CHECKS[name]
    try:
        with snapshot(engine) as connection:
            found = look(connection)
    except StoreError as error:
        severity, found = "error", [error.code]
    examples = tuple(found[:_EXAMPLES])
    return CheckResult(name=name, severity=severity, count=len(found), examples=examples)


@store_check("encryption")
def _encryption(connection: Connection) -> list[str]:
    path = str(connection.engine.url.database)
    if not is_sqlite(connection.engine) or is_plain(path):
        return []
    found = _answers(connection, "PRAGMA cipher_integrity_check")
    try:
        read_header(path)
    except StoreError:
        found.append(header_path(path).name)
    return found


@store_check("integrity")
def _integrity(connection: Connection) -> list[str]:
    return _answers(connection, "PRAGMA integrity_check(1000)")


@store_check("references")
def _references(connection: Connection) -> list[str]:
    if not is_sqlite(connection.engine):
        return []
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return [f"{table} {row} → {parent}" for table, row, parent, _ in rows]


@store_check("schema")
def _schema(connection: Connection) -> list[str]:
    found = version_seen(connection)
    return [] if found == newest_version() else [f"{found} ≠ {newest_version()}"]


@store_check("settings")
def _settings(connection: Connection) -> list[str]:
    sqlite = is_sqlite(connection.engine)
    expected = _SQLITE_SETTINGS if sqlite else _POSTGRES_SETTINGS
    found = []
    for name, right in expected.items():
        value = connection.exec_driver_sql(f"{'PRAGMA' if sqlite else 'SHOW'} {name}").scalar()
        if (value or 0) != right:
            found.append(f"{name} = {value}")
    return found


@store_check("place", severity="warning")
def _place(connection: Connection) -> list[str]:
    if not is_sqlite(connection.engine):
        return []
    reason = shared_place(str(connection.engine.url.database))
    return [reason] if reason else []


def _answers(connection: Connection, pragma: str) -> list[str]:
    if not is_sqlite(connection.engine):
        return []
    rows = connection.exec_driver_sql(pragma).scalars().all()
    return [str(row) for row in rows if row != "ok"]

"""Column types and conventions that every table shares."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)

if TYPE_CHECKING:
    from enum import IntEnum, StrEnum

    from sqlalchemy.engine import Dialect

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; naive values are refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store in UTC.

        Raises:
            ValueError: The value has no time zone.
        """
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back that SQLite does not keep."""
        return None if value is None else value.replace(tzinfo=UTC)


def key_column(name: str = "id") -> Column[str]:
    """Return a primary key that holds a UUID as text."""
    return Column(name, String(36), primary_key=True)


def reference(name: str, target: str, *, optional: bool = False) -> Column[str]:
    """Return a column that points at ``target`` (``"table.column"``)."""
    return Column(name, String(64), ForeignKey(target), nullable=optional)


def choice(
    name: str, kind: type[StrEnum], *, optional: bool = False, key: bool = False
) -> Column[str]:
    """Return a column that holds one of the stored keys of ``kind``."""
    keys = ", ".join(f"'{member.value}'" for member in kind)
    rule = CheckConstraint(f"{name} IN ({keys})", name=name)
    return Column(name, String(32), rule, nullable=optional, primary_key=key)


def number_choice(name: str, kind: type[IntEnum]) -> Column[int | None]:
    """Return an optional column that holds one of the numbers of ``kind``."""
    numbers = ", ".join(str(member.value) for member in kind)
    return Column(name, Integer, CheckConstraint(f"{name} IN ({numbers})", name=name))


def row_version() -> Column[int]:
    """Return the counter that tells whether someone changed the row in the meantime."""
    return Column("version", Integer, nullable=False, default=1, server_default="1")


def json_column(name: str, *, default: type[list[Any] | dict[str, Any]] = dict) -> Column[Any]:
    """Return a column of plain JSON, never null."""
    return Column(name, JSON, nullable=False, default=default)

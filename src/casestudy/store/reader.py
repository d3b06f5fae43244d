"""Plain reads of one table: by id, by equal columns, as rows or as domain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from casestudy.errors import NotFoundError
from casestudy.store.tables import COUNTER
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.sql import Executable

Value = TypeVar("Value")
Row = dict[str, Any]


class Reader:
    """Reads inside one transaction or snapshot."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def rows(self, table: Table, *, order: str | None = None, **equals: Any) -> list[Row]:
        """Return the rows whose columns equal ``equals`` (a tuple means any of these)."""
        query = select(table)
        for name, wanted in equals.items():
            column = table.c[name]
            query = query.where(
                column.in_(wanted) if isinstance(wanted, tuple | frozenset) else column == wanted
            )
        if order:
            query = query.order_by(*(table.c[name] for name in order.split()))
        return self.run(query)

    def run(self, query: Executable) -> list[Row]:
        """Return the rows of any query as plain dicts."""
        result = self.connection.execute(query)
        names = tuple(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result.all()]

    def find(self, table: Table, **equals: Any) -> Row | None:
        """Return the one row that fits, or None."""
        found = self.rows(table, **equals)
        return found[0] if found else None

    def get(self, table: Table, key: str) -> Row:
        """Return the row with this id.

        Raises:
            NotFoundError: ``not_found.<table>``.
        """
        row = self.find(table, id=key)
        if row is None:
            raise NotFoundError(f"not_found.{table.name}", id=key)
        return row

    def values(
        self, kind: type[Value], table: Table, *, order: str | None = None, **equals: Any
    ) -> list[Value]:
        """Return rows as domain values."""
        return [as_value(kind, row) for row in self.rows(table, order=order, **equals)]

    def value(self, kind: type[Value], table: Table, key: str) -> Value:
        """Return one row as a domain value.

        Raises:
            NotFoundError: ``not_found.<table>``.
        """
        return as_value(kind, self.get(table, key))

    def number(self, name: str) -> int:
        """Return how far ``name`` has been counted."""
        query = select(COUNTER.c.value).where(COUNTER.c.name == name)
        return int(self.connection.execute(query).scalar() or 0)

    def count(self, table: Table, **equals: Any) -> int:
        """Count the rows that fit."""
        query = select(func.count()).select_from(table)
        for name, wanted in equals.items():
            query = query.where(table.c[name] == wanted)
        return int(self.connection.execute(query).scalar_one())

"""One write: row changes with their images before and after, recorded as one change."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, insert, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from casestudy.errors import ConflictError
from casestudy.store.reader import Reader, Row
from casestudy.store.tables import CHANGE, COUNTER, METADATA
from casestudy.store.tables.base import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

#: Columns that hold people's words or may tell who they are; a row image never has them.
UNLOGGED = {
    "source": {"title", "interviewer", "place", "time", "situation", "observer"},
    "speaker": {"label"},
    "participant": {"role_detail", "age_band"},
    "text_version": {"text", "reason"},
    "memo_version": {"body"},
    "draft": {"body"},
    "quote_release": {"text_nb", "text_en", "edits"},
    "dialogue_response": {"comment"},
    "review_comment": {"text", "reviewer"},
    "study": {"cookie_secret"},
}


class Unit(Reader):
    """The writes of one use case, inside one transaction."""

    def __init__(
        self, connection: Connection, *, now: datetime, new_id: Callable[[], str]
    ) -> None:
        super().__init__(connection)
        self.now = now
        self.new_id = new_id
        self.images: list[dict[str, Any]] = []

    def insert(self, table: Table, /, **values: Any) -> str:
        """Insert a row and return its id, made here unless given."""
        row = {"id": self.new_id(), **values} if "id" in table.c else values
        self.connection.execute(insert(table).values(row))
        self._image(table, str(row.get("id", "")), None, row)
        return str(row.get("id", ""))

    def insert_all(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert many rows with the same columns, ``id`` among them, each with its image."""
        listed = [dict(row) for row in rows]
        self.insert_many(table, listed)
        for row in listed:
            self._image(table, str(row["id"]), None, row)

    def insert_many(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert rows that follow from another (turns, release lists); no image is kept."""
        listed = [dict(row) for row in rows]
        if listed:
            self.connection.execute(insert(table), listed)

    def update(self, table: Table, key: str, /, *, seen: int | None = None, **values: Any) -> None:
        """Change a row.

        Args:
            table: Which table.
            key: The row's id.
            seen: The row version the caller saw; None where the row is the caller's own.
            values: Columns and their new values.

        Raises:
            NotFoundError: The row is gone.
            ConflictError: ``changed_meanwhile``: someone else changed it since.
        """
        before = self.get(table, key)
        query = update(table).where(table.c.id == key)
        if "version" in table.c:
            current = before["version"] if seen is None else seen
            values = {**values, "version": current + 1}
            query = query.where(table.c.version == current)
        if self.connection.execute(query.values(values)).rowcount != 1:
            raise ConflictError("changed_meanwhile", kind=table.name)
        self._image(table, key, before, {**before, **values})

    def put(self, table: Table, /, **values: Any) -> None:
        """Insert a row, or give the row with this key the other ``values``; no image is kept."""
        keys = {column.name for column in table.primary_key}
        changed = {name: value for name, value in values.items() if name not in keys}
        query = self._upsert(table).values(values)
        query = query.on_conflict_do_update(index_elements=sorted(keys), set_=changed)
        self.connection.execute(query)

    def delete(self, table: Table, /, **equals: Any) -> int:
        """Delete the rows whose columns equal ``equals``; return how many."""
        query = table.delete()
        for name, wanted in equals.items():
            query = query.where(table.c[name] == wanted)
        return self.connection.execute(query).rowcount

    def next_number(self, name: str, *, step: int = 1) -> int:
        """Count up ``name`` by ``step`` and return the new number; safe between writers."""
        query = self._upsert(COUNTER).values(name=name, value=step)
        query = query.on_conflict_do_update(
            index_elements=[COUNTER.c.name], set_={"value": COUNTER.c.value + step}
        )
        return int(self.connection.execute(query.returning(COUNTER.c.value)).scalar_one())

    def record(
        self,
        *,
        request_id: str,
        member_id: str | None,
        verb: str,
        target: tuple[str, str],
        source_id: str | None = None,
        result: Any = None,
        undoes: int | None = None,
    ) -> int:
        """Write the change record of this unit and return its number."""
        query = insert(CHANGE).values(
            request_id=request_id,
            member_id=member_id,
            at=self.now,
            verb=verb,
            target_kind=target[0],
            target_id=target[1],
            source_id=source_id,
            rows=self.images,
            result=result,
            undoes=undoes,
        )
        number = self.connection.execute(query.returning(CHANGE.c.number)).scalar_one()
        self.images = []
        return int(number)

    def restore(self, image: Mapping[str, Any], **fixed: Any) -> None:
        """Put one row back to how it was before ``image``; ``fixed`` columns get new values.

        Raises:
            ConflictError: ``undo_later_change``: the row has been changed since.
        """
        table = METADATA.tables[image["table"]]
        before, after = image["before"], image["after"]
        differ = _difference(before, after)
        current = self._logged(table, self.find(table, id=image["id"]))
        if current is None or any(current[name] != after[name] for name in differ):
            raise ConflictError("undo_later_change")
        restored = {"removed": True} if before is None else {name: before[name] for name in differ}
        values = {name: _typed(table, name, value) for name, value in restored.items()}
        given = {name: value for name, value in fixed.items() if name in table.c}
        self.update(table, image["id"], **{**values, **given})

    def mark_undone(self, number: int, *, undone: bool) -> None:
        """Note on a change record that it is taken back, or stands again."""
        query = update(CHANGE).where(CHANGE.c.number == number).values(undone=undone)
        self.connection.execute(query)

    def _upsert(self, table: Table) -> PostgresInsert | SqliteInsert:
        if self.connection.dialect.name != "postgresql":
            return sqlite_insert(table)
        from sqlalchemy.dialects.postgresql import insert as postgres_insert  # noqa: PLC0415 - slow

        return postgres_insert(table)

    def _image(self, table: Table, key: str, before: Row | None, after: Row | None) -> None:
        self.images.append(
            {
                "table": table.name,
                "id": key,
                "before": self._logged(table, before),
                "after": self._logged(table, after),
            }
        )

    @staticmethod
    def _logged(table: Table, row: Row | None) -> Row | None:
        if row is None:
            return None
        hidden = UNLOGGED.get(table.name, set())
        return {name: _plain(value) for name, value in row.items() if name not in hidden}


def _difference(before: Row | None, after: Row) -> list[str]:
    if before is None:
        return ["removed"]
    moving = {"version", "revision"}
    return [name for name in after if name not in moving and before[name] != after[name]]


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _typed(table: Table, name: str, value: Any) -> Any:
    kind = table.c[name].type
    if isinstance(value, str) and isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    return value

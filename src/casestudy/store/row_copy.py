"""Copying every row from one store to another of the same schema, whatever their engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, Column, MetaData, Text, bindparam, cast, func, insert, select, text

from casestudy.errors import StoreError
from casestudy.store.schema import VERSION_TABLE, count_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.sql import ColumnElement

_BATCH: Final = 1000


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy all rows of ``source`` into the empty tables of ``target``.

    Tables and columns are read from the databases themselves, so a store of an older schema is
    copied as it is.

    Raises:
        StoreError: The two do not have the same tables and columns (``store.other_schema``), or
            not the same number of rows afterwards.
    """
    there = _reflect(source)
    here = _reflect(target)
    if _shape(there) != _shape(here):
        raise StoreError("store.other_schema")
    for table in here.sorted_tables:
        if table.name != VERSION_TABLE:
            _copy_table(source, there.tables[table.name], target, table)
    if count_rows(target) != count_rows(source):
        raise StoreError("store.copy_incomplete")
    if target.dialect.name == "postgresql":
        _restart_sequences(target, here)


def _reflect(connection: Connection) -> MetaData:
    metadata = MetaData()
    metadata.reflect(connection)
    return metadata


def _shape(metadata: MetaData) -> dict[str, set[str]]:
    return {
        table.name: {column.name for column in table.columns} for table in metadata.sorted_tables
    }


def _copy_table(source: Connection, there: Table, target: Connection, here: Table) -> None:
    query = select(*(_read(column) for column in there.columns))
    rows = source.execute(
        query.order_by(*there.primary_key.columns).execution_options(yield_per=_BATCH)
    )
    typed_json = target.dialect.name == "postgresql"
    statement = insert(here).values(
        {column.name: _write(column, typed_json=typed_json) for column in here.columns}
    )
    for batch in rows.mappings().partitions():
        target.execute(statement, [_prefixed(row) for row in batch])


def _read(column: Column[Any]) -> ColumnElement[Any]:
    # as text, so that an absent value and a JSON null stay apart, and numbers keep their digits
    return cast(column, Text).label(column.name) if isinstance(column.type, JSON) else column


def _write(column: Column[Any], *, typed_json: bool) -> ColumnElement[Any]:
    parameter = _parameter(column.name)
    if not isinstance(column.type, JSON):
        return bindparam(parameter, type_=column.type)
    as_text = bindparam(parameter, type_=Text())
    return cast(as_text, column.type) if typed_json else as_text


def _parameter(name: str) -> str:
    return f"value_{name}"


def _prefixed(row: Any) -> dict[str, Any]:
    return {_parameter(name): value for name, value in row.items()}


def _restart_sequences(connection: Connection, metadata: MetaData) -> None:
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            name = f'"{table.name}"'
            sequence = connection.scalar(select(func.pg_get_serial_sequence(name, column.name)))
            if sequence:
                highest = connection.scalar(select(func.max(column)))
                if highest is not None:
                    connection.execute(
                        text("SELECT setval(:sequence, :highest)"),
                        {"sequence": sequence, "highest": highest},
                    )

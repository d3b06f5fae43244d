"""The whole content of a store as one text, to tell whether two stores hold the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from casestudy.store.engine import snapshot
from casestudy.store.tables import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

#: Columns that differ between two stores of the same content.
_VOLATILE = {"study": {"cookie_secret"}}


def logical_export(engine: Engine) -> str:
    """Return every row of every table as JSON, the same for the same content on any engine.

    It holds the study's words and is meant for tests and drills, never for a log.
    """
    with snapshot(engine) as connection:
        tables = {table.name: _rows(connection, table) for table in METADATA.sorted_tables}
    return json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=1, default=str)


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    left_out = _VOLATILE.get(table.name, set())
    query = select(*(column for column in table.c if column.name not in left_out))
    rows = [dict(row) for row in connection.execute(query).mappings()]
    # ordered here, since engines collate text differently
    return sorted(rows, key=lambda row: [str(row[column.name]) for column in table.primary_key])

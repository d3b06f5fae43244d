"""Whether rows that came in with a merge can go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from casestudy.errors import ConflictError
from casestudy.store.tables import CODING, EVIDENCE, MEMO, METADATA, QUOTE_RELEASE, SEGMENT

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Table

    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit


def rests_on(reader: Reader, source_id: str, mine: Collection[str]) -> bool:
    """Tell whether anything but what came in with it hangs on a source."""
    segments = select(SEGMENT.c.id).where(SEGMENT.c.source_id == source_id)
    for table, condition in (
        (CODING, CODING.c.source_id == source_id),
        (MEMO, MEMO.c.source_id == source_id),
        (EVIDENCE, EVIDENCE.c.segment_id.in_(segments)),
    ):
        query = select(table.c.id).where(condition, table.c.removed.is_(False))
        if set(reader.connection.execute(query).scalars()) - set(mine):
            return True
    quoted = select(func.count()).where(QUOTE_RELEASE.c.segment_id.in_(segments))
    return bool(reader.connection.execute(quoted).scalar())


def is_used(reader: Reader, table: Table, key: str) -> bool:
    """Tell whether any row points at this one."""
    for other in METADATA.sorted_tables:
        for column in other.c:
            if any(link.column.table is table for link in column.foreign_keys):
                query = select(func.count()).select_from(other).where(column == key)
                if reader.connection.execute(query).scalar():
                    return True
    return False


def delete_row(unit: Unit, table: Table, key: str) -> None:
    """Delete a row that came in with a merge.

    Raises:
        ConflictError: ``undo_later_change``: it was changed since.
    """
    row = unit.find(table, id=key)
    if row is None:
        return
    if row.get("version", 1) != 1:
        raise ConflictError("undo_later_change")
    unit.delete(table, id=key)

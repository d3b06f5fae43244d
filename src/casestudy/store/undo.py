"""What a member can take back and do again, from the log of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from casestudy.store.tables import CHANGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.store.reader import Reader, Row


def undo_stack(
    reader: Reader, *, member_id: str, verbs: Sequence[str], source_id: str | None = None
) -> tuple[Row | None, Row | None]:
    """Return the change that undo would take back and the one that redo would bring again.

    Undo takes the newest change that stands; redo the oldest one that was taken back since the
    newest change was made, so that a new change empties the redo stack.

    Args:
        reader: Where to read.
        member_id: Whose changes.
        verbs: The kinds of changes that can be taken back here.
        source_id: The source they belong to; None for those of no source.
    """
    here = and_(
        CHANGE.c.member_id == member_id,
        CHANGE.c.source_id.is_(None) if source_id is None else CHANGE.c.source_id == source_id,
    )
    mine = and_(here, CHANGE.c.verb.in_(verbs))
    newest_first = select(CHANGE).where(mine).order_by(CHANGE.c.number.desc()).limit(1)
    newest = reader.run(newest_first)
    if not newest or not newest[0]["undone"]:
        return (newest[0] if newest else None), None
    standing = reader.run(newest_first.where(CHANGE.c.undone.is_(False)))
    taken_back = select(CHANGE.c.undoes).where(
        here, CHANGE.c.undoes.is_not(None), CHANGE.c.number > newest[0]["number"]
    )
    undone = reader.run(
        select(CHANGE)
        .where(mine, CHANGE.c.undone.is_(True), CHANGE.c.number.in_(taken_back))
        .order_by(CHANGE.c.number)
        .limit(1)
    )
    return (standing[0] if standing else None), (undone[0] if undone else None)


def newest_undoing(reader: Reader, number: int) -> Row:
    """Return the change that took back change ``number`` last."""
    return reader.rows(CHANGE, undoes=number, order="number")[-1]


def when_done(reader: Reader, change: Row) -> Row:
    """Return the change that did it last: the one that did it again, or the change itself."""
    for undoing in reversed(reader.rows(CHANGE, undoes=change["number"], order="number")):
        for redoing in reader.rows(CHANGE, undoes=undoing["number"]):
            return redoing
    return change

"""Memos of one source: those that stand, what changed since, and writing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, update

from casestudy.domain.coding import Comment
from casestudy.domain.memos import Memo
from casestudy.domain.vocabulary import MemoTarget
from casestudy.store.tables import CODING, MEMO, MEMO_VERSION, SEGMENT
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Select

    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility

_ON_CODING = and_(MEMO.c.target_kind == MemoTarget.CODING.value, CODING.c.id == MEMO.c.target_id)
_ON_SEGMENT = and_(
    MEMO.c.target_kind == MemoTarget.SEGMENT.value, SEGMENT.c.id == MEMO.c.target_id
)
_IN_FORCE = and_(MEMO_VERSION.c.memo_id == MEMO.c.id, MEMO_VERSION.c.number == MEMO.c.body_number)


def source_memos(
    reader: Reader, visible: Visibility, source_id: str, *, since: int | None = None
) -> list[Memo]:
    """Return the memos of a source, oldest first.

    Args:
        reader: Where to read.
        visible: What the member may see.
        source_id: Which source.
        since: Only memos changed after this revision; removed ones are then among them.
    """
    gone = or_(MEMO.c.removed, func.coalesce(CODING.c.removed, False))
    wanted = ~gone if since is None else MEMO.c.revision > since
    query = (
        select(
            MEMO,
            MEMO_VERSION.c.body,
            MEMO_VERSION.c.created_at.label("edited_at"),
            SEGMENT.c.start,
            SEGMENT.c.end,
            gone.label("gone"),
        )
        .join(MEMO_VERSION, _IN_FORCE)
        .outerjoin(CODING, _ON_CODING)
        .outerjoin(SEGMENT, _ON_SEGMENT)
        .where(MEMO.c.source_id == source_id, wanted, visible.memos_ever())
        .order_by(MEMO.c.created_at, MEMO.c.id)
    )
    return [
        as_value(
            Memo,
            row,
            removed=bool(row["gone"]),
            body="" if row["gone"] else row["body"],
            edited_at=row["edited_at"] if row["body_number"] > 1 else None,
        )
        for row in reader.run(query)
    ]


def comments_on(
    reader: Reader, visible: Visibility, coding_ids: Select[tuple[str]]
) -> dict[str, list[Comment]]:
    """Return the memos on codings by the coding's id, oldest first."""
    query = (
        select(
            MEMO.c.id,
            MEMO.c.target_id,
            MEMO.c.author_id,
            MEMO_VERSION.c.body,
            MEMO.c.created_at.label("at"),
        )
        .join(MEMO_VERSION, _IN_FORCE)
        .where(
            MEMO.c.target_kind == MemoTarget.CODING.value,
            MEMO.c.target_id.in_(coding_ids),
            visible.memos(),
        )
        .order_by(MEMO.c.created_at, MEMO.c.id)
    )
    found: dict[str, list[Comment]] = {}
    for row in reader.run(query):
        found.setdefault(row["target_id"], []).append(as_value(Comment, row))
    return found


def visible_memo(reader: Reader, visible: Visibility, memo_id: str) -> Row | None:
    """Return one memo that stands, on something that stands, or None."""
    query = (
        select(MEMO)
        .outerjoin(CODING, _ON_CODING)
        .where(
            MEMO.c.id == memo_id,
            func.coalesce(CODING.c.removed, False).is_(False),
            visible.memos(),
        )
    )
    found = reader.run(query)
    return found[0] if found else None


def insert_memo(
    unit: Unit,
    *,
    source_id: str,
    target: tuple[MemoTarget, str],
    author_id: str,
    round_id: str | None,
    body: str,
    revision: int,
    at: datetime | None = None,
    memo_id: str | None = None,
) -> str:
    """Store a memo and the words in force; return its id."""
    kind, target_id = target
    created_at = at or unit.now
    memo_id = unit.insert(
        MEMO,
        **({"id": memo_id} if memo_id else {}),
        target_kind=kind.value,
        target_id=target_id,
        source_id=source_id,
        author_id=author_id,
        round_id=round_id,
        created_at=created_at,
        removed=False,
        body_number=1,
        revision=revision,
    )
    unit.insert(MEMO_VERSION, memo_id=memo_id, number=1, body=body.strip(), created_at=created_at)
    return memo_id


def reword_memo(unit: Unit, memo_id: str, body: str, *, revision: int) -> None:
    """Give a memo other words; those before are kept, so that undo can point back at them."""
    newest = select(func.max(MEMO_VERSION.c.number)).where(MEMO_VERSION.c.memo_id == memo_id)
    number = int(unit.connection.execute(newest).scalar_one()) + 1
    unit.insert(
        MEMO_VERSION, memo_id=memo_id, number=number, body=body.strip(), created_at=unit.now
    )
    unit.update(MEMO, memo_id, body_number=number, revision=revision)


def move_memos(unit: Unit, coding_ids: Collection[str], to: str, *, revision: int) -> None:
    """Move all memos on some codings to another coding, whoever wrote them."""
    for memo in unit.rows(MEMO, target_kind=MemoTarget.CODING.value, target_id=tuple(coding_ids)):
        unit.update(MEMO, memo["id"], target_id=to, revision=revision)


def touch_memos_on(unit: Unit, coding_id: str, revision: int) -> None:
    """Make others fetch the memos again that come and go with a coding."""
    unit.connection.execute(
        update(MEMO)
        .where(MEMO.c.target_kind == MemoTarget.CODING.value, MEMO.c.target_id == coding_id)
        .values(revision=revision)
    )

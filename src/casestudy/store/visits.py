"""Visits in the store: a member's own, who else is there, and what others changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from casestudy.domain.visits import Contact, Presence
from casestudy.store.tables import ASSIGNMENT, CHANGE, CODING, MEMBER, MEMO, SEGMENT, VISIT
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from casestudy.domain.visits import Turns
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility


def find_contact(reader: Reader, member_id: str, source_id: str) -> Contact | None:
    """Return what is kept of a member's visits to a source, None where they never were."""
    row = reader.find(VISIT, member_id=member_id, source_id=source_id)
    return None if row is None else as_value(Contact, row)


def held_contact(unit: Unit, member_id: str, source_id: str) -> Contact:
    """Return the same, made now if need be, and keep other writers of it back."""
    key = {"member_id": member_id, "source_id": source_id}
    if unit.find(VISIT, **key) is None:
        newest = newest_change(unit, source_id, after=0)
        unit.put(VISIT, **key, seen_at=unit.now, seen_change=newest, visit_change=newest)
    query = select(VISIT).filter_by(**key).with_for_update()
    return as_value(Contact, unit.run(query)[0])


def keep_contact(unit: Unit, member_id: str, source_id: str, *, place: int) -> None:
    """Write down that a member is in a source now; a new visit begins where it is time."""
    contact = held_contact(unit, member_id, source_id)
    before = contact.visit_start(unit.now)
    unit.put(
        VISIT,
        member_id=member_id,
        source_id=source_id,
        seen_at=unit.now,
        place=place,
        seen_change=newest_change(unit, source_id, after=contact.seen_change),
        visit_change=before.change,
        left_at=before.left_at,
    )


def keep_read(
    unit: Unit, member_id: str, source_id: str, change: Callable[[Turns], Turns]
) -> Turns:
    """Change the turns that a member has marked as read, and return them."""
    contact = held_contact(unit, member_id, source_id)
    turns = change(contact.read_turns)
    unit.put(
        VISIT,
        member_id=member_id,
        source_id=source_id,
        seen_at=contact.seen_at,
        read_turns=[list(each) for each in turns],
    )
    return turns


def newest_change(reader: Reader, source_id: str, *, after: int) -> int:
    """Return the number of the newest change of a source, ``after`` where there is none later."""
    query = select(func.max(CHANGE.c.number)).where(
        CHANGE.c.source_id == source_id, CHANGE.c.number > after
    )
    return int(reader.connection.execute(query).scalar() or after)


def changes_by_others(
    reader: Reader, source_id: str, *, after: int, member_id: str, verbs: Iterable[str]
) -> list[Row]:
    """Return what others changed in a source after a change, oldest first."""
    query = (
        select(CHANGE.c.member_id, CHANGE.c.rows)
        .where(
            CHANGE.c.source_id == source_id,
            CHANGE.c.number > after,
            CHANGE.c.member_id != member_id,
            CHANGE.c.verb.in_(tuple(verbs)),
        )
        .order_by(CHANGE.c.number)
    )
    return reader.run(query)


def codings_in_order(reader: Reader, coding_ids: Iterable[str]) -> list[Row]:
    """Return coding rows, removed ones too, by place."""
    query = (
        select(CODING)
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .where(CODING.c.id.in_(tuple(coding_ids)))
        .order_by(SEGMENT.c.start, SEGMENT.c.end, CODING.c.id)
    )
    return reader.run(query)


def visible_memos(reader: Reader, visible: Visibility, memo_ids: Iterable[str]) -> set[str]:
    """Return those of the memos that stand and that the member may see."""
    query = select(MEMO.c.id).where(visible.memos(), MEMO.c.id.in_(tuple(memo_ids)))
    return {row["id"] for row in reader.run(query)}


def present(
    reader: Reader, visible: Visibility, source_id: str, *, after: datetime, now: datetime
) -> tuple[Presence, ...]:
    """Return the other members in contact with a source ``after`` a moment, by name.

    The place of a member who codes the source in a round that is blind to the one who asks is
    left out.
    """
    query = (
        select(VISIT.c.member_id, MEMBER.c.name, VISIT.c.place, VISIT.c.seen_at)
        .join(MEMBER, MEMBER.c.id == VISIT.c.member_id)
        .where(
            VISIT.c.source_id == source_id,
            VISIT.c.seen_at > after,
            VISIT.c.member_id != visible.member_id,
            MEMBER.c.active.is_(True),
        )
        .order_by(MEMBER.c.name, MEMBER.c.id)
    )
    found = reader.run(query)
    unseen = _coding_unseen(reader, visible, source_id) if found else frozenset()
    return tuple(
        Presence(
            member_id=row["member_id"],
            name=row["name"],
            place=None if row["member_id"] in unseen else row["place"],
            seconds=max(0, int((now - row["seen_at"]).total_seconds())),
        )
        for row in found
    )


def _coding_unseen(reader: Reader, visible: Visibility, source_id: str) -> frozenset[str]:
    if not visible.blind_rounds:
        return frozenset()
    tasks = reader.rows(ASSIGNMENT, source_id=source_id, round_id=visible.blind_rounds)
    return frozenset(row["member_id"] for row in tasks)

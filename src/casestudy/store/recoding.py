"""The codings that wait for a look: known by their stamped versions, stored nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from casestudy.domain.lineage import LineageKind
from casestudy.domain.recoding import Waiting, WaitingCount
from casestudy.domain.vocabulary import CodeStatus
from casestudy.store.codebook import COUNTED, OF_CODING
from casestudy.store.codebook_records import lineage
from casestudy.store.frames import texts_of
from casestudy.store.tables import CODE, CODE_VERSION, CODING, MEMBER, SEGMENT, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select

    from casestudy.domain.lineage import LineageStep
    from casestudy.store.reader import Reader, Row
    from casestudy.store.visibility import Visibility

_OPENING = frozenset({LineageKind.SPLIT, LineageKind.MEANING_CHANGED})


def waits(reader: Reader, coding: Row) -> bool:
    """Tell whether a coding waits for a look."""
    code = reader.get(CODE, coding["code_id"])
    stamped = reader.get(CODE_VERSION, coding["code_version_id"])
    return bool(stamped["number"] < code["recode_from"])


def waiting(
    reader: Reader, visible: Visibility, *, code_id: str | None = None
) -> tuple[Waiting, ...]:
    """Return the member's own visible codings that wait, by source and place.

    Args:
        reader: Where to read.
        visible: What the member may see.
        code_id: Only codings that count as this code.
    """
    query = _waiting(
        visible,
        CODING.c.id.label("coding_id"),
        CODING.c.source_id,
        SOURCE.c.number.label("source_number"),
        SOURCE.c.title,
        SEGMENT.c.number.label("segment"),
        SEGMENT.c.start,
        SEGMENT.c.end,
        SEGMENT.c.text_version_id,
        COUNTED.label("code_id"),
        CODING.c.code_id.label("coded_as"),
        CODE_VERSION.c.created_at.label("stamped_at"),
    )
    query = (
        query.join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .join(SOURCE, SOURCE.c.id == CODING.c.source_id)
        .where(CODING.c.coder_id == visible.member_id)
        .order_by(SOURCE.c.number, SEGMENT.c.start, SEGMENT.c.end, CODING.c.id)
    )
    if code_id is not None:
        query = query.where(CODE.c.counts_as == code_id)
    rows = reader.run(query)
    if not rows:
        return ()
    steps = [step for step in lineage(reader) if step.kind in _OPENING]
    texts = texts_of(reader, {row["text_version_id"] for row in rows})
    retired = {row["id"] for row in reader.rows(CODE, status=CodeStatus.RETIRED.value)}
    return tuple(_value(row, steps, texts, retired) for row in rows)


def waiting_counts(reader: Reader, visible: Visibility) -> tuple[WaitingCount, ...]:
    """Count the visible codings that wait, by code and coder, without a word of text."""
    query = (
        _waiting(
            visible,
            COUNTED.label("code_id"),
            MEMBER.c.handle.label("coder"),
            func.count().label("codings"),
        )
        .join(MEMBER, MEMBER.c.id == CODING.c.coder_id)
        .group_by(COUNTED, MEMBER.c.handle)
        .order_by(COUNTED, MEMBER.c.handle)
    )
    return tuple(WaitingCount(**row) for row in reader.run(query))


def _waiting(visible: Visibility, *columns: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(CODING)
        .join(CODE, OF_CODING)
        .join(CODE_VERSION, CODE_VERSION.c.id == CODING.c.code_version_id)
        .where(
            CODE.c.recode_from > 1,
            CODE_VERSION.c.number < CODE.c.recode_from,
            visible.codings(),
        )
    )


def _value(
    row: Row, steps: list[LineageStep], texts: dict[str, str], retired: Iterable[str]
) -> Waiting:
    codes = {row["code_id"], row["coded_as"]}
    because = tuple(
        step for step in steps if step.at > row["stamped_at"] and codes.intersection(step.from_ids)
    )
    choices = (one for step in because for one in step.to_ids if one not in codes)
    return Waiting(
        coding_id=row["coding_id"],
        source_id=row["source_id"],
        source_number=row["source_number"],
        title=row["title"],
        segment=row["segment"],
        start=row["start"],
        end=row["end"],
        text=texts[row["text_version_id"]][row["start"] : row["end"]],
        code_id=row["code_id"],
        coded_as=row["coded_as"],
        choices=tuple(dict.fromkeys(choices)),
        can_keep=row["code_id"] not in retired,
        because=because,
    )

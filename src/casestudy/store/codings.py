"""Codings of one source: those that stand, what changed since, and what a new one needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, select, update

from casestudy.domain.coding import Coding
from casestudy.domain.text import Range, text_hash
from casestudy.errors import InvalidInputError
from casestudy.store.codebook import COUNTED, OF_CODING
from casestudy.store.memos import comments_on
from casestudy.store.tables import (
    ASSIGNMENT,
    CODE,
    CODING,
    CODING_ROUND,
    SEGMENT,
    SOURCE,
    TEXT_VERSION,
)
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility

#: Changes that a coder can take back in the coding pane, each as one step.
CODING_VERBS = (
    "apply_code",
    "apply_codes_together",
    "change_coding",
    "remove_coding",
    "split_coding",
    "merge_codings",
    "keep_coding",
    "recode_coding",
    "comment_coding",
    "write_memo",
    "edit_memo",
    "remove_memo",
)
#: What a coding is made of; moments, which take long to read, are not among it.
_COLUMNS = tuple(
    COUNTED.label("code_id") if column is CODING.c.code_id else column
    for column in CODING.c
    if column.name in Coding.__dataclass_fields__
)


def source_codings(
    reader: Reader, visible: Visibility, source_id: str, *, since: int | None = None
) -> list[Coding]:
    """Return the codings of a source, by place.

    Args:
        reader: Where to read.
        visible: What the member may see.
        source_id: Which source.
        since: Only codings changed after this revision; removed ones are then among them.
    """
    wanted = visible.codings()
    if since is not None:
        wanted = and_(CODING.c.revision > since, visible.codings_ever())
    wanted = and_(CODING.c.source_id == source_id, wanted)
    query = (
        select(*_COLUMNS, SEGMENT.c.start, SEGMENT.c.end)
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .join(CODE, OF_CODING)
        .where(wanted)
        .order_by(SEGMENT.c.start, SEGMENT.c.end, CODING.c.id)
    )
    comments = comments_on(reader, visible, select(CODING.c.id).where(wanted))
    return [
        as_value(Coding, row, comments=tuple(comments.get(row["id"], ())))
        for row in reader.run(query)
    ]


def next_revision(unit: Unit, source_id: str) -> int:
    """Count up the source's coding revision; holds back other writers of the same source."""
    query = (
        update(SOURCE)
        .where(SOURCE.c.id == source_id)
        .values(coding_revision=SOURCE.c.coding_revision + 1)
        .returning(SOURCE.c.coding_revision)
    )
    return int(unit.connection.execute(query).scalar_one())


def touch(unit: Unit, coding_id: str, revision: int) -> None:
    """Make others fetch a coding again whose comments changed."""
    unit.connection.execute(
        update(CODING).where(CODING.c.id == coding_id).values(revision=revision)
    )


def segment_at(unit: Unit, *, source_id: str, text_version_id: str, span: Range) -> str:
    """Return the id of the segment on ``span`` of this text, made where there is none yet.

    Raises:
        InvalidInputError: ``empty_segment`` or ``segment_outside``.
    """
    place = {"text_version_id": text_version_id, "start": span.start, "end": span.end}
    known = unit.find(SEGMENT, **place)
    if known is not None:
        return str(known["id"])
    text = unit.get(TEXT_VERSION, text_version_id)["text"]
    return _new_segment(unit, source_id, text_version_id, text, span)


def has_words(reader: Reader, text_version_id: str, span: Range) -> bool:
    """Tell whether there is anything but white space in a range, which may be empty."""
    if span.start >= span.end:
        return False
    text: str = reader.get(TEXT_VERSION, text_version_id)["text"]
    return bool(text[span.start : span.end].strip())


def segments_at(
    unit: Unit, *, source_id: str, text_version_id: str, spans: Iterable[Range]
) -> dict[Range, str]:
    """Return the ids of the segments on many places of this text, as ``segment_at`` does.

    Raises:
        InvalidInputError: ``empty_segment`` or ``segment_outside``.
    """
    ids = {
        Range(row["start"], row["end"]): str(row["id"])
        for row in unit.rows(SEGMENT, text_version_id=text_version_id)
    }
    text = unit.get(TEXT_VERSION, text_version_id)["text"]
    for span in spans:
        if span not in ids:
            ids[span] = _new_segment(unit, source_id, text_version_id, text, span)
    return ids


def require_words(span: Range, length: int) -> None:
    """Refuse what is no place in a text of ``length`` code points.

    Raises:
        InvalidInputError: ``empty_segment`` or ``segment_outside``.
    """
    if span.start >= span.end:
        raise InvalidInputError("empty_segment")
    if span.start < 0 or span.end > length:
        raise InvalidInputError("segment_outside")


def _new_segment(unit: Unit, source_id: str, text_version_id: str, text: str, span: Range) -> str:
    require_words(span, len(text))
    return unit.insert(
        SEGMENT,
        number=unit.next_number("segment"),
        source_id=source_id,
        text_version_id=text_version_id,
        start=span.start,
        end=span.end,
        text_sha256=text_hash(text[span.start : span.end]),
    )


def open_round_for(reader: Reader, *, member_id: str, source_id: str) -> str | None:
    """Return the open round in which this member is to code this source, the newest first."""
    query = (
        select(CODING_ROUND.c.id)
        .join(ASSIGNMENT, ASSIGNMENT.c.round_id == CODING_ROUND.c.id)
        .where(
            ASSIGNMENT.c.member_id == member_id,
            ASSIGNMENT.c.source_id == source_id,
            CODING_ROUND.c.closed_at.is_(None),
        )
        .order_by(CODING_ROUND.c.opened_at.desc())
        .limit(1)
    )
    found = reader.connection.execute(query).scalar()
    return None if found is None else str(found)

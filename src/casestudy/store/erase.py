"""Taking a source out of the store with everything that points at its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from casestudy.store.proposals import forget_words
from casestudy.store.tables import (
    ASSIGNMENT,
    CODING,
    DIALOGUE_RESPONSE,
    DRAFT,
    EVIDENCE,
    MEMO,
    MEMO_VERSION,
    PASS_WORK,
    QUOTE_RELEASE,
    SEGMENT,
    SOURCE,
    SPEAKER,
    SUGGESTION,
    TEXT_CHECK,
    TEXT_VERSION,
    TURN,
    VISIT,
)

if TYPE_CHECKING:
    from casestudy.store.unit import Unit


def erase_source(unit: Unit, source_id: str) -> None:
    """Delete a source with all that hangs on its words, and what members noted about it."""
    connection = unit.connection
    segments = select(SEGMENT.c.id).where(SEGMENT.c.source_id == source_id)
    memos = select(MEMO.c.id).where(MEMO.c.source_id == source_id)
    texts = select(TEXT_VERSION.c.id).where(TEXT_VERSION.c.source_id == source_id)
    connection.execute(
        update(DIALOGUE_RESPONSE)
        .where(DIALOGUE_RESPONSE.c.comment_segment_id.in_(segments))
        .values(comment_segment_id=None)
    )
    forget_words(unit, source_id)
    for table, condition in (
        (QUOTE_RELEASE, QUOTE_RELEASE.c.segment_id.in_(segments)),
        (EVIDENCE, EVIDENCE.c.segment_id.in_(segments)),
        (VISIT, VISIT.c.source_id == source_id),
        (DRAFT, DRAFT.c.source_id == source_id),
        (PASS_WORK, PASS_WORK.c.source_id == source_id),
        (SUGGESTION, SUGGESTION.c.source_id == source_id),
        (TEXT_CHECK, TEXT_CHECK.c.source_id == source_id),
        (MEMO_VERSION, MEMO_VERSION.c.memo_id.in_(memos)),
        (MEMO, MEMO.c.source_id == source_id),
        (CODING, CODING.c.source_id == source_id),
        (SEGMENT, SEGMENT.c.source_id == source_id),
        (ASSIGNMENT, ASSIGNMENT.c.source_id == source_id),
        (TURN, TURN.c.text_version_id.in_(texts)),
        (SPEAKER, SPEAKER.c.source_id == source_id),
        (TEXT_VERSION, TEXT_VERSION.c.source_id == source_id),
        (SOURCE, SOURCE.c.id == source_id),
    ):
        connection.execute(table.delete().where(condition))

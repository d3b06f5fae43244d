"""What suggestions are made from, whether they may be made, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from casestudy.domain.suggestions import CodedSegment
from casestudy.domain.vocabulary import RoundVisibility
from casestudy.store.codebook import COUNTED, OF_CODING
from casestudy.store.tables import (
    ASSIGNMENT,
    CODE,
    CODING,
    CODING_ROUND,
    SEGMENT,
    SOURCE,
    STUDY,
    SUGGESTION,
)

if TYPE_CHECKING:
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility


def are_wanted(reader: Reader) -> bool:
    """Tell whether the study has suggestions switched on."""
    return bool(reader.connection.execute(select(STUDY.c.suggestions)).scalar())


def codes_blind(reader: Reader, *, member_id: str, source_id: str) -> bool:
    """Tell whether the member is to code this source without help, in an open blind round."""
    query = (
        select(ASSIGNMENT.c.id)
        .join(CODING_ROUND, CODING_ROUND.c.id == ASSIGNMENT.c.round_id)
        .where(
            ASSIGNMENT.c.member_id == member_id,
            ASSIGNMENT.c.source_id == source_id,
            CODING_ROUND.c.closed_at.is_(None),
            CODING_ROUND.c.visibility == RoundVisibility.BLIND.value,
        )
        .limit(1)
    )
    return reader.connection.execute(query).first() is not None


def coded_segments(reader: Reader, visible: Visibility) -> tuple[CodedSegment, ...]:
    """Return the visible codings of all sources by place, on the texts as they are now."""
    query = (
        select(
            SEGMENT.c.number,
            CODING.c.source_id,
            SEGMENT.c.start,
            SEGMENT.c.end,
            COUNTED,
            CODING.c.coder_id == visible.member_id,
        )
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .join(CODE, OF_CODING)
        .join(
            SOURCE,
            and_(
                SOURCE.c.id == CODING.c.source_id,
                SOURCE.c.text_version_id == SEGMENT.c.text_version_id,
            ),
        )
        .where(visible.codings())
        .order_by(CODING.c.source_id, SEGMENT.c.start, SEGMENT.c.number, COUNTED)
    )
    return tuple(CodedSegment(*row) for row in reader.connection.execute(query))


def answer_counts(reader: Reader, visible: Visibility) -> list[dict[str, Any]]:
    """Count the answers to suggestions in visible sources, by kind, code, answer and member."""
    columns = (
        SUGGESTION.c.kind,
        COUNTED.label("code"),
        SUGGESTION.c.answer,
        SUGGESTION.c.member_id.label("member"),
    )
    query = (
        select(*columns, func.count().label("count"))
        .join(SOURCE, SOURCE.c.id == SUGGESTION.c.source_id)
        .join(CODE, CODE.c.id == SUGGESTION.c.code_id)
        .where(visible.sources())
        .group_by(*columns)
    )
    return reader.run(query)

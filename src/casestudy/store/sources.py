"""Reading sources: transcripts with turns, lists for pages, and what hangs on a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from casestudy.domain.sources import Source, SourceUse, Transcript, Turn
from casestudy.errors import NotFoundError
from casestudy.store.tables import (
    CASE,
    CODING,
    EVIDENCE,
    MEMO,
    PARTICIPANT,
    QUOTE_RELEASE,
    SEGMENT,
    SOURCE,
    SPEAKER,
    TEXT_VERSION,
    TURN,
)
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility


def visible_source(reader: Reader, visible: Visibility, source_id: str) -> Source:
    """Return one source's record.

    Raises:
        NotFoundError: There is none, or this member may not see it; the same words for both.
    """
    row = reader.find(SOURCE, id=source_id)
    if row is None or not visible.shows(source_id):
        raise NotFoundError("not_found.source", id=source_id)
    return as_value(Source, row)


def transcript(reader: Reader, visible: Visibility, source_id: str) -> Transcript:
    """Return a source's text with its turns.

    Raises:
        NotFoundError: There is none, or this member may not see it.
    """
    source = visible_source(reader, visible, source_id)
    text = reader.get(TEXT_VERSION, source.text_version_id)
    query = (
        select(
            TURN.c.number,
            TURN.c.start,
            TURN.c.end,
            TURN.c.seconds,
            func.coalesce(SPEAKER.c.label, "").label("speaker"),
            PARTICIPANT.c.role,
            func.coalesce(SPEAKER.c.is_interviewer, False).label("interviewer"),
        )
        .outerjoin(SPEAKER, SPEAKER.c.id == TURN.c.speaker_id)
        .outerjoin(PARTICIPANT, PARTICIPANT.c.id == SPEAKER.c.participant_id)
        .where(TURN.c.text_version_id == source.text_version_id)
        .order_by(TURN.c.number)
    )
    return Transcript(
        source=source,
        text=text["text"],
        text_sha256=text["text_sha256"],
        turns=tuple(as_value(Turn, row) for row in reader.run(query)),
    )


def source_list(reader: Reader, visible: Visibility) -> list[dict[str, Any]]:
    """Return every visible source with its case label and its number of codings and coders."""
    counts = (
        select(
            CODING.c.source_id,
            func.count().label("codings"),
            func.count(CODING.c.coder_id.distinct()).label("coders"),
        )
        .where(visible.codings())
        .group_by(CODING.c.source_id)
        .subquery()
    )
    query = (
        select(
            SOURCE,
            CASE.c.label.label("case_label"),
            func.coalesce(counts.c.codings, 0).label("codings"),
            func.coalesce(counts.c.coders, 0).label("coders"),
        )
        .outerjoin(CASE, CASE.c.id == SOURCE.c.case_id)
        .outerjoin(counts, counts.c.source_id == SOURCE.c.id)
        .where(visible.sources())
        .order_by(CASE.c.position, SOURCE.c.number)
    )
    return reader.run(query)


def source_use(reader: Reader, source_id: str) -> SourceUse:
    """Count what hangs on a source, of every coder and round."""
    segments = select(SEGMENT.c.id).where(SEGMENT.c.source_id == source_id)

    def count(query: Any) -> int:
        return int(reader.connection.execute(query).scalar_one())

    standing = (CODING.c.source_id == source_id) & CODING.c.removed.is_(False)
    return SourceUse(
        codings=count(select(func.count()).select_from(CODING).where(standing)),
        coders=count(select(func.count(CODING.c.coder_id.distinct())).where(standing)),
        evidence=count(
            select(func.count())
            .select_from(EVIDENCE)
            .where(EVIDENCE.c.segment_id.in_(segments), EVIDENCE.c.removed.is_(False))
        ),
        quotes=count(
            select(func.count())
            .select_from(QUOTE_RELEASE)
            .where(QUOTE_RELEASE.c.segment_id.in_(segments))
        ),
        memos=count(
            select(func.count())
            .select_from(MEMO)
            .where(MEMO.c.source_id == source_id, MEMO.c.removed.is_(False))
        ),
    )

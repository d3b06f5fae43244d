"""How much codes are used, and what an edit of the codebook concerns, counted in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, distinct, func, or_, select

from casestudy.domain.consequences import CodeCount, Consequences, UndoLimit
from casestudy.store.codebook import COUNTED, OF_CODING
from casestudy.store.tables import (
    CMOC,
    CMOC_ELEMENT,
    CMOC_VERSION,
    CODE,
    CODE_VERSION,
    CODING,
    EVIDENCE,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from casestudy.domain.codebook_draft import Outcome
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility


def code_counts(reader: Reader, visible: Visibility) -> dict[str, CodeCount]:
    """Count the visible codings of every code that has some, with those merged into it."""
    query = (
        select(
            COUNTED.label("code_id"),
            func.count(),
            func.count(distinct(CODING.c.coder_id)),
            func.count(distinct(CODING.c.source_id)),
        )
        .select_from(CODING)
        .join(CODE, OF_CODING)
        .where(visible.codings())
        .group_by(COUNTED)
    )
    return {
        code_id: CodeCount(codings=codings, coders=coders, sources=sources)
        for code_id, codings, coders, sources in reader.connection.execute(query)
    }


def consequences_of(reader: Reader, visible: Visibility, outcome: Outcome) -> Consequences:
    """Count what an edit comes to, before it is stored."""
    codes = _coded_as(outcome)
    total = select(
        func.count(),
        func.count(distinct(CODING.c.coder_id)),
        func.count(distinct(CODING.c.source_id)),
    ).where(visible.codings(), CODING.c.code_id.in_(codes))
    codings, coders, sources = reader.connection.execute(total).one()
    evidence, configurations = _theories(reader, visible, codes)
    by_coding = outcome.added or outcome.meaning
    return Consequences(
        codings=codings,
        coders=coders,
        sources=sources,
        doubled=_doubled(reader, visible, outcome),
        below=len(outcome.along),
        evidence=evidence,
        configurations=configurations,
        waiting=_waiting(reader, visible, outcome),
        undo_until=(UndoLimit.RELEASE, *((UndoLimit.CODING,) if by_coding else ())),
    )


def _coded_as(outcome: Outcome) -> frozenset[str]:
    """Return the codes that codings were made with which count, or will count, as concerned."""
    return frozenset(
        record.id
        for book in (outcome.before, outcome.book)
        for record in book.records.values()
        if record.counts_as in outcome.concerned
    )


def _doubled(reader: Reader, visible: Visibility, outcome: Outcome) -> int:
    if not outcome.merged:
        return 0
    places = (
        select(CODING.c.segment_id)
        .join(CODE, OF_CODING)
        .where(visible.codings(), COUNTED.in_(outcome.merged))
        .group_by(CODING.c.segment_id, CODING.c.coder_id)
        .having(func.count(distinct(COUNTED)) > 1)
        .subquery()
    )
    return int(reader.connection.execute(select(func.count()).select_from(places)).scalar_one())


def _waiting(reader: Reader, visible: Visibility, outcome: Outcome) -> int:
    asked = [
        and_(CODING.c.code_id == record.id, CODE_VERSION.c.number < record.recode_from)
        for record in outcome.changed
        if record.id in outcome.before.records
        and record.recode_from > outcome.before.records[record.id].recode_from
    ]
    if not asked:
        return 0
    query = (
        select(func.count())
        .select_from(CODING)
        .join(CODE_VERSION, CODE_VERSION.c.id == CODING.c.code_version_id)
        .where(visible.codings(), or_(*asked))
    )
    return int(reader.connection.execute(query).scalar_one())


def _theories(reader: Reader, visible: Visibility, codes: Collection[str]) -> tuple[int, int]:
    """Return how much evidence lies on the codings, and how many configurations are touched."""
    segments = select(CODING.c.segment_id).where(visible.codings(), CODING.c.code_id.in_(codes))
    resting = (
        select(EVIDENCE.c.id, CMOC_VERSION.c.cmoc_id)
        .join(CMOC_VERSION, CMOC_VERSION.c.id == EVIDENCE.c.cmoc_version_id)
        .where(EVIDENCE.c.removed.is_(False), EVIDENCE.c.segment_id.in_(segments))
    )
    evidence = reader.run(resting)
    naming = select(CMOC.c.id, CMOC_ELEMENT.c.codes).join(
        CMOC_ELEMENT, CMOC_ELEMENT.c.cmoc_version_id == CMOC.c.current_version_id
    )
    named = {row["id"] for row in reader.run(naming) if set(row["codes"]) & set(codes)}
    return len(evidence), len(named | {row["cmoc_id"] for row in evidence})

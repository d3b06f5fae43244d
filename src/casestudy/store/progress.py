"""How far one member has come in every source: turns marked as read, and turns they coded."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from casestudy.domain.passes import Progress
from casestudy.domain.visits import numbers_in
from casestudy.store.codebook import COUNTED, OF_CODING
from casestudy.store.tables import CODE, CODING, SEGMENT, SOURCE, TURN, VISIT

if TYPE_CHECKING:
    from collections.abc import Container

    from sqlalchemy import Select

    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility


def own_progress(
    reader: Reader, visible: Visibility, *, codes: Container[str] | None
) -> dict[str, Progress]:
    """Return how far the member has come in every visible source, by its id.

    Args:
        reader: Where to read.
        visible: What the member may see.
        codes: Count only codings with these; None counts all.
    """
    codings = reader.connection.execute(_own_codings(visible)).all()
    starts = _turn_starts(reader, frozenset(source_id for source_id, *_ in codings))
    coded: dict[str, list[tuple[str, range]]] = {}
    for source_id, code_id, start, end in codings:
        begins = starts[source_id]
        # turn number n begins at begins[n - 1]
        turns = range(bisect_right(begins, start), bisect_left(begins, end) + 1)
        coded.setdefault(source_id, []).append((code_id, turns))
    found = {}
    for row in reader.run(_turn_counts(visible)):
        own = coded.get(row["id"], [])
        read = numbers_in(row["read_turns"] or ()).union(*(turns for _, turns in own))
        counted = [turns for code, turns in own if codes is None or code in codes]
        found[row["id"]] = Progress(
            turns=row["turns"],
            read=len(read),
            coded=len(set().union(*counted)),
            codings=len(counted),
        )
    return found


def _turn_counts(visible: Visibility) -> Select[Any]:
    counts = (
        select(TURN.c.text_version_id, func.count().label("turns"))
        .group_by(TURN.c.text_version_id)
        .subquery()
    )
    return (
        select(SOURCE.c.id, func.coalesce(counts.c.turns, 0).label("turns"), VISIT.c.read_turns)
        .outerjoin(counts, counts.c.text_version_id == SOURCE.c.text_version_id)
        .outerjoin(
            VISIT,
            and_(VISIT.c.source_id == SOURCE.c.id, VISIT.c.member_id == visible.member_id),
        )
        .where(visible.sources())
    )


def _own_codings(visible: Visibility) -> Select[str, str, int, int]:
    return (
        select(CODING.c.source_id, COUNTED, SEGMENT.c.start, SEGMENT.c.end)
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .join(CODE, OF_CODING)
        .where(
            visible.codings(), CODING.c.coder_id == visible.member_id, CODING.c.layer == "coder"
        )
    )


def _turn_starts(reader: Reader, source_ids: frozenset[str]) -> dict[str, list[int]]:
    """Return where the turns of each source begin, in order."""
    query = (
        select(SOURCE.c.id, TURN.c.start)
        .join(TURN, TURN.c.text_version_id == SOURCE.c.text_version_id)
        .where(SOURCE.c.id.in_(source_ids))
        .order_by(SOURCE.c.id, TURN.c.number)
    )
    found: dict[str, list[int]] = {source_id: [] for source_id in source_ids}
    for source_id, start in reader.connection.execute(query):
        found[source_id].append(start)
    return found

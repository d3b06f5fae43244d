"""Reading theories and configurations whole, with the evidence that may still be seen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import select

from casestudy.domain.realist import (
    CMOC,
    CaseVerdict,
    CMOCElement,
    CMOCLink,
    ElementLink,
    Evidence,
    StrengthVerdict,
    Theory,
)
from casestudy.store.tables import (
    CASE,
    CASE_VERDICT,
    CMOC_ELEMENT,
    CMOC_LINK,
    CMOC_VERSION,
    CODE,
    ELEMENT_LINK,
    EVIDENCE,
    MEMBER,
    SEGMENT,
    SOURCE,
    STRENGTH_VERDICT,
    TEXT_VERSION,
    THEORY,
    THEORY_VERSION,
)
from casestudy.store.tables import CMOC as CMOC_TABLE
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from casestudy.store.reader import Reader, Row
    from casestudy.store.visibility import Visibility


def theories(reader: Reader) -> list[Theory]:
    """Return the programme theories in their current versions, by number."""
    query = (
        select(
            THEORY_VERSION,
            THEORY.c.id,
            THEORY.c.number,
            THEORY.c.origin,
            THEORY_VERSION.c.id.label("version_id"),
            THEORY_VERSION.c.number.label("version_number"),
        )
        .join(THEORY, THEORY.c.current_version_id == THEORY_VERSION.c.id)
        .order_by(THEORY.c.number)
    )
    return [as_value(Theory, _named(row, THEORY)) for row in _pairs(reader, query)]


def cmocs(reader: Reader, visible: Visibility) -> list[CMOC]:
    """Return the configurations in their current versions with all that hangs on them.

    Evidence from a source that may not be seen is left out, so that what rests on it shows as
    assumed.
    """
    query = (
        select(CMOC_VERSION, CMOC_TABLE)
        .join(CMOC_TABLE, CMOC_TABLE.c.current_version_id == CMOC_VERSION.c.id)
        .order_by(CMOC_TABLE.c.number)
    )
    rows = [_named(row, CMOC_TABLE) for row in _pairs(reader, query)]
    elements = _grouped(_elements(reader))
    evidence = _grouped(_visible_evidence(reader, visible))
    verdicts = _grouped(reader.rows(CASE_VERDICT))
    strengths = _grouped(reader.rows(STRENGTH_VERDICT))
    links: dict[str, list[Row]] = defaultdict(list)
    for link in reader.rows(ELEMENT_LINK, order="id"):
        links[link["from_element_id"]].append(link)
    return [
        as_value(
            CMOC,
            row,
            elements=tuple(as_value(CMOCElement, part) for part in elements[row["version_id"]]),
            links=tuple(
                as_value(ElementLink, link)
                for part in elements[row["version_id"]]
                for link in links[part["id"]]
            ),
            evidence=tuple(as_value(Evidence, item) for item in evidence[row["version_id"]]),
            verdicts=tuple(as_value(CaseVerdict, item) for item in verdicts[row["version_id"]]),
            strength=next(
                (as_value(StrengthVerdict, item) for item in strengths[row["version_id"]]), None
            ),
        )
        for row in rows
    ]


def _elements(reader: Reader) -> list[Row]:
    """Return the elements; a code that was merged is named by the one that it counts as."""
    counts = {row["id"]: row["counts_as"] for row in reader.rows(CODE)}
    return [
        row | {"codes": list(dict.fromkeys(counts.get(code, code) for code in row["codes"]))}
        for row in reader.rows(CMOC_ELEMENT, order="position")
    ]


def cmoc_links(reader: Reader) -> list[CMOCLink]:
    """Return how configurations relate to each other."""
    return reader.values(CMOCLink, CMOC_LINK, order="id")


def evidence_places(reader: Reader, visible: Visibility) -> list[Row]:
    """Return for each visible piece of evidence from a segment where its words are.

    Columns: ``evidence_id``, ``cmoc_version_id``, ``stance``, ``coverage``, ``claim_status``,
    ``answered``, ``segment_id``, ``segment``, ``source_id``, ``start``, ``end``, ``type``.
    """
    query = (
        select(
            EVIDENCE.c.id.label("evidence_id"),
            EVIDENCE.c.cmoc_version_id,
            EVIDENCE.c.stance,
            EVIDENCE.c.coverage,
            EVIDENCE.c.claim_status,
            EVIDENCE.c.answered,
            SEGMENT.c.id.label("segment_id"),
            SEGMENT.c.number.label("segment"),
            SEGMENT.c.source_id,
            SEGMENT.c.start,
            SEGMENT.c.end,
            SOURCE.c.type,
            SOURCE.c.case_id,
        )
        .join(SEGMENT, SEGMENT.c.id == EVIDENCE.c.segment_id)
        .join(SOURCE, SOURCE.c.id == SEGMENT.c.source_id)
        .where(EVIDENCE.c.removed.is_(False), visible.sources())
        .order_by(SEGMENT.c.number, EVIDENCE.c.id)
    )
    return reader.run(query)


def _visible_evidence(reader: Reader, visible: Visibility) -> list[Row]:
    query = (
        select(EVIDENCE)
        .outerjoin(SEGMENT, SEGMENT.c.id == EVIDENCE.c.segment_id)
        .where(EVIDENCE.c.removed.is_(False))
        .order_by(EVIDENCE.c.added_at, EVIDENCE.c.id)
    )
    if visible.hidden_sources:
        hidden = SEGMENT.c.source_id.in_(visible.hidden_sources)
        query = query.where(SEGMENT.c.id.is_(None) | ~hidden)
    return reader.run(query)


def _grouped(rows: list[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["cmoc_version_id"]].append(row)
    return groups


def _pairs(reader: Reader, query: Any) -> Any:
    return reader.connection.execute(query).mappings()


def _named(row: Any, owner: Any) -> Row:
    version = THEORY_VERSION if owner is THEORY else CMOC_VERSION
    named = {column.name: row[column] for column in version.c}
    named |= {"version_id": row[version.c.id], "version_number": row[version.c.number]}
    return named | {column.name: row[column] for column in owner.c if column in row}


def evidence_frame(
    reader: Reader, visible: Visibility, cmoc_version_id: str, *, element_id: str | None = None
) -> pd.DataFrame:
    """Return the evidence behind a configuration, one row each, with words, source and coder.

    Columns: ``segment`` (number), ``stance``, ``target_kind``, ``target_id``, ``coverage``,
    ``claim_status``, ``note``, ``literature``, ``source_id``, ``source``, ``title``, ``case``,
    ``start``, ``end``, ``text``, ``added_by``, ``added_at``.
    """
    query = (
        select(
            SEGMENT.c.number.label("segment"),
            EVIDENCE.c.stance,
            EVIDENCE.c.target_kind,
            EVIDENCE.c.target_id,
            EVIDENCE.c.coverage,
            EVIDENCE.c.claim_status,
            EVIDENCE.c.note,
            EVIDENCE.c.literature,
            SEGMENT.c.source_id,
            SOURCE.c.number.label("source"),
            SOURCE.c.title,
            CASE.c.label.label("case"),
            SEGMENT.c.start,
            SEGMENT.c.end,
            TEXT_VERSION.c.text,
            MEMBER.c.name.label("added_by"),
            EVIDENCE.c.added_at,
        )
        .select_from(EVIDENCE)
        .outerjoin(SEGMENT, SEGMENT.c.id == EVIDENCE.c.segment_id)
        .outerjoin(SOURCE, SOURCE.c.id == SEGMENT.c.source_id)
        .outerjoin(CASE, CASE.c.id == SOURCE.c.case_id)
        .outerjoin(TEXT_VERSION, TEXT_VERSION.c.id == SEGMENT.c.text_version_id)
        .outerjoin(MEMBER, MEMBER.c.id == EVIDENCE.c.added_by)
        .where(EVIDENCE.c.removed.is_(False), EVIDENCE.c.cmoc_version_id == cmoc_version_id)
        .order_by(EVIDENCE.c.stance, SEGMENT.c.number)
    )
    if element_id is not None:
        query = query.where(EVIDENCE.c.target_id == element_id)
    rows = [row for row in reader.run(query) if visible.shows(row["source_id"] or "")]
    for row in rows:
        row["text"] = (row["text"] or "")[row["start"] or 0 : row["end"] or 0]
    return pd.DataFrame(rows, columns=[column.name for column in query.selected_columns])

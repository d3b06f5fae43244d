"""What a study has of what comes in from elsewhere: by id, by name, and by the words of a text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from casestudy.store.codebook import OF_CODING
from casestudy.store.tables import (
    CASE,
    CASE_VERDICT,
    CHANGE,
    CMOC,
    CMOC_ELEMENT,
    CMOC_LINK,
    CODE,
    CODING,
    CODING_ROUND,
    ELEMENT_LINK,
    EVIDENCE,
    MEASURE,
    MEMO,
    MEMO_VERSION,
    PARTICIPANT,
    SEGMENT,
    SOURCE,
    TEXT_VERSION,
    THEORY,
    TIME_POINT,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import Table

    from casestudy.domain.interchange import StudyContent
    from casestudy.store.reader import Reader, Row
    from casestudy.store.visibility import Visibility

#: What a merge is called in the log of changes.
MERGE: Final = "merge_project"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHere:
    """A source of the study: its texts by their hashes, newest last, and whether it is seen."""

    id: str
    title: str
    text_version_id: str
    texts: dict[str, str]
    is_visible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameHere:
    """The study's cases, people and the like, by the ids of those from elsewhere that they are.

    ``closed`` are participants from elsewhere whose words may not be read here.
    """

    cases: dict[str, str]
    participants: dict[str, str]
    time_points: dict[str, str]
    measures: dict[str, str]
    rounds: dict[str, str]
    closed: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealistHere:
    """Ids of theories, configurations and evidence that the study has.

    ``versions`` are the current versions of configurations, ``judged`` pairs of a configuration's
    version and a case.
    """

    theories: frozenset[str]
    versions: dict[str, str]
    links: frozenset[str]
    evidence: frozenset[str]
    targets: frozenset[str]
    judged: frozenset[tuple[str, str]]


def sources_here(reader: Reader, visible: Visibility) -> list[SourceHere]:
    """Return every source with the hashes of all its texts."""
    texts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    query = select(TEXT_VERSION.c.source_id, TEXT_VERSION.c.text_sha256, TEXT_VERSION.c.id)
    for row in reader.run(query.order_by(TEXT_VERSION.c.number)):
        texts[row["source_id"]][row["text_sha256"]] = row["id"]
    return [
        SourceHere(
            id=row["id"],
            title=row["title"],
            text_version_id=row["text_version_id"],
            texts=texts[row["id"]],
            is_visible=visible.shows(row["id"]),
        )
        for row in reader.run(select(SOURCE).order_by(SOURCE.c.number))
    ]


def frame_here(reader: Reader, visible: Visibility, content: StudyContent) -> FrameHere:
    """Match cases, people, time points, measures and rounds: by id, then by what they go by."""
    cases = _matched(reader, CASE, [(one.id, (one.label,)) for one in content.cases], "label")
    people = [(one.id, (one.pseudonym,)) for one in content.participants]
    participants = _matched(reader, PARTICIPANT, people, "pseudonym")
    times = [(one.id, (one.label,)) for one in content.time_points]
    measures = [
        (one.id, (cases.get(one.case_id, one.case_id), one.name_nb)) for one in content.measures
    ]
    rounds = [(one.id, (one.name,)) for one in content.rounds]
    return FrameHere(
        cases=cases,
        participants=participants,
        time_points=_matched(reader, TIME_POINT, times, "label"),
        measures=_matched(reader, MEASURE, measures, "case_id", "name_nb"),
        rounds=_matched(reader, CODING_ROUND, rounds, "name"),
        closed=frozenset(
            theirs for theirs, ours in participants.items() if ours in visible.hidden_participants
        ),
    )


def codings_here(reader: Reader, source_id: str) -> list[Row]:
    """Return all codings of a source, removed ones too, with their places.

    ``code`` is the code that a coding counts as.
    """
    query = (
        select(CODING, SEGMENT.c.start, SEGMENT.c.end, CODE.c.counts_as.label("code"))
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .join(CODE, OF_CODING)
        .where(CODING.c.source_id == source_id)
        .order_by(CODING.c.id)
    )
    return reader.run(query)


def memos_here(reader: Reader, source_id: str) -> list[Row]:
    """Return all memos of a source with the words in force, removed ones too."""
    in_force = (MEMO_VERSION.c.memo_id == MEMO.c.id) & (
        MEMO_VERSION.c.number == MEMO.c.body_number
    )
    query = (
        select(MEMO, MEMO_VERSION.c.body, SEGMENT.c.start, SEGMENT.c.end)
        .join(MEMO_VERSION, in_force)
        .outerjoin(SEGMENT, SEGMENT.c.id == MEMO.c.target_id)
        .where(MEMO.c.source_id == source_id)
        .order_by(MEMO.c.id)
    )
    return reader.run(query)


def realist_here(reader: Reader) -> RealistHere:
    """Return what of theories and evidence is in the study."""
    versions = {row["id"]: row["current_version_id"] for row in reader.rows(CMOC)}
    current = tuple(versions.values())
    elements = {row["id"] for row in reader.rows(CMOC_ELEMENT, cmoc_version_id=current)}
    links = {row["id"] for row in reader.rows(ELEMENT_LINK)}
    return RealistHere(
        theories=frozenset(_ids(reader, THEORY)),
        versions=versions,
        links=frozenset(_ids(reader, CMOC_LINK)),
        evidence=frozenset(_ids(reader, EVIDENCE)),
        targets=frozenset(elements | links),
        judged=frozenset(
            (row["cmoc_version_id"], row["case_id"]) for row in reader.rows(CASE_VERDICT)
        ),
    )


def known_ids(reader: Reader, table: Table, ids: Iterable[str]) -> frozenset[str]:
    """Return which of ``ids`` a table has."""
    found: set[str] = set()
    for some in _portions(ids):
        query = select(table.c.id).where(table.c.id.in_(some))
        found |= set(reader.connection.execute(query).scalars())
    return frozenset(found)


def standing(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    """Return the coder of each coding among ``ids`` that stands."""
    found: dict[str, str] = {}
    for some in _portions(ids):
        query = select(CODING.c.id, CODING.c.coder_id).where(
            CODING.c.id.in_(some), CODING.c.removed.is_(False)
        )
        found |= {row.id: row.coder_id for row in reader.connection.execute(query)}
    return found


def taken_back(reader: Reader) -> frozenset[str]:
    """Return the codings, memos and evidence that went with a merge that was taken back."""
    query = select(CHANGE.c.rows).where(CHANGE.c.verb == MERGE, CHANGE.c.undone.is_(True))
    return frozenset(
        image["id"]
        for rows in reader.connection.execute(query).scalars()
        for image in rows
        if image["before"] is None
    )


def _matched(
    reader: Reader, table: Table, wanted: Collection[tuple[str, tuple[str, ...]]], *names: str
) -> dict[str, str]:
    rows = reader.rows(table)
    ids = {row["id"] for row in rows}
    by_name = {tuple(row[name] for name in names): row["id"] for row in rows}
    found = {key: key for key, _ in wanted if key in ids}
    taken = set(found)
    for key, said in wanted:
        ours = by_name.get(said)
        if key not in found and ours is not None and ours not in taken:
            found[key] = ours
            taken.add(ours)
    return found


def _ids(reader: Reader, table: Table) -> Iterable[str]:
    return reader.connection.execute(select(table.c.id)).scalars()


def _portions(ids: Iterable[str]) -> Iterator[list[str]]:
    listed = list(ids)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def highest(reader: Reader, table: Table, column: str) -> int:
    """Return the highest value of a column, 0 where there is no row."""
    return int(reader.connection.execute(select(func.max(table.c[column]))).scalar() or 0)

"""Reading a study whole, as it goes into a file: what the member may see, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from casestudy.domain.cases import Case, Consent, Measure, Participant, TimePoint
from casestudy.domain.interchange import (
    CarriedCase,
    CarriedCoding,
    CarriedMemo,
    CarriedParticipant,
    CarriedRound,
    CarriedSegment,
    CarriedSource,
    CarriedSpeaker,
    Coder,
    Made,
    StudyContent,
)
from casestudy.domain.transcript import ParsedTurn
from casestudy.domain.vocabulary import MemoTarget
from casestudy.store import realist
from casestudy.store.codebook import OF_CODING, working_codebook
from casestudy.store.codebook_records import read_records
from casestudy.store.sources import transcript
from casestudy.store.tables import (
    CASE,
    CASE_VERDICT,
    CMOC_VERSION,
    CODE,
    CODEBOOK_RELEASE,
    CODING,
    CODING_ROUND,
    CONSENT,
    DIALOGUE_MEETING,
    EVIDENCE,
    MEASURE,
    MEMBER,
    MEMO,
    MEMO_VERSION,
    PARTICIPANT,
    QUOTE_RELEASE,
    RECOMMENDATION,
    SEGMENT,
    SOURCE,
    SPEAKER,
    STRENGTH_VERDICT,
    STUDY,
    TEXT_VERSION,
    THEORY_VERSION,
    TIME_POINT,
)
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casestudy.domain.realist import CMOC, Theory
    from casestudy.store.reader import Reader, Row
    from casestudy.store.visibility import Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeStudy:
    """A study's content, and how much more there is that does not go into a file.

    ``left`` counts it: ``earlier_versions`` (texts, theories and configurations that have been
    otherwise), ``findings`` (evidence that rests on figures), ``meetings``, ``quotes``, and
    ``in_vivo`` (codes of which a file can't tell that their name is the words of a source).
    """

    content: StudyContent
    release: str
    left: dict[str, int]


def whole_study(reader: Reader, visible: Visibility) -> WholeStudy:
    """Return everything of a study that the member may see and that may leave it."""
    has_codebook = reader.count(CODEBOOK_RELEASE) > 0
    codebook = working_codebook(reader, visible) if has_codebook else None
    sources = _sources(reader, visible)
    shown = {segment.id for source in sources for segment in source.segments}
    theories = realist.theories(reader)
    found = realist.cmocs(reader, visible)
    places = {case["id"]: case["position"] for case in reader.rows(CASE)}
    cmocs = tuple(_current(cmoc, shown, places) for cmoc in found)
    made = _made(reader, theories, cmocs)
    rounds = {coding.round_id for source in sources for coding in source.codings}
    rounds |= {memo.round_id for source in sources for memo in source.memos}
    content = StudyContent(
        title=reader.rows(STUDY)[0]["title_nb"],
        codebook=codebook,
        cases=tuple(
            CarriedCase(id=case.id, label=case.label)
            for case in reader.values(Case, CASE, order="position label")
        ),
        participants=_participants(reader, visible),
        time_points=tuple(
            replace(point, version=1)
            for point in reader.values(TimePoint, TIME_POINT, order="label")
        ),
        measures=tuple(
            replace(measure, version=1)
            for measure in reader.values(Measure, MEASURE, order="case_id name_nb id")
        ),
        rounds=tuple(
            as_value(CarriedRound, row)
            for row in reader.rows(CODING_ROUND, order="opened_at id")
            if row["id"] in rounds
        ),
        sources=sources,
        theories=tuple(replace(one, version_number=1, why_changed="") for one in theories),
        cmocs=cmocs,
        cmoc_links=tuple(replace(link, version=1) for link in realist.cmoc_links(reader)),
        made=made,
    )
    return WholeStudy(
        content=replace(content, coders=_coders(reader, content)),
        release=codebook.release if codebook else "",
        left=_left(reader, sources, theories, found),
    )


def _left(
    reader: Reader,
    sources: Iterable[CarriedSource],
    theories: Iterable[Theory],
    cmocs: Sequence[CMOC],
) -> dict[str, int]:
    """Count what there is beside what goes out."""
    corrected = _corrected(reader, [source.id for source in sources])
    reworded = sum(theory.version_number > 1 for theory in theories)
    reworded += sum(cmoc.version_number > 1 for cmoc in cmocs)
    evidence = [item for cmoc in cmocs for item in cmoc.evidence]
    in_vivo = [one for one in read_records(reader).standing if one.origin.get("in_vivo")]
    return {
        "earlier_versions": corrected + reworded,
        "findings": sum(item.quant_finding_id is not None for item in evidence),
        "meetings": reader.count(DIALOGUE_MEETING) + reader.count(RECOMMENDATION),
        "quotes": reader.count(QUOTE_RELEASE),
        "in_vivo": len(in_vivo),
    }


def _participants(reader: Reader, visible: Visibility) -> tuple[CarriedParticipant, ...]:
    consents = {
        consent.participant_id: consent.scopes
        for consent in reader.values(Consent, CONSENT, order="number")
    }
    return tuple(
        CarriedParticipant(
            id=person.id,
            pseudonym=person.pseudonym,
            case_id=person.case_id,
            role=person.role,
            scopes=consents.get(person.id, ()),
        )
        for person in reader.values(Participant, PARTICIPANT, order="pseudonym")
        if person.id not in visible.hidden_participants
    )


def _corrected(reader: Reader, source_ids: Iterable[str]) -> int:
    query = select(TEXT_VERSION.c.source_id).distinct().where(TEXT_VERSION.c.number > 1)
    return len(set(reader.connection.execute(query).scalars()).intersection(source_ids))


def _sources(reader: Reader, visible: Visibility) -> tuple[CarriedSource, ...]:
    rows = reader.run(select(SOURCE).where(visible.sources()).order_by(SOURCE.c.number))
    speakers = _grouped(reader.rows(SPEAKER, order="label"))
    segments = _grouped(
        reader.run(
            select(SEGMENT)
            .join(SOURCE, SOURCE.c.text_version_id == SEGMENT.c.text_version_id)
            .order_by(SEGMENT.c.start, SEGMENT.c.end, SEGMENT.c.id)
        )
    )
    codings = _grouped(reader.run(_visible_codings(visible)))
    memos = _grouped(reader.run(_visible_memos(visible)))
    cited = set(reader.connection.execute(_cited()).scalars())
    found = []
    for row in rows:
        key = row["id"]
        said = transcript(reader, visible, key)
        of_source = [as_value(CarriedCoding, coding) for coding in codings[key]]
        coded = {coding.id for coding in of_source}
        marked = {coding.segment_id for coding in of_source}
        written = [
            memo
            for memo in (_memo(one) for one in memos[key])
            if memo.target_kind is not MemoTarget.CODING or memo.target in coded
        ]
        marked |= {memo.target for memo in written if memo.target_kind is MemoTarget.SEGMENT}
        shown = marked | cited
        found.append(
            as_value(
                CarriedSource,
                row,
                text=said.text,
                speakers=tuple(as_value(CarriedSpeaker, one) for one in speakers[key]),
                turns=tuple(as_value(ParsedTurn, _plain(turn)) for turn in said.turns),
                segments=tuple(
                    as_value(CarriedSegment, one) for one in segments[key] if one["id"] in shown
                ),
                codings=tuple(of_source),
                memos=tuple(written),
            )
        )
    return tuple(found)


def _visible_codings(visible: Visibility) -> Any:
    counted = CODE.alias("counted")
    return (
        select(CODING, counted.c.guid.label("code"))
        .join(CODE, OF_CODING)
        .join(counted, counted.c.id == CODE.c.counts_as)
        .where(visible.codings())
        .order_by(CODING.c.created_at, CODING.c.id)
    )


def _visible_memos(visible: Visibility) -> Any:
    in_force = (MEMO_VERSION.c.memo_id == MEMO.c.id) & (
        MEMO_VERSION.c.number == MEMO.c.body_number
    )
    return (
        select(MEMO, MEMO_VERSION.c.body, MEMO_VERSION.c.created_at.label("worded_at"))
        .join(MEMO_VERSION, in_force)
        .where(visible.memos(), MEMO.c.source_id.is_not(None))
        .order_by(MEMO.c.created_at, MEMO.c.id)
    )


def _cited() -> Any:
    return select(EVIDENCE.c.segment_id).where(
        EVIDENCE.c.removed.is_(False), EVIDENCE.c.segment_id.is_not(None)
    )


def _memo(row: Row) -> CarriedMemo:
    kind = MemoTarget(row["target_kind"])
    target: str = row["target_id"]
    return as_value(
        CarriedMemo,
        row,
        target=target.rpartition(":")[2] if kind is MemoTarget.TURN else target,
        edited_at=row["worded_at"] if row["body_number"] > 1 else None,
    )


def _current(cmoc: CMOC, shown: set[str], places: dict[str, int]) -> CMOC:
    """Return a configuration with the evidence that goes out with it, and nothing of its past."""
    return replace(
        cmoc,
        version_number=1,
        why_changed="",
        evidence=tuple(
            replace(item, version=1)
            for item in cmoc.evidence
            if item.quant_finding_id is None
            and (item.segment_id is None or item.segment_id in shown)
        ),
        verdicts=tuple(
            replace(one, version=1)
            for one in sorted(cmoc.verdicts, key=lambda one: (places[one.case_id], one.id))
        ),
        strength=replace(cmoc.strength, version=1) if cmoc.strength else None,
    )


def _made(reader: Reader, theories: Iterable[Theory], cmocs: Iterable[CMOC]) -> dict[str, Made]:
    """Return who made what of the theories and when, by its id."""
    owners = {theory.version_id: theory.id for theory in theories}
    owners |= {cmoc.version_id: cmoc.id for cmoc in cmocs}
    made: dict[str, Made] = {}
    for table in (THEORY_VERSION, CMOC_VERSION):
        for row in reader.rows(table):
            if row["id"] in owners:
                made[owners[row["id"]]] = Made(by=row["created_by"], at=row["created_at"])
    for row in reader.rows(EVIDENCE):
        made[row["id"]] = Made(by=row["added_by"], at=row["added_at"])
    for table in (CASE_VERDICT, STRENGTH_VERDICT):
        for row in reader.rows(table):
            made[row["id"]] = Made(by=row["decided_by"])
    kept = {item.id for one in cmocs for item in one.evidence}
    kept |= {verdict.id for one in cmocs for verdict in one.verdicts}
    kept |= set(owners.values()) | {one.strength.id for one in cmocs if one.strength}
    return {key: one for key, one in made.items() if key in kept}


def _coders(reader: Reader, content: StudyContent) -> tuple[Coder, ...]:
    """Return the members whose work goes out; of others there is nothing to tell."""
    at_work = {coding.coder_id for coding in content.codings}
    at_work |= {memo.author_id for memo in content.memos}
    at_work |= {made.by for made in content.made.values() if made.by}
    return tuple(
        as_value(Coder, row) for row in reader.rows(MEMBER, order="handle") if row["id"] in at_work
    )


def _grouped(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["source_id"]].append(row)
    return groups


def _plain(turn: Any) -> Row:
    return {name: getattr(turn, name) for name in ("speaker", "start", "end", "seconds")}

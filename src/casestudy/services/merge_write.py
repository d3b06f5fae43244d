"""Writing what comes in from elsewhere: people, sources, codings and memos, all in one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.cases import NewParticipant
from casestudy.domain.interchange import CarriedSpeaker
from casestudy.domain.merging import CoderAction, Outcome
from casestudy.domain.sources import SpeakerLink
from casestudy.domain.text import Range, text_hash
from casestudy.domain.vocabulary import (
    ConsentScope,
    MemberRole,
    MemoTarget,
    RoundVisibility,
    SourceType,
)
from casestudy.errors import ConflictError, InvalidInputError
from casestudy.services.cases import insert_participant
from casestudy.services.handles import handle_from
from casestudy.store import codings
from casestudy.store.codebook_records import version_row
from casestudy.store.memos import reword_memo
from casestudy.store.merge_state import highest, known_ids, standing
from casestudy.store.numbers import Numbers
from casestudy.store.source_rows import insert_source
from casestudy.store.tables import (
    CASE,
    CODING,
    CODING_ROUND,
    MEASURE,
    MEMBER,
    MEMO,
    MEMO_VERSION,
    SEGMENT,
    SOURCE,
    TEXT_VERSION,
    TIME_POINT,
)
from casestudy.store.text_history import source_to_write
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.interchange import CarriedSource
    from casestudy.domain.merge_steps import CodingStep, MemoStep
    from casestudy.services.merge_plan import Incoming, Prospect
    from casestudy.store.unit import Unit


class MergeWriter:
    """Writes one prospect into the study.

    Attributes:
        segments: The segment here by the id of the one from elsewhere.
        sources: The new sources.
    """

    def __init__(self, unit: Unit, prospect: Prospect) -> None:
        self._unit = unit
        self._prospect = prospect
        self._numbers = Numbers(unit, "segment")
        self._source_numbers = Numbers(unit, "source")
        self._versions: dict[str, str] = {}
        self._open_rounds: dict[tuple[str, str], tuple[str | None, bool]] = {}
        self.segments: dict[str, str] = {}
        self.sources: list[str] = []
        self.cases = dict(prospect.frame.cases)
        self.measures = dict(prospect.frame.measures)
        self.rounds = dict(prospect.frame.rounds)
        self._people = dict(prospect.frame.participants)
        self._times = dict(prospect.frame.time_points)

    def members(self) -> None:
        """Add coders from outside: members whom nobody acts as."""
        unit, prospect = self._unit, self._prospect
        taken = {row["handle"] for row in unit.rows(MEMBER)}
        for match in prospect.coders:
            choice = prospect.choices.coders.get(match.coder.id, match.choice)
            if choice.action is not CoderAction.ADD:
                continue
            coder = match.coder
            handle = coder.handle if coder.handle and coder.handle not in taken else ""
            handle = handle[:60] or handle_from(coder.name, taken=taken)
            taken.add(handle)
            unit.insert(
                MEMBER,
                id=coder.id,
                handle=handle,
                name=coder.name,
                role=MemberRole.CODER.value,
                may_export=False,
                active=False,
                outside=True,
            )

    def frame(self) -> None:
        """Add cases, time points, measures, participants and rounds that the study has not."""
        self._cases_and_times()
        self._measures_and_people()
        for one in self._prospect.content.rounds:
            if one.id not in self.rounds:
                self.rounds[one.id] = self._unit.insert(
                    CODING_ROUND,
                    id=one.id,
                    name=one.name,
                    visibility=one.visibility.value,
                    opened_at=one.opened_at,
                    closed_at=one.closed_at,
                )

    def _cases_and_times(self) -> None:
        unit, content = self._unit, self._prospect.content
        position = highest(unit, CASE, "position") + 1 if unit.count(CASE) else 0
        for case in content.cases:
            if case.id not in self.cases:
                self.cases[case.id] = unit.insert(
                    CASE, id=case.id, label=case.label, position=position
                )
                position += 1
        for point in content.time_points:
            if point.id not in self._times:
                self._times[point.id] = unit.insert(
                    TIME_POINT,
                    id=point.id,
                    label=point.label,
                    starts=point.starts,
                    ends=point.ends,
                )

    def _measures_and_people(self) -> None:
        unit, content = self._unit, self._prospect.content
        for measure in content.measures:
            if measure.id not in self.measures:
                self.measures[measure.id] = unit.insert(
                    MEASURE,
                    id=measure.id,
                    case_id=self.cases[measure.case_id],
                    name_nb=measure.name_nb,
                    name_en=measure.name_en,
                    origin=measure.origin.value if measure.origin else None,
                    requested_vs_delivered=measure.requested_vs_delivered,
                    stage=measure.stage.value if measure.stage else None,
                    starts=measure.starts,
                    ends=measure.ends,
                    resource=measure.resource,
                )
        for person in content.participants:
            if person.id not in self._people:
                newcomer = NewParticipant(
                    pseudonym=person.pseudonym, role=person.role, scopes=person.scopes
                )
                self._people[person.id] = insert_participant(
                    unit, newcomer, case_id=self.cases[person.case_id], participant_id=person.id
                )

    def source(self, incoming: Incoming) -> None:
        """Store one source, or add to one, with all that hangs on it."""
        unit = self._unit
        if incoming.here is None:
            self._new_source(incoming)
        visible = visibility(unit, self._prospect.member)
        source_id = incoming.here.id if incoming.here else incoming.source.id
        source = source_to_write(unit, visible, source_id)
        places = self._segments_at(incoming, source.id, source.text_version_id)
        changed = (Outcome.ADDED, Outcome.UPDATED)
        coded = [step for step in incoming.steps.codings if step.outcome in changed]
        written = [step for step in incoming.steps.memos if step.outcome in changed]
        if not coded and not written:
            return
        revision = codings.next_revision(unit, source.id)
        rows = (self._coding(step, source.id, places[step.place], revision) for step in coded)
        unit.insert_all(CODING, [row for row in rows if row is not None])
        for memo in written:
            self._memo(memo, source.id, places, revision)

    def settle(self) -> None:
        """Note which numbers have been given."""
        self._numbers.settle()
        self._source_numbers.settle()

    def require_all(self) -> None:
        """Check that what came in is there, coder by coder, and all of it.

        Raises:
            ConflictError: ``merge.counts``: codings would be missing; nothing is stored.
        """
        stored = (Outcome.ADDED, Outcome.UPDATED, Outcome.SAME)
        steps = [step for one in self._prospect.incoming for step in one.steps.codings]
        wanted = {step.id: step.coder for step in steps if step.outcome in stored}
        found = standing(self._unit, wanted)
        for tally, match in zip(self._prospect.tallies, self._prospect.coders, strict=True):
            mine = [step.id for step in steps if step.coding.coder_id == match.coder.id]
            missing = [key for key in mine if key in wanted and found.get(key) != wanted[key]]
            if missing or tally.total != match.codings:
                raise ConflictError(
                    "merge.counts",
                    coder=match.coder.name,
                    found=match.codings,
                    missing=len(missing) or match.codings - tally.total,
                )

    def _new_source(self, incoming: Incoming) -> None:
        source, choice, choices = incoming.source, incoming.choice, self._prospect.choices
        case = choice.case_id or source.case_id or choices.case_id
        case_id = self.cases.get(case or "", case)
        if case_id is None:
            raise InvalidInputError("merge.case_missing", title=source.title)
        self._unit.get(CASE, case_id)
        kind = choice.type or source.type or choices.type or SourceType.INTERVIEW
        self._require_consent(source)
        insert_source(
            self._unit,
            {
                "title": source.title or source.id[:8],
                "type": kind.value,
                "case_id": case_id,
                "time_point_id": self._times.get(source.time_point_id or ""),
                "date": choice.date or source.date,
                "language": source.language[:8],
                "peer_interviewer": source.peer_interviewer,
                "file_sha256": self._file_hash(source),
                "file_format": source.file_format[:8],
            },
            source_id=source.id,
            number=self._source_numbers.give(source.number),
            text=source.text,
            turns=source.turns,
            speakers=[
                SpeakerLink(
                    label=speaker.label,
                    is_interviewer=speaker.is_interviewer,
                    participant_id=self._people.get(speaker.participant_id or ""),
                )
                for speaker in _every_speaker(source)
            ],
            member_id=self._prospect.member.id,
        )
        self.sources.append(source.id)

    def _require_consent(self, source: CarriedSource) -> None:
        people = {one.id: one for one in self._prospect.content.participants}
        for speaker in source.speakers:
            person = people.get(speaker.participant_id or "")
            if person is not None and ConsentScope.TRANSCRIPT not in person.scopes:
                raise InvalidInputError("sources.no_consent")

    def _file_hash(self, source: CarriedSource) -> str:
        """Return the hash of the file it came from, or one of its own where that is not known."""
        known = source.file_sha256
        if known and not self._unit.count(SOURCE, file_sha256=known):
            return known
        return text_hash(f"{source.id} {source.text}")

    def _segments_at(
        self, incoming: Incoming, source_id: str, text_version_id: str
    ) -> dict[Range, str]:
        """Return the segments on all places that are needed, under their own ids where free."""
        unit = self._unit
        rows = unit.rows(SEGMENT, text_version_id=text_version_id)
        ids = {Range(row["start"], row["end"]): str(row["id"]) for row in rows}
        text: str = unit.get(TEXT_VERSION, text_version_id)["text"]
        used = known_ids(unit, SEGMENT, (one.id for one in incoming.source.segments))
        original = incoming.match.original or incoming.match.source
        new = []
        for segment, first in zip(incoming.source.segments, original.segments, strict=True):
            place = incoming.places.get(segment.id)
            if place is None:
                continue
            if place not in ids:
                ids[place] = segment.id if segment.id not in used else unit.new_id()
                new.append(
                    {
                        "id": ids[place],
                        "number": self._numbers.give(segment.number),
                        "source_id": source_id,
                        "text_version_id": text_version_id,
                        "start": place.start,
                        "end": place.end,
                        "text_sha256": text_hash(text[place.start : place.end]),
                    }
                )
            self.segments[segment.id] = self.segments[first.id] = ids[place]
        unit.insert_all(SEGMENT, new)
        return ids

    def _coding(
        self, step: CodingStep, source_id: str, segment_id: str, revision: int
    ) -> dict[str, Any] | None:
        """Update a coding that is here, or return the row of one that is not."""
        unit, coding = self._unit, step.coding
        values: dict[str, Any] = {
            "segment_id": segment_id,
            "code_id": step.code,
            "code_version_id": self._version(step.code),
            "layer": coding.layer,
            "removed": False,
            "revision": revision,
            **{name: _stored(value) for name, value in step.values.items()},
        }
        if step.outcome is Outcome.UPDATED:
            unit.update(CODING, step.id, **values)
            return None
        return {
            "id": step.id,
            "source_id": source_id,
            "coder_id": step.coder,
            "round_id": self._round(coding.round_id, step.coder, source_id),
            "created_at": coding.created_at or unit.now,
            **values,
        }

    def _memo(
        self, step: MemoStep, source_id: str, places: dict[Range, str], revision: int
    ) -> None:
        unit, memo = self._unit, step.memo
        if step.outcome is Outcome.UPDATED:
            self._update_memo(step, revision)
            return
        number = 1 if memo.edited_at is None else 2
        unit.insert(
            MEMO,
            id=step.id,
            target_kind=memo.target_kind.value,
            target_id=places[step.place] if step.place else step.target,
            source_id=source_id,
            author_id=step.author,
            round_id=self._round(memo.round_id, step.author, source_id),
            created_at=memo.created_at or unit.now,
            removed=False,
            body_number=number,
            revision=revision,
        )
        worded = memo.edited_at or memo.created_at or unit.now
        unit.insert(
            MEMO_VERSION, memo_id=step.id, number=number, body=memo.body, created_at=worded
        )
        if memo.target_kind is MemoTarget.CODING:
            codings.touch(unit, step.target, revision)

    def _update_memo(self, step: MemoStep, revision: int) -> None:
        unit = self._unit
        number = unit.get(MEMO, step.id)["body_number"]
        now = unit.find(MEMO_VERSION, memo_id=step.id, number=number)
        unit.update(MEMO, step.id, removed=False, revision=revision)
        if now is None or now["body"] != step.memo.body:
            reword_memo(unit, step.id, step.memo.body, revision=revision)

    def _round(self, carried: str | None, member_id: str, source_id: str) -> str | None:
        """Return the round that work belongs to; a blind one that is open here hides it."""
        at_work = (member_id, source_id)
        if at_work not in self._open_rounds:
            now = codings.open_round_for(self._unit, member_id=member_id, source_id=source_id)
            hides = now is not None and self._unit.count(
                CODING_ROUND, id=now, visibility=RoundVisibility.BLIND.value
            )
            self._open_rounds[at_work] = (now, bool(hides))
        now, is_blind = self._open_rounds[at_work]
        return now if is_blind else self.rounds.get(carried or "") or now

    def _version(self, code_id: str) -> str:
        if code_id not in self._versions:
            row = version_row(self._unit, code_id)
            if row is None:
                raise ConflictError("changed_meanwhile", kind="code")
            self._versions[code_id] = row["id"]
        return self._versions[code_id]


def _every_speaker(source: CarriedSource) -> Iterable[CarriedSpeaker]:
    known = {speaker.label: speaker for speaker in source.speakers}
    for turn in source.turns:
        if turn.speaker:
            known.setdefault(
                turn.speaker,
                CarriedSpeaker(label=turn.speaker, is_interviewer=False, participant_id=None),
            )
    return known.values()


def _stored(value: Any) -> Any:
    return getattr(value, "value", value)

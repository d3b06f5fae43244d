"""Sources of a project as sources of a study: segments, codings, memos, turns and speakers."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.interchange import (
    CarriedCoding,
    CarriedMemo,
    CarriedSegment,
    CarriedSource,
    CarriedSpeaker,
)
from casestudy.domain.transcript import ParsedTurn
from casestudy.domain.vocabulary import (
    ClaimStatus,
    Level,
    MemoTarget,
    SourceType,
    Stage,
    Valence,
)
from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.losses import Element, Happened, Ledger
from casestudy.exchange.refi.study.facts import Fact, date_of, fact_guid, facts
from casestudy.exchange.refi.study.records import as_member, fields_of
from casestudy.exchange.refi.study.write_sources import about_guid, attributes_guid, turn_guid
from casestudy.exchange.refi.values import RefiNote, RefiVariable

if TYPE_CHECKING:
    from casestudy.exchange.refi.values import (
        RefiCoding,
        RefiSelection,
        RefiSource,
    )

_SECONDS: Final = re.compile(r"\((\d+(?:\.\d+)?(?:e[+-]?\d+)?) s\)$")
_NUMBER: Final = re.compile(r"S-(\d{4,9})")
_SOURCE_NUMBER: Final = re.compile(r"[1-9]\d{0,8}")
_ROUND: Final = re.compile(r"round: (\S+)")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")


@dataclass(slots=True)
class Frame:
    """What sources of one file lean on, by GUID or label, and where losses are written down.

    ``extra`` are notes that a link ties to a source or selection. ``cited`` are selections that
    evidence rests on. ``noted`` are the notes that something was made of, ``tied`` those that
    became memos, each with what it is on.
    """

    ledger: Ledger
    notes: Mapping[str, RefiNote]
    variables: Mapping[str, RefiVariable]
    cases: Mapping[str, str]
    time_points: Mapping[str, str]
    measures: frozenset[str]
    rounds: frozenset[str]
    participants: frozenset[str]
    unknown_coder: str
    extra: Mapping[str, Iterable[str]]
    cited: frozenset[str]
    noted: set[str] = field(default_factory=set)
    tied: set[tuple[str, str]] = field(default_factory=set)
    coders: set[str] = field(default_factory=set)


def source_from_project(source: RefiSource, frame: Frame) -> CarriedSource:
    """Return one source with everything on it that has a counterpart in a study."""
    return _SourceReader(source, frame).source()


class _SourceReader:
    def __init__(self, source: RefiSource, frame: Frame) -> None:
        self._source = source
        self._frame = frame
        self._segments: list[CarriedSegment] = []
        self._codings: list[CarriedCoding] = []
        self._memos: list[CarriedMemo] = []

    def source(self) -> CarriedSource:
        source, frame = self._source, self._frame
        numbers = {
            turn_guid(source.guid, number): number
            for number in range(1, len(source.selections) + 1)
        }
        turns: dict[int, ParsedTurn] = {}
        for selection in source.selections:
            number = numbers.get(selection.guid)
            if number is None:
                self._segment(selection)
            else:
                turns[number] = _turn(selection)
                self._notes_on(MemoTarget.TURN, str(number), selection.notes, selection.user)
        self._whole()
        about = self._about()
        on_source = (*source.notes, *frame.extra.get(source.guid, ()))
        self._notes_on(MemoTarget.SOURCE, source.guid, on_source, source.user)
        said = facts(source.values)
        self._tell_of_other_values()
        is_number = _SOURCE_NUMBER.fullmatch(source.description)
        if source.description and not is_number:
            self._describe(MemoTarget.SOURCE, source.guid, source.description, source.user)
        return CarriedSource(
            id=source.guid,
            number=int(source.description) if is_number else None,
            title=source.name,
            text=source.text,
            type=as_member(SourceType, said.get(Fact.TYPE)),
            case_id=frame.cases.get(said.get(Fact.CASE, "")),
            time_point_id=frame.time_points.get(said.get(Fact.TIME_POINT, "")),
            date=date_of(said.get(Fact.DATE)),
            language=about.get("language", "nb"),
            peer_interviewer="peer_interviewer" in about,
            file_sha256=_hash_in(about),
            file_format=about.get("file_format", "qdpx"),
            speakers=_speakers(about, frame.participants),
            turns=_in_order(turns, source.text),
            segments=tuple(self._segments),
            codings=tuple(sorted(self._codings, key=_by_time)),
            memos=tuple(sorted(self._memos, key=_by_time)),
        )

    def _segment(self, selection: RefiSelection) -> None:
        frame = self._frame
        notes = (*selection.notes, *frame.extra.get(selection.guid, ()))
        number = _NUMBER.fullmatch(selection.description)
        described = selection.description and not number
        if not (selection.codings or notes or described or selection.guid in frame.cited):
            frame.ledger.note(Element.SELECTION, Happened.NOT_OURS, name=self._source.name)
            return
        if selection.start == selection.end:
            lost = len(selection.codings) or 1
            element = Element.CODING if selection.codings else Element.SELECTION
            frame.ledger.note(element, Happened.NO_WORDS, name=self._source.name, count=lost)
            return
        self._segments.append(
            CarriedSegment(
                id=selection.guid,
                number=int(number[1]) if number else None,
                start=selection.start,
                end=selection.end,
            )
        )
        for coding in selection.codings:
            self._coding(coding, selection.guid, selection.user)
        first = next((coding.user for coding in selection.codings if coding.user), None)
        author = selection.user or first
        self._notes_on(MemoTarget.SEGMENT, selection.guid, notes, author)
        if described:
            self._describe(MemoTarget.SEGMENT, selection.guid, selection.description, author)

    def _whole(self) -> None:
        """Make a segment of the whole text for codes that are on the source itself."""
        source = self._source
        if not source.codings:
            return
        if not source.text:
            count = len(source.codings)
            self._frame.ledger.note(
                Element.CODING, Happened.NO_WORDS, name=source.name, count=count
            )
            return
        key = derived_guid("whole", source.guid)
        self._segments.append(CarriedSegment(id=key, number=None, start=0, end=len(source.text)))
        for coding in source.codings:
            self._coding(coding, key, source.user)

    def _coding(self, coding: RefiCoding, segment: str, user: str | None) -> None:
        frame = self._frame
        fields: dict[str, str] = {}
        memos = []
        for guid in coding.notes:
            body = frame.notes[guid].text
            if attributes_guid(body) == guid:
                frame.noted.add(guid)
                fields = fields_of(body) or {}
            else:
                memos.append(guid)
        coder = self._known(coding.user or user)
        self._codings.append(
            CarriedCoding(
                id=coding.guid,
                segment_id=segment,
                code=coding.code,
                coder_id=coder,
                layer="consensus" if fields.get("layer") == "consensus" else "coder",
                created_at=coding.created,
                **self._attributes(fields),
            )
        )
        self._notes_on(
            MemoTarget.CODING, coding.guid, (*memos, *frame.extra.get(coding.guid, ())), coder
        )

    def _attributes(self, fields: Mapping[str, str]) -> dict[str, Any]:
        frame = self._frame
        measure, coding_round = fields.get("measure"), fields.get("round")
        read = {
            "valence": as_member(Valence, fields.get("valence")),
            "level": as_member(Level, fields.get("level")),
            "stage": as_member(Stage, fields.get("stage")),
            "claim_status": as_member(ClaimStatus, fields.get("claim_status")),
            "measure_id": measure if measure in frame.measures else None,
            "round_id": coding_round if coding_round in frame.rounds else None,
        }
        lost = sum(
            value is None and name.removesuffix("_id") in fields for name, value in read.items()
        )
        frame.ledger.note(Element.CODING, Happened.UNREADABLE_VALUE, count=lost)
        return read

    def _notes_on(
        self, kind: MemoTarget, target: str, guids: Iterable[str], author: str | None
    ) -> None:
        frame = self._frame
        for guid in guids:
            note = frame.notes[guid]
            if guid == about_guid(self._source.guid):
                continue
            in_round = _ROUND.fullmatch(note.description)
            parts = (note.text, "" if in_round else note.description)
            body = "\n\n".join(part for part in parts if part.strip())
            if not body:
                continue
            round_id = in_round[1] if in_round and in_round[1] in frame.rounds else None
            # a note may stand on several things; a memo is on one
            key = guid if guid not in frame.noted else derived_guid("memo", guid, target)
            frame.noted.add(guid)
            frame.tied.add((guid, target))
            self._memos.append(
                CarriedMemo(
                    id=key,
                    target_kind=kind,
                    target=target,
                    author_id=self._known(note.user or author),
                    body=body,
                    round_id=round_id,
                    created_at=note.created,
                    edited_at=note.modified,
                )
            )

    def _describe(self, kind: MemoTarget, target: str, words: str, author: str | None) -> None:
        """Make a memo of a comment, which some programs write as a description."""
        self._memos.append(
            CarriedMemo(
                id=derived_guid("description", target),
                target_kind=kind,
                target=target,
                author_id=self._known(author),
                body=words,
            )
        )

    def _known(self, user: str | None) -> str:
        coder = user or self._frame.unknown_coder
        self._frame.coders.add(coder)
        return coder

    def _about(self) -> dict[str, str]:
        guid = about_guid(self._source.guid)
        if guid not in self._source.notes:
            return {}
        self._frame.noted.add(guid)
        return fields_of(self._frame.notes[guid].text) or {}

    def _tell_of_other_values(self) -> None:
        ours = {fact_guid(fact) for fact in Fact}
        for value in self._source.values:
            if value.variable not in ours and value.value is not None:
                name = self._frame.variables[value.variable].name
                self._frame.ledger.note(Element.VALUE, Happened.NOT_OURS, name=name)


def _turn(selection: RefiSelection) -> ParsedTurn:
    seconds = _SECONDS.search(selection.description)
    return ParsedTurn(
        speaker=selection.name,
        start=selection.start,
        end=selection.end,
        seconds=float(seconds[1]) if seconds else None,
    )


def _in_order(turns: Mapping[int, ParsedTurn], text: str) -> tuple[ParsedTurn, ...]:
    """Return a source's turns; where the file tells of none or of some, every line is one."""
    found = tuple(turns[number] for number in sorted(turns))
    whole = list(turns) and sorted(turns) == list(range(1, len(turns) + 1))
    in_order = all(one.end <= two.start for one, two in itertools.pairwise(found))
    if whole and in_order:
        return found
    return tuple(
        ParsedTurn(speaker="", start=line.start(), end=line.end()) for line in _LINE.finditer(text)
    )


def _speakers(about: Mapping[str, str], people: frozenset[str]) -> tuple[CarriedSpeaker, ...]:
    speakers = []
    for name, label in about.items():
        place = name.removeprefix("label_")
        if place != name:
            person = about.get(f"person_{place}")
            speakers.append(
                CarriedSpeaker(
                    label=label,
                    is_interviewer=f"interviewer_{place}" in about,
                    participant_id=person if person in people else None,
                )
            )
    return tuple(speakers)


def _hash_in(about: Mapping[str, str]) -> str | None:
    written = about.get("file_sha256", "")
    return written if _HASH.fullmatch(written) else None


def _by_time(one: CarriedCoding | CarriedMemo) -> tuple[float, str]:
    return one.created_at.timestamp() if one.created_at else math.inf, one.id

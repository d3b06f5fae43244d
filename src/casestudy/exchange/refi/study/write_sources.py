"""Sources of a study as sources of a project: segments, codings, memos, turns and speakers.

Turns are selections without a code, named after who speaks, so that a reader in another program
sees who says what; a participant's case points at them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from casestudy.domain.vocabulary import MemoTarget
from casestudy.exchange.refi.elements import one_line
from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.study.facts import Fact, values
from casestudy.exchange.refi.study.records import guid_of, lines, record
from casestudy.exchange.refi.values import RefiCoding, RefiNote, RefiSelection, RefiSource
from casestudy.texts import text
from casestudy.texts.labels import capital, label

if TYPE_CHECKING:
    from casestudy.domain.interchange import (
        CarriedCoding,
        CarriedMemo,
        CarriedSegment,
        CarriedSource,
        StudyContent,
    )

#: Names of selections are the beginning of their words, as programs write them.
LONGEST_NAME: Final = 100
_TITLE_OF_MEMO: Final = 60


def turn_guid(source_id: str, number: int) -> str:
    """Return the GUID of a turn's selection, by which a turn is known again."""
    return derived_guid("turn", guid_of(source_id), str(number))


def about_guid(source_id: str) -> str:
    """Return the GUID of the note that tells about a source what no variable does."""
    return derived_guid("about", guid_of(source_id))


class SourceWriter:
    """Writes the sources of one study, collecting the notes that they point at.

    Attributes:
        notes: Memos and records by GUID.
    """

    def __init__(self, content: StudyContent, language: str) -> None:
        self._language = language
        self._cases = {case.id: case.label for case in content.cases}
        self._times = {point.id: point.label for point in content.time_points}
        self._measures = {measure.id: measure for measure in content.measures}
        self._rounds = {one.id: one.name for one in content.rounds}
        self.notes: dict[str, RefiNote] = {}

    def source(self, source: CarriedSource) -> RefiSource:
        """Return one source with everything on it."""
        memos: defaultdict[tuple[MemoTarget, str], list[str]] = defaultdict(list)
        for memo in source.memos:
            memos[memo.target_kind, memo.target].append(self._memo(memo))
        codings: defaultdict[str, list[RefiCoding]] = defaultdict(list)
        for coding in source.codings:
            on_it = memos[MemoTarget.CODING, coding.id]
            codings[coding.segment_id].append(self._coding(coding, on_it))
        turns = [
            self._turn(source, number, tuple(memos[MemoTarget.TURN, str(number)]))
            for number in range(1, len(source.turns) + 1)
        ]
        segments = [
            self._segment(source, one, codings[one.id], memos[MemoTarget.SEGMENT, one.id])
            for one in source.segments
        ]
        said = {
            Fact.TYPE: capital(label(source.type, self._language)) if source.type else "",
            Fact.DATE: source.date.isoformat() if source.date else "",
            Fact.CASE: self._cases.get(source.case_id or "", ""),
            Fact.TIME_POINT: self._times.get(source.time_point_id or "", ""),
        }
        return RefiSource(
            guid=guid_of(source.id),
            name=source.title,
            description=str(source.number) if source.number else "",
            text=source.text,
            selections=(*turns, *segments),
            notes=(self._about(source), *memos[MemoTarget.SOURCE, source.id]),
            values=values(said),
        )

    def _segment(
        self,
        source: CarriedSource,
        segment: CarriedSegment,
        codings: list[RefiCoding],
        memos: list[str],
    ) -> RefiSelection:
        words = one_line(source.text[segment.start : segment.end])
        return RefiSelection(
            guid=guid_of(segment.id),
            start=segment.start,
            end=segment.end,
            name=words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1]}…",
            description=f"S-{segment.number:04}" if segment.number else "",
            codings=tuple(codings),
            notes=tuple(memos),
        )

    def _turn(self, source: CarriedSource, number: int, memos: tuple[str, ...]) -> RefiSelection:
        turn = source.turns[number - 1]
        said = text("refi_study.turn", self._language, number=number)
        seconds = "" if turn.seconds is None else f" ({turn.seconds!r} s)"
        return RefiSelection(
            guid=turn_guid(source.id, number),
            start=turn.start,
            end=turn.end,
            name=turn.speaker,
            description=f"{said}{seconds}",
            notes=memos,
        )

    def _coding(self, coding: CarriedCoding, memos: list[str]) -> RefiCoding:
        attributes = self._attributes(coding)
        return RefiCoding(
            guid=guid_of(coding.id),
            code=guid_of(coding.code),
            user=guid_of(coding.coder_id),
            created=coding.created_at,
            notes=(*([attributes] if attributes else []), *memos),
        )

    def _attributes(self, coding: CarriedCoding) -> str | None:
        """Return the note with what a coding says beside its code; equal codings share one."""
        language = self._language
        measure = self._measures.get(coding.measure_id or "")
        fields = {
            "valence": None if coding.valence is None else int(coding.valence),
            "level": coding.level,
            "stage": coding.stage,
            "claim_status": coding.claim_status,
            "measure": guid_of(measure.id) if measure else None,
            "layer": coding.layer if coding.layer != "coder" else None,
            "round": guid_of(coding.round_id) if coding.round_id else None,
        }
        if all(value is None for value in fields.values()):
            return None
        shown = {
            "valence": "" if coding.valence is None else label(coding.valence, language),
            "level": label(coding.level, language) if coding.level else "",
            "stage": label(coding.stage, language) if coding.stage else "",
            "claim_status": label(coding.claim_status, language) if coding.claim_status else "",
            "measure": measure.name_nb if measure else "",
            "layer": text("refi_study.consensus", language) if fields["layer"] else "",
            "round": self._rounds.get(coding.round_id or "", ""),
        }
        named = {
            text(f"refi_study.coding.{name}", language): value for name, value in shown.items()
        }
        body = record(lines(named.items()), fields)
        title = " · ".join(value for value in shown.values() if value)
        return self._note(RefiNote(guid=attributes_guid(body), name=title, text=body))

    def _about(self, source: CarriedSource) -> str:
        language = self._language
        fields: dict[str, object] = {
            "language": source.language,
            "peer_interviewer": "yes" if source.peer_interviewer else None,
            "file_sha256": source.file_sha256,
            "file_format": source.file_format,
        }
        said = []
        for number, speaker in enumerate(source.speakers, start=1):
            role = "interviewer" if speaker.is_interviewer else "speaker"
            said.append((speaker.label, text(f"refi_study.{role}", language)))
            fields[f"label_{number}"] = speaker.label
            fields[f"interviewer_{number}"] = "yes" if speaker.is_interviewer else None
            if speaker.participant_id:
                fields[f"person_{number}"] = guid_of(speaker.participant_id)
        name = text("refi_study.about", language)
        body = record(lines(said), fields)
        return self._note(RefiNote(guid=about_guid(source.id), name=name, text=body))

    def _memo(self, memo: CarriedMemo) -> str:
        first = one_line(memo.body.split("\n")[0])
        short = first if len(first) <= _TITLE_OF_MEMO else f"{first[: _TITLE_OF_MEMO - 1]}…"
        return self._note(
            RefiNote(
                guid=guid_of(memo.id),
                name=text("refi_study.memo", self._language, words=short),
                description=f"round: {guid_of(memo.round_id)}" if memo.round_id else "",
                text=memo.body,
                user=guid_of(memo.author_id),
                created=memo.created_at,
                modified=memo.edited_at,
            )
        )

    def _note(self, note: RefiNote) -> str:
        self.notes.setdefault(note.guid, note)
        return note.guid


def attributes_guid(body: str) -> str:
    """Return the GUID of a note with what codings say; it tells that note from a memo."""
    return derived_guid("attributes", body)

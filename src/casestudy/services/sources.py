"""Sources: read files, store them once, correct their links, and take them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.permissions import Verb, require
from casestudy.domain.sources import ImportedFile, Source, SourcePlan, SpeakerLink
from casestudy.domain.sources import Speaker as SpeakerValue
from casestudy.domain.text import word_count
from casestudy.domain.vocabulary import ConsentScope
from casestudy.errors import CaseStudyError, ConflictError, InvalidInputError
from casestudy.exchange.repair import repair
from casestudy.exchange.worker import parse_files
from casestudy.services.cases import insert_participant
from casestudy.services.import_plan import Planner
from casestudy.store.erase import erase_source
from casestudy.store.source_rows import insert_source
from casestudy.store.sources import source_list, source_use, transcript, visible_source
from casestudy.store.store import Done
from casestudy.store.tables import PARTICIPANT, SOURCE, SPEAKER
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from casestudy.domain.cases import NewParticipant
    from casestudy.domain.sources import SourceUse, Transcript
    from casestudy.domain.transcript import ParsedSource
    from casestudy.domain.vocabulary import Role, SourceType
    from casestudy.exchange.worker import ParseOutcome
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit

_EDITABLE = frozenset(
    [
        *("title", "type", "case_id", "time_point_id", "date", "interviewer", "peer_interviewer"),
        *("place", "time", "situation", "observer"),
    ]
)


class Sources:
    """Transcripts, notes and documents of the study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[dict[str, Any]]:
        """Return every visible source with ``case_label``, ``codings`` and ``coders``."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, visible):
            return source_list(reader, visible)

    def get(self, source_id: str) -> Source:
        """Return one source's record.

        Raises:
            NotFoundError: ``not_found.source``.
        """
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, visible):
            return visible_source(reader, visible, source_id)

    def transcript(self, source_id: str) -> Transcript:
        """Return a source with its text and turns.

        Raises:
            NotFoundError: ``not_found.source``.
            NotPermittedError: The member may not read transcripts.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            return transcript(reader, visible, source_id)

    def sentences(self, source_id: str) -> list[tuple[int, int]]:
        """Return the sentences of a source, ``(start, end)`` in code points, never over a turn.

        The best Norwegian model that is installed splits them; see ``casestudy language show``.

        Raises:
            NotFoundError: ``not_found.source``.
        """
        from casestudy.language.sentences import sentences  # noqa: PLC0415 - spaCy is heavy

        found = self.transcript(source_id)
        return sentences(found.text, found.turns)

    def speakers(self, source_id: str) -> list[SpeakerValue]:
        """Return the speaker labels of a source and who they stand for."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, visible):
            visible_source(reader, visible, source_id)
            return reader.values(SpeakerValue, SPEAKER, order="label", source_id=source_id)

    def all_speakers(self) -> list[SpeakerValue]:
        """Return the speakers of every visible source, by label."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, visible):
            speakers = reader.values(SpeakerValue, SPEAKER, order="label")
        return [speaker for speaker in speakers if visible.shows(speaker.source_id)]

    def read_files(self, items: Iterable[tuple[str, bytes | Path]]) -> Iterator[ParseOutcome]:
        """Read and understand files without storing anything, one outcome per file in order.

        Raises:
            NotPermittedError: The member may not import.
        """
        require(self._session.member, Verb.IMPORT_SOURCES)
        yield from parse_files(items)

    def repair(self, parsed: ParsedSource) -> ParsedSource:
        """Return the source with broken ligatures, soft hyphens and divided words repaired.

        What has no single solution stays, and stands in the notices of the result.
        """
        return repair(parsed)

    def already_here(self, file_sha256: str) -> Source | None:
        """Return the visible source that came from the same file, if it is in the study."""
        with self._session.read(Verb.IMPORT_SOURCES) as (reader, visible):
            found = reader.values(Source, SOURCE, file_sha256=file_sha256)
        return next((source for source in found if visible.shows(source.id)), None)

    def store(
        self,
        parsed: ParsedSource,
        plan: SourcePlan,
        *,
        people: Mapping[str, NewParticipant] | None = None,
        request_id: str | None = None,
    ) -> str:
        """Store a file that was read, as the person decided; return the source's id.

        Args:
            parsed: The file as it was read.
            plan: What the person decided about it.
            people: Speakers (by label) who become new participants of the plan's case.
            request_id: Makes a repeated call harmless.

        Raises:
            ConflictError: ``source_exists``: the same file is in the study already; ``taken``
                for a pseudonym in use.
            InvalidInputError: ``empty_field`` for a blank title, ``unknown_speaker``,
                ``sources.no_consent`` where one of ``people`` has not agreed to the transcript.
            NotPermittedError: The member may not import, or not add participants.
        """
        return self._store(parsed, plan, people or {}, request_id=request_id)[0]

    def _store(
        self,
        parsed: ParsedSource,
        plan: SourcePlan,
        newcomers: Mapping[str, NewParticipant],
        *,
        request_id: str | None = None,
    ) -> tuple[str, int]:
        """Store a source and return its id and number."""
        if not plan.title.strip():
            raise InvalidInputError("empty_field")
        if newcomers:
            require(self._session.member, Verb.EDIT_CASES)
        if any(ConsentScope.TRANSCRIPT not in person.scopes for person in newcomers.values()):
            raise InvalidInputError("sources.no_consent")
        labels = {turn.speaker for turn in parsed.turns if turn.speaker}
        links = {link.label: link for link in plan.speakers}
        if unknown := sorted((links.keys() | newcomers.keys()) - labels):
            raise InvalidInputError("unknown_speaker", speakers=", ".join(unknown))

        def work(unit: Unit) -> Done:
            known = unit.find(SOURCE, file_sha256=parsed.file_sha256)
            if known is not None:
                raise ConflictError("source_exists", title=known["title"])
            source_id, number = unit.new_id(), unit.next_number("source")
            added = {
                label: insert_participant(unit, person, case_id=plan.case_id or "")
                for label, person in newcomers.items()
            }
            insert_source(
                unit,
                {
                    "file_sha256": parsed.file_sha256,
                    "file_format": parsed.format,
                    **_columns(plan),
                },
                source_id=source_id,
                number=number,
                text=parsed.text,
                turns=parsed.turns,
                speakers=[
                    SpeakerLink(
                        label=label,
                        is_interviewer=label in links and links[label].is_interviewer,
                        participant_id=added.get(label)
                        or (links[label].participant_id if label in links else None),
                    )
                    for label in sorted(labels)
                ],
                member_id=self._session.member.id,
            )
            stored = [source_id, number]
            return Done("import_source", "source", source_id, source_id, result=stored)

        source_id, number = self._session.write(Verb.IMPORT_SOURCES, work, request_id=request_id)
        return str(source_id), int(number)

    def import_files(
        self,
        paths: Iterable[Path],
        *,
        case: str,
        type: SourceType | None = None,  # noqa: A002 - the command line's word
        role: Role | None = None,
        on_file: Callable[[ImportedFile], None] | None = None,
    ) -> list[ImportedFile]:
        """Read and store files with what the program makes of them, one report line per file.

        Speakers are linked to participants whose pseudonym is their label; where ``role`` is
        given, others who are not interviewers become new participants of the case.

        Args:
            paths: Files of any known format.
            case: The case's label.
            type: Overrides the type that was recognised.
            role: Coarse role of speakers not known yet.
            on_file: Called after each file, for progress.

        Raises:
            InvalidInputError: ``unknown_case``.
        """
        planner = self.planner(case=case, kind=type, role=role)
        report = []
        for outcome in self.read_files((path.name, path) for path in paths):
            if outcome.source is not None:
                line = self.import_parsed(outcome.source, planner)
            else:
                line = ImportedFile(file_name=outcome.file_name, error=outcome.error)
            report.append(line)
            if on_file:
                on_file(line)
        return report

    def planner(self, *, case: str, kind: SourceType | None, role: Role | None) -> Planner:
        """Return what plans the files of one batch, as for :meth:`import_files`.

        Raises:
            InvalidInputError: ``unknown_case``.
        """
        return Planner(self._session, case=case, kind=kind, role=role)

    def import_parsed(self, parsed: ParsedSource, planner: Planner) -> ImportedFile:
        """Store a file that was read as the program plans it, or report why not."""
        try:
            plan, people = planner.plan(parsed)
            source_id, number = self._store(parsed, plan, people)
        except CaseStudyError as error:
            return ImportedFile(file_name=parsed.file_name, error=error)
        return ImportedFile(
            file_name=parsed.file_name,
            source_id=source_id,
            number=number,
            words=word_count(parsed.text),
            turns=len(parsed.turns),
            notices=parsed.notices,
            unlinked=tuple(
                link.label
                for link in plan.speakers
                if not (link.is_interviewer or link.participant_id or link.label in people)
            ),
        )

    def change(self, source: Source, *, request_id: str | None = None, **values: Any) -> None:
        """Change title, type, case, dates or the observation form of a source as last seen.

        Raises:
            ConflictError: Someone changed the source since.
            InvalidInputError: ``unknown_value`` for a field that can't be changed.
        """
        if wrong := sorted(values.keys() - _EDITABLE):
            raise InvalidInputError("unknown_value", field=", ".join(wrong), value="")
        if not values.get("title", source.title).strip():
            raise InvalidInputError("empty_field")

        def work(unit: Unit) -> Done:
            unit.update(SOURCE, source.id, seen=source.version, **values)
            return Done("change_source", "source", source.id, source.id)

        self._session.write(Verb.EDIT_SOURCES, work, request_id=request_id)

    def link_speaker(
        self, speaker: SpeakerValue, link: SpeakerLink, *, request_id: str | None = None
    ) -> None:
        """Say who a speaker label stands for, also after coding has begun.

        Raises:
            ConflictError: Someone changed the link since.
        """

        def work(unit: Unit) -> Done:
            if link.participant_id is not None:
                unit.get(PARTICIPANT, link.participant_id)
            unit.update(
                SPEAKER,
                speaker.id,
                seen=speaker.version,
                is_interviewer=link.is_interviewer,
                participant_id=link.participant_id,
            )
            return Done("link_speaker", "speaker", speaker.id, speaker.source_id)

        self._session.write(Verb.EDIT_SOURCES, work, request_id=request_id)

    def use(self, source_id: str) -> SourceUse:
        """Count what hangs on a source, of all coders, before it is deleted.

        Raises:
            NotFoundError: ``not_found.source``.
        """
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, visible):
            visible_source(reader, visible, source_id)
            return source_use(reader, source_id)

    def undo_import(self, source_id: str, *, request_id: str | None = None) -> None:
        """Take a source out again on which nothing hangs yet.

        Raises:
            ConflictError: ``source_in_use``: it has been coded or commented since.
        """
        self._erase(Verb.IMPORT_SOURCES, source_id, None, request_id)

    def delete(
        self, source_id: str, *, confirmed: SourceUse, request_id: str | None = None
    ) -> None:
        """Delete a source with all that hangs on it, as shown to the person before.

        Raises:
            ConflictError: ``source_in_use``: more hangs on it now than was confirmed.
            NotPermittedError: Only a project leader may.
        """
        self._erase(Verb.DELETE_SOURCES, source_id, confirmed, request_id)

    def _erase(
        self, verb: Verb, source_id: str, confirmed: SourceUse | None, request_id: str | None
    ) -> None:
        def work(unit: Unit) -> Done:
            visible_source(unit, visibility(unit, self._session.member), source_id)
            use = source_use(unit, source_id)
            if (not use.is_empty) if confirmed is None else (use != confirmed):
                raise ConflictError("source_in_use", codings=use.codings)
            erase_source(unit, source_id)
            return Done("erase_source", "source", source_id)

        self._session.write(verb, work, request_id=request_id)


def _columns(plan: SourcePlan) -> dict[str, Any]:
    return {
        "title": plan.title.strip(),
        "type": plan.type.value,
        "case_id": plan.case_id,
        "date": plan.date,
        "time_point_id": plan.time_point_id,
        "interviewer": plan.interviewer.strip(),
        "peer_interviewer": plan.peer_interviewer,
        "place": plan.place.strip(),
        "time": plan.time.strip(),
        "situation": plan.situation.strip(),
        "observer": plan.observer.strip(),
        "language": "nb",
    }

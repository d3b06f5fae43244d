"""A REFI-QDA project as a study: what has a counterpart here, and a report of what has none."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casestudy.domain.cases import LABEL_LENGTH, PSEUDONYM_LENGTH, Measure, TimePoint
from casestudy.domain.interchange import (
    CarriedCase,
    CarriedParticipant,
    CarriedRound,
    Coder,
    StudyContent,
)
from casestudy.domain.vocabulary import MeasureOrigin, Role, RoundVisibility, Stage
from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.losses import Element, Happened, Ledger, LossReport, joined
from casestudy.exchange.refi.study.facts import (
    CaseKind,
    Fact,
    date_of,
    fact_guid,
    facts,
    kind_label,
    kind_of,
    scopes_of,
)
from casestudy.exchange.refi.study.read_sources import Frame, source_from_project
from casestudy.exchange.refi.study.read_theories import TheoryReader
from casestudy.exchange.refi.study.records import as_member, fields_of
from casestudy.exchange.refi.study.write_theories import said_guid
from casestudy.exchange.refi.to_codebook import Defaults, codebook_from_refi
from casestudy.texts import LANGUAGES, text

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.exchange.refi.read import RefiReading
    from casestudy.exchange.refi.values import RefiNote, RefiProject

_Records = dict[str, tuple["RefiNote", dict[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyReading:
    """What a file holds of a study, who wrote it, and what did not come over."""

    content: StudyContent
    origin: str
    report: LossReport


def study_from_project(reading: RefiReading, *, defaults: Defaults) -> StudyReading:
    """Return a project as a study; a file of ours comes back as the study that went out.

    Args:
        reading: A codebook or project that was read.
        defaults: What its codebook is taken to be where it does not say.
    """
    return _StudyReader(reading, defaults).reading()


class _StudyReader:
    def __init__(self, reading: RefiReading, defaults: Defaults) -> None:
        self._reading = reading
        self._project = reading.project
        self._defaults = defaults
        self._ledger = Ledger()
        self._notes = {note.guid: note for note in self._project.notes}
        self._records = _records(self._project)
        self._measures, self._times, self._rounds = self._frame_records()

    def reading(self) -> StudyReading:
        project = self._project
        book, reports = self._codebook()
        cases, participants = self._cases()
        frame = self._frame(cases, participants)
        sources = tuple(source_from_project(source, frame) for source in project.sources)
        theories = TheoryReader(
            self._records,
            project.links,
            self._notes,
            cases=frozenset(case.id for case in cases),
            measures=frozenset(measure.id for measure in self._measures),
            segments=frozenset(one.id for source in sources for one in source.segments),
            ledger=self._ledger,
        )
        at_work = frame.coders | {made.by for made in theories.made.values() if made.by}
        self._tell_of_the_rest(frame, theories.taken)
        mine = self._ledger.report(found={}, kept={})
        return StudyReading(
            content=StudyContent(
                title=project.name,
                coders=self._coders(at_work),
                codebook=book,
                is_codebook_whole=all(
                    loss.happened is not Happened.HEAD_MISSING
                    for report in reports
                    for loss in report.losses
                ),
                cases=cases,
                participants=participants,
                time_points=self._times,
                measures=self._measures,
                rounds=self._rounds,
                sources=sources,
                theories=theories.theories,
                cmocs=theories.cmocs,
                cmoc_links=theories.cmoc_links,
                made=theories.made,
            ),
            origin=self._reading.origin,
            report=joined(self._reading.report, *reports, mine),
        )

    def _codebook(self) -> tuple[Codebook | None, list[LossReport]]:
        project = self._project
        if not project.codes:
            return None, []
        ours = {
            derived_guid("set", kind, guid)
            for guid, (_, fields) in self._records.items()
            if (kind := fields["kind"]) in {"theory", "cmoc"}
        }
        sets = tuple(one for one in project.sets if one.guid not in ours)
        made = codebook_from_refi(replace(project, sets=sets), defaults=self._defaults)
        return made.codebook, [made.report]

    def _frame_records(
        self,
    ) -> tuple[tuple[Measure, ...], tuple[TimePoint, ...], tuple[CarriedRound, ...]]:
        measures: list[Measure] = []
        times: list[TimePoint] = []
        rounds: list[CarriedRound] = []
        cases = {case.guid for case in self._project.cases}
        for guid, (note, fields) in self._records.items():
            starts, ends = date_of(fields.get("starts")), date_of(fields.get("ends"))
            if fields["kind"] == "measure" and fields.get("case") in cases:
                measures.append(
                    Measure(
                        id=guid,
                        case_id=fields["case"],
                        name_nb=fields.get("name_nb", note.name),
                        name_en=fields.get("name_en", ""),
                        origin=as_member(MeasureOrigin, fields.get("origin")),
                        requested_vs_delivered=fields.get("requested_vs_delivered", ""),
                        stage=as_member(Stage, fields.get("stage")),
                        starts=starts,
                        ends=ends,
                        resource=fields.get("resource", ""),
                        version=1,
                    )
                )
            elif fields["kind"] == "time_point":
                label = fields.get("label", "")
                twice = any(one.label == label for one in times)
                if twice or not 0 < len(label) <= LABEL_LENGTH:
                    self._ledger.note(Element.NOTE, Happened.UNREADABLE_RECORD, name=note.name)
                    continue
                times.append(TimePoint(id=guid, label=label, starts=starts, ends=ends, version=1))
            elif fields["kind"] == "round":
                opened, closed = _moment(fields.get("opened")), _moment(fields.get("closed"))
                visibility = as_member(RoundVisibility, fields.get("visibility"))
                if opened is None or visibility is None:
                    self._ledger.note(Element.NOTE, Happened.UNREADABLE_RECORD, name=note.name)
                    continue
                rounds.append(
                    CarriedRound(
                        id=guid,
                        name=fields.get("name", ""),
                        visibility=visibility,
                        opened_at=opened,
                        closed_at=closed,
                    )
                )
        return tuple(measures), tuple(times), tuple(rounds)

    def _cases(self) -> tuple[tuple[CarriedCase, ...], tuple[CarriedParticipant, ...]]:
        names = {kind_label(kind, tongue): kind for kind in CaseKind for tongue in LANGUAGES}
        ours = {fact_guid(fact) for fact in Fact}
        variables = {one.guid: one.name for one in self._project.variables}
        cases: list[CarriedCase] = []
        people = []
        taken: set[str] = set()
        for case in self._project.cases:
            said = facts(case.values)
            kind = kind_of(said, names)
            is_free = case.name not in taken
            if kind is CaseKind.CASE and is_free and 0 < len(case.name) <= LABEL_LENGTH:
                cases.append(CarriedCase(id=case.guid, label=case.name))
                taken.add(case.name)
            elif kind is CaseKind.PARTICIPANT and 0 < len(case.name) <= PSEUDONYM_LENGTH:
                people.append((case, said))
            else:
                self._ledger.note(Element.CASE, Happened.NOT_OURS, name=case.name)
            for value in case.values:
                if value.variable not in ours and value.value is not None:
                    name = variables[value.variable]
                    self._ledger.note(Element.VALUE, Happened.NOT_OURS, name=name)
        labels = {case.label: case.id for case in cases}
        participants: list[CarriedParticipant] = []
        for case, said in people:
            role, label = as_member(Role, said.get(Fact.ROLE)), said.get(Fact.CASE, "")
            twice = any(one.pseudonym == case.name for one in participants)
            if role is None or label not in labels or twice:
                self._ledger.note(Element.CASE, Happened.NOT_OURS, name=case.name)
                continue
            participants.append(
                CarriedParticipant(
                    id=case.guid,
                    pseudonym=case.name,
                    case_id=labels[label],
                    role=role,
                    scopes=scopes_of(said.get(Fact.CONSENT, "")),
                )
            )
        return tuple(cases), tuple(participants)

    def _frame(
        self, cases: tuple[CarriedCase, ...], participants: tuple[CarriedParticipant, ...]
    ) -> Frame:
        extra: defaultdict[str, list[str]] = defaultdict(list)
        cited = set()
        records = set(self._records)
        for link in self._project.links:
            if link.origin in self._notes and link.origin not in records:
                extra[link.target].append(link.origin)
            note = self._notes.get(said_guid(link.guid))
            if note is not None and (fields_of(note.text) or {}).get("kind") == "evidence":
                cited.add(link.target)
        return Frame(
            ledger=self._ledger,
            notes=self._notes,
            variables={one.guid: one for one in self._project.variables},
            cases={case.label: case.id for case in cases},
            time_points={point.label: point.id for point in self._times},
            measures=frozenset(measure.id for measure in self._measures),
            rounds=frozenset(one.id for one in self._rounds),
            participants=frozenset(person.id for person in participants),
            unknown_coder=derived_guid("unknown coder", self._reading.origin),
            extra=extra,
            cited=frozenset(cited),
        )

    def _coders(self, at_work: set[str]) -> tuple[Coder, ...]:
        coders = [
            Coder(id=user.guid, handle=user.id, name=user.name or user.id or user.guid[:8])
            for user in self._project.users
            if user.guid in at_work
        ]
        unknown = derived_guid("unknown coder", self._reading.origin)
        if unknown in at_work:
            origin = self._reading.origin or "?"
            name = text("refi_study.unknown_coder", self._defaults.language, origin=origin)
            coders.append(Coder(id=unknown, handle="", name=name))
        return tuple(coders)

    def _tell_of_the_rest(self, frame: Frame, taken: set[str]) -> None:
        """Write down notes, links and variables that nothing was made of."""
        ledger, project = self._ledger, self._project
        said = {said_guid(link.guid) for link in project.links}
        on_codes = Counter(note for code in project.codes for note in code.notes)
        for note in project.notes:
            if note.guid not in frame.noted | said | self._records.keys():
                count = max(1, on_codes[note.guid])
                ledger.note(Element.NOTE, Happened.NOT_OURS, name=note.name, count=count)
        for link in project.links:
            is_memo = (link.origin, link.target) in frame.tied
            if link.guid not in taken and not is_memo:
                ledger.note(Element.LINK, Happened.NOT_OURS, name=link.name)


def _records(project: RefiProject) -> _Records:
    """Return the notes of ours that stand for something of their own, by GUID."""
    pointed_at = {guid for source in project.sources for guid in source.notes}
    for source in project.sources:
        for selection in source.selections:
            pointed_at |= {*selection.notes}
            pointed_at |= {guid for coding in selection.codings for guid in coding.notes}
    pointed_at |= {guid for link in project.links for guid in link.notes}
    found: _Records = {}
    for note in project.notes:
        if note.guid in pointed_at:
            continue
        fields = fields_of(note.text)
        if fields and "kind" in fields:
            found[note.guid] = (note, fields)
    return found


def _moment(written: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None

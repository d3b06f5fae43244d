"""A whole study as a REFI-QDA project; the same study gives the same project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.from_codebook import refi_from_codebook
from casestudy.exchange.refi.study.facts import (
    CaseKind,
    Fact,
    kind_label,
    scopes_written,
    values,
    variables,
)
from casestudy.exchange.refi.study.records import guid_of, record
from casestudy.exchange.refi.study.write_sources import SourceWriter, turn_guid
from casestudy.exchange.refi.study.write_theories import TheoryWriter
from casestudy.exchange.refi.values import RefiCase, RefiNote, RefiProject, RefiUser
from casestudy.texts import text
from casestudy.texts.labels import capital, label

if TYPE_CHECKING:
    from casestudy.domain.interchange import CarriedParticipant, StudyContent

_MEASURE: Final = (
    *("name_nb", "name_en", "origin", "requested_vs_delivered", "stage", "starts", "ends"),
    "resource",
)


def project_from_study(content: StudyContent, *, description: str, language: str) -> RefiProject:
    """Return a study as a project that is read in other programs, and by us without loss.

    Args:
        content: What goes out.
        description: What the file says of itself: study, codebook release, counts.
        language: Of names and explanations, ``"nb"`` or ``"en"``.
    """
    book = RefiProject()
    if content.codebook is not None and content.codebook.codes:
        book = refi_from_codebook(content.codebook, language=language)
    sources = SourceWriter(content, language)
    written = tuple(sources.source(source) for source in content.sources)
    theories = TheoryWriter(content, language)
    return RefiProject(
        name=content.title,
        description=description,
        users=tuple(
            RefiUser(guid=guid_of(coder.id), name=coder.name, id=coder.handle)
            for coder in content.coders
        ),
        codes=book.codes,
        variables=variables(language) if written or content.cases else (),
        cases=_cases(content, language),
        sources=written,
        notes=(*_frame(content, language), *sources.notes.values(), *theories.notes),
        links=tuple(theories.links),
        sets=(*book.sets, *theories.sets),
    )


def _cases(content: StudyContent, language: str) -> tuple[RefiCase, ...]:
    labels = {case.id: case.label for case in content.cases}
    of_case: defaultdict[str | None, list[str]] = defaultdict(list)
    spoken: defaultdict[str, list[str]] = defaultdict(list)
    heard_in: defaultdict[str, list[str]] = defaultdict(list)
    for source in content.sources:
        of_case[source.case_id].append(guid_of(source.id))
        people = {one.label: one.participant_id for one in source.speakers}
        for number, turn in enumerate(source.turns, start=1):
            if person := people.get(turn.speaker):
                spoken[person].append(turn_guid(source.id, number))
                heard_in[person].append(guid_of(source.id))
    cases = [
        RefiCase(
            guid=guid_of(case.id),
            name=case.label,
            values=values({Fact.KIND: kind_label(CaseKind.CASE, language)}),
            sources=tuple(of_case[case.id]),
        )
        for case in content.cases
    ]
    participants = [
        RefiCase(
            guid=guid_of(person.id),
            name=person.pseudonym,
            values=values(_person(person, labels, language)),
            sources=tuple(dict.fromkeys(heard_in[person.id])),
            selections=tuple(spoken[person.id]),
        )
        for person in content.participants
    ]
    return (*cases, *participants)


def _person(person: CarriedParticipant, cases: dict[str, str], language: str) -> dict[Fact, str]:
    return {
        Fact.KIND: kind_label(CaseKind.PARTICIPANT, language),
        Fact.CASE: cases.get(person.case_id, ""),
        Fact.ROLE: capital(label(person.role, language)),
        Fact.CONSENT: scopes_written(person.scopes, language),
    }


def _frame(content: StudyContent, language: str) -> list[RefiNote]:
    """Return what sources and codings lean on: time points, measures and rounds, a note each."""
    notes = []
    for point in content.time_points:
        words = " – ".join(str(day) for day in (point.starts, point.ends) if day)
        fields: dict[str, object] = {
            "kind": "time_point",
            "label": point.label,
            "starts": point.starts,
            "ends": point.ends,
        }
        name = text("refi_study.time_point", language, label=point.label)
        notes.append(RefiNote(guid=guid_of(point.id), name=name, text=record(words, fields)))
    labels = {case.id: case.label for case in content.cases}
    for measure in content.measures:
        said = asdict(measure)
        fields = {"kind": "measure", "case": guid_of(measure.case_id)}
        fields |= {name: said[name] for name in _MEASURE}
        words = text("refi_study.measure_of", language, case=labels.get(measure.case_id, ""))
        name = text("refi_study.measure", language, name=measure.name_nb)
        notes.append(RefiNote(guid=guid_of(measure.id), name=name, text=record(words, fields)))
    for one in content.rounds:
        fields = {
            "kind": "round",
            "name": one.name,
            "visibility": one.visibility,
            "opened": one.opened_at.isoformat(),
            "closed": one.closed_at.isoformat() if one.closed_at else None,
        }
        name = text("refi_study.round", language, name=one.name)
        words = capital(label(one.visibility, language))
        notes.append(RefiNote(guid=guid_of(one.id), name=name, text=record(words, fields)))
    return notes

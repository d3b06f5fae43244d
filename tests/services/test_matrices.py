"""Counts and matrices: the numbers are right, and only released words leave."""

from __future__ import annotations

from datetime import date

import pytest
from tests.build import add_case, add_person, add_source, build_study

from casestudy.domain.vocabulary import (
    Audience,
    CMOCScope,
    Coverage,
    QuoteWording,
    Role,
    Stance,
    StrengthBand,
    TheoryOrigin,
    Verdict,
)
from casestudy.errors import InvalidInputError, NotPermittedError

GROUP = (
    ("I", "Hva med gruppa?"),
    ("P01", "Jeg trodde på det da."),
    ("P02", "Ikke jeg, men det gikk bra."),
)


@pytest.fixture
def study(engine):
    study = build_study(engine)
    for label, people in (("A", ("P01", "P02")), ("B", ("P03",))):
        case_id = add_case(study, label)
        for pseudonym in people:
            role = Role.STAFF if pseudonym == "P02" else Role.SERVICE_USER
            add_person(study, pseudonym, case_id, role=role)
    people = {person.pseudonym: person.id for person in study.cases.participants()}
    cases = {case.label: case.id for case in study.cases.all()}
    add_source(study, cases["A"], GROUP, name="A1", people=people)
    add_source(study, cases["B"], (("P03", "Her trodde ingen på det."),), name="B1", people=people)
    return study


def ids(study):
    return {source["title"]: source["id"] for source in study.sources.all()}


def put(study, title, words, code, who="mona"):
    source_id = ids(study)[title]
    start = study.sources.transcript(source_id).text.index(words)
    return study.as_member(who).coding.apply(source_id, start, start + len(words), code=code)


def test_case_by_code_counts_people_codings_and_sources_apart(study):
    put(study, "A1", "Jeg trodde", "CH.H.1")
    put(study, "A1", "trodde på", "CH.H.1", "ingrid")
    put(study, "A1", "da.\nIkke jeg", "CH.H.1")
    put(study, "B1", "trodde", "CH.H.2")
    put(study, "A1", "gruppa", "CH.H.1")
    matrix = study.analyses.code_case()
    cell = matrix.cells["CH.H.1"]["A"]
    assert (cell.participants, cell.codings, cell.sources) == (2, 3, 1)
    above = {label: matrix.cells["CH.H"][label].codings for label in matrix.case_labels}
    assert above == {"A": 3, "B": 1}
    assert matrix.cells["CH.H.1"]["B"].codings == 0
    assert {label: total.codings for label, total in matrix.totals.items()} == above
    assert matrix.coders == 2


def test_a_segment_over_two_speakers_belongs_to_both_and_is_marked(study):
    put(study, "A1", "da.\nIkke jeg", "CH.H.1")
    (row,) = study.segments().to_dict("records")
    assert (row["participant"], row["shared"], row["interviewer"]) == ("P01", True, False)
    by_role = study.matrix(rows="role", columns="code")
    assert by_role["CH.H.1"].to_dict() == {"service_user": 1, "staff": 1}


def test_segments_are_filtered_by_code_branch_case_role_and_coder(study):
    put(study, "A1", "Jeg trodde", "CH.H.1")
    put(study, "A1", "det gikk bra", "CH.M.3", "ingrid")
    put(study, "B1", "trodde", "CH.H.2")
    assert len(study.segments(code="CH.H")) == 2
    assert list(study.segments(case="B")["text"]) == ["trodde"]
    assert list(study.segments(role="ansatt")["text"]) == ["det gikk bra"]
    assert list(study.segments(coder="ingrid")["code"]) == ["CH.M.3"]
    with pytest.raises(InvalidInputError):
        study.segments(case="Z")


def cmoc(study):
    theory = study.realist.add_theory(origin=TheoryOrigin.TEAM, title_nb="Gruppa", if_nb="Hvis")
    return study.realist.add_cmoc(
        theory_id=theory,
        scope=CMOCScope.CROSS_CASE,
        title_nb="Gruppa gir tro",
        statement_nb="Hvis folk møtes, så tror de på det, fordi de ser andre.",
        elements=[
            {"role": "context", "text_nb": "Et fast sted", "level": "service"},
            {"role": "reasoning", "text_nb": "Jeg tror på det"},
        ],
    )


def evidence(study, key, words, title="A1", stance=Stance.SUPPORTS, element=None):
    source_id = ids(study)[title]
    start = study.sources.transcript(source_id).text.index(words)
    return study.realist.add_evidence(
        key["version_id"],
        stance=stance,
        place=(source_id, start, start + len(words)),
        element_id=element,
        coverage=Coverage.ELEMENT,
    )


def test_the_matrix_prints_released_quotes_and_counts_the_rest(study):
    key = cmoc(study)
    evidence(study, key, "Jeg trodde på det", element=key["element_ids"][1])
    evidence(study, key, "trodde ingen", "B1", Stance.REFUTES)
    released, withheld = study.realist.cmocs()[0].evidence
    quote = study.as_member("ingrid").quotes.propose(
        released.segment_id,
        audience=Audience.TEAM,
        wording=QuoteWording.VERBATIM,
        checks=["consent", "cell_size", "dialect", "third_person", "internal_confidentiality"],
    )
    (row,) = study.matrices.cmo().rows
    assert (row.quotes, row.quotes_withheld) == ((), 2)
    (release,) = study.quotes.all()
    assert release.id == quote
    with pytest.raises(NotPermittedError):
        study.as_member("ingrid").quotes.approve(release)
    study.quotes.approve(release)
    (row,) = study.matrices.cmo().rows
    assert [q.text for q in row.quotes] == ["Jeg trodde på det"]
    assert row.quotes_withheld == 1
    assert study.matrices.cmo(audience=Audience.DIALOGUE_MEETING).withheld == 2
    assert (row.profile.participants, row.profile.refuting, row.profile.unanswered) == (1, 1, 1)
    assert [part.assumed for part in row.parts] == [True, False]
    assert withheld.stance is Stance.REFUTES


def test_a_case_without_a_verdict_was_not_asked(study):
    key = cmoc(study)
    case = study.cases.all()[0]
    with pytest.raises(InvalidInputError):
        study.realist.set_case_verdict(key["version_id"], case.id, Verdict.MIXED, reason=" ")
    study.realist.set_case_verdict(key["version_id"], case.id, Verdict.MIXED, reason="To syn")
    (row,) = study.matrices.cmo().rows
    assert [cell.verdict for cell in row.cases] == [Verdict.MIXED, Verdict.NOT_ASKED]
    assert study.overview().not_asked == ("CMOC-01 · B",)


def test_the_teams_verdict_on_strength_needs_a_reason(study):
    key = cmoc(study)
    with pytest.raises(InvalidInputError):
        study.realist.set_strength(
            key["version_id"], StrengthBand.SUPPORTED, reason_nb="", date=date(2025, 6, 1)
        )
    study.realist.set_strength(
        key["version_id"], StrengthBand.SUPPORTED, reason_nb="To roller", date=date(2025, 6, 1)
    )
    assert study.matrices.cmo().rows[0].band is StrengthBand.SUPPORTED


def test_evidence_of_a_withdrawn_participant_leaves_the_element_assumed(study):
    key = cmoc(study)
    evidence(study, key, "trodde ingen", "B1", element=key["element_ids"][0])
    assert not study.matrices.cmo().rows[0].parts[0].assumed
    person = next(p for p in study.cases.participants() if p.pseudonym == "P03")
    study.cases.withdraw_participant(person)
    row = study.matrices.cmo().rows[0]
    assert row.parts[0].assumed
    assert row.profile.evidence == 0

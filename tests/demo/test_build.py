"""The demo study is what it promises, and the same every time it is built."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from casestudy.demo.build import build_demo
from casestudy.domain.vocabulary import (
    Audience,
    CMOCLinkType,
    ConsentScope,
    MemberRole,
    OutcomeKind,
    QuoteWording,
    Role,
    SourceType,
    Stance,
    Verdict,
)
from casestudy.errors import StoreError
from casestudy.services.stores import check, logical_export
from casestudy.texts import LANGUAGES, text

THEORY_VERDICTS = {
    "PT1": {"A": "mixed", "B": "refutes", "C": "supports"},
    "PT2": {"A": "supports", "B": "refutes", "C": "mixed"},
    "PT3": {"A": "mixed", "B": "supports", "C": "refutes"},
}


@pytest.fixture(scope="session")
def cmocs(demo):
    return demo.realist.cmocs()


@pytest.mark.slow
def test_two_builds_hold_the_same(demo, tmp_path):
    steps = []
    with build_demo(str(tmp_path / "igjen.db"), on_step=lambda *step: steps.append(step)) as again:
        assert logical_export(again.store.engine) == logical_export(demo.store.engine)
    for step, done, total in steps:
        assert 0 <= done <= total
        assert all(text(f"demo.step.{step}", language) for language in LANGUAGES)


def test_it_is_never_built_over_something(demo_address):
    with pytest.raises(StoreError) as refused:
        build_demo(demo_address)
    assert refused.value.code == "store.exists"


def test_what_is_written_afterwards_has_a_time_and_an_id_of_its_own(own_demo):
    before = datetime.now(UTC) - timedelta(minutes=1)
    new = own_demo.cases.add("D")
    assert uuid.UUID(new).version == 4
    assert own_demo.store.clock() > before


def test_it_says_that_it_is_a_demo(demo):
    assert demo.info.is_demo
    assert all(demo.matrices.cmo(language=language).stamp.is_demo for language in LANGUAGES)


def test_the_store_is_sound(demo):
    report = check(demo.store.engine)
    assert {"segments_match_text", "evidence_has_target"} <= {one.name for one in report.results}
    assert report.is_sound, [(found.name, found.examples) for found in report.findings]


def test_there_are_three_cases_with_eighteen_sources_and_every_voice_linked(demo):
    sources = demo.sources.all()
    assert Counter(source["case_label"] for source in sources) == {"A": 6, "B": 6, "C": 6}
    kinds = Counter(source["type"] for source in sources)
    assert kinds == {
        SourceType.INTERVIEW: 11,
        SourceType.GROUP_INTERVIEW: 1,
        SourceType.OBSERVATION: 6,
    }
    assert Counter(source["file_format"] for source in sources) == {"docx": 9, "txt": 9}
    for source in sources:
        for speaker in demo.sources.speakers(source["id"]):
            assert speaker.is_interviewer or speaker.participant_id is not None


def test_words_of_every_source_are_within_what_was_planned(demo):
    assert all(1100 <= source["words"] <= 3000 for source in demo.sources.all())


def test_every_coder_has_coded_everything_and_two_tasks_each_are_open(demo):
    frame = demo.segments(text=False)
    assert len(frame) >= 600
    assert set(frame["coder"]) == {"ingrid", "jonas"}
    assert frame.groupby("coder")["source_id"].nunique().tolist() == [18, 18]
    assert [(coder.assigned, coder.done) for coder in demo.overview().coders] == [(18, 16)] * 2


def test_coders_agree_and_disagree(demo):
    frame = demo.segments(text=False)
    made = frame.groupby(["segment_id", "code"])["coder"].nunique()
    assert 0.3 < (made == 2).mean() < 0.9


def test_times_run_forward_from_interview_to_coding(demo):
    for source in demo.sources.all():
        assert source["date"] <= source["imported_at"].date()
    rounds = demo.members.rounds()
    assert len(rounds) == 1
    assert all(source["imported_at"] < rounds[0].opened_at for source in demo.sources.all())


def test_one_user_gives_no_quotes_to_the_meeting_and_some_populations_are_unknown(demo):
    scopes = {
        person.pseudonym: demo.cases.consent(person.id).scopes
        for person in demo.cases.participants()
        if person.role is Role.SERVICE_USER
    }
    assert any(
        ConsentScope.QUOTE_REPORT in given and ConsentScope.QUOTE_DIALOGUE not in given
        for given in scopes.values()
    )
    counts = [demo.cases.population(case.id) for case in demo.cases.all()]
    assert all(count[Role.LEADER] == 1 for count in counts)
    assert any(None in count.values() for count in counts)


def test_no_released_quote_goes_beyond_what_its_speaker_agreed_to(demo, cmocs):
    needed = {
        Audience.TEAM: ConsentScope.QUOTE_REPORT,
        Audience.DIALOGUE_MEETING: ConsentScope.QUOTE_DIALOGUE,
    }
    people = {person.pseudonym: person.id for person in demo.cases.participants()}
    frame = demo.segments(text=False)
    speakers = frame.groupby("segment_id")["participant"].first()
    checked = 0
    for release in demo.quotes.all():
        pseudonym = speakers.get(release.segment_id)
        if release.approved_by is None or not pseudonym:
            continue
        assert needed[release.audience] in demo.cases.consent(people[pseudonym]).scopes
        checked += 1
    assert checked > 10


def test_twelve_configurations_stand_under_three_theories(demo, cmocs):
    theories = {theory.id: theory.number for theory in demo.realist.theories()}
    assert len(cmocs) == 12
    assert Counter(theories[cmoc.theory_id] for cmoc in cmocs) == {1: 4, 2: 4, 3: 4}
    assert sum(cmoc.case_id is None for cmoc in cmocs) == 3


def test_every_configuration_has_evidence_both_ways(cmocs):
    for cmoc in cmocs:
        stances = {item.stance for item in cmoc.evidence}
        assert {Stance.SUPPORTS, Stance.REFUTES} <= stances, cmoc.title_nb


def test_some_elements_are_assumed_and_some_evidence_speaks_to_links(demo, cmocs):
    kinds = Counter(item.target_kind for cmoc in cmocs for item in cmoc.evidence)
    assert kinds["link"] >= 10
    rows = demo.matrices.cmo().rows
    assert sum(part.assumed for row in rows for part in row.parts) >= 5
    outcomes = {part.outcome_kind for row in rows for part in row.parts}
    assert set(OutcomeKind) <= outcomes


def test_refuting_evidence_is_answered_in_some_and_open_in_others(demo, cmocs):
    against = [item for cmoc in cmocs for item in cmoc.evidence if item.stance is Stance.REFUTES]
    assert {item.answered for item in against} == {True, False}
    assert 0 < len(demo.overview().open_refutations) < len(cmocs)


def test_each_theory_is_supported_in_one_case_and_refuted_in_another(demo, cmocs):
    across = {cmoc.id for cmoc in cmocs if cmoc.case_id is None}
    found = {
        row.theory_number: {cell.case_label: cell.verdict for cell in row.cases}
        for row in demo.matrices.cmo().rows
        if row.cmoc_id in across
    }
    assert found == THEORY_VERDICTS


def test_verdicts_of_the_whole_matrix_add_up(demo):
    cells = [cell for row in demo.matrices.cmo().rows for cell in row.cases]
    assert len(cells) == 12 * 3
    counted = Counter(cell.verdict for cell in cells)
    assert counted == {
        Verdict.SUPPORTS: 15,
        Verdict.MIXED: 9,
        Verdict.REFUTES: 6,
        Verdict.NOT_ASKED: 3,
        Verdict.NOT_RELEVANT: 2,
        Verdict.ASKED_NOTHING_FOUND: 1,
    }


def test_statements_are_short_enough_to_be_read_aloud(cmocs):
    for cmoc in cmocs:
        for statement in (cmoc.statement_nb, cmoc.statement_en):
            assert 0 < len(statement.split()) <= 35
        assert cmoc.statement_nb.startswith("Hvis ")
        assert "fordi" in cmoc.statement_nb


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", [Audience.TEAM, Audience.DIALOGUE_MEETING])
def test_the_matrix_is_full_in_both_languages_and_withholds(demo, language, audience):
    matrix = demo.matrices.cmo(language=language, audience=audience)
    assert len(matrix.rows) == 12
    assert matrix.withheld > 0
    for row in matrix.rows:
        assert row.title
        assert row.statement
        assert row.for_whom
    quotes = [quote for row in matrix.rows for quote in row.quotes]
    assert {Stance.SUPPORTS, Stance.REFUTES} <= {quote.stance for quote in quotes}


def test_norwegian_and_english_rows_are_not_the_same_words(demo):
    nb, en = (demo.matrices.cmo(language=language).rows for language in LANGUAGES)
    for norwegian, english in zip(nb, en, strict=True):
        assert norwegian.statement != english.statement
        assert all(a.text != b.text for a, b in zip(norwegian.parts, english.parts, strict=True))


def test_frames_work_and_filters_narrow_them(demo):
    everything = demo.segments()
    hope = demo.segments(code="CH.H", case="A", role="bruker", language="en")
    assert 0 < len(hope) < len(everything)
    assert hope["path"].str.contains("Hope").all()
    assert list(demo.matrix().columns) == ["A", "B", "C"]


def test_quotes_come_in_every_wording_and_some_wait_for_approval(demo):
    released = demo.quotes.all()
    team = [one for one in released if one.audience is Audience.TEAM]
    assert {one.wording for one in team} == set(QuoteWording)
    assert {one.approved_by is None for one in team} == {True, False}
    assert all(one.edits for one in released if one.wording is not QuoteWording.VERBATIM)


def test_groups_answered_differently_and_recommendations_rest_on_configurations(demo, cmocs):
    (meeting,) = demo.dialogue.meetings()
    answers: dict[str, set[str]] = {}
    for response in demo.dialogue.responses(meeting.id):
        answers.setdefault(response.cmoc_version_id, set()).add(response.answer)
        assert response.role in meeting.groups_present
    assert sum(len(given) > 1 for given in answers.values()) >= 4
    wishes = demo.dialogue.recommendations()
    assert len(wishes) == 5
    known = {cmoc.id for cmoc in cmocs}
    assert all(wish.cmoc_ids and known.issuperset(wish.cmoc_ids) for wish in wishes)


def test_configurations_hang_together_in_every_way_and_in_chains(demo):
    links = demo.realist.links()
    assert {link.type for link in links} == set(CMOCLinkType)
    ripples = [link for link in links if link.type is CMOCLinkType.RIPPLE]
    starts = {link.from_cmoc_id for link in ripples}
    assert any(link.to_cmoc_id in starts for link in ripples)


def test_the_team_has_every_role(demo):
    members = {member.handle: member for member in demo.members.all()}
    assert {member.role for member in members.values()} == set(MemberRole)
    assert members["ruth"].language == "en"
    assert members["tor"].may_export

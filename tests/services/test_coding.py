"""Coding in one's own layer: applied once, changed only by oneself, undone and redone."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.build import TALK, add_case, add_source, build_study, small_study

from casestudy.domain.vocabulary import Level, RoundVisibility, Valence
from casestudy.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
)
from casestudy.store.tables import CODING, SEGMENT, TEXT_VERSION


def words(study, coding):
    text = study.sources.transcript(coding.source_id).text
    return text[coding.start : coding.end]


def test_a_coding_covers_the_words_it_was_put_on(engine):
    study, source_id = small_study(engine)
    start = study.sources.transcript(source_id).text.index("første gang")
    study.coding.apply(source_id, start, start + 11, code="CH.H.1", level="individual_user")
    (coding,) = study.coding.of_source(source_id)
    assert words(study, coding) == "første gang"
    assert (coding.code_id, coding.level) == ("CH.H.1", Level.INDIVIDUAL_USER)


def test_a_repeated_request_gives_one_coding_and_the_same_id(engine):
    study, source_id = small_study(engine)
    first = study.coding.apply(source_id, 0, 5, code="CH.H.1", request_id="r1")
    again = study.coding.apply(source_id, 0, 5, code="CH.H.1", request_id="r1")
    assert first == again
    assert len(study.coding.of_source(source_id)) == 1


def test_another_member_cannot_reuse_a_request_id(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 5, code="CH.H.1", request_id="r1")
    with pytest.raises(ConflictError):
        study.as_member("ingrid").coding.apply(source_id, 0, 5, code="CH.H.1", request_id="r1")


def test_equal_ranges_share_a_segment_and_keep_its_number(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.as_member("ingrid").coding.apply(source_id, 0, 5, code="CH.C.1")
    assert len({coding.segment_id for coding in study.coding.of_source(source_id)}) == 1


def test_resizing_points_at_a_new_segment_and_leaves_the_others_theirs(engine):
    study, source_id = small_study(engine)
    mine = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    other = study.as_member("ingrid").coding.apply(source_id, 0, 5, code="CH.H.1")
    study.coding.change(mine, start=0, end=9)
    ranges = {c.id: (c.start, c.end) for c in study.coding.of_source(source_id)}
    assert ranges == {mine: (0, 9), other: (0, 5)}


@pytest.mark.parametrize(
    ("start", "end", "code"), [(5, 5, "empty_segment"), (0, 10_000, "segment_outside")]
)
def test_a_range_that_holds_no_words_is_refused(engine, start, end, code):
    study, source_id = small_study(engine)
    with pytest.raises(InvalidInputError) as refused:
        study.coding.apply(source_id, start, end, code="CH.H.1")
    assert refused.value.code == code
    assert study.coding.of_source(source_id) == []


@pytest.mark.parametrize(
    ("code", "reason"), [("CH", "code_not_assignable"), ("CH.X.9", "code_unknown")]
)
def test_only_codes_that_can_be_applied_are(engine, code, reason):
    study, source_id = small_study(engine)
    with pytest.raises(InvalidInputError) as refused:
        study.coding.apply(source_id, 0, 5, code=code)
    assert refused.value.code == reason


def test_valence_belongs_to_determinants_only(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 5, code="DET.INS.2", valence=-1)
    with pytest.raises(InvalidInputError):
        study.coding.apply(source_id, 0, 5, code="CH.H.1", valence=-1)


def test_recoding_clears_what_the_new_code_does_not_carry(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 0, 5, code="DET.INS.2", valence=-1, level="service")
    study.coding.change(key, code="CH.H.1")
    (coding,) = study.coding.of_source(source_id)
    assert (coding.code_id, coding.valence, coding.level) == ("CH.H.1", None, Level.SERVICE)


def test_nobody_changes_or_removes_anothers_coding(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    ingrid = study.as_member("ingrid")
    with pytest.raises(NotPermittedError):
        ingrid.coding.remove(key)
    with pytest.raises(NotPermittedError):
        ingrid.coding.change(key, end=9)
    ingrid.coding.comment(key, "Er dette håp?")
    assert study.coding.of_source(source_id)[0].comments[0].body == "Er dette håp?"


def test_undo_and_redo_walk_the_whole_stack(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 0, 5, code="DET.INS.2", valence=-1)
    study.coding.change(key, valence=2)
    study.coding.remove(key)
    assert study.coding.of_source(source_id) == []
    study.coding.undo(source_id)
    assert study.coding.of_source(source_id)[0].valence is Valence.STRONG_DRIVER
    study.coding.undo(source_id)
    assert study.coding.of_source(source_id)[0].valence is Valence.BARRIER
    study.coding.undo(source_id)
    assert study.coding.of_source(source_id) == []
    with pytest.raises(InvalidInputError):
        study.coding.undo(source_id)
    for _ in range(2):
        study.coding.redo(source_id)
    assert study.coding.of_source(source_id)[0].valence is Valence.STRONG_DRIVER
    state = study.coding.state_since(source_id, 0)
    assert (state.can_undo, state.can_redo) == (True, True)


def test_a_new_change_empties_the_redo_stack(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.coding.undo(source_id)
    study.coding.apply(source_id, 0, 9, code="CH.C.1")
    state = study.coding.state_since(source_id, 0)
    assert (state.can_undo, state.can_redo) == (True, False)


def test_undo_takes_back_ones_own_changes_only(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.as_member("ingrid").coding.apply(source_id, 0, 9, code="CH.C.1")
    study.coding.undo(source_id)
    assert [coding.code_id for coding in study.coding.of_source(source_id)] == ["CH.C.1"]


def test_a_comment_is_undone_and_others_hear_of_it(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.coding.comment(key, "Usikker.")
    revision = study.coding.state_since(source_id, 0).revision
    study.coding.undo(source_id)
    changed = study.coding.state_since(source_id, revision).changed
    assert [(coding.id, coding.comments) for coding in changed] == [(key, ())]


def test_the_state_since_tells_of_removed_codings(engine):
    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    revision = study.coding.state_since(source_id, 0).revision
    study.coding.remove(key)
    state = study.coding.state_since(source_id, revision)
    assert state.revision > revision
    assert [(coding.id, coding.removed) for coding in state.changed] == [(key, True)]


def test_a_blind_round_hides_others_codings_until_it_closes(engine):
    study, source_id = small_study(engine)
    members = {member.handle: member.id for member in study.members.all()}
    round_id = study.members.open_round("Første runde", visibility=RoundVisibility.BLIND)
    for handle in ("ingrid", "jonas"):
        study.members.assign(members[handle], [source_id], round_id=round_id)
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    key = ingrid.coding.apply(source_id, 0, 5, code="CH.H.1")
    jonas.coding.apply(source_id, 0, 9, code="CH.C.1")
    assert [c.code_id for c in jonas.coding.of_source(source_id)] == ["CH.C.1"]
    assert [c.code_id for c in jonas.coding.state_since(source_id, 0).changed] == ["CH.C.1"]
    assert set(jonas.segments()["code"]) == {"CH.C.1"}
    with pytest.raises(NotFoundError):
        jonas.coding.comment(key, "Hei")
    assert len(study.coding.of_source(source_id)) == 2
    study.members.close_round(study.members.rounds()[0])
    assert len(jonas.coding.of_source(source_id)) == 2


def test_a_reviewer_reads_no_transcript_and_codes_nothing(engine):
    from casestudy.domain.vocabulary import MemberRole

    study, source_id = small_study(engine)
    study.members.add("Ruth Whitfield", role=MemberRole.REVIEWER)
    ruth = study.as_member("ruth")
    with pytest.raises(NotPermittedError):
        ruth.sources.transcript(source_id)
    with pytest.raises(NotPermittedError):
        ruth.coding.apply(source_id, 0, 5, code="CH.H.1")
    assert ruth.codebook.current().code("CH.H.1")


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.text(alphabet=st.sampled_from("aåøæ 🙂👩‍👩‍👧é́\nbe 🇳🇴"), min_size=1, max_size=60),
    data=st.data(),
)
def test_every_segments_hash_matches_its_words(properties_study, text, data):
    study, case_id, names = properties_study
    if not text.strip():
        return
    source_id = add_source(study, case_id, [("P01", text)], name=f"T{next(names)}")
    stored = study.sources.transcript(source_id).text
    start = data.draw(st.integers(0, len(stored) - 1))
    end = data.draw(st.integers(start + 1, len(stored)))
    study.coding.apply(source_id, start, end, code="CH.H.1")
    (coding,) = study.coding.of_source(source_id)
    assert words(study, coding) == stored[start:end]
    with study.store.read() as reader:
        segment = reader.get(SEGMENT, reader.get(CODING, coding.id)["segment_id"])
        version = reader.get(TEXT_VERSION, segment["text_version_id"])["text"]
    expected = hashlib.sha256(version[start:end].encode()).hexdigest()
    assert segment["text_sha256"] == expected


@pytest.fixture
def properties_study(engine):
    import itertools

    study = build_study(engine)
    return study, add_case(study), itertools.count()


def test_the_change_log_holds_no_words(engine):
    from casestudy.store.tables import CHANGE

    study, source_id = small_study(engine)
    key = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.coding.comment(key, "En hemmelig tanke")
    with study.store.read() as reader:
        log = repr(reader.rows(CHANGE))
    assert "hemmelig" not in log
    assert all(said not in log for _, said in TALK)


def test_equal_requests_at_the_same_moment_give_one_coding(engine):
    from concurrent.futures import ThreadPoolExecutor

    study, source_id = small_study(engine)

    def apply(_):
        return study.coding.apply(source_id, 0, 5, code="CH.H.1", request_id="samme")

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(apply, range(16)))
    assert len(answers) == 1
    assert len(study.coding.of_source(source_id)) == 1

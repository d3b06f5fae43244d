"""A corrected turn: codings keep their words, nothing else moves."""

from __future__ import annotations

import json
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.build import add_source
from tests.correcting import NEW, OLD, correct, put, release, words

from casestudy.domain.coding import NewCoding
from casestudy.domain.notes import segment_place, segment_target
from casestudy.domain.text import word_count
from casestudy.domain.vocabulary import (
    Audience,
    CMOCScope,
    MemoTarget,
    QuoteWording,
    Stance,
    TheoryOrigin,
)
from casestudy.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
)
from casestudy.services.quotes import CHECKS
from casestudy.store.check import check
from casestudy.store.store import Done
from casestudy.store.tables import CHANGE, MEMO, MEMO_VERSION, SEGMENT, VISIT


def note_on_segment(unit, study, source_id, segment_id):
    memo_id = unit.insert(
        MEMO,
        target_kind="segment",
        target_id=segment_id,
        source_id=source_id,
        author_id=study.member.id,
        created_at=unit.now,
    )
    unit.insert(MEMO_VERSION, memo_id=memo_id, number=1, body="Et minne", created_at=unit.now)
    return Done("write_memo", "memo", memo_id, source_id)


def add_evidence(study, source_id, said):
    theory = study.realist.add_theory(origin=TheoryOrigin.TEAM, title_nb="T")
    cmoc = study.realist.add_cmoc(theory_id=theory, scope=CMOCScope.CROSS_CASE, title_nb="C")
    start = study.sources.transcript(source_id).text.index(said)
    return cmoc["version_id"], study.realist.add_evidence(
        cmoc["version_id"], stance=Stance.SUPPORTS, place=(source_id, start, start + len(said))
    )


@pytest.mark.engines
def test_codings_of_all_coders_stay_on_their_words(sourced):
    study, source_id = sourced
    ingrid = study.as_member("ingrid")
    expected = {
        put(study, source_id, "Hva betyr gruppa"): "Hva betyr gruppa",
        put(study, source_id, OLD): NEW,
        put(ingrid, source_id, "første gang"): "første gangen",
        put(ingrid, source_id, "trodde på det"): "trodde på det",
        put(study, source_id, "skjønte det 🙂"): "skjønte jo det 🙂",
        put(ingrid, source_id, "De andre skjønte"): "De andre skjønte",
        put(ingrid, source_id, "turte å si det"): "turte å si det",
    }
    correct(study, source_id)
    assert words(study, source_id) == expected
    assert check(study.store.engine).is_sound


def test_the_new_text_has_its_turns_and_word_count(sourced):
    study, source_id = sourced
    before = study.sources.transcript(source_id)
    correct(study, source_id)
    after = study.sources.transcript(source_id)
    said = [before.text[turn.start : turn.end] for turn in before.turns]
    said[1] = NEW
    assert [after.text[turn.start : turn.end] for turn in after.turns] == said
    assert [turn.speaker for turn in after.turns] == [turn.speaker for turn in before.turns]
    assert after.source.words == before.source.words + 1 == word_count(after.text)


def test_a_source_form_opened_before_a_correction_can_still_be_saved(sourced):
    study, source_id = sourced
    seen = study.sources.get(source_id)
    correct(study, source_id)
    study.sources.change(seen, title="Ny tittel")
    assert study.sources.get(source_id).title == "Ny tittel"


@pytest.mark.engines
def test_a_segment_keeps_its_number_through_corrections(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    put(study, source_id, "turte å si det")
    before = dict(study.segments()[["coding_id", "segment"]].to_numpy())
    correct(study, source_id)
    correct(study, source_id, OLD)
    assert dict(study.segments()[["coding_id", "segment"]].to_numpy()) == before


def test_a_new_coding_on_the_same_words_shares_the_carried_segment(sourced):
    study, source_id = sourced
    put(study, source_id, "trodde på det")
    correct(study, source_id)
    put(study.as_member("ingrid"), source_id, "trodde på det")
    assert len({c.segment_id for c in study.coding.of_source(source_id)}) == 1


def test_segments_frames_and_matrices_count_as_before(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    put(study.as_member("jonas"), source_id, "Kan du si mer")
    before, counts = study.segments(), study.matrix()
    correct(study, source_id)
    after = study.segments()
    kept = ["coding_id", "segment", "source", "turn", "speaker", "code"]
    assert after[kept].to_dict("records") == before[kept].to_dict("records")
    assert list(after["text"]) == ["første gangen", "Kan du si mer"]
    assert study.matrix().to_dict() == counts.to_dict()


def test_the_change_is_nobodys_to_undo_and_undo_finds_its_place_afterwards(sourced):
    study, source_id = sourced
    coding = put(study, source_id, "første gang")
    start = study.coding.of_source(source_id)[0].start
    study.coding.change(coding, start=start, end=start + len("første gang jeg"))
    correct(study.as_member("ingrid"), source_id)
    assert words(study, source_id)[coding] == "første gangen jeg"
    study.coding.undo(source_id)
    assert words(study, source_id)[coding] == "første gangen"
    study.coding.redo(source_id)
    assert words(study, source_id)[coding] == "første gangen jeg"
    with pytest.raises(InvalidInputError):
        study.as_member("ingrid").coding.undo(source_id)


def test_a_removed_coding_comes_back_on_its_words(sourced):
    study, source_id = sourced
    coding = put(study, source_id, "De andre")
    study.coding.remove(coding)
    correct(study, source_id)
    study.coding.undo(source_id)
    assert words(study, source_id) == {coding: "De andre"}


@pytest.mark.engines
def test_work_on_a_text_of_before_lands_on_the_same_words(sourced):
    study, source_id = sourced
    old = study.sources.transcript(source_id)
    seen = {"text_version_id": old.source.text_version_id}
    at = old.text.index
    resized, split = put(study, source_id, "De andre"), put(study, source_id, "turte å si det")
    correct(study, source_id)
    correct(study, source_id, "Hva betyr den gruppa for deg?", turn=1)
    applied = study.coding.apply(source_id, at("første"), at("jeg"), code="CH.H.1", **seen)
    (made,) = study.coding.apply_many(
        source_id, [NewCoding(start=at("Kan du"), end=at(" mer?"), code="CH.H.1")], **seen
    )
    study.coding.change(resized, start=at("andre"), end=at(" det 🙂"), **seen)
    behind = study.coding.split(split, end=at(" å si"), new_start=at("si det"), **seen)
    study.memos.on_segment(source_id, at("altså"), at(", jeg turte"), "Et minne", **seen)
    text = study.sources.transcript(source_id).text
    assert words(study, source_id) == {
        resized: "andre skjønte",
        applied: "første gangen",
        made: "Kan du si",
        split: "turte",
        behind: "si det",
    }
    (memo,) = study.memos.of_source(source_id)
    assert text[memo.start : memo.end] == "altså"
    assert check(study.store.engine).is_sound


def test_one_end_of_a_coding_is_moved_in_a_text_of_before(sourced):
    study, source_id = sourced
    old = study.sources.transcript(source_id)
    coding = put(study, source_id, "turte å si det")
    correct(study, source_id)
    seen = old.source.text_version_id
    study.coding.change(coding, end=old.text.index(" det som det var"), text_version_id=seen)
    assert words(study, source_id)[coding] == "turte å si"
    study.coding.change(coding, start=old.text.index("jeg turte"), text_version_id=seen)
    assert words(study, source_id)[coding] == "jeg turte å si"


def test_undo_of_a_split_finds_its_place_after_a_correction(sourced):
    study, source_id = sourced
    coding = put(study, source_id, OLD)
    at = study.sources.transcript(source_id).text.index
    study.coding.split(coding, end=at(" De andre"), new_start=at("De andre"))
    correct(study.as_member("ingrid"), source_id)
    study.coding.undo(source_id)
    assert words(study, source_id) == {coding: NEW}
    study.coding.redo(source_id)
    assert sorted(words(study, source_id).values()) == [
        "De andre skjønte jo det 🙂.",
        "Det var første gangen jeg trodde på det.",
    ]


@pytest.mark.engines
def test_evidence_and_memos_on_segments_go_along(sourced):
    study, source_id = sourced
    version, _ = add_evidence(study, source_id, "første gang")
    _, other = add_evidence(study, source_id, "turte å si det")
    with study.store.read() as reader:
        (segment, _) = reader.rows(SEGMENT, order="number")
    memo = study.store.write(
        lambda unit: note_on_segment(unit, study, source_id, segment["id"]),
        member_id=study.member.id,
    )
    touched = correct(study, source_id).evidence
    frame = study.matrices.evidence(version)
    assert list(frame["text"]) == ["første gangen"]
    assert list(frame["segment"]) == [segment["number"]]
    assert len(touched) == 1
    assert other not in touched
    with study.store.read() as reader:
        target = reader.get(SEGMENT, reader.get(MEMO, memo)["target_id"])
    assert target["number"] == segment["number"]
    assert target["text_version_id"] == study.sources.get(source_id).text_version_id


@pytest.mark.engines
def test_codings_that_fall_together_are_all_kept(sourced):
    study, source_id = sourced
    first = put(study, source_id, "jeg")
    second = put(study.as_member("ingrid"), source_id, "trodde")
    for said in ("jeg", "trodde"):
        release_to = {c.id: c.segment_id for c in study.coding.of_source(source_id)}
        study.quotes.propose(
            release_to[first if said == "jeg" else second],
            audience=Audience.TEAM,
            wording=QuoteWording.PARAPHRASED,
            text_nb=said,
            checks=CHECKS,
        )
    correct(study, source_id, "Det var første gang. De andre skjønte det 🙂.")
    assert words(study, source_id) == {first: "gang", second: "gang"}
    assert len(study.quotes.all()) == 2
    assert len(set(study.segments()["segment"])) == 1
    assert check(study.store.engine).is_sound


@pytest.mark.parametrize(
    ("text", "turn", "reason"),
    [
        (" ", 2, "correction.empty"),
        (OLD, 2, "correction.nothing"),
        ("Det var\ndet", 2, "correction.line_breaks"),
        ("Det var det", 9, "correction.no_turn"),
    ],
)
def test_what_is_no_correction_is_refused_and_changes_nothing(sourced, text, turn, reason):
    study, source_id = sourced
    seen = study.sources.transcript(source_id)
    with pytest.raises(InvalidInputError) as refused:
        correct(study, source_id, text, turn=turn)
    assert refused.value.code == reason
    assert study.sources.transcript(source_id) == seen


def test_whoever_corrects_second_sees_the_first_correction_before(sourced):
    study, source_id = sourced
    seen = study.sources.get(source_id).text_version_id
    correct(study, source_id)
    with pytest.raises(ConflictError) as refused:
        correct(study, source_id, "Noe annet.", text_version_id=seen)
    assert refused.value.code == "correction.meanwhile"
    with pytest.raises(ConflictError) as refused:
        correct(study, source_id, "Noe annet.", text_version_id="0" * 36)
    assert refused.value.code == "text_changed"


def test_a_repeated_request_corrects_once(sourced):
    study, source_id = sourced
    seen = study.sources.get(source_id).text_version_id
    first = correct(study, source_id, text_version_id=seen, request_id="r1")
    assert correct(study, source_id, text_version_id=seen, request_id="r1") == first
    assert len(study.corrections.history(source_id)) == 1


def test_a_hidden_source_is_refused(sourced):
    study, source_id = sourced
    seen = study.sources.get(source_id).text_version_id
    study.cases.withdraw_participant(study.cases.participants()[0])
    with pytest.raises(NotFoundError):
        study.corrections.correct(source_id, turn=2, text=NEW, text_version_id=seen)


def test_the_log_holds_neither_words_nor_reasons(sourced):
    study, source_id = sourced
    put(study, source_id, "første gang")
    release(study, source_id, "første gang")
    correct(study, source_id, reason="Navnet på gangen")
    with study.store.read() as reader:
        logged = json.dumps(
            [{**row, "at": None} for row in reader.rows(CHANGE, verb="correct_text")]
        )
    assert "gang" not in logged
    assert source_id in logged


def test_the_history_says_who_which_turn_when_and_why(sourced):
    study, source_id = sourced
    correct(study, source_id, reason=" Skrivefeil ")
    correct(study.as_member("jonas"), source_id, "Kan du si litt mer?", turn=3)
    first, second = study.corrections.history(source_id)
    assert (first.turn, first.made_by, first.reason) == (2, study.member.id, "Skrivefeil")
    assert (second.turn, second.reason) == (3, "")
    assert first.at <= second.at


def test_the_place_where_someone_left_off_goes_along(sourced):
    study, source_id = sourced
    turns = study.sources.transcript(source_id).turns
    study.store.note(
        lambda unit: unit.put(
            VISIT,
            member_id=study.member.id,
            source_id=source_id,
            seen_at=unit.now,
            place=turns[3].start,
        )
    )
    correct(study, source_id)
    with study.store.read() as reader:
        (visit,) = reader.rows(VISIT)
    assert visit["place"] == study.sources.transcript(source_id).turns[3].start


def test_drafts_of_memos_stay_on_their_words(sourced):
    study, source_id = sourced
    kind = MemoTarget.SEGMENT
    at = study.sources.transcript(source_id).text.index
    for word, body in (("turte", "En"), ("jeg", "To"), ("trodde", "Tre")):
        target = segment_target(source_id, at(word), at(word) + len(word))
        study.drafts.save(source_id, kind, target, body)
    correct(study, source_id, "Det var første gang. De andre skjønte det 🙂.")
    text = study.sources.transcript(source_id).text
    drafts = study.drafts.of_source(source_id)
    kept = {text[slice(*segment_place(draft.target_id))]: draft.body for draft in drafts}
    assert kept == {"turte": "En", "gang": "To\n\nTre"}


def test_a_place_of_an_older_text_is_found_again(sourced):
    study, source_id = sourced
    old = study.sources.transcript(source_id)
    correct(study, source_id)
    correct(study, source_id, "Hva betyr denne gruppa for deg?", turn=1)
    text = study.sources.transcript(source_id).text
    start = old.text.index("turte")
    place = study.corrections.place_now(
        source_id, old.source.text_version_id, start, start + len("turte")
    )
    assert text[slice(*place)] == "turte"
    with pytest.raises(InvalidInputError):
        study.corrections.place_now(source_id, old.source.text_version_id, 0, 10_000)


@pytest.mark.slow
def test_whatever_is_corrected_every_coding_is_kept_and_other_turns_say_the_same(small):
    study, case_id = small, small.cases.all()[0].id
    names = (f"A{number}" for number in count(1))
    said = st.lists(st.sampled_from(["ja", "jo", "gruppa", "det,", "🙂", "."]), min_size=1)

    @settings(max_examples=12)
    @given(st.lists(st.tuples(st.integers(1, 4), said.map(" ".join)), min_size=1, max_size=4))
    def holds(corrections):
        source_id = add_source(study, case_id, name=next(names))
        before = study.sources.transcript(source_id)
        for turn in before.turns:
            study.coding.apply(source_id, turn.start, turn.end, code="CH.H.1")
            study.coding.apply(source_id, turn.start, turn.start + 4, code="CH.C.1")
        turns = {turn.number: before.text[turn.start : turn.end] for turn in before.turns}
        for number, new in corrections:
            if new != turns[number]:
                turns[number] = new
                correct(study, source_id, new, turn=number)
        after = study.sources.transcript(source_id)
        assert [after.text[turn.start : turn.end] for turn in after.turns] == [*turns.values()]
        found = study.coding.of_source(source_id)
        assert len(found) == 8
        assert all(after.text[coding.start : coding.end].strip() for coding in found)

    holds()
    assert check(study.store.engine).is_sound

"""What a printed transcript holds, who may take it out, and what stops it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from tests.build import small_study

from casestudy.domain.codebook import CodingPass
from casestudy.domain.vocabulary import RoundVisibility
from casestudy.errors import InvalidInputError, NotPermittedError
from casestudy.store.tables import CHANGE


@pytest.fixture
def store_kind():
    return "sqlite"


@pytest.fixture
def made(engine):
    return small_study(engine)


def codes_of(coded):
    return [mark.code_id for turn in coded.turns for mark in turn.marks]


def test_codings_of_all_coders_stand_in_the_margin_in_reading_order(made):
    study, source_id = made
    study.as_member("jonas").coding.apply(source_id, 30, 40, code="CH.H.1")
    study.as_member("ingrid").coding.apply(source_id, 0, 25, code="DET.INS.1", valence=-1)
    coded = study.transcripts.coded(source_id)
    marks = [mark for turn in coded.turns for mark in turn.marks]
    assert [(mark.number, mark.code_id) for mark in marks] == [(1, "DET.INS.1"), (2, "CH.H.1")]
    assert marks[0].attributes == ("barriere",)
    assert coded.stamp.n == 2


def test_a_pass_leaves_out_codes_of_other_passes(made):
    study, source_id = made
    study.coding.apply(source_id, 0, 25, code="CH.H.1")
    study.coding.apply(source_id, 0, 25, code="RE.C")
    assert "RE.C" in codes_of(study.transcripts.coded(source_id, coding_pass=CodingPass.REALIST))
    assert "RE.C" not in codes_of(study.transcripts.coded(source_id, coding_pass=CodingPass.RQ1))


def test_a_blind_round_hides_the_others(made):
    study, source_id = made
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    blind = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    for coder in (ingrid, jonas):
        study.members.assign(coder.member.id, [source_id], round_id=blind)
    jonas.coding.apply(source_id, 0, 25, code="CH.H.1")
    assert codes_of(jonas.transcripts.coded(source_id)) == ["CH.H.1"]
    assert not codes_of(ingrid.transcripts.coded(source_id))


def test_a_file_needs_the_right_to_export_and_leaves_a_trace_without_words(made):
    study, source_id = made
    with pytest.raises(NotPermittedError):
        study.as_member("ingrid").exports.transcript(source_id, form="docx")
    made_file = study.exports.transcript(source_id, form="docx")
    text = study.sources.transcript(source_id).text
    cells = [
        cell.text for row in Document(io.BytesIO(made_file)).tables[0].rows for cell in row.cells
    ]
    for turn in study.sources.transcript(source_id).turns:
        assert text[turn.start : turn.end] in cells
    with study.store.read() as reader:
        last = reader.rows(CHANGE, order="number")[-1]
    assert last["verb"] == "export"
    assert last["result"]["what"] == "transcript"
    assert "gruppa" not in str(last)


def test_a_listed_name_stops_the_file_also_where_a_coding_begins_inside_it(made):
    study, source_id = made
    text = study.sources.transcript(source_id).text
    place = text.index("andre skjønte")
    study.coding.apply(source_id, place + 3, place + 8, code="CH.H.1")
    Path(f"{study.store.place}.names.txt").write_text("andre skjønte", "utf-8")
    with pytest.raises(InvalidInputError) as stopped:
        study.exports.transcript(source_id, form="html")
    assert stopped.value.code == "export_stopped_by_names"


def test_notes_stand_where_they_belong(made):
    study, source_id = made
    turn = study.sources.transcript(source_id).turns[1]
    study.memos.on_source(source_id, "Til hele kilden")
    study.memos.on_turn(source_id, 2, "Til replikken")
    study.memos.on_segment(source_id, turn.start, turn.start + 7, "Til ordene")
    coded = study.transcripts.coded(source_id)
    assert [note.body for note in coded.notes] == ["Til hele kilden"]
    notes = {(note.body, note.about) for note in coded.turns[1].notes}
    assert notes == {("Til replikken", ""), ("Til ordene", "Det var")}

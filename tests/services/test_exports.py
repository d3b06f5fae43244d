"""Exports need a right, stop at listed names, leave a trace without text, and come out whole."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from tests.build import add_case, add_person, add_source, build_study, small_study

from casestudy.domain.vocabulary import Audience, MemberRole
from casestudy.errors import CaseStudyError, InvalidInputError, NotPermittedError
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.exchange.segments_file import CELL
from casestudy.services.export_gate import EXPORT_FORMS, names_found
from casestudy.store.tables import CHANGE

STARTS = ("=1+1 sa hun", "+47 er nummeret", "-Ja, det var slik", "@alle", "{=1}", "http://x.no")


@pytest.fixture
def store_kind():
    return "sqlite"


@pytest.fixture
def study(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 25, code="CH.H.1")
    return study


def stop(study, *names):
    file = Path(f"{study.store.place}.names.txt")
    file.write_text("\n".join(["# Navn som aldri skal ut", "", *names]), "utf-8")


def coded(engine, *turns):
    """Make a study whose source has these turns, each of them coded."""
    study = build_study(engine)
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    talk = [("P01", words) for words in turns]
    source_id = add_source(study, case_id, talk, people={"P01": person})
    for turn in study.sources.transcript(source_id).turns:
        study.coding.apply(source_id, turn.start, turn.end, code="CH.H.1")
    return study


def table(study):
    book = openpyxl.load_workbook(io.BytesIO(study.exports.segments(form="xlsx")))
    first, *rows = book.worksheets[1].iter_rows()
    return [
        {head.value: cell for head, cell in zip(first, row, strict=True)} for row in rows
    ], book.worksheets[0]


def test_words_reach_a_workbook_as_text_and_never_as_a_formula(engine):
    cells = [row["text"] for row in table(coded(engine, *STARTS))[0]]
    assert [cell.value for cell in cells] == list(STARTS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.hyperlink for cell in cells} == {None}


def test_the_first_sheet_says_that_it_is_for_the_team_only(study):
    _, about = table(study)
    assert about.title == "Kun for teamet"
    assert about["A1"].value.startswith("Kun for teamet.")


def test_words_longer_than_a_cell_go_on_in_the_next_column(engine):
    words = "🙂" * (CELL // 2 + 10) + "slutt"
    rows, about = table(coded(engine, words))
    assert rows[0]["text"].value + rows[0]["text_2"].value == words
    assert any("text_2" in str(row[0]) for row in about.values)


def test_csv_puts_an_apostrophe_before_what_would_run_as_a_formula(engine):
    rows = read_csv(coded(engine, *STARTS).exports.segments(form="csv"))
    assert [row["text"] for row in rows] == [*(f"'{words}" for words in STARTS[:4]), *STARTS[4:]]
    assert rows[0]["study"] == "Prøvestudie"


def test_csv_leaves_negative_numbers_as_numbers(engine):
    study, source_id = small_study(engine)
    study.coding.apply(source_id, 0, 25, code="DET.INN.1", valence=-2)
    assert read_csv(study.exports.segments(form="csv"))[0]["valence"] == "-2"


def read_csv(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_same_study_gives_the_same_workbook(study):
    assert rows_of(study) == rows_of(study)


def rows_of(study):
    return [{name: cell.value for name, cell in row.items()} for row in table(study)[0]]


def test_a_study_without_codings_exports_an_empty_table(engine):
    study, _ = small_study(engine)
    assert table(study)[0] == []
    assert read_csv(study.exports.segments(form="csv")) == []


def test_the_codebook_comes_out_as_a_file_that_can_be_taken_in(study):
    again = read_codebook(study.exports.codebook(form="yaml").decode(), file_name="ut.yaml")
    assert again.codes == study.codebook.current().codes


def test_a_coder_may_not_export_unless_given_the_right(study):
    ingrid = study.as_member("ingrid")
    for export in (
        lambda: ingrid.exports.segments(form="csv"),
        lambda: ingrid.exports.codebook(form="yaml"),
        lambda: ingrid.exports.cmo(form="docx"),
        lambda: ingrid.exports.code_case(form="docx"),
    ):
        with pytest.raises(NotPermittedError):
            export()
    study.members.change(ingrid.member, may_export=True)
    assert study.as_member("ingrid").exports.segments(form="csv")


def test_a_facilitator_may_export_but_not_participants_words(study):
    study.members.add("Frida Dahl", role=MemberRole.FACILITATOR)
    frida = study.as_member("frida")
    assert frida.exports.codebook(form="yaml")
    with pytest.raises(NotPermittedError):
        frida.exports.segments(form="csv")


def test_a_listed_name_stops_the_export_and_is_not_repeated(engine):
    study = coded(engine, "Det var Kari Moes idé, sa jeg.")
    stop(study, "Kari Moe", "Per Lie")
    for form in EXPORT_FORMS["segments"]:
        with pytest.raises(InvalidInputError) as caught:
            study.exports.segments(form=form)
        assert caught.value.code == "export_stopped_by_names"
        assert caught.value.arguments == {"count": 1}
        assert "Kari" not in caught.value.sentence()


def test_names_are_found_whole_however_they_are_spaced_or_cased():
    texts = ["KARI\u00a0 moe kom.", "Ola Nordmannsen", "Anne Liens hus"]
    names = ["Kari Moe", "Ola Nordmann", "Anne Lien", " "]
    assert names_found(names, texts) == {"Kari Moe", "Anne Lien"}


def test_an_export_is_logged_with_counts_and_without_words(study):
    study.exports.segments(form="xlsx")
    with study.store.read() as reader:
        change = reader.rows(CHANGE, order="number")[-1]
    assert change["verb"] == "export"
    assert change["member_id"] == study.member.id
    assert change["result"] == {"what": "segments", "form": "xlsx", "audience": "team", "rows": 1}
    assert "gruppa" not in json.dumps(change, default=str)


def test_an_export_that_is_stopped_leaves_no_trace(study):
    stop(study, "Hva betyr")
    with pytest.raises(InvalidInputError):
        study.exports.segments(form="csv")
    with study.store.read() as reader:
        assert reader.rows(CHANGE, verb="export") == []


def test_only_the_team_gets_a_matrix_until_quotes_can_be_checked_for_others(study):
    with pytest.raises(InvalidInputError) as refused:
        study.exports.cmo(form="docx", audience=Audience.DIALOGUE_MEETING)
    assert refused.value.code == "audience_not_yet"


def test_a_list_of_names_that_cannot_be_read_stops_every_export(study, monkeypatch, tmp_path):
    monkeypatch.setenv("CASESTUDY_NAMES", str(tmp_path / "finnes-ikke.txt"))
    with pytest.raises(CaseStudyError) as stopped:
        study.exports.codebook(form="yaml")
    assert stopped.value.code == "store.names_unreadable"


def test_unknown_forms_are_refused_with_the_known_ones(study):
    with pytest.raises(CaseStudyError, match=r"\.xlsx, \.csv"):
        study.exports.segments(form="parquet")
    with pytest.raises(CaseStudyError, match=r"\.docx, \.xlsx, \.html"):
        study.exports.cmo(form="", audience=Audience.REPORT)


def test_file_names_of_segments_say_whom_they_are_for(study):
    name = study.exports.team_file_name("ut/ord.xlsx")
    assert name == "ut/ord.kun-for-teamet.xlsx"
    assert study.exports.team_file_name(name) == name
    assert study.exports.team_file_name("words.csv", language="en") == "words.team-only.csv"

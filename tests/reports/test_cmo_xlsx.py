"""The matrix in Excel: one row per statement, texts as texts, nothing lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.reports.build import SEGMENT_ID, WORDS, cmo_matrix, hostile_matrix

from casestudy.reports.cmo_xlsx import cmo_xlsx
from casestudy.reports.xlsx_book import CELL_LIMIT, split_text


def read(data: bytes):
    return load_workbook(io.BytesIO(data))


def records(sheet) -> list[dict[str, object]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_one_row_per_statement_with_the_verdict_of_every_case():
    rows = records(read(cmo_xlsx(cmo_matrix()))["Matrise"])
    assert len(rows) == 12
    first = rows[0]
    assert (first["Id"], first["Versjon"], first["Utsagn"]) == (
        "CMOC-01",
        1,
        cmo_matrix().rows[0].statement,
    )
    assert (first["Case A"], first["Case B"], first["Case C"]) == (
        "✓ støtter",
        "✗ motsier",
        "– ikke spurt",
    )
    assert first["Omstendigheter SYS"] == f"{WORDS['nb']['system']} (antatt)"
    assert first["Utilsiktet utfall"].startswith(WORDS["nb"]["unintended"])
    assert (first["Deltakere"], first["Taler imot"], first["Holdt tilbake"]) == (7, 2, 0)
    assert first["Frigitte sitater"] == "S-0000\nS-0001\nS-0002"


def test_english_columns_and_levels():
    book = read(cmo_xlsx(cmo_matrix("en")))
    first = records(book["Matrix"])[0]
    assert first["Case C"] == "– not asked"
    assert first["Circumstances IND-U"].startswith(WORDS["en"]["user"])
    assert records(book["Quotes"])[0]["Translated"] == "yes"


def test_every_case_has_a_column_however_many_there_are():
    first = records(read(cmo_xlsx(cmo_matrix(cases=20)))["Matrise"])[0]
    assert first["Case T"] == "✗ motsier"


def test_the_quotes_sheet_holds_the_released_quotes_only():
    rows = records(read(cmo_xlsx(cmo_matrix()))["Sitater"])
    assert len(rows) == 27
    assert rows[2] == {
        "Id": "CMOC-01",
        "Sitat": "S-0002",
        "Ordlyd": WORDS["nb"]["refuting"],
        "Ordlyden er": "gjengitt",
        "Hva det gjør": "motsier",
        "Rolle": "ansatt",
        "Case": "B",
        "Oversatt": "",
    }


def test_the_last_sheet_says_where_it_comes_from_and_what_is_withheld():
    sheet = read(cmo_xlsx(cmo_matrix()))["Om"]
    said = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    assert ("Studie", "Bedring i praksis") in said
    assert ("Dataversjon", "412") in said
    assert ("Dato", "22.11.2026") in said
    assert ("Holdt tilbake", "18") in said
    assert any("oppdiktet demostudie" in str(row[1]) for row in said)


def test_heading_is_frozen_filters_are_set_and_texts_wrap():
    sheet = read(cmo_xlsx(cmo_matrix()))["Matrise"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet["C2"].alignment.wrap_text
    assert sheet.column_dimensions["C"].width > 40


@pytest.mark.parametrize(
    "words",
    ["=1+1", "{=1}", "@SUM(A1)", "+47 123", "-Ja", "https://x.test", "00123", '=HYPERLINK("a")'],
)
def test_hostile_text_is_neither_formula_nor_link_nor_number(words):
    data = cmo_xlsx(hostile_matrix(words))
    book = read(data)
    assert records(book["Matrise"])[0]["Utsagn"] == words
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_a_text_too_long_for_a_cell_goes_on_in_another_sheet_and_nothing_is_lost():
    words = "".join(f"{number}😀 " for number in range(15_000))
    book = read(cmo_xlsx(hostile_matrix(words)))
    cell = records(book["Matrise"])[0]["Utsagn"]
    begun, note = cell.split(" … [fortsetter i arket «Lange tekster», rad ")
    rest = [
        row["Ordlyd"] for row in records(book["Lange tekster"]) if row["Sted"] == "Matrise, C2"
    ]
    assert begun + "".join(rest) == words
    assert note == "2]" or note.rstrip("]").isdigit()


def test_ids_of_segments_stay_inside():
    data = cmo_xlsx(cmo_matrix())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist())
    assert SEGMENT_ID.encode() not in said
    assert b"uuid" not in said


@given(st.text(min_size=1, max_size=40), st.integers(1, 2500))
def test_pieces_fit_a_cell_and_join_to_the_whole(words, times):
    whole = words * times
    pieces = split_text(whole)
    assert "".join(pieces) == whole
    assert all(len(piece.encode("utf-16-le")) // 2 <= CELL_LIMIT for piece in pieces)

"""Case × code in three forms: the same counts, the tree in order."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.table import _Cell
from lxml import html
from openpyxl import load_workbook
from tests.reports.build import code_case_matrix

from casestudy.domain.matrix import CodeCaseCell
from casestudy.reports.code_case import code_case_docx, code_case_html, code_case_xlsx


def docx_tables(data: bytes) -> list[list[list[str]]]:
    document = Document(io.BytesIO(data))
    return [
        [[_Cell(cell, table).text for cell in row.tc_lst] for row in table._tbl.tr_lst]
        for table in document.tables
    ]


def test_word_shows_participants_and_codings_of_every_case():
    matrix = code_case_matrix()
    (table,) = docx_tables(code_case_docx(matrix))
    assert table[0] == ["Kode", "Case A", "Case B", "Case C"]
    assert table[1][1:] == ["Deltakere", "Kodinger"] * 3
    cell = matrix.cells["B0.0"]["A"]
    row = next(row for row in table if "B0.0 " in row[0])
    assert row[1:3] == [str(cell.participants), str(cell.codings)]
    assert table[-1] == ["Alle koder", *["4", "240"] * 3]


def test_a_code_that_is_not_used_in_a_case_is_a_point():
    matrix = code_case_matrix()
    assert not matrix.cells["B0"]["A"].codings
    (table,) = docx_tables(code_case_docx(matrix))
    assert table[2][1:3] == ["·", "·"]


def test_a_code_seen_only_in_notes_has_no_participants_and_is_not_a_point():
    matrix = code_case_matrix()
    noted = CodeCaseCell(participants=0, codings=2, sources=1)
    matrix = replace(matrix, cells={**matrix.cells, "B0": {"A": noted}})
    (table,) = docx_tables(code_case_docx(matrix))
    assert table[2][1:] == ["0", "2", "·", "·", "·", "·"]


def test_children_stand_further_in():
    document = Document(io.BytesIO(code_case_docx(code_case_matrix())))
    rows = document.tables[0]._tbl.tr_lst
    indents = [
        _Cell(row.tc_lst[0], document.tables[0]).paragraphs[0].paragraph_format.left_indent or 0
        for row in rows[2:5]
    ]
    assert indents[0] < indents[1] < indents[2]


def test_many_cases_are_shared_out_over_tables_that_fit():
    tables = docx_tables(code_case_docx(code_case_matrix(cases=20)))
    assert [cell for table in tables for cell in table[0][1:]] == [
        f"Case {c}" for c in "ABCDEFGHIJKLMNOPQRST"
    ]
    assert max(len(table[1]) for table in tables) <= 19


def test_excel_holds_counts_as_numbers_and_texts_as_texts():
    matrix = code_case_matrix()
    hostile = (("B0", "=1+1", 0, "#5681a2"), *matrix.codes[1:])
    book = load_workbook(io.BytesIO(code_case_xlsx(replace(matrix, codes=hostile))))
    head, first, second, *_, last = book["Koder og caser"].iter_rows(values_only=True)
    assert head[:4] == ("Id", "Kode", "Case A: Deltakere", "Case A: Kodinger")
    assert first[:2] == ("B0", "=1+1")
    cell = matrix.cells["B0.0"]["A"]
    assert second[2:4] == (cell.participants, cell.codings)
    assert last[1:4] == ("Alle koder", 4, 240)
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


@pytest.mark.parametrize(("language", "head"), [("nb", "Alle koder"), ("en", "All codes")])
def test_the_page_has_a_row_per_code_and_totals_at_the_foot(language, head):
    matrix = code_case_matrix(language)
    root = html.fromstring(code_case_html(matrix))
    assert len(root.xpath("//tbody/tr")) == len(matrix.codes)
    assert root.xpath("//tfoot//th")[0].text_content() == head
    row = root.xpath("//tbody/tr")[1]
    cell = matrix.cells["B0.0"]["A"]
    assert [td.text for td in row.xpath("td")][:2] == [str(cell.participants), str(cell.codings)]


def test_the_page_shows_markup_as_text():
    matrix = code_case_matrix()
    hostile = (("B0", "<img src=x>", 0, "#5681a2"), *matrix.codes[1:])
    root = html.fromstring(code_case_html(replace(matrix, codes=hostile)))
    assert not root.xpath("//img")
    assert root.xpath("//tbody/tr[1]/th")[0].text_content() == "B0 <img src=x>"


def test_other_values_can_be_asked_for():
    matrix = code_case_matrix()
    (table,) = docx_tables(code_case_docx(matrix, values=("sources",)))
    assert table[1][1:] == ["Kilder"] * 3
    assert "Kilder" in html.fromstring(code_case_html(matrix, values=("sources",))).text_content()


def test_every_form_says_how_many_codings_and_coders_it_counts():
    matrix = code_case_matrix()
    line = "720 kodinger av 2 kodere · kodernes egne, alle lag"
    document = Document(io.BytesIO(code_case_docx(matrix)))
    assert line in [paragraph.text for paragraph in document.paragraphs]
    assert line in html.fromstring(code_case_html(matrix)).text_content()
    about = load_workbook(io.BytesIO(code_case_xlsx(matrix)))["Om"]
    assert line in [row[1] for row in about.iter_rows(values_only=True)]

"""The review form as Excel opens it: what may be done in it, and what is kept from harm."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from tests.codebooks import edition

from casestudy.reports.review_xlsx import review_xlsx

YELLOW = "FFFFF6D6"


def workbook(**more):
    return load_workbook(io.BytesIO(review_xlsx(edition(**more))))


def test_instructions_come_first_and_ask_for_a_name():
    book = workbook()
    assert book.sheetnames == ["Start here", "Codes", "New codes"]
    start = book["Start here"]
    assert start["B6"].value == "Your name"
    assert start["C6"].fill.fgColor.rgb == YELLOW
    assert not start["C6"].protection.locked


def test_one_row_per_code_in_the_order_of_the_tree_without_retired_ones():
    sheet = workbook()["Codes"]
    ids = [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)]
    assert ids == ["CH", "CH.C", *(f"CH.C.{n}" for n in range(1, 6)), "CH.H", "UX", "UX.1", "UX.2"]
    row = [cell.value for cell in sheet[5]]
    assert row[:8] == [
        "CH.C.1",
        "CH.C.1",
        "Code CH.C.1",
        "Says CH.C.1.",
        "Use for CH.C.1.",
        "Not for CH.C.1.",
        "“it is CH.C.1”",
        9,
    ]
    assert set(row[8:]) == {None}


def test_the_sheet_is_protected_and_rows_can_be_sorted_filtered_inserted_and_deleted():
    sheet = workbook()["Codes"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    for name in ("sort", "autoFilter", "insertRows", "deleteRows", "formatColumns", "objects"):
        assert not getattr(sheet.protection, name), name
    assert sheet.protection.deleteColumns
    # Excel refuses to sort or delete what has locked cells in it, to the end of the row.
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=3) for cell in row)
    assert all(cell.protection.locked for cell in sheet[2])
    last = sheet.column_dimensions["O"]
    assert (last.min, last.max) == (15, 16_384)
    assert not last.protection.locked


def test_the_hidden_id_is_sorted_along_with_its_row():
    sheet = workbook()["Codes"]
    assert sheet.column_dimensions["B"].hidden
    assert sheet.row_dimensions[1].hidden
    assert sheet.auto_filter.ref == "A2:N13"


def test_our_own_words_refuse_typing_but_not_in_a_row_without_a_key():
    rules = {str(rule.sqref): rule for rule in workbook()["Codes"].data_validations.dataValidation}
    assert rules["A3:H13"].formula1 == '$B3=""'
    assert rules["A3:H13"].allow_blank is False
    assert rules["I3:I13"].formula1 == '"Yes,Partly,No,Remove"'


def test_headings_stay_in_sight_and_pages_are_across():
    sheet = workbook()["Codes"]
    assert sheet.freeze_panes == "D3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.print_title_cols == "$A:$C"


def test_rows_show_all_words_and_can_grow():
    sheet = workbook()["Codes"]
    rows = [sheet.row_dimensions[number] for number in range(3, 14)]
    assert all(row.height >= 17 for row in rows)
    data = review_xlsx(edition())
    assert b"customHeight" not in _part(data, "xl/worksheets/sheet2.xml")


def test_words_that_look_like_formulas_are_words():
    examples = {"CH.C.1": ("=1+1", "x")}
    sheet = workbook(examples=examples)["Codes"]
    assert sheet["G5"].value == "“=1+1”\n“x”"
    assert sheet["G5"].data_type == "s"


def test_the_form_is_in_one_language():
    sheet = workbook(language="nb")["Koder"]
    assert sheet["C2"].value == "Navn"
    assert "Code" not in str([cell.value for row in sheet.iter_rows() for cell in row])


def test_without_counts_the_column_is_empty():
    sheet = workbook(uses=None)["Codes"]
    assert {sheet.cell(row, 8).value for row in range(3, 14)} == {None}


def test_the_same_edition_gives_the_same_bytes():
    assert review_xlsx(edition()) == review_xlsx(edition())


def _part(data: bytes, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)

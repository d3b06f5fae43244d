"""Cells of workbooks as Excel and others write them: what a person sees is what is read."""

from __future__ import annotations

import io
import zipfile

import pytest

from casestudy.errors import ImportRefusedError
from casestudy.exchange.review.raw import read_raw
from casestudy.exchange.review.workbook_parts import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THREAD = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment. "
    "Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Whose ties?"
)


def relations(*targets: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'


def workbook(
    cells: str, *, strings: str = "", after: str = "", notes: str = "", main: str = MAIN
) -> bytes:
    sheet = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="Codes" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
    }
    if notes:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("comments", "../comments1.xml"))
        parts["xl/comments1.xml"] = f'<comments xmlns="{main}">{notes}</comments>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rows(*arguments, **parts) -> dict[int, dict[int, str]]:
    (sheet,) = read_workbook(workbook(*arguments, **parts)).sheets
    return sheet.rows


def test_words_that_are_shared_or_inline_or_computed():
    cells = (
        '<row r="2"><c r="B2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t>inline</t></is></c>'
        '<c r="D2" t="str"><f>A1</f><v>computed</v></c><c r="AA2"><v>7</v></c></row>'
    )
    strings = "<si><t>first</t></si><si><r><t>second </t></r><r><t>half</t></r><rPh><t>aid</t></rPh></si>"
    assert rows(cells, strings=strings) == {
        2: {2: "second half", 3: "inline", 4: "computed", 27: "7"}
    }


def test_cells_without_addresses_stand_one_after_another():
    cells = '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c t="str"><v>c</v></c></row>'
    assert rows(cells) == {1: {1: "a", 2: "b"}, 2: {1: "c"}}


def test_words_struck_through_are_taken_out():
    strings = '<si><r><rPr><strike/></rPr><t>old </t></r><r><rPr><strike val="0"/></rPr><t>new</t></r></si>'
    assert rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings) == {
        1: {1: "new"}
    }


def test_errors_are_told_and_have_no_words():
    (sheet,) = read_workbook(workbook('<row r="3"><c r="B3" t="e"><v>#NAME?</v></c></row>')).sheets
    assert (sheet.rows, sheet.errors) == ({}, [(3, 2)])


def test_strict_workbooks_are_read():
    assert rows('<row r="1"><c r="A1" t="str"><v>a</v></c></row>', main=STRICT) == {1: {1: "a"}}


@pytest.mark.parametrize(
    ("author", "words", "told"),
    [
        ("Mary", "Mary:\nHm.", ("Mary", "Hm.")),
        ("Mary", "Hm.", ("Mary", "Hm.")),
        ("tc={1}", THREAD, ("", "Whose ties?")),
        ("Mary", "[1] see\nthere:\nyes", ("Mary", "[1] see\nthere:\nyes")),
    ],
)
def test_notes_and_threads_say_what_was_written(author, words, told):
    notes = (
        f"<authors><author>{author}</author></authors><commentList>"
        f'<comment ref="C4" authorId="0"><text><t>{words}</t></text></comment></commentList>'
    )
    (sheet,) = read_workbook(workbook("", notes=notes)).sheets
    assert sheet.notes == [(4, 3, *told)]


def test_merged_cells_are_told():
    (sheet,) = read_workbook(
        workbook("", after='<mergeCells><mergeCell ref="B2:C4"/></mergeCells>')
    ).sheets
    assert sheet.merged == [(2, 2, 4, 3)]


@pytest.mark.parametrize(
    "cell", ['<c r="ZZZ1" t="str"><v>a</v></c>', '<c r="ALM1" t="str"><v>a</v></c>']
)
def test_a_sheet_that_is_too_wide_is_refused(cell):
    with pytest.raises(ImportRefusedError) as refusal:
        read_raw(workbook(f'<row r="1">{cell}</row>'))
    assert refusal.value.code == "review.too_many_cells"


def test_a_sheet_that_is_too_long_is_refused():
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 20_002))
    with pytest.raises(ImportRefusedError) as refusal:
        read_raw(workbook(cells))
    assert refusal.value.code == "review.too_many_cells"

"""The matrix in Word: what a person at the table reads, and how it lies on paper."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Emu, Mm
from docx.table import _Cell
from tests.reports.build import SEGMENT_ID, WORDS, cmo_matrix, hostile_matrix

from casestudy.domain.vocabulary import Audience, Verdict
from casestudy.reports.cmo_docx import cmo_docx


def read(data: bytes):
    return Document(io.BytesIO(data))


@cache
def base():
    """The matrix of three cases in Norwegian; only read, never changed."""
    return read(cmo_docx(cmo_matrix()))


def tables(document) -> list[list[list[str]]]:
    return [
        [
            ["\n".join(p.text for p in cell.paragraphs) for cell in row_cells(row, table)]
            for row in table._tbl.tr_lst
        ]
        for table in document.tables
    ]


def row_cells(row, table):
    return [_Cell(element, table) for element in row.tc_lst]


def everything(document) -> str:
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    return "\n".join(
        "".join(
            "-" if node.tag == qn("w:noBreakHyphen") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:noBreakHyphen"))
        )
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    )


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_block_says_all_that_is_known_of_a_configuration(language):
    matrix = cmo_matrix(language)
    row, words = matrix.rows[0], WORDS[language]
    blocks = [
        table for table in tables(read(cmo_docx(matrix))) if table[0][0].startswith("CMOC-01 ·")
    ]
    (block,) = blocks
    said = "\n".join(cell for cells in block for cell in cells)
    assert block[1] == [row.statement]
    for name in (
        "measure",
        "for_whom",
        "system",
        "service",
        "user",
        "loose",
        "resource",
        "reasoning",
        "outcome",
        "unintended",
        "unchanged",
        "rival",
        "reason",
        "dissent",
        "uncertainty",
        "quote",
        "refuting",
        "qualifying",
    ):
        assert words[name] in said
    for recommendation in row.recommendations:
        assert recommendation in said


def test_each_case_has_its_verdict_in_words_and_not_asked_is_not_refutes():
    (block,) = [table for table in tables(base()) if table[0][0].startswith("CMOC-01 ·")]
    verdicts = block[3]
    assert verdicts[0].startswith("Case A  ✓ støtter\nTre av fire")
    assert verdicts[1] == "Case B  ✗ motsier"
    assert verdicts[2] == "Case C  – ikke spurt"


def test_what_was_not_asked_has_no_colour_behind_it_and_what_refutes_has():
    document = base()
    table = next(
        t
        for t in document.tables
        if t._tbl.tr_lst[0].tc_lst[0].p_lst[0].text.startswith("CMOC-01 ·")
    )
    fills = [cell.tcPr.find(qn("w:shd")) for cell in table._tbl.tr_lst[3].tc_lst]
    assert fills[0].get(qn("w:fill")) != fills[1].get(qn("w:fill"))
    assert fills[2] is None


def test_context_stands_under_its_level_from_system_to_individual():
    (block,) = [table for table in tables(base()) if table[0][0].startswith("CMOC-01 ·")]
    lines = block[2][2].split("\n")
    places = [
        lines.index(word)
        for word in ("System", "Tjeneste og tiltak", "Individ, bruker", "Uavklart rolle")
    ]
    assert places == sorted(places)


def test_assumed_parts_and_other_outcomes_are_marked():
    said = everything(base())
    assert f"{WORDS['nb']['system']} (antatt)" in said
    assert f"{WORDS['nb']['reasoning']} (utløses delvis, antatt)" in said
    assert f"{WORDS['nb']['user']} (først etter noen måneder)" in said
    assert f"{WORDS['nb']['unintended']} (utilsiktet)" in said
    assert f"{WORDS['nb']['unchanged']} (ingen endring)" in said
    assert f"{WORDS['nb']['outcome']} [S-0000]" in said


def test_quotes_carry_id_wording_and_stance_and_a_retelling_has_no_quotation_marks():
    said = everything(base())
    assert f"«{WORDS['nb']['quote']}»" in said
    assert "S-0000  ·  ✓ støtter  ·  bruker  ·  Case A  ·  ordrett" in said
    assert "S-0001  ·  ± nyanserer  ·  redigert" in said
    assert f"«{WORDS['nb']['refuting']}»" not in said
    assert "S-0002  ·  ✗ motsier  ·  ansatt  ·  Case B  ·  gjengitt" in said


def test_the_number_withheld_is_said_per_statement_and_for_all():
    said = everything(base())
    assert "Ett sted i materialet er holdt tilbake og står ikke her." in said
    assert "Ingen sitater er frigitt. 3 steder i materialet er holdt tilbake" in said
    assert "18 steder i materialet er holdt tilbake og står ikke her." in said


def test_the_profile_is_told_in_words():
    said = everything(base())
    assert "●●○ Støttet" in said
    assert "9 belegg, fra 7 deltakere i 2 caser." in said
    assert "2 belegg taler imot; 1 av dem er ikke besvart." in said


def test_every_page_carries_audience_stamp_page_number_and_that_it_is_invented():
    document = base()
    section = document.sections[0]
    assert section.header.paragraphs[0].text == (
        "Hva virker, for hvem, under hvilke omstendigheter · Til: dialogmøte\tOppdiktet demostudie"
    )
    footer = section.footer.paragraphs[0]
    assert footer.text.startswith(
        "Bedring i praksis · kodebok 0.1 · dataversjon 412 · 22.11.2026\tSide "
    )
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_real_study_is_not_called_invented():
    matrix = cmo_matrix(audience=Audience.REPORT)
    matrix = replace(matrix, stamp=replace(matrix.stamp, is_demo=False))
    said = everything(read(cmo_docx(matrix)))
    assert "ppdiktet" not in said
    assert "Til: rapport" in said


def test_the_paper_is_a3_across_and_tables_fit_between_its_margins():
    document = read(cmo_docx(cmo_matrix(cases=5)))
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (420, 297)
    room = Emu(section.page_width - section.left_margin - section.right_margin).twips
    for table in document.tables:
        for row in table._tbl.tr_lst:
            widths = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst]
            assert sum(widths) <= room + 10


def test_no_row_breaks_over_pages_and_each_table_repeats_its_head():
    document = base()
    for table in document.tables:
        for row in table._tbl.tr_lst:
            assert row.trPr.find(qn("w:cantSplit")) is not None
    blocks = [t for t in document.tables if len(t._tbl.tr_lst) > 1]
    assert len(blocks) == 13
    assert all(t._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None for t in blocks)


def test_each_statement_begins_a_page_that_names_its_theory():
    breaks = [p.text for p in base().paragraphs if p.paragraph_format.page_break_before]
    names = [f"{row.theory_number} {row.theory_title}" for row in cmo_matrix().rows]
    assert breaks == names


def test_above_six_cases_verdicts_are_counted_and_an_appendix_shows_each():
    matrix = cmo_matrix(cases=8)
    said = tables(read(cmo_docx(matrix)))
    (block,) = [table for table in said if table[0][0].startswith("CMOC-01 ·")]
    assert block[3] == ["✓ støtter: 3 caser      ✗ motsier: 3 caser      – ikke spurt: 2 caser"]
    appendix = said[-1]
    assert appendix[0][1:] == [f"Case {case}" for case in "ABCDEFGH"]
    assert appendix[1][2] == "✗ motsier"
    assert appendix[1][3] == "– ikke spurt"
    assert len(appendix) == 13


def test_twenty_cases_are_shared_out_over_appendix_tables():
    said = tables(read(cmo_docx(cmo_matrix(cases=20))))
    heads = [cell for table in said[-3:] for cell in table[0][1:]]
    assert heads == [f"Case {case}" for case in "ABCDEFGHIJKLMNOPQRST"]


def test_ids_of_segments_elements_and_configurations_stay_inside():
    said = base().element.xml
    assert SEGMENT_ID not in said
    assert "uuid" not in said


def test_hostile_text_is_only_text():
    words = "<img src=x> {{ 1 }} \x00\x0b\ud800 & =1+1"
    said = everything(read(cmo_docx(hostile_matrix(words))))
    assert "<img src=x> {{ 1 }}" in said


def test_a_case_without_a_row_of_its_own_kind_is_still_named():
    matrix = cmo_matrix()
    row = replace(
        matrix.rows[0],
        cases=tuple(
            replace(cell, verdict=Verdict.NOT_ASKED, reason="") for cell in matrix.rows[0].cases
        ),
    )
    said = everything(read(cmo_docx(replace(matrix, rows=(row,)))))
    assert said.count("– ikke spurt") == 7  # overview, legend, block


def test_a_matrix_without_statements_says_so():
    matrix = replace(cmo_matrix(), rows=(), withheld=0)
    assert "Det finnes ingen utsagn å vise ennå." in everything(read(cmo_docx(matrix)))

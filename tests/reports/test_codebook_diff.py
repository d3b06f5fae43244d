"""What changed, on paper and in a page: words marked by colour and by line, each kind told."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

from docx import Document
from docx.enum.text import WD_UNDERLINE
from lxml import html
from tests.codebooks import book, changed, code, edition

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import CodingAttribute
from casestudy.domain.codebook_diff import codebook_diff
from casestudy.domain.lineage import LineageKind, LineageStep
from casestudy.domain.review import ReviewComment, ReviewItem, ReviewKind, ReviewStatus
from casestudy.domain.vocabulary import CodeStatus
from casestudy.reports.codebook_diff_docx import codebook_diff_docx
from casestudy.reports.codebook_diff_html import codebook_diff_html

OLD = book("0.1")


def step(kind, from_ids, to_ids, why=""):
    at = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    return LineageStep(
        kind=kind, from_ids=from_ids, to_ids=to_ids, at=at, member="liv", why=why, release="0.2"
    )


def newer(**fields):
    return changed(book("0.2"), "CH.C.1", **fields)


def told(diff, answers=(), language="en") -> str:
    document = Document(
        io.BytesIO(
            codebook_diff_docx(
                edition(diff.after if diff else None, language=language), diff, answers
            )
        )
    )
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_words_are_marked_by_colour_and_by_line():
    diff = codebook_diff(OLD, newer(definition=Bilingual(nb="Sier CH.C.1.", en="Tells CH.C.1.")))
    document = Document(io.BytesIO(codebook_diff_docx(edition(diff.after), diff)))
    runs = [
        run
        for table in document.tables
        for row in table.rows
        for cell in (row.cells[0], row.cells[-1])
        for paragraph in cell.paragraphs
        for run in paragraph.runs
    ]
    (gone,) = [run for run in runs if run.font.strike]
    (come,) = [
        run
        for run in runs
        if run.font.underline == WD_UNDERLINE.SINGLE or run.font.underline is True
    ]
    assert (gone.text, come.text) == ("Says", "Tells")
    assert gone.font.color.rgb != come.font.color.rgb


def test_the_page_marks_the_same_words():
    diff = codebook_diff(OLD, newer(definition=Bilingual(nb="Sier CH.C.1.", en="<b> CH.C.1.")))
    fragment = html.fromstring(codebook_diff_html(diff, "en"))
    assert [one.text for one in fragment.iter("del")] == ["Says"]
    assert [one.text for one in fragment.iter("ins")] == ["<b>"]


def test_each_kind_of_change_is_told():
    codes = [
        replace(one, status=CodeStatus.RETIRED)
        if one.id in {"CH.C.2", "CH.C.3", "CH.C.4"}
        else one
        for one in book().codes
    ]
    codes = [
        replace(one, status=CodeStatus.ACTIVE) if one.id == "CH.H.1" else one for one in codes
    ]
    codes = [replace(one, parent="UX") if one.id == "CH.C.5" else one for one in codes]
    codes = [
        replace(one, attributes=(CodingAttribute.VALENCE,)) if one.id == "UX.2" else one
        for one in codes
    ]
    after = book("0.2", codes=(*codes, code("UX.3", "UX"), code("CH.C.3a", "CH.C")))
    steps = [
        step(LineageKind.MERGED, ("CH.C.2", "CH.C.1"), ("CH.C.1",), "Coders mixed them up."),
        step(LineageKind.SPLIT, ("CH.C.3",), ("CH.C.3a", "CH.C.1")),
    ]
    said = told(codebook_diff(OLD, after, steps))
    for one in (
        "2 new codes · 1 divided · 1 merged into another · 1 no longer in use · 1 in use again · 1 moved · 1 with other changes",
        "Merged into CH.C.1 Code CH.C.1.",
        "Why: Coders mixed them up.",
        "Divided into CH.C.3a Code CH.C.3a, CH.C.1 Code CH.C.1.",
        "Came of CH.C.3 Code CH.C.3, which was divided.",
        "Moved from CH.C Code CH.C to UX Code UX.",
        "What a coding can say: as its branch → Barrier or driver.",
    ):
        assert one in said


def test_a_reader_of_english_meets_no_norwegian_wording_and_is_told_of_it():
    after = changed(
        newer(label=Bilingual(nb="Noe nytt", en="Something new")),
        "UX.2",
        cue=Bilingual(nb="slik", en="it is UX.2"),
    )
    said = told(codebook_diff(OLD, after))
    assert "Noe nytt" not in said
    assert "slik" not in said
    assert "1 more code has changed in its Norwegian wording only." in said


def test_both_languages_are_named_where_both_are_told():
    after = newer(label=Bilingual(nb="Noe nytt", en="Something new"))
    fragment = html.fromstring(codebook_diff_html(codebook_diff(OLD, after), "nb"))
    assert [one.text for one in fragment.iter("strong")] == ["Navn (norsk): ", "Navn (engelsk): "]


def test_no_difference_says_so():
    assert "Nothing has changed between these two releases." in told(
        codebook_diff(OLD, book("0.2"))
    )


def item(number, status, reason="", **fields):
    given = {
        "code_id": None,
        "field": None,
        "kind": ReviewKind.COMMENT,
        "text": "",
        "proposed": "",
        "reviewer": "Mary",
        "at": None,
        "anchor": "x",
    }
    return ReviewItem(
        id=str(number),
        number=number,
        bundle_id="1",
        comment=ReviewComment(**(given | fields)),
        status=status,
        reason=reason,
        decided_by=None,
        decided_at=None,
        became=(),
        is_outdated=False,
    )


def test_every_remark_has_its_answer_beside_it():
    answers = (
        item(
            1,
            ReviewStatus.ACCEPTED,
            "Yes, clearer.",
            code_id="CH.C.1",
            field="definition.en",
            kind=ReviewKind.WORDING,
            proposed="Better.",
        ),
        item(
            2, ReviewStatus.REJECTED, "It is felt, not set.", code_id="UX.1", text="Belongs to CH?"
        ),
        item(3, ReviewStatus.OPEN, kind=ReviewKind.NEW_CODE, proposed="Pace"),
        item(4, ReviewStatus.ANSWERED, "Thanks.", text="Lovely."),
        item(5, ReviewStatus.ACCEPTED, code_id="UX.2", kind=ReviewKind.DELETE),
        item(6, ReviewStatus.ACCEPTED, code_id="CH", kind=ReviewKind.AGREE),
    )
    document = Document(io.BytesIO(codebook_diff_docx(edition(), None, answers)))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    pick = [[row[0], row[2], row[10], row[25]] for row in rows]
    assert pick[1] == [
        "1",
        "CH.C.1 Code CH.C.1\nDefinition",
        "Proposed: Better.",
        "Accepted\nYes, clearer.",
    ]
    assert pick[2] == [
        "2",
        "UX.1 Code UX.1",
        "Belongs to CH?",
        "Not taken up\nIt is felt, not set.",
    ]
    assert pick[3] == ["3", "A new code", "Proposed: Pace", "Still being discussed"]
    assert pick[4] == ["4", "The codebook as a whole", "Lovely.", "Answered\nThanks."]
    assert pick[5][2] == "Remove the code."
    assert pick[6][2] == "Agrees."
    said = told(None, answers)
    assert "1 still being discussed · 3 accepted · 1 answered · 1 not taken up" in said
    assert "What has changed" not in said


def test_the_same_changes_give_the_same_bytes():
    diff = codebook_diff(OLD, newer(cue=Bilingual(en="so")))
    made = [codebook_diff_docx(edition(diff.after), diff) for _ in range(2)]
    assert made[0] == made[1]

"""A coded transcript on paper: all words, numbered codings, codes and notes beside them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from lxml import html

from casestudy.domain.coded_transcript import CodedTranscript, Mark, Note, coded_turns
from casestudy.domain.matrix import Stamp
from casestudy.domain.sources import Turn
from casestudy.reports.transcript_docx import transcript_docx
from casestudy.reports.transcript_html import transcript_html

TEXT = "Hva tenker du?\nJeg fikk <b>håp</b> igjen & turte 🙂."
TURNS = (
    Turn(number=1, start=0, end=14, seconds=None, speaker="I", role=None, interviewer=True),
    Turn(
        number=2,
        start=15,
        end=len(TEXT),
        seconds=None,
        speaker="P01",
        role=None,
        interviewer=False,
    ),
)


def mark(number, start, end, **fields):
    values = {
        "code_id": "CH.H.1",
        "label": "Tro på bedring",
        "colour": "#336699",
        "coder": "Ingrid Aas",
        "attributes": ("TJE", "pådriver"),
        "notes": (),
    } | fields
    return Mark(number=number, start=start, end=end, **values)


@pytest.fixture
def coded():
    marks = [
        mark(1, 19, 34, notes=(Note(author="Jonas Vik", body="Er dette håp?"),)),
        mark(2, 19, 40, code_id="CH.E.2", label="Egenmakt"),
    ]
    turns = coded_turns(
        TEXT, TURNS, marks, roles={2: "bruker"}, notes={1: (Note(author="Mona", body="Åpent."),)}
    )
    stamp = Stamp(
        study="Prøve",
        is_demo=False,
        codebook_release="0.1",
        data_version=7,
        filters="",
        layer="coder",
        n=2,
        date=date(2026, 11, 22),
    )
    return CodedTranscript(
        language="nb",
        number=3,
        title="A1",
        case_label="A",
        type="intervju",
        date=date(2026, 2, 1),
        coders=("Ingrid Aas",),
        turns=turns,
        notes=(),
        stamp=stamp,
    )


def rows(data):
    table = Document(io.BytesIO(data)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_word_has_every_word_in_its_turn_with_numbers_at_the_codings(coded):
    cells = [list(dict.fromkeys(row)) for row in rows(transcript_docx(coded))]
    assert cells[0] == ["Hvem", "Tekst", "Koder"]
    assert cells[2][0] == "2\nP01 (bruker)"
    assert cells[2][1] == "Jeg 1,2‹fikk <b>håp</b>›1 igjen›2 & turte 🙂."


def test_word_has_codes_and_notes_in_the_margin(coded):
    first, second = rows(transcript_docx(coded))[1:]
    assert first[-1].strip() == "Mona: Åpent."
    assert "1 Tro på bedring CH.H.1 · IA · TJE · pådriver" in second[-1]
    assert "Jonas Vik: Er dette håp?" in second[-1]
    assert second[-1].index("Jonas") < second[-1].index("Egenmakt")


def test_both_say_for_whom_they_are_and_where_they_come_from(coded):
    document = Document(io.BytesIO(transcript_docx(coded)))
    section = document.sections[0]
    assert "Bare for teamet" in section.header.paragraphs[0].text
    assert "dataversjon 7" in section.footer.paragraphs[0].text
    page = html.fromstring(transcript_html(coded))
    assert "Bare for teamet" in page.text_content()
    assert "dataversjon 7" in page.text_content()
    assert "2 kodinger, av Ingrid Aas." in page.text_content()


def test_the_page_shows_peoples_words_as_words(coded):
    page = html.fromstring(transcript_html(coded))
    said = page.xpath("//*[@id='turn-2']//p[@class='said']")[0].text_content()
    assert re.sub(r"[\d,]*[‹›][\d,]*", "", said) == TEXT[15:]
    assert not page.xpath("//p[@class='said']//b")
    assert not page.xpath("//script | //link | //img")


def test_a_source_without_codings_says_so(coded):
    turns = coded_turns(TEXT, TURNS, [], roles={}, notes={})
    empty = replace(coded, turns=turns, coders=(), stamp=replace(coded.stamp, n=0))
    assert "Ingen kodinger." in html.fromstring(transcript_html(empty)).text_content()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_choice_of_pass_is_said(coded, language):
    chosen = replace(coded, language=language, stamp=replace(coded.stamp, filters="rq2"))
    said = html.fromstring(transcript_html(chosen)).text_content()
    assert {"nb": "Bare koder for", "en": "Only codes for"}[language] in said

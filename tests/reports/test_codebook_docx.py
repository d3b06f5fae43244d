"""The codebook as a Word document: what a reader sees, what a program finds, right page numbers."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx import Document
from lxml import etree
from tests.codebooks import book, changed, code, edition
from tests.test_chime_codebook import FILE

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook_edition import CodeUse
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.reports.codebook_docx import codebook_docx

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def words(data: bytes) -> str:
    return "\n".join("".join(p.itertext()) for p in part(data).iter(f"{{{NAMES['w']}}}p"))


def chime(language: str = "en", **more):
    codebook = read_codebook(FILE.read_text("utf-8"), file_name=FILE.name)
    uses = {one.id: CodeUse(codings=12, sources=5, coders=2) for one in codebook.assignable[::2]}
    return edition(codebook, language=language, uses=uses, **more)


def test_every_code_has_its_heading_by_level_with_its_id_as_bookmark():
    document = Document(io.BytesIO(codebook_docx(edition())))
    headings = {
        one.text.split()[0]: one.style.name
        for one in document.paragraphs
        if one.style.name.startswith("Heading")
    }
    assert headings["CH"] == "Heading 1"
    assert headings["CH.C"] == "Heading 2"
    assert headings["CH.C.1"] == "Heading 3"
    marks = part(codebook_docx(edition())).xpath("//w:bookmarkStart/@w:name", namespaces=NAMES)
    assert {"CH", "CH_C", "CH_C_1", "UX_2", "_definition_CH_C_1"} <= set(marks)
    assert len(marks) == len(set(marks))


def test_a_code_says_all_it_has_in_the_readers_language_alone():
    said = words(codebook_docx(edition()))
    for one in ("Says CH.C.1.", "Use for CH.C.1.", "Not for CH.C.1.", "“it is CH.C.1”"):
        assert one in said
    assert "other, more of CH.C.1" in said
    assert "CFIR 2.0: Domain; Frame CH.C.1" in said
    assert "CH.C Code CH.C; CH.C.1 Code CH.C.1" in said
    assert "9 codings in 4 sources by 2 coders" in said
    for norwegian in ("Sier", "Kode ", "Bruk ", "annet", "Kodebok"):
        assert norwegian not in said


def test_what_is_not_written_yet_is_said_where_it_is_expected():
    said = words(codebook_docx(edition()))
    assert said.count("Not written yet.") == 1  # UX.1 lacks its use; branches need none


def test_released_examples_take_the_place_of_the_invented_one():
    said = words(codebook_docx(edition(examples={"CH.C.1": ("they waited for me",)})))
    assert "Example (released)\n“they waited for me”" in said
    assert "“it is CH.C.1”" not in said


def test_retired_codes_stand_last_with_what_to_use_instead():
    said = words(codebook_docx(edition()))
    assert said.rstrip().endswith("CH.H.1  Code CH.H.1 · now CH.H  Code CH.H")
    assert "Says CH.H.1." not in said


def test_the_guide_is_for_review_only_where_it_is_one():
    assert "How to give your comments" in words(codebook_docx(edition()))
    plain = words(codebook_docx(edition(for_review=False)))
    assert "How to read this codebook" in plain
    assert "Track Changes" not in plain


def test_the_contents_are_filled_and_words_own():
    body = part(codebook_docx(edition()))
    (instruction,) = body.xpath("//w:sdt//w:instrText[contains(., 'TOC')]", namespaces=NAMES)
    assert '\\o "1-1"' in instruction.text
    lines = [
        "".join(p.xpath(".//w:t/text()", namespaces=NAMES))
        for p in body.xpath("//w:sdt//w:p", namespaces=NAMES)
    ]
    assert lines[0] == "How to give your comments2"
    assert re.fullmatch(r"UX  Code UX\d", lines[-2])
    begun, ended = (
        len(body.xpath(f"//w:sdt//w:fldChar[@w:fldCharType='{kind}']", namespaces=NAMES))
        for kind in ("begin", "end")
    )
    assert begun == ended


def test_where_a_code_outgrows_a_page_no_page_number_is_printed():
    long = "\n".join(f"Line {number}." for number in range(120))
    grown = changed(book(), "CH.C.1", definition=Bilingual(nb="x", en=long))
    body = part(codebook_docx(edition(grown)))
    assert not body.xpath("//w:instrText[contains(., 'PAGEREF')]", namespaces=NAMES)
    assert "Line 119." in words(codebook_docx(edition(grown)))


def test_the_file_tells_programs_what_it_is():
    properties = part(codebook_docx(edition()), "docProps/custom.xml")
    told = {one.get("name"): "".join(one.itertext()) for one in properties}
    assert told == {
        "casestudy.document": "codebook",
        "casestudy.codebook": "small",
        "casestudy.release": "0.2",
        "casestudy.language": "en",
    }


def test_the_same_edition_gives_the_same_bytes():
    assert codebook_docx(edition()) == codebook_docx(edition())


def test_ids_that_read_alike_have_bookmarks_of_their_own():
    codes = (code("A"), code("A.1", "A"), code("A-1", "A"), code("1.Å", "A"))
    body = part(codebook_docx(edition(book(codes=codes))))
    marks = body.xpath("//w:bookmarkStart/@w:name", namespaces=NAMES)
    assert {"A_1", "A_1_2", "code_1__"} <= set(marks)
    assert all(re.fullmatch(r"\w{1,40}", mark) for mark in marks)


def test_a_demo_says_so_on_every_page():
    sent = edition()
    demo = replace(sent, stamp=replace(sent.stamp, is_demo=True))
    header = part(codebook_docx(demo), "word/header1.xml")
    assert "Invented demo study" in "".join(header.itertext())


def pdf_pages(data: bytes, folder: Path) -> list[str]:
    file = folder / "codebook.docx"
    file.write_bytes(data)
    office = [
        shutil.which("soffice") or "",
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
    ]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", folder, file],
        check=True,
        capture_output=True,
        timeout=240,
    )
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(file.with_suffix(".pdf")).pages]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_printed_page_numbers_are_those_of_the_pages(language, tmp_path):
    sent = chime(language)
    data = codebook_docx(sent)
    printed = pdf_pages(data, tmp_path)
    body = part(data)
    rows = body.xpath("//w:tr[.//w:instrText[contains(., 'PAGEREF')]]", namespaces=NAMES)
    told = {}
    for row in rows:
        cells = [
            "".join(cell.xpath(".//w:t/text()", namespaces=NAMES))
            for cell in row.xpath("w:tc", namespaces=NAMES)
        ]
        told[cells[0].split()[0]] = int(cells[-1])
    assert set(told) == {one.id for one in sent.current}
    for one in sent.current:
        heading = (
            rf"^{re.escape(one.id)}\s+{re.escape(one.label.in_language(language).split()[0])}"
        )
        page = printed[told[one.id] - 1]
        assert re.search(heading, page, re.MULTILINE), (one.id, told[one.id])
    breaks = len(body.xpath("//w:pageBreakBefore", namespaces=NAMES))
    assert len(printed) == breaks + 1  # no page ran over


def test_every_style_that_is_used_is_there():
    data = codebook_docx(edition())
    known = part(data, "word/styles.xml").xpath("//w:style/@w:styleId", namespaces=NAMES)
    used = part(data).xpath("//w:pStyle/@w:val", namespaces=NAMES)
    assert set(used) <= set(known)

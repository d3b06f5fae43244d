"""Returned files are read in a process of their own; what is no returned file is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests.codebooks import book, edition
from tests.exchange.review.build import filled, put
from tests.exchange.review.test_workbook_parts import workbook

from casestudy.domain.review_form import FormColumn
from casestudy.errors import ImportRefusedError
from casestudy.exchange.review.read import read_review
from casestudy.reports.codebook_docx import codebook_docx
from casestudy.reports.review_xlsx import review_xlsx
from casestudy.texts import LANGUAGES

BOOK = book()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return buffer.getvalue()


def test_both_kinds_of_file_are_read(tmp_path):
    form = filled(
        review_xlsx(edition(BOOK)), lambda one: put(one["Codes"], "CH", FormColumn.COMMENT, "Håp.")
    )
    assert [one.text for one in read_review(form, [BOOK]).comments] == ["Håp."]
    file = tmp_path / "codebook.docx"
    file.write_bytes(codebook_docx(edition(BOOK)))
    assert read_review(file, [BOOK]).release == "0.2"


DOCUMENT = codebook_docx(edition(BOOK))
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import.empty"),
        (b"%PDF-1.7", "review.unknown_format"),
        (b"Dear all,", "review.unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0", "review.old_format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "review.old_format",
        ),
        (b"PK\x03\x04 and no more", "import.damaged"),
        (DOCUMENT[:-200], "import.damaged"),
        (workbook('<row r="1"><c r="A1" t="str"><v>Year</v></c></row>'), "review.not_a_form"),
        (with_part(DOCUMENT, "word/document.xml", BOMB), "import.unsafe_xml"),
        (with_part(DOCUMENT, "word/document.xml", b" " * 50_000_000), "import.zip_bomb"),
        (with_part(DOCUMENT, "word/document.xml", b"<a/>"), "import.damaged"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_reason(data, code):
    with pytest.raises(ImportRefusedError) as refusal:
        read_review(data, [BOOK])
    assert refusal.value.code == code
    assert all(refusal.value.sentence(language) for language in LANGUAGES)

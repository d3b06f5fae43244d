from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from casestudy.domain.transcript import NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

from .build import counts, texts


def pdf_of(*pages: list[str], password: str = "") -> bytes:
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 11 Tf 50 800 Td {shown} ET".encode("cp1252"))
        page[NameObject("/Contents")] = content
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def read(*pages: list[str]):
    return read_document(pdf_of(*pages), file_name="intervju.pdf")


def refused(data: bytes) -> str:
    with pytest.raises(ImportRefusedError) as refusal:
        read_document(data, file_name="intervju.pdf")
    return refusal.value.code


def test_lines_of_all_pages_in_order():
    assert texts(read(["I: Hva er bedring?", "P: Å bli sett."], ["I: Ja."])) == [
        "I: Hva er bedring?",
        "P: Å bli sett.",
        "I: Ja.",
    ]


def test_running_headers_and_page_numbers_are_left_out_and_counted():
    answers = ["P: Ja.", "P: Nei.", "P: Vet ikke.", "P: Kanskje."]
    pages = [
        ["Prosjekt Elva", "Intervju 3", answer, f"Side {number} av 4"]
        for number, answer in enumerate(answers, 1)
    ]
    document = read(*pages)
    assert texts(document) == answers
    assert counts(document) == {NoticeKind.HEADERS_LEFT_OUT: 12}


def test_same_first_line_on_two_pages_is_kept():
    assert texts(read(["P: Ja.", "I: Og?"], ["P: Ja.", "I: Takk."]))[::2] == ["P: Ja.", "P: Ja."]


def test_times_at_the_top_of_pages_are_kept():
    pages = [
        [f"00:0{minute}:11 I", f"Om {subject}"]
        for minute, subject in zip("74185", "abcde", strict=True)
    ]
    assert len(texts(read(*pages))) == 10


def test_numbered_margin_is_left_out():
    numbers = [str(number) for number in range(1, 31)]
    document = read(["I: Hei", "P: Hallo", *numbers], ["I: Ja", *numbers])
    assert texts(document) == ["I: Hei", "P: Hallo", "I: Ja"]


def test_pdf_without_text_is_refused_in_its_own_words():
    assert refused(pdf_of([], [])) == "import.scanned_pdf"


def test_locked_pdf_is_refused_as_locked():
    assert refused(pdf_of(["Ja."], password="hemmelig")) == "import.password"


def test_file_cut_short_is_damaged_or_read_in_full():
    data = pdf_of(["Ja."])
    assert PdfReader(io.BytesIO(data)).pages
    assert refused(data[:120]) == "import.damaged"

from __future__ import annotations

import pytest

from casestudy.domain.transcript import NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

from .build import counts, read_texts, texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_guess(encoding):
    document = read_document("I: Blåbær 😀\n\nP: Šaddá".encode(encoding), file_name="a.txt")
    assert texts(document) == ["I: Blåbær 😀", "", "P: Šaddá"]
    assert counts(document) == {}


def test_windows_encoding_is_guessed_and_said():
    document = read_document("I: Blåbær – «ja»".encode("cp1252"), file_name="a.txt")
    assert texts(document) == ["I: Blåbær – «ja»"]
    assert counts(document) == {NoticeKind.ENCODING_GUESSED: 1}


def test_every_kind_of_line_end_ends_a_line():
    assert read_texts("a\r\nb\rc\nd\u2028e\n".encode(), "a.txt") == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 50, b"a\x00b\x00c\x00", b"\x81\x8d\x8f"])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(ImportRefusedError) as refusal:
        read_document(data, file_name="a.txt")
    assert refusal.value.code == "import.not_readable_text"


def test_plain_text_that_quotes_caption_times_is_kept_whole():
    text = "I: I filen står det\n00:00:01,000 --> 00:00:02,000\nog så videre."
    assert read_texts(text.encode(), "a.txt") == text.split("\n")


def test_markdown_loses_its_marks_and_keeps_what_they_say():
    source = (
        "# Intervju 3 #\n**P03:** Ja, *veldig* **viktig**.\n__I:__ snake__case__navn\n- 2 ** 3"
    )
    blocks = read_document(source.encode(), file_name="a.md").blocks
    assert [(b.text, b.bold, b.heading) for b in blocks] == [
        ("Intervju 3", 0, True),
        ("P03: Ja, *veldig* viktig.", 4, False),
        ("I: snake__case__navn", 2, False),
        ("- 2 ** 3", 0, False),
    ]

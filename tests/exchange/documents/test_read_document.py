from __future__ import annotations

import hashlib
import io
import tomllib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casestudy.texts
from casestudy.errors import ImportRefusedError
from casestudy.exchange import documents
from casestudy.exchange.documents import FORMATS, READERS, base_name, read_document

from .build import docx_of, odt_of, run, zip_of

DOCX = docx_of(
    f"<w:p>{run('P03:', '<w:b/>')}{run(' Det var en lang dag.')}</w:p>" * 5
    + f"<w:tbl><w:tr><w:tc><w:p>{run('I')}</w:p></w:tc><w:tc><w:p>{run('ja')}</w:p></w:tc></w:tr></w:tbl>",
    styles='<w:style w:styleId="A"><w:name w:val="heading 1"/></w:style>',
    header=f"<w:p>{run('Prosjekt')}</w:p>",
)
ODT = odt_of("<text:h>Tittel</text:h>" + "<text:p>P03: Det var<text:s/> en lang dag.</text:p>" * 5)
VTT = b"WEBVTT\n\n" + b"1\n00:00:01.000 --> 00:00:02.000\n<v P03>Det var en lang dag.</v>\n\n" * 5
RTF = rb"{\rtf1\ansi{\fonttbl{\f0 A;}}\pard {\b P03:} Det var en lang dag.\par\u229?r\par}"
HTML = (
    b"<html><body><p><b>P03:</b> Det var en lang dag.<table><tr><td>a<td>b</table></body></html>"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
XLSX = zip_of({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})

CATALOGUES = Path(casestudy.texts.__file__).parent
CODES = {
    f"import.{code}"
    for code in tomllib.loads((CATALOGUES / "nb" / "import.toml").read_text("utf-8"))["error"][
        "import"
    ]
}


def refusal(data: bytes, name: str) -> ImportRefusedError:
    with pytest.raises(ImportRefusedError) as caught:
        read_document(data, file_name=name)
    return caught.value


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.docx", "empty"),
        (PNG, "a.docx", "not_what_it_says"),
        (PNG, "a.txt", "not_what_it_says"),
        (bytes(range(256)), "a.docx", "damaged"),
        (bytes(range(256)), "a.txt", "not_readable_text"),
        (PNG, "a.png", "unknown_format"),
        (XLSX, "a.docx", "not_what_it_says"),
        (XLSX, "a.xlsx", "unknown_format"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.docx", "old_word"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "old_word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
        (OLE, "a.docx", "not_what_it_says"),
        (DOCX, "a.txt", "not_what_it_says"),
        (DOCX, "a.odt", "not_what_it_says"),
        (ODT, "a.docx", "not_what_it_says"),
        (RTF, "a.docx", "not_what_it_says"),
        (HTML, "a.txt", "not_what_it_says"),
        (b"Det var en gang", "a.pdf", "not_what_it_says"),
        (b"Det var en gang", "intervju", "no_ending"),
        (zip_of({"mimetype": "application/epub+zip"}), "a.odt", "not_what_it_says"),
        (DOCX[: len(DOCX) // 2], "a.docx", "damaged"),
        (zip_of({"word/document.xml": bytes(9_000_000)}), "a.docx", "zip_bomb"),
        (docx_of("<w:p/>"), "a.docx", "no_text"),
        (b" \n\n ", "a.txt", "no_text"),
        (b"%PDF-1.7\nikke mer", "a.pdf", "damaged"),
    ],
)
def test_each_wrong_file_is_refused_for_its_own_reason(data, name, code):
    error = refusal(data, name)
    assert error.code == f"import.{code}"
    assert error.sentence("nb") != error.sentence("en")


def test_picture_with_a_word_name_is_called_what_it_is():
    jpeg = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 8
    assert "JPEG" in refusal(jpeg, "a.docx").sentence("nb")


def test_file_above_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_FILE_BYTES", 100)
    assert refusal(DOCX, "a.docx").code == "import.too_large"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\Kari\\intervju.docx", "intervju.docx"),
        ("../../etc/intervju.docx", "intervju.docx"),
        ("a/b\\c.docx", "c.docx"),
        ("inter\u202evju\x00.docx", "intervju.docx"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given_name, kept):
    assert base_name(given_name) == kept
    assert read_document(DOCX, file_name=given_name).file_name == kept


def test_document_carries_the_hash_of_the_file_as_it_came():
    assert read_document(VTT, file_name="A.VTT").file_sha256 == hashlib.sha256(VTT).hexdigest()


def test_every_ending_has_a_reader_and_every_reader_an_ending():
    assert set(FORMATS.values()) == set(READERS)


def test_refusal_says_nothing_of_the_file_or_its_name():
    error = refusal(b"WEBVTT\n\nKari Nordmann sa det", "Kari Nordmann.vtt")
    for language in ("nb", "en"):
        assert "Kari" not in error.sentence(language)
    assert error.__suppress_context__ or error.__context__ is None


@st.composite
def mutants(draw: st.DrawFn, original: bytes) -> bytes:
    data = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(data) - 1)))
        kind = draw(st.sampled_from(["set", "cut", "drop", "double"]))
        length = draw(st.integers(1, 60))
        if kind == "set":
            data[place : place + 1] = draw(st.binary(min_size=1, max_size=4))
        elif kind == "cut":
            del data[place:]
        elif kind == "drop":
            del data[place : place + length]
        else:
            data[place:place] = data[place : place + length]
    return bytes(data)


def with_member(data: bytes, name: str, content: bytes) -> bytes:
    """Replace a member, so that the damage is behind the zip file's own check sum."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    return zip_of(members | {name: content})


@pytest.mark.parametrize(
    ("original", "name"),
    [
        (DOCX, "a.docx"),
        (ODT, "a.odt"),
        (VTT, "a.vtt"),
        (RTF, "a.rtf"),
        (HTML, "a.html"),
    ],
)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_gives_a_document_or_a_known_refusal(original, name, data):
    expect_document_or_refusal(data.draw(mutants(original)), name)


@pytest.mark.parametrize(
    ("original", "name", "member"),
    [
        (DOCX, "a.docx", "word/document.xml"),
        (DOCX, "a.docx", "word/styles.xml"),
        (DOCX, "a.docx", "word/_rels/document.xml.rels"),
        (ODT, "a.odt", "content.xml"),
    ],
)
@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_inside_a_zip_file_gives_a_document_or_a_known_refusal(
    original, name, member, data
):
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        content = data.draw(mutants(archive.read(member)))
    expect_document_or_refusal(with_member(original, member, content), name)


def expect_document_or_refusal(data: bytes, name: str) -> None:
    try:
        document = read_document(data, file_name=name)
    except ImportRefusedError as error:
        assert error.code in CODES
        assert error.sentence("nb")
    else:
        assert any(block.text.strip() for block in document.blocks)

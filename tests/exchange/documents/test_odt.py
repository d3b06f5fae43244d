from __future__ import annotations

import pytest

from casestudy.domain.transcript import NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

from .build import counts, odt_of, texts

BOLD = (
    '<style:style style:name="{}" style:family="{}">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def read(body: str, **parts: str):
    return read_document(odt_of(body, **parts), file_name="intervju.odt")


def test_blanks_tabs_and_breaks_become_characters():
    body = "<text:p>Ja <text:span>  og\n</text:span> nei<text:s text:c='2'/>.<text:tab/>x<text:line-break/> y</text:p>"
    assert texts(read(body)) == ["Ja og nei  .\tx\ny"]


def test_absurd_number_of_spaces_is_cut():
    assert len(texts(read("<text:p>a<text:s text:c='999999999'/>b</text:p>"))[0]) < 200


def test_bold_start_and_headings():
    styles = BOLD.format("T1", "text") + BOLD.format("P1", "paragraph")
    body = (
        "<text:h>Tittel</text:h>"
        "<text:p><text:span text:style-name='T1'>P03:</text:span> Ja.</text:p>"
        "<text:p text:style-name='P1'>I:</text:p>"
    )
    blocks = read(body, styles=styles).blocks
    assert [(b.bold, b.heading) for b in blocks] == [(0, True), (4, False), (2, False)]


def test_lists_sections_and_tables_come_in_reading_order():
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell><table:table-cell><text:p>{}</text:p><text:p>to</text:p></table:table-cell></table:table-row>"
    body = (
        "<text:list><text:list-item><text:p>en</text:p></text:list-item></text:list>"
        "<text:section><text:p>to</text:p></text:section>"
        f"<table:table><table:table-header-rows>{row.format('Hvem', 'Hva')}</table:table-header-rows>{row.format('P03', 'ja')}</table:table>"
    )
    blocks = read(body).blocks
    assert [b.text for b in blocks[:2]] == ["en", "to"]
    assert [b.cells for b in blocks[2:]] == [("Hvem", "Hva\nto"), ("P03", "ja\nto")]


def test_what_stands_beside_the_text_is_left_out_and_counted():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Kari</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Hun<text:change/> sa<office:annotation><text:p>navn</text:p></office:annotation> ja"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p>"
        "</text:note-body></text:note><draw:frame><draw:image/></draw:frame>"
        "<draw:frame><draw:text-box><text:p>boks</text:p></draw:text-box></draw:frame>.</text:p>"
    )
    document = read(
        body, page="<style:header><text:p>Prosjekt</text:p></style:header><style:footer/>"
    )
    assert texts(document) == ["Hun sa ja."]
    assert counts(document) == {
        NoticeKind.COMMENTS_LEFT_OUT: 1,
        NoticeKind.NOTES_LEFT_OUT: 1,
        NoticeKind.IMAGES_LEFT_OUT: 1,
        NoticeKind.TEXT_BOXES_LEFT_OUT: 1,
        NoticeKind.DELETIONS_LEFT_OUT: 1,
        NoticeKind.HEADERS_LEFT_OUT: 1,
    }


def test_locked_document_is_refused_as_locked():
    with pytest.raises(ImportRefusedError) as refusal:
        read("<text:p>x</text:p>", manifest="<m><manifest:encryption-data/></m>")
    assert refusal.value.code == "import.password"

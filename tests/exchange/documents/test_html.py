from __future__ import annotations

import pytest

from casestudy.domain.transcript import NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

from .build import counts, texts


def read(body: str):
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Navn</title></head><body>{body}</body></html>"
    return read_document(page.encode(), file_name="intervju.html")


def test_blocks_are_paragraphs_and_blanks_run_together():
    document = read(
        "<h1>Tittel</h1><p>En\n  <i>to</i>\n tre<br>fire</p><div>fem<p>seks</p>sju</div>"
    )
    assert texts(document) == ["Tittel", "En to tre\nfire", "fem", "seks", "sju"]
    assert [b.heading for b in document.blocks] == [True, False, False, False, False]


def test_bold_start_by_element_or_style():
    blocks = read(
        "<p><b>P03:</b> Ja</p><p><span style='font-weight: 700'>I</span>: Hei</p>"
        "<p><strong><span style='font-weight:normal'>x</span></strong></p>"
    ).blocks
    assert [b.bold for b in blocks] == [4, 1, 0]


def test_table_rows_become_cells():
    document = read(
        "<table><thead><tr><th>Hvem<th>Hva</thead><tr><td>P03</td><td><p>ja</p><p>nei</p></td></tr></table>"
    )
    assert [b.cells for b in document.blocks] == [("Hvem", "Hva"), ("P03", "ja\nnei")]


def test_nothing_that_runs_or_hides_is_text():
    document = read(
        "<script>alert(1)</script><style>p{}</style><p>Ja<span style='display:none'>skjult</span>.</p>"
        "<!-- Kari --><template>x</template><iframe src='http://x'>y</iframe>"
    )
    assert texts(document) == ["Ja."]


def test_what_stands_beside_the_text_is_left_out_and_counted():
    document = read(
        "<div title='header'><p>Prosjekt</p></div><p>Hun <del>Kari</del>sa<img src='x'> ja.</p>"
        "<div style='mso-element:comment-list'><div style='mso-element:comment'>navn</div></div>"
        "<div style='mso-element:footnote'>note</div>"
    )
    assert texts(document) == ["Hun sa ja."]
    assert counts(document) == {
        NoticeKind.COMMENTS_LEFT_OUT: 1,
        NoticeKind.NOTES_LEFT_OUT: 1,
        NoticeKind.IMAGES_LEFT_OUT: 1,
        NoticeKind.DELETIONS_LEFT_OUT: 1,
        NoticeKind.HEADERS_LEFT_OUT: 1,
    }


def test_page_in_the_encoding_it_names():
    page = '<html><head><meta charset="iso-8859-1"></head><p>blåbær</p></html>'.encode("latin-1")
    assert texts(read_document(page, file_name="a.htm")) == ["blåbær"]


def test_page_that_names_the_wrong_encoding_is_read_by_its_bytes():
    page = '<?xml version="1.0" encoding="utf-8"?><html><head><meta charset="ascii"></head><p>blåbær</p></html>'
    assert texts(read_document(page.encode(), file_name="a.html")) == ["blåbær"]


def test_page_without_text_is_refused():
    with pytest.raises(ImportRefusedError) as refusal:
        read("<script>1</script>")
    assert refusal.value.code == "import.no_text"

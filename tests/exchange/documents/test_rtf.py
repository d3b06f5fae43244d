from __future__ import annotations

import pytest

from casestudy.domain.transcript import NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

from .build import counts, texts


def read(body: str):
    data = (r"{\rtf1\ansi\ansicpg1252\deff0" + body + "}").encode("latin-1")
    return read_document(data, file_name="intervju.rtf")


def test_paragraphs_line_ends_and_characters():
    document = read(
        r"{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\info{\author Kari}}"
        r"\pard \ldblquote bl\'e5b\'e6r\rdblquote\line e\_post \endash ja\~nei\par\pard a\tab b\{c\}\par"
    )
    assert texts(document) == ["“blåbær”\ne-post –ja\u00a0nei", "a\tb{c}"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (r"\u229\'e5r", "år"),
        (r"\u229?r", "år"),
        (r"\uc0\u229 r", "år"),
        (r"\uc2\u229??r", "år"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u55357?x", "x"),
    ],
)
def test_unicode_skips_its_fallback(written, read_as):
    assert texts(read(written + r"\par")) == [read_as]


def test_font_decides_the_encoding():
    document = read(r"{\fonttbl{\f0 A;}{\f1\fcharset238 B;}}\f1 \'e8\f0 \'e8\par")
    assert texts(document) == ["čè"]


def test_bold_start_ends_with_its_group_or_word():
    blocks = read(r"{\b P03:} Ja.\par\b I:\b0  Hei\par").blocks
    assert [(b.text, b.bold) for b in blocks] == [("P03: Ja.", 4), ("I: Hei", 2)]


def test_heading_by_style_or_level():
    document = read(
        r"{\stylesheet{\s0 Normal;}{\s7\b heading 1;}}"
        r"\pard\s7 En\par\pard\s0 to\par\pard\outlinelevel0 Tre\par\pard fire\par"
    )
    assert [b.heading for b in document.blocks] == [True, False, True, False]


def test_table_rows_keep_cells_with_bars_and_paragraphs():
    document = read(r"\trowd\intbl P03\cell\intbl ja | nei\par ja\cell\row\pard etter\par")
    row, after = document.blocks
    assert (row.cells, after.text) == (("P03", "ja | nei\nja"), "etter")


def test_what_stands_beside_the_text_is_left_out_and_counted():
    document = read(
        r"{\header Prosjekt {\b X}\par}{\footer\par}Hun{\deleted  Kari} sa"
        r"{\*\annotation navn}{\footnote note}"
        r"{\*\shppict{\pict 00ff}}{\nonshppict{\pict 00ff}}"
        r"{\shp{\*\shpinst{\shptxt boks}}{\shprslt{\pict 00}}}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt  ja}}{\*\ukjent hemmelig}.\par"
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


def test_binary_picture_does_not_swallow_text():
    assert texts(read(r"a{\pict\bin4 }}{{}b\par")) == ["ab"]


def test_file_cut_short_is_damaged():
    with pytest.raises(ImportRefusedError) as refusal:
        read_document(rb"{\rtf1 Det var en gang\par og s", file_name="a.rtf")
    assert refusal.value.code == "import.damaged"

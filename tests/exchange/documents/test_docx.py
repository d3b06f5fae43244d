from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from casestudy.domain.transcript import NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

from .build import W, counts, docx_of, read_texts, run, texts, zip_of


def read(body: str, **parts: str):
    return read_document(docx_of(body, **parts), file_name="intervju.docx")


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_and_tables_come_in_reading_order():
    document = docx.Document()
    document.add_paragraph("Først")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "P03"
    table.cell(0, 1).text = "Vi gikk tur\nhver dag"
    document.add_paragraph("Sist")
    first, row, last = read_document(saved(document), file_name="a.docx").blocks
    assert (first.text, last.text) == ("Først", "Sist")
    assert row.cells == ("P03", "Vi gikk tur\nhver dag")
    assert row.text == "P03\tVi gikk tur\nhver dag"


def test_bold_speaker_label_is_told_from_what_is_said():
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("P03").bold = True
    paragraph.add_run(":").bold = True
    paragraph.add_run(" Ja, og det er ")
    paragraph.add_run("viktig").bold = True
    (block,) = read_document(saved(document), file_name="a.docx").blocks
    assert (block.text[: block.bold], block.text) == ("P03:", "P03: Ja, og det er viktig")


@pytest.mark.parametrize(
    ("properties", "bold"),
    [
        ("<w:b/>", 2),
        ('<w:b w:val="1"/>', 2),
        ('<w:b w:val="0"/>', 0),
        ('<w:b w:val="false"/>', 0),
        ('<w:rStyle w:val="Sterk"/>', 2),
        ('<w:rStyle w:val="Arver"/>', 2),
        ('<w:rStyle w:val="Ukjent"/>', 0),
    ],
)
def test_bold_follows_run_and_character_style(properties, bold):
    styles = (
        '<w:style w:styleId="Sterk"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Arver"><w:basedOn w:val="Sterk"/></w:style>'
    )
    document = read(f"<w:p>{run('I:', properties)}{run(' Hei')}</w:p>", styles=styles)
    assert document.blocks[0].bold == bold


def test_heading_is_known_by_style_through_inheritance_even_in_a_circle():
    styles = (
        '<w:style w:styleId="O1"><w:name w:val="heading 1"/><w:basedOn w:val="O2"/></w:style>'
        '<w:style w:styleId="O2"><w:basedOn w:val="O1"/></w:style>'
        '<w:style w:styleId="N"><w:name w:val="Normal"/></w:style>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run("a")}</w:p>'
        for style in ("O1", "O2", "N")
    )
    assert [b.heading for b in read(body, styles=styles).blocks] == [True, True, False]


def test_tabs_breaks_and_hyphens_become_characters():
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>e</w:t><w:noBreakHyphen/>"
        "<w:t>post</w:t><w:softHyphen/><w:t>er</w:t></w:r></w:p>"
    )
    assert texts(read(body)) == ["a\tb\ne-post\u00ader"]


def test_inserted_text_is_kept_and_deleted_text_left_out_and_counted():
    body = (
        f"<w:p>{run('Hun heter ')}<w:del><w:r><w:delText>Kari</w:delText></w:r></w:del>"
        f"<w:ins>{run('[navn]')}</w:ins>"
        f"<w:moveFrom>{run('flyttet')}</w:moveFrom><w:moveTo>{run(' flyttet')}</w:moveTo></w:p>"
    )
    document = read(body)
    assert texts(document) == ["Hun heter [navn] flyttet"]
    assert counts(document) == {NoticeKind.DELETIONS_LEFT_OUT: 1}


def test_deleted_paragraph_mark_joins_the_paragraphs():
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{deleted}{run('Vi gikk ')}</w:p><w:p>{run('tur.')}</w:p><w:p>{deleted}{run('Slutt')}</w:p>"
    assert texts(read(body)) == ["Vi gikk tur.", "Slutt"]


def test_deleted_row_is_left_out():
    cell = "<w:tc><w:p>{}</w:p></w:tc>"
    row = "<w:tr>{}" + cell + cell + "</w:tr>"
    gone = "<w:del><w:r><w:delText>navn</w:delText></w:r></w:del>"
    body = (
        "<w:tbl>"
        + row.format("", run("P03"), run("ja"))
        + row.format("<w:trPr><w:del/></w:trPr>", gone, gone)
        + "</w:tbl>"
    )
    document = read(body)
    assert [block.cells for block in document.blocks] == [("P03", "ja")]


def test_what_stands_beside_the_text_is_left_out_and_counted():
    box = f"<w:drawing><w:txbxContent><w:p>{run('boks')}</w:p></w:txbxContent></w:drawing>"
    body = (
        f"<w:p>{run('Ja.')}<w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:endnoteReference w:id='1'/></w:r>"
        f"<w:r><w:drawing/></w:r><w:r>{box}</w:r></w:p>"
    )
    document = read(body, header=f"<w:p>{run('Prosjekt')}</w:p>", footer="<w:p/>")
    assert texts(document) == ["Ja."]
    assert counts(document) == {
        NoticeKind.COMMENTS_LEFT_OUT: 1,
        NoticeKind.NOTES_LEFT_OUT: 2,
        NoticeKind.IMAGES_LEFT_OUT: 1,
        NoticeKind.TEXT_BOXES_LEFT_OUT: 1,
        NoticeKind.HEADERS_LEFT_OUT: 1,
    }


def test_text_box_given_twice_is_counted_once():
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent><w:p>{run('boks')}</w:p></w:txbxContent>"
    body = (
        f'<w:p>{run("Ja.")}<w:r><mc:AlternateContent xmlns:mc="{mc}">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert counts(read(body)) == {NoticeKind.TEXT_BOXES_LEFT_OUT: 1}


def test_fields_show_their_result_and_links_their_text():
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('lenke')}"
        f"<w:r><w:fldChar w:fldCharType='end'/></w:r><w:hyperlink>{run(' her')}</w:hyperlink></w:p>"
    )
    assert texts(read(body)) == ["lenke her"]


def test_content_controls_are_read_at_every_level():
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    cells = (
        control(f"<w:tc><w:p>{run('celle')}</w:p></w:tc>") + f"<w:tc><w:p>{run('b')}</w:p></w:tc>"
    )
    body = (
        control(control(f"<w:p>{run('dypt')}</w:p>"))
        + f"<w:p>{control(run('inne'))}</w:p>"
        + f"<w:tbl>{control(f'<w:tr>{cells}</w:tr>')}</w:tbl>"
    )
    assert texts(read(body)) == ["dypt", "inne", "celle\tb"]


def test_table_with_one_column_is_only_a_frame():
    body = f"<w:tbl><w:tr><w:tc><w:p>{run('I: Hei')}</w:p><w:p>{run('P: Hallo')}</w:p></w:tc></w:tr></w:tbl>"
    assert [(b.text, b.cells) for b in read(body).blocks] == [("I: Hei", None), ("P: Hallo", None)]


def test_strict_document_is_read_like_any_other():
    data = docx_of(f"<w:p>{run('Ja.')}</w:p>")
    body = f'<w:document xmlns:w="{W}"><w:body><w:p>{run("Ja.")}</w:p></w:body></w:document>'
    strict = body.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    rels = '<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="x/officeDocument" Target="/word/document.xml"/></R>'
    assert read_texts(zip_of({"_rels/.rels": rels, "word/document.xml": strict}), "a.docx") == [
        "Ja."
    ]
    assert read_texts(data, "a.docx") == ["Ja."]


def test_smiley_typed_in_word_is_a_smiley():
    body = f'<w:p>{run("Ja ")}<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r></w:p>'
    assert texts(read(body)) == ["Ja ☺"]


def test_entities_are_refused():
    evil = f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    data = zip_of(
        {
            "_rels/.rels": '<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>',
            "word/document.xml": evil,
        }
    )
    with pytest.raises(ImportRefusedError) as refusal:
        read_document(data, file_name="a.docx")
    assert refusal.value.code == "import.unsafe_xml"


def test_comment_made_by_python_docx_is_counted():
    document = docx.Document()
    paragraph = document.add_paragraph("Ja.")
    document.add_comment(paragraph.runs, text="navn?", author="x")
    paragraph._p.append(parse_xml(f'<w:proofErr xmlns:w="{W}"/>'))
    read_back = read_document(saved(document), file_name="a.docx")
    assert texts(read_back) == ["Ja."]
    assert counts(read_back) == {NoticeKind.COMMENTS_LEFT_OUT: 1}

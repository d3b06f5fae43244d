"""Comments and tracked changes in a returned codebook, by code and field."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import etree
from tests.codebooks import book, changed, edition
from tests.exchange.review.build import AT, NAMES, MarkedUp, W, kinds, read

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook_diff import codebook_diff
from casestudy.domain.review import ReviewComment, ReviewKind
from casestudy.errors import ImportRefusedError
from casestudy.reports.codebook_diff_docx import codebook_diff_docx
from casestudy.reports.codebook_docx import codebook_docx

BOOK = book()
SENT = codebook_docx(edition(BOOK))
MOMENT = dt.datetime(2026, 12, 8, 10, tzinfo=dt.UTC)
OTHER = "2026-12-09T08:30:00Z"


def marked_up() -> MarkedUp:
    return MarkedUp(SENT)


def said(document: MarkedUp | bytes) -> list[tuple[object, ...]]:
    data = document if isinstance(document, bytes) else document.to_bytes()
    return [
        (one.code_id, one.field, one.kind.value, one.text, one.proposed)
        for one in read(data, BOOK).comments
    ]


def remarks() -> tuple[MarkedUp, list[ReviewComment]]:
    """Return a document with ten comments and five tracked changes, and what is to be read."""
    document = marked_up()
    expected = []

    def comment(bookmark, code_id, field, words, author="Mary Ann", at=AT, answers=None):
        number = document.comment(bookmark, words, author, at, answers)
        told = dt.datetime.fromisoformat(at)
        expected.append((code_id, field, ReviewKind.COMMENT, words, "", author, told))
        return number

    comment("_guide", None, None, "Very clear, thank you.")
    comment("CH", "CH", None, "Is this branch needed?")
    first = comment("_definition_CH_C", "CH.C", "definition.en", "Whose ties?")
    comment("_definition_CH_C", "CH.C", "definition.en", "The user's.", "John", OTHER, first)
    comment("CH_C_1", "CH.C.1", None, "Overlaps with CH.C.2?\nI think so.")
    comment("_use_CH_C_1", "CH.C.1", "use.en", "Also groups?", "John", OTHER)
    comment("_cue_CH_C_2", "CH.C.2", "cue.en", "Nobody says “it”.")
    comment("_synonyms_CH_C_3", "CH.C.3", "synonyms.en", "Add: peers")
    comment("_maps_to_CH_H", "CH.H", "maps_to", "And REFOCUS.")
    comment("UX_2", "UX.2", None, "Håp & <hope> 👩‍🦽")

    def wording(bookmark, code_id, field, old, new, proposed, author="Mary Ann", at=AT):
        document.replace(bookmark, old, new, author, at)
        told = dt.datetime.fromisoformat(at)
        expected.append((code_id, field, ReviewKind.WORDING, "", proposed, author, told))

    wording("CH_C", "CH.C", "label.en", "Code CH.C", "Being connected", "Being connected")
    wording(
        "_definition_CH_C_1", "CH.C.1", "definition.en", "Says", "Tells of", "Tells of CH.C.1."
    )
    wording(
        "_not_use_CH_C_2", "CH.C.2", "not_use.en", "", " Nor alone.", "Not for CH.C.2. Nor alone."
    )
    wording("_cue_CH_C_4", "CH.C.4", "cue.en", "it is", "this is", "this is CH.C.4", "John", OTHER)
    wording("_use_UX_1", "UX.1", "use.en", "Not written yet.", "Use it often.", "Use it often.")
    names = ("code_id", "field", "kind", "text", "proposed", "reviewer", "at")
    return document, [
        ReviewComment(**dict(zip(names, one, strict=True)), anchor="") for one in expected
    ]


def without_anchors(comments) -> list[tuple[object, ...]]:
    return [
        (one.code_id, one.field, one.kind, one.text, one.proposed, one.reviewer, one.at)
        for one in comments
    ]


def test_ten_comments_and_five_changes_are_read_exactly():
    document, expected = remarks()
    found = read(document.to_bytes(), BOOK)
    assert without_anchors(found.comments) == without_anchors(expected)
    assert found.notices == ()
    assert (found.release, found.reviewer) == ("0.2", "Mary Ann")
    assert len({one.anchor for one in found.comments}) == 15


def test_the_same_file_again_has_the_same_anchors():
    document, _ = remarks()
    first, again = (read(document.to_bytes(), BOOK) for _ in range(2))
    assert first == again


def test_an_edited_comment_keeps_its_anchor():
    anchors = []
    for words in ("Why?", "Why this?"):
        document = marked_up()
        document.comment("_use_CH_C_1", words)
        anchors.append([one.anchor for one in read(document.to_bytes(), BOOK).comments])
    assert anchors[0] == anchors[1]


def test_the_words_that_a_comment_stands_at_are_told():
    document = marked_up()
    document.comment("_definition_CH_C", "Hm.")
    found = read(document.to_bytes(), BOOK)
    assert list(found.passages.values()) == ["Says CH.C."]


def test_an_untouched_document_says_nothing():
    found = read(SENT, BOOK)
    assert found.comments == ()
    assert list(kinds(found)) == ["nothing_filled_in"]


def test_every_field_is_read_as_it_was_sent_in_norwegian_too():
    norwegian = codebook_docx(edition(BOOK, language="nb"))
    document = MarkedUp(norwegian)
    document.replace("_definition_CH_C_1", "Sier", "Forteller")
    (comment,) = read(document.to_bytes(), BOOK).comments
    assert (comment.field, comment.proposed) == ("definition.nb", "Forteller CH.C.1.")


def test_words_typed_without_tracking_are_a_proposal_with_a_notice():
    document = marked_up()
    for run in document.paragraph("_definition_CH_C_1").iter(f"{{{W}}}t"):
        run.text = "Says something else."
    found = read(document.to_bytes(), BOOK)
    assert said(document) == [("CH.C.1", "definition.en", "wording", "", "Says something else.")]
    assert kinds(found) == {"edited_in_place": ("CH.C.1 definition",)}


def test_a_code_whose_name_and_definition_were_deleted_is_to_go():
    document = marked_up()
    for bookmark in ("CH_C_2", "_definition_CH_C_2", "_use_CH_C_2"):
        document.strike(bookmark)
    (comment,) = read(document.to_bytes(), BOOK).comments
    assert (comment.code_id, comment.kind, comment.field) == ("CH.C.2", ReviewKind.DELETE, None)
    assert (comment.reviewer, comment.at) == ("Mary Ann", MOMENT)


def test_moved_words_count_where_they_went():
    document = marked_up()
    paragraph = document.paragraph("_use_CH_C_1")
    document.replace("_use_CH_C_1", "Use ", " Use", "Mary Ann")
    for change in paragraph.iter(f"{{{W}}}ins", f"{{{W}}}del"):
        change.tag = f"{{{W}}}move{'To' if change.tag.endswith('ins') else 'From'}"
    paragraph[-2].addnext(paragraph.find(f"{{{W}}}moveTo"))
    assert said(document) == [("CH.C.1", "use.en", "wording", "", "for CH.C.1. Use")]


def test_what_was_put_in_and_taken_out_again_is_in_neither_wording():
    document = marked_up()
    document.replace("_use_CH_C_1", "", " Twice.")
    (came,) = document.paragraph("_use_CH_C_1").iter(f"{{{W}}}ins")
    gone = etree.SubElement(came, f"{{{W}}}del")
    gone.append(came[0])
    assert said(document) == []


def test_a_new_paragraph_in_a_field_is_part_of_it():
    document = marked_up()
    paragraph = document.paragraph("_use_CH_C_1")
    second = etree.fromstring(etree.tostring(paragraph))
    for mark in second.xpath("w:bookmarkStart | w:bookmarkEnd | w:pPr", namespaces=NAMES):
        second.remove(mark)
    second.find(f".//{{{W}}}t").text = "And more."
    inserted = etree.SubElement(second, f"{{{W}}}ins")
    inserted.set(f"{{{W}}}author", "Mary Ann")
    inserted.append(second.find(f"{{{W}}}r"))
    properties = paragraph.find(f"{{{W}}}pPr")
    etree.SubElement(etree.SubElement(properties, f"{{{W}}}rPr"), f"{{{W}}}ins")
    paragraph.addnext(second)
    assert said(document) == [("CH.C.1", "use.en", "wording", "", "Use for CH.C.1.\nAnd more.")]


def test_formatting_is_left_out_and_counted():
    document = marked_up()
    run = document.paragraph("_use_CH_C_1").find(f"{{{W}}}r")
    etree.SubElement(etree.SubElement(run, f"{{{W}}}rPr"), f"{{{W}}}rPrChange")
    found = read(document.to_bytes(), BOOK)
    assert found.comments == ()
    assert [(one.kind.value, one.count) for one in found.notices] == [
        ("nothing_filled_in", 1),
        ("formatting_only", 1),
    ]


def test_a_change_outside_the_fields_is_a_comment():
    document = marked_up()
    document.replace("_guide", "", " Thank you!")
    found = read(document.to_bytes(), BOOK)
    assert said(document) == [(None, None, "comment", "Inserted: Thank you!", "")]
    assert list(kinds(found)) == ["outside_codes"]


def test_new_page_numbers_in_the_contents_are_nobodys_change():
    document = marked_up()
    (number,) = document.body.xpath(
        "(//w:hyperlink[@w:anchor='UX']//w:t[text()='5'])[1]", namespaces=NAMES
    ) or [None]
    assert number is not None
    run = number.getparent()
    change = etree.Element(f"{{{W}}}ins")
    run.addprevious(change)
    change.append(run)
    assert said(document) == []


def test_the_code_is_known_without_its_bookmarks():
    document = marked_up()
    document.replace("_definition_CH_C_1", "Says", "Tells")
    document.comment("_use_CH_C_1", "Hm.")
    for mark in document.body.xpath("//w:bookmarkStart | //w:bookmarkEnd", namespaces=NAMES):
        mark.getparent().remove(mark)
    assert [one[:2] for one in said(document)] == [
        ("CH.C.1", "use.en"),
        ("CH.C.1", "definition.en"),
    ]


def test_codes_that_are_easily_confused_come_back_as_ids():
    document = marked_up()
    document.replace("_confused_with_CH_H", "CH.C Code CH.C; ", "UX.1 Code UX.1; ")
    assert said(document) == [("CH.H", "confused_with", "wording", "", "UX.1, CH.C.1")]


def test_an_older_release_is_read_against_itself():
    newer = changed(book("0.3"), "CH.C.1", definition=Bilingual(nb="Ny.", en="New."))
    document = marked_up()
    document.replace("_use_CH_C_2", "Use", "Employ")
    found = read(document.to_bytes(), BOOK, newer)
    assert len(found.comments) == 1
    assert kinds(found) == {"other_release": ("0.2",)}


def test_a_release_that_is_not_known_is_told_and_matched_by_id():
    document = MarkedUp(codebook_docx(edition(book("0.9"))))
    document.replace("_use_CH_C_2", "Use", "Employ")
    found = read(document.to_bytes(), BOOK)
    assert found.comments[0].code_id == "CH.C.2"
    assert list(kinds(found)) == ["unknown_release"]


def test_the_document_of_changes_takes_comments_and_has_no_fields():
    before = changed(book("0.1"), "CH.C.1", definition=Bilingual(nb="Før.", en="Before."))
    told = MarkedUp(codebook_diff_docx(edition(BOOK), codebook_diff(before, BOOK)))
    told.comment("CH_C_1", "Better now.")
    found = read(told.to_bytes(), before, BOOK)
    assert [(one.code_id, one.text) for one in found.comments] == [("CH.C.1", "Better now.")]
    assert found.notices == ()


def test_another_document_is_refused():
    other = MarkedUp(SENT)
    for paragraph in other.body.xpath("//w:t", namespaces=NAMES):
        paragraph.text = "Something else"
    for mark in other.body.xpath("//w:bookmarkStart", namespaces=NAMES):
        mark.getparent().remove(mark)
    with pytest.raises(ImportRefusedError) as refusal:
        read(other.to_bytes(), BOOK)
    assert refusal.value.code == "review.not_a_document"

"""A returned review form: every row led back to its code, and every oddity told."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from tests.codebooks import book, changed, edition
from tests.exchange.review.build import filled, kinds, place_of, put, read, row_of

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.review import ReviewKind
from casestudy.domain.review_form import PROPOSALS, FormColumn, field_in
from casestudy.errors import ImportRefusedError
from casestudy.reports.review_xlsx import review_xlsx

if TYPE_CHECKING:
    from openpyxl import Workbook

BOOK = book()
SENT = review_xlsx(edition(BOOK))
C = FormColumn


def codes(workbook):
    return workbook["Codes"]


def returned(fill, *releases):
    return read(filled(SENT, fill), *(releases or (BOOK,)))


def said(found) -> list[tuple[object, ...]]:
    return [
        (one.code_id, one.field, one.kind.value, one.text, one.proposed) for one in found.comments
    ]


def forty(workbook) -> list[tuple[object, ...]]:
    """Fill in forty cells, and return what is to be read."""
    sheet, expected = codes(workbook), []
    names = [code.id for code in BOOK.codes if code.id != "CH.H.1"]
    workbook["Start here"]["C6"] = "Mary Ann"
    for code_id in names[:8]:
        put(sheet, code_id, C.ANSWER, "Yes")
        expected.append((code_id, None, "agree", "", ""))
    for number, code_id in enumerate(names[:10]):
        words = f"Why {number}? Håp & <b>, “so” 👩‍🦽\nOn a second line."
        put(sheet, code_id, C.COMMENT, words)
        expected.append((code_id, None, "comment", words, ""))
    for column, name in PROPOSALS.items():
        for code_id in names[2:7]:
            put(sheet, code_id, column, f"=Better {name} of {code_id}"[1:])
            expected.append((code_id, f"{name}.en", "wording", "", f"Better {name} of {code_id}"))
    put(sheet, names[10], C.ANSWER, "Remove")
    expected.append((names[10], None, "delete", "", ""))
    new = workbook["New codes"]
    new.cell(3, place_of(new, C.NEW_LABEL)).value = "Pace"
    new.cell(3, place_of(new, C.COMMENT)).value = "We miss it."
    expected.append((None, None, "new_code", "We miss it.", "Pace"))
    return expected


def test_forty_remarks_are_read_exactly():
    expected = []
    found = returned(lambda workbook: expected.extend(forty(workbook)))
    assert len(expected) == 40
    assert sorted(said(found), key=str) == sorted(expected, key=str)
    assert {one.reviewer for one in found.comments} == {"Mary Ann"}
    assert len({one.anchor for one in found.comments}) == 40
    assert found.notices == ()
    assert (found.release, found.reviewer) == ("0.2", "Mary Ann")


def test_the_time_is_when_the_form_was_saved():
    found = returned(lambda workbook: put(codes(workbook), "CH", C.COMMENT, "Hm."))
    (comment,) = found.comments
    assert comment.at is not None
    assert comment.at.tzinfo is not None
    assert comment.at > dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def test_an_untouched_form_says_nothing():
    found = read(SENT, BOOK)
    assert found.comments == ()
    assert kinds(found) == {"nothing_filled_in": ()}


@pytest.mark.parametrize(
    ("answer", "comment", "expected"),
    [
        ("Yes", "", [("agree", "")]),
        (" yes. ", "Good", [("agree", ""), ("comment", "Good")]),
        ("No", "", [("comment", "Does not agree.")]),
        ("No", "Too wide.", [("comment", "Does not agree. Too wide.")]),
        ("Delvis", "", [("comment", "Agrees in part.")]),
        ("Remove", "Same as UX.1", [("delete", "Same as UX.1")]),
        ("Maybe", "", [("comment", "Maybe")]),
    ],
)
def test_what_an_answer_comes_to(answer, comment, expected):
    def fill(workbook):
        put(codes(workbook), "UX.2", C.ANSWER, answer)
        put(codes(workbook), "UX.2", C.COMMENT, comment)

    found = returned(fill)
    assert [(one.kind.value, one.text) for one in found.comments] == expected
    assert ("unknown_answer" in kinds(found)) == (answer == "Maybe")


def test_a_wording_says_enough_of_a_no():
    def fill(workbook):
        put(codes(workbook), "UX.2", C.ANSWER, "No")
        put(codes(workbook), "UX.2", C.NEW_DEFINITION, "Better.")

    assert said(returned(fill)) == [("UX.2", "definition.en", "wording", "", "Better.")]


def test_what_is_said_of_the_whole_is_read():
    def fill(workbook):
        workbook["Start here"]["C7"] = "Lovely."

    assert said(returned(fill)) == [(None, None, "comment", "Lovely.", "")]


def reordered(sheet, key):
    """Sort the rows as Excel does: values move, formats and rules stay."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    rows.sort(key=key)
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value


def test_sorted_rows_are_led_back_by_their_ids():
    def fill(workbook):
        put(codes(workbook), "CH.C.2", C.COMMENT, "Mine.")
        reordered(codes(workbook), key=lambda row: str(row[2])[::-1])

    found = returned(fill)
    assert said(found) == [("CH.C.2", None, "comment", "Mine.", "")]
    assert found.notices == ()


def test_an_inserted_row_is_a_new_code():
    def fill(workbook):
        sheet = codes(workbook)
        sheet.insert_rows(6)
        for column, words in (
            (C.LABEL, "Pace"),
            (C.DEFINITION, "How fast."),
            (C.COMMENT, "Why not?"),
        ):
            sheet.cell(6, place_of(sheet, column)).value = words

    found = returned(fill)
    assert said(found) == [(None, None, "new_code", "Why not?", "Pace\nDefinition: How fast.")]
    assert found.notices == ()


def test_an_inserted_row_with_an_id_of_its_own_is_a_new_code_and_told():
    def fill(workbook):
        sheet = codes(workbook)
        sheet.insert_rows(6)
        sheet.cell(6, 1).value = "CH.C.9"
        sheet.cell(6, place_of(sheet, C.NEW_LABEL)).value = "Pace"

    found = returned(fill)
    assert [one.proposed for one in found.comments] == ["Pace\nWhere it belongs: CH.C.9"]
    assert kinds(found) == {"unknown_code": ("CH.C.9",)}


def test_deleted_rows_are_told_and_no_wish():
    def fill(workbook):
        put(codes(workbook), "UX", C.COMMENT, "Hm.")
        for code_id in ("CH.C.1", "CH.C.3"):
            codes(workbook).delete_rows(row_of(codes(workbook), code_id))

    found = returned(fill)
    assert [one.kind for one in found.comments] == [ReviewKind.COMMENT]
    assert kinds(found) == {"rows_missing": ("CH.C.1", "CH.C.3")}


def test_ids_are_known_whatever_their_blanks_and_case():
    def fill(workbook):
        put(codes(workbook), "CH.C.1", C.COMMENT, "Mine.")
        put(codes(workbook), "CH.C.1", C.ID, " ch.c. 1 ")

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert kinds(found) == {"id_corrected": ("ch.c. 1 → CH.C.1",)}


def test_a_cleared_id_is_found_in_the_hidden_column():
    def fill(workbook):
        put(codes(workbook), "CH.C.1", C.COMMENT, "Mine.")
        codes(workbook).cell(row_of(codes(workbook), "CH.C.1"), 1).value = None

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert kinds(found) == {"id_restored": ("CH.C.1",)}


def test_an_overwritten_id_is_found_in_the_hidden_column():
    def fill(workbook):
        put(codes(workbook), "CH.C.1", C.COMMENT, "Mine.")
        put(codes(workbook), "CH.C.1", C.ID, "new")

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert kinds(found) == {"id_corrected": ("new → CH.C.1",)}


def copied(sheet, code_id):
    """Copy a row to the end, as one who wants its looks for a new code."""
    row = row_of(sheet, code_id)
    sheet.append([copy(cell.value) for cell in sheet[row]])
    return sheet.max_row


def test_a_row_copied_for_a_new_code_is_one():
    def fill(workbook):
        sheet = codes(workbook)
        row = copied(sheet, "CH.C.1")
        sheet.cell(row, 1).value = None
        sheet.cell(row, place_of(sheet, C.LABEL)).value = "Pace"
        sheet.cell(row, place_of(sheet, C.DEFINITION)).value = "How fast."
        for column in (C.USE, C.NOT_USE, C.CUE):
            sheet.cell(row, place_of(sheet, column)).value = None

    found = returned(fill)
    assert said(found) == [(None, None, "new_code", "", "Pace\nDefinition: How fast.")]


def test_repeated_rows_are_told_and_each_thing_is_read_once():
    def fill(workbook):
        sheet = codes(workbook)
        put(sheet, "CH.C.1", C.COMMENT, "Mine.")
        row = copied(sheet, "CH.C.1")
        sheet.cell(row, place_of(sheet, C.NEW_LABEL)).value = "Better"

    found = returned(fill)
    assert said(found) == [
        ("CH.C.1", None, "comment", "Mine.", ""),
        ("CH.C.1", "label.en", "wording", "", "Better"),
    ]
    assert kinds(found) == {"rows_repeated": ("CH.C.1",)}


def test_ids_that_disagree_are_settled_by_the_words_of_the_row():
    def fill(workbook):
        sheet = codes(workbook)
        put(sheet, "CH.C.1", C.COMMENT, "Mine.")
        row = row_of(sheet, "CH.C.1")
        sheet.cell(row, place_of(sheet, C.KEY)).value = "CH.C.2"

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert "id_doubtful" in kinds(found)


def test_columns_sorted_apart_propose_no_wordings():
    def fill(workbook):
        sheet = codes(workbook)
        put(sheet, "CH.C.1", C.COMMENT, "Mine.")
        for column in (C.LABEL, C.DEFINITION, C.USE, C.NOT_USE):
            place = place_of(sheet, column)
            words = [sheet.cell(row, place).value for row in range(3, 14)]
            for row, one in enumerate(reversed(words), start=3):
                sheet.cell(row, place).value = one

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert len(kinds(found)["id_doubtful"]) == 10


def test_moved_and_renamed_columns_are_known():
    def fill(workbook):
        sheet = codes(workbook)
        put(sheet, "CH.C.1", C.COMMENT, "Mine.")
        sheet.cell(2, place_of(sheet, C.COMMENT)).value = "Mary's thoughts"
        columns = [[cell.value for cell in column] for column in sheet.iter_cols()]
        for place, column in enumerate(reversed(columns), start=1):
            for row, value in enumerate(column, start=1):
                sheet.cell(row, place).value = value

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert kinds(found) == {"columns_recognised": ("Mary's thoughts",)}


def test_without_the_hidden_row_headings_tell_the_columns():
    def fill(workbook):
        put(codes(workbook), "CH.C.1", C.COMMENT, "Mine.")
        codes(workbook).delete_rows(1)

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert found.notices == ()


def test_a_deleted_column_is_told():
    def fill(workbook):
        sheet = codes(workbook)
        put(sheet, "CH.C.1", C.COMMENT, "Mine.")
        sheet.delete_cols(place_of(sheet, C.NEW_USE))

    found = returned(fill)
    assert said(found) == [("CH.C.1", None, "comment", "Mine.", "")]
    assert kinds(found) == {"columns_missing": ("Your use",)}


def test_a_column_of_the_reviewers_own_is_read_as_comments():
    def fill(workbook):
        sheet = codes(workbook)
        place = sheet.max_column + 1
        sheet.cell(2, place).value = "Literature"
        sheet.cell(row_of(sheet, "CH.H"), place).value = "Leamy"

    found = returned(fill)
    assert said(found) == [("CH.H", None, "comment", "Literature: Leamy", "")]
    assert kinds(found) == {"columns_added": ("Literature",)}


def test_merged_cells_count_for_each_row_they_cover():
    def fill(workbook):
        sheet = codes(workbook)
        place = place_of(sheet, C.COMMENT)
        put(sheet, "CH.C.1", C.COMMENT, "All three.")
        row = row_of(sheet, "CH.C.1")
        sheet.merge_cells(start_row=row, end_row=row + 2, start_column=place, end_column=place)

    found = returned(fill)
    assert said(found) == [
        (code_id, None, "comment", "All three.", "") for code_id in ("CH.C.1", "CH.C.2", "CH.C.3")
    ]
    assert kinds(found) == {"merged_cells": ("Codes!J5:J7",)}


def test_our_wording_changed_where_it_stands_is_a_proposal():
    found = returned(lambda workbook: put(codes(workbook), "UX.2", C.DEFINITION, "Says more."))
    assert said(found) == [("UX.2", "definition.en", "wording", "", "Says more.")]
    assert kinds(found) == {"edited_in_place": ("UX.2 definition",)}


def test_a_note_at_a_cell_is_a_comment_by_its_author():
    def fill(workbook):
        codes(workbook)["D5"].comment = Comment("John:\nReally?", "John")

    (comment,) = returned(fill).comments
    assert (comment.code_id, comment.text, comment.reviewer) == ("CH.C.1", "Really?", "John")


def test_numbers_and_truths_are_words():
    def fill(workbook):
        put(codes(workbook), "CH", C.COMMENT, 2.0)
        put(codes(workbook), "CH.C", C.COMMENT, 2.5)

    assert [one.text for one in returned(fill).comments] == ["2", "2.5"]


def test_the_same_form_again_has_the_same_anchors_and_a_changed_comment_keeps_its_own():
    def fill(words):
        def fill_in(workbook):
            put(codes(workbook), "CH", C.COMMENT, words)
            put(codes(workbook), "UX", C.COMMENT, "Other.")

        return fill_in

    first, again = returned(fill("Why?")), returned(fill("Why this?"))
    assert [one.anchor for one in first.comments] == [one.anchor for one in again.comments]


def test_an_older_release_is_read_against_itself():
    newer = changed(book("0.3"), "CH.C.1", definition=Bilingual(nb="Ny.", en="New."))
    found = returned(lambda workbook: put(codes(workbook), "CH", C.COMMENT, "Hm."), BOOK, newer)
    assert said(found) == [("CH", None, "comment", "Hm.", "")]
    assert kinds(found) == {"other_release": ("0.2",)}


def test_a_release_that_is_not_known_is_told():
    sent = review_xlsx(edition(book("0.9")))
    found = read(filled(sent, lambda workbook: put(codes(workbook), "CH", C.COMMENT, "Hm.")), BOOK)
    assert said(found) == [("CH", None, "comment", "Hm.", "")]
    assert kinds(found) == {"unknown_release": ()}


def test_the_release_is_also_told_by_the_first_sheet():
    def fill(workbook):
        put(codes(workbook), "CH", C.COMMENT, "Hm.")
        for name in [one.name for one in workbook.custom_doc_props.props]:
            del workbook.custom_doc_props[name]

    assert returned(fill).release == "0.2"


def test_a_form_in_norwegian_proposes_norwegian():
    sent = review_xlsx(edition(BOOK, language="nb"))

    def fill(workbook):
        put(workbook["Koder"], "CH", C.NEW_LABEL, "Bedre")
        put(workbook["Koder"], "UX", C.ANSWER, "Ja")

    found = read(filled(sent, fill), BOOK)
    assert said(found) == [
        ("CH", "label.nb", "wording", "", "Bedre"),
        ("UX", None, "agree", "", ""),
    ]


def test_another_workbook_is_refused():
    def empty(workbook):
        for name in workbook.sheetnames:
            del workbook[name]
        workbook.create_sheet("Budget")["A1"] = "Year"

    with pytest.raises(ImportRefusedError) as refusal:
        returned(empty)
    assert refusal.value.code == "review.not_a_form"


WORDS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")),
        min_size=1,
        max_size=60,
    )
    .map(str.strip)
    .filter(lambda words: words and not words.startswith("="))
)
CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from([code.id for code in BOOK.codes if code.id != "CH.H.1"]),
        st.sampled_from([C.COMMENT, *PROPOSALS]),
    ),
    WORDS,
    max_size=8,
)


@given(CELLS)
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_is_read(cells):
    def fill(workbook: Workbook):
        for (code_id, column), words in cells.items():
            put(codes(workbook), code_id, column, words)

    found = returned(fill)
    expected = {
        (code_id, field_in(PROPOSALS[column], "en") if column in PROPOSALS else None)
        for code_id, column in cells
    }
    assert {(one.code_id, one.field) for one in found.comments} == expected
    for one in found.comments:
        column = next((c for c, name in PROPOSALS.items() if f"{name}.en" == one.field), C.COMMENT)
        written = cells[one.code_id, column]
        assert "".join((one.text or one.proposed).split()) == "".join(_normal(written).split())


def _normal(words: str) -> str:
    from casestudy.domain.text import canonical

    return canonical(words)

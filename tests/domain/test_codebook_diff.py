"""What differs between two releases: every difference is told, once, in reading order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.codebooks import code

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingAttribute, CodingPass, Synonyms
from casestudy.domain.codebook_diff import DiffKind, codebook_diff
from casestudy.domain.lineage import LineageKind, LineageStep
from casestudy.domain.vocabulary import CodeStatus
from casestudy.domain.word_marks import new_text, old_text


def book(*codes: Code, release: str = "1") -> Codebook:
    return Codebook(
        name="b",
        release=release,
        date=dt.date(2026, 12, 1),
        title=Bilingual(nb="Bok", en="Book"),
        codes=codes,
    )


def step(kind: LineageKind, from_ids: tuple[str, ...], to_ids: tuple[str, ...]) -> LineageStep:
    at = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    return LineageStep(
        kind=kind, from_ids=from_ids, to_ids=to_ids, at=at, member="liv", why="", release="2"
    )


A, B, C = code("A"), code("B", "A"), code("C", "A")
RETIRED = {"status": CodeStatus.RETIRED}


def kinds(before: Codebook, after: Codebook, *steps: LineageStep) -> dict[str, list[str]]:
    diff = codebook_diff(before, after, steps)
    return {change.id: [kind.value for kind in change.kinds] for change in diff.codes}


def test_equal_books_do_not_differ():
    diff = codebook_diff(book(A, B), book(A, B, release="2"))
    assert not diff
    assert diff.counts() == {}


def test_codes_come_go_and_come_back():
    retired = replace(B, **RETIRED)
    assert kinds(book(A), book(A, B)) == {"B": ["added"]}
    assert kinds(book(A, B), book(A, retired)) == {"B": ["retired"]}
    assert kinds(book(A, B), book(A)) == {"B": ["retired"]}
    assert kinds(book(A, retired), book(A, B)) == {"B": ["brought_back"]}
    assert kinds(book(A), book(A, retired)) == {"B": ["retired"]}


def test_a_rewording_has_its_words_marked_in_each_language():
    reworded = replace(B, definition=Bilingual(nb="Sier B.", en="Says B twice."))
    (change,) = codebook_diff(book(A, B), book(A, reworded)).codes
    assert change.kinds == (DiffKind.REWORDED,)
    assert [one.field for one in change.wording] == ["definition.en"]
    assert old_text(change.wording[0].runs) == "Says B."
    assert new_text(change.wording[0].runs) == "Says B twice."
    assert not change.meaning


def test_a_change_of_meaning_is_told_even_where_no_word_changed():
    meaning = step(LineageKind.MEANING_CHANGED, ("B",), ("B",))
    (change,) = codebook_diff(book(A, B), book(A, B), [meaning]).codes
    assert change.meaning
    assert change.kinds == (DiffKind.REWORDED,)


def test_a_code_can_move_change_its_colour_and_its_words_at_once():
    changed = replace(C, parent="B", colour="#445566", maps_to=("CFIR",))
    (change,) = codebook_diff(book(A, B, C), book(A, B, changed)).codes
    assert change.kinds == (DiffKind.MOVED, DiffKind.REWORDED, DiffKind.CHANGED)
    assert [(one.name, one.before, one.after) for one in change.properties] == [
        ("colour", "#3b7bd3", "#445566")
    ]


def test_merged_codes_are_told_as_merged_and_not_as_retired():
    after = book(A, replace(B, **RETIRED), C)
    merge = step(LineageKind.MERGED, ("B", "C"), ("C",))
    assert kinds(book(A, B, C), after, merge) == {"B": ["merged"]}
    assert codebook_diff(book(A, B, C), after, [merge]).codes[0].step is merge


def test_a_merge_that_was_taken_back_is_not_told():
    merge = step(LineageKind.MERGED, ("B", "C"), ("C",))
    back = step(LineageKind.BROUGHT_BACK, ("B",), ("B",))
    assert kinds(book(A, B, C), book(A, B, C), merge, back) == {}


def test_a_split_names_the_code_and_those_that_came_of_it():
    split = step(LineageKind.SPLIT, ("B",), ("B1", "B2"))
    after = book(A, replace(B, **RETIRED), code("B1", "A"), code("B2", "A"))
    diff = codebook_diff(book(A, B), after, [split])
    assert {change.id: (change.kinds, change.step) for change in diff.codes} == {
        "B": ((DiffKind.SPLIT,), split),
        "B1": ((DiffKind.ADDED,), split),
        "B2": ((DiffKind.ADDED,), split),
    }
    assert diff.counts() == {DiffKind.ADDED: 2, DiffKind.SPLIT: 1}


def test_a_split_that_was_taken_back_is_not_told():
    split = step(LineageKind.SPLIT, ("B",), ("B", "B1"))
    assert kinds(book(A, B), book(A, B), split) == {}


def test_codes_stand_in_reading_order_and_those_gone_last():
    before = book(A, code("X", "A"), B, C)
    after = book(A, code("N", "A"), replace(C, colour="#000000"), replace(B, colour="#000000"))
    assert list(kinds(before, after)) == ["N", "C", "B", "X"]


def test_the_books_own_words_are_told():
    after = replace(book(A), note=Bilingual(en="Read this."))
    diff = codebook_diff(book(A), after)
    assert [change.field for change in diff.book] == ["note.en"]
    assert diff


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "parent": st.sampled_from(["A", "B"]),
        "assignable": st.booleans(),
        "status": st.sampled_from(CodeStatus),
        "label": st.builds(Bilingual, nb=st.just("Ny"), en=st.sampled_from(["New", "Newer"])),
        "synonyms": st.builds(Synonyms, en=st.just(("other",))),
        "cue": st.builds(Bilingual, nb=st.sampled_from(["", "slik"])),
        "confused_with": st.sampled_from([(), ("B",)]),
        "unreviewed": st.sampled_from([(), ("label.en",)]),
        "attributes": st.sampled_from([None, (), (CodingAttribute.LEVEL,)]),
        "passes": st.sampled_from([None, (CodingPass.RQ1,)]),
        "hue": st.sampled_from([None, 20]),
        "colour": st.sampled_from(["#3b7bd3", "#445566"]),
    },
)


@given(CHANGES, CHANGES)
def test_codes_differ_exactly_where_the_diff_says_so(first, second):
    before, after = replace(C, **first), replace(C, **second)
    diff = codebook_diff(book(A, B, before), book(A, B, after))
    assert bool(diff) == (before != after)


@pytest.mark.parametrize("kind", DiffKind)
def test_the_summary_counts_what_the_lists_hold(kind):
    diff = codebook_diff(book(A, B), book(A, replace(B, **RETIRED), C))
    assert diff.counts().get(kind, 0) == len(diff.of(kind))

"""Codebook files: what is written is read back, and every mistake is named by its line."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from tests.exchange.codebooks import codebooks

from casestudy.domain.bilingual import Bilingual
from casestudy.errors import InvalidInputError
from casestudy.exchange.codebook_yaml import CodebookFileError, read_codebook, write_codebook

GOOD = """\
codebook: prøve
release: 0.10
date: 2026-01-31
title: {nb: Prøvebok, en: Sample}
codes:
- id: A
  label: {nb: no, en: yes}
  colour: '#336699'
  attributes: []
  passes: [rq1]
  hue: 10
- id: A.1
  parent: A
  label:
    nb: Én
    en: One
  colour: '#669933'
"""


def problems(text):
    with pytest.raises(CodebookFileError) as caught:
        read_codebook(text, file_name="bok.yaml")
    return [(one.line, one.error.code.removeprefix("codebook.")) for one in caught.value.problems]


def test_words_are_taken_as_they_stand_in_the_file():
    book = read_codebook(GOOD, file_name="bok.yaml")
    assert book.release == "0.10"
    assert book.code("A").label == Bilingual(nb="no", en="yes")
    assert book.code("A.1").parent == "A"
    assert book.date == date(2026, 1, 31)


def test_letters_written_in_two_parts_become_one():
    book = read_codebook(unicodedata.normalize("NFD", GOOD), file_name="bok.yaml")
    assert book.code("A.1").label.nb == "Én"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- id: A.1", "- id: A", [(12, "duplicate_id"), (13, "cycle")]),
        ("parent: A", "parent: B", [(13, "unknown_parent")]),
        ("parent: A", "parent: A.1", [(13, "cycle")]),
        ("    en: One\n", "", [(14, "missing_label")]),
        ("passes: [rq1]", "passes: [rq1, rq9]", [(10, "unknown_pass")]),
        ("attributes: []", "attributes:\n  - colour", [(10, "unknown_attribute")]),
        ("  parent: A", "  status: gone\n  parent: A", [(13, "unknown_status")]),
        ("  parent: A", "  farge: x\n  parent: A", [(13, "unknown_field")]),
        ("nb: Én", "nb: Én\n    fr: Un", [(16, "unknown_field")]),
        ("release", "utgave", [(1, "missing_field"), (2, "unknown_field")]),
        ("'#669933'", "#669933", [(17, "bad_colour")]),
        ("'#669933'", "'#66993'", [(17, "bad_colour")]),
        ("  parent: A", "  parent: A\n  parent: A", [(14, "duplicate_key")]),
        ("title:", "title: {nb: T, en: T}\ntitle:", [(5, "duplicate_key")]),
        ("title: {nb: Prøvebok, en: Sample}", "title: {nb: Prøvebok}", [(4, "missing_field")]),
        ("release: 0.10", "release:", [(2, "missing_field")]),
        ("2026-01-31", "31.1.2026", [(3, "expected_date")]),
        ("hue: 10", "hue: blå", [(11, "expected_number")]),
        ("hue: 10", "hue: 400", [(11, "bad_hue")]),
        ("  hue: 10\n", "", [(6, "branch_lacks")]),
        ("parent: A", "parent: A\n  assignable: maybe", [(14, "expected_truth")]),
        ("parent: A", "parent: A\n  cue: text", [(14, "expected_mapping")]),
        ("parent: A", "parent: A\n  maps_to: text", [(14, "expected_list")]),
        ("parent: A", "parent: [A]", [(13, "expected_text"), (12, "branch_lacks")]),
        ("parent: A", "parent: A\n  confused_with: [B]", [(14, "unknown_confused")]),
        ("parent: A", "parent: A\n  unreviewed: [cue.fr]", [(14, "unknown_unreviewed")]),
        ("- id: A.1", "- tekst\n- id: A.1", [(12, "expected_mapping")]),
        ("nb: Én", "nb: Én: to", [(15, "syntax")]),
        ("nb: Én", 'nb: "Én', [(18, "syntax")]),
        ("nb: Én", "nb: \x07", [(15, "unprintable")]),
        ("parent: A", "parent: *A", [(13, "syntax")]),
        (
            "nb: Én",
            "nb: !!python/object/apply:os.getcwd []",
            [(14, "missing_label"), (15, "expected_text")],
        ),
        (
            "nb: Én",
            "nb: !!python/name:os.system x",
            [(14, "missing_label"), (15, "expected_text")],
        ),
        ("nb: Én", "nb: " + "[" * 50 + "]" * 50, [(15, "too_deep")]),
    ],
)
def test_a_mistake_is_named_with_its_line(old, new, expected):
    assert old in GOOD
    text = new.join(GOOD.rsplit(old, 1))
    assert sorted(problems(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty"), ("# bare\n", "empty"), ("- a\n", "expected_mapping")]
)
def test_what_is_no_codebook_at_all_is_refused(text, code):
    assert problems(text) == [(1, code)]


def test_a_bomb_of_brackets_is_refused_before_the_parser_breaks():
    assert problems("a: " + "[" * 300_000 + "]" * 300_000) == [(1, "too_deep")]


def test_all_mistakes_come_at_once_in_the_order_of_the_file():
    text = GOOD.replace("rq1", "rq9").replace("'#669933'", "rød").replace("parent: A", "parent: B")
    assert problems(text) == [(10, "unknown_pass"), (13, "unknown_parent"), (17, "bad_colour")]


def test_the_error_says_what_to_do_in_either_language():
    text = GOOD.replace("rq1", "rq9").replace("parent: A", "parent: B")
    with pytest.raises(InvalidInputError) as caught:
        read_codebook(text, file_name="bok.yaml")
    assert caught.value.sentence("nb").splitlines() == [
        "Kodeboka bok.yaml kan ikke brukes. Rett de 2 feilene og prøv igjen:",
        "Linje 10: Gjennomgangen «rq9» er ukjent. Bruk en av disse: rq1, rq2, rq3, realist.",
        "Linje 13: Koden A.1 skal stå under B, men den koden finnes ikke. Rett «parent».",
    ]
    assert caught.value.sentence("en").splitlines()[0] == (
        "The codebook bok.yaml can't be used. Correct the 2 mistakes and try again:"
    )


@given(codebooks())
def test_what_is_written_is_read_back_as_the_same(book):
    written = write_codebook(book)
    assert read_codebook(written, file_name="bok.yaml") == book
    assert write_codebook(read_codebook(written, file_name="bok.yaml")) == written

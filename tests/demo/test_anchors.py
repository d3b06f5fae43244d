"""A quote in the demo's files has one place, or the file and the line are named."""

from __future__ import annotations

import pytest

from casestudy.demo.anchors import locate
from casestudy.errors import InvalidInputError
from casestudy.texts import LANGUAGES

TALK = "Ja, det gikk bra.\nNei, det gikk ikke bra.\nÅ, det var blåbær."


def place(**entry):
    return locate({"line": 7, **entry}, TALK, source="A1", file="prøve.yaml")


def test_a_quote_is_found_where_it_stands():
    start, end = place(quote="det gikk ikke bra")
    assert TALK[start:end] == "det gikk ikke bra"


def test_a_range_goes_to_the_end_of_a_later_quote():
    start, end = place(quote="Nei, det", to="blåbær")
    assert TALK[start:end] == "Nei, det gikk ikke bra.\nÅ, det var blåbær"


def test_letters_in_two_parts_are_found_all_the_same():
    start, end = place(quote="bla\u030aba\u00e6r".replace("a\u00e6", "æ"))
    assert TALK[start:end] == "blåbær"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"quote": "hemmelige ord"}, "demo.quote_missing"),
        ({"quote": "det gikk"}, "demo.quote_twice"),
        ({"quote": "blåbær", "to": "Ja, det"}, "demo.quote_reversed"),
    ],
)
def test_a_quote_without_one_place_is_refused_by_file_and_line_without_its_words(entry, code):
    with pytest.raises(InvalidInputError) as refused:
        place(**entry)
    assert refused.value.code == code
    for language in LANGUAGES:
        sentence = refused.value.sentence(language)
        assert "prøve.yaml" in sentence
        assert "7" in sentence
        assert entry["quote"] not in sentence

"""Every value of a closed vocabulary has a name in both languages."""

from __future__ import annotations

import inspect
from enum import Enum

import pytest

from casestudy.domain import vocabulary
from casestudy.domain.vocabulary import CHIME, CMOCStatus, Level, Valence, Verdict
from casestudy.texts import LANGUAGES
from casestudy.texts.labels import capital, label, short_label

VALUES = [
    value
    for _, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, Enum) and kind.__module__ == vocabulary.__name__
    for value in kind
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_has_a_name(language):
    assert len(VALUES) > 100
    for value in VALUES:
        assert label(value, language).strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_values_of_one_vocabulary_have_different_names(language):
    for kind in {type(value) for value in VALUES}:
        names = [label(value, language) for value in kind]
        assert len(set(names)) == len(names)


def test_names_and_short_forms_of_the_method():
    assert [label(value) for value in Verdict] == [
        "støtter",
        "motsier",
        "blandet",
        "spurt, uten funn",
        "ikke spurt",
        "ikke relevant",
    ]
    assert [label(value) for value in CHIME] == [
        "Tilknytning",
        "Håp",
        "Identitet",
        "Mening",
        "Egenmakt",
        "Motgang",
    ]
    assert label(Valence.STRONG_BARRIER) == "sterk barriere"
    assert label(CMOCStatus.SPLIT_OR_MERGED, "en") == "split or merged"
    assert [short_label(value) for value in Level] == ["SYS", "TJE", "IND-B", "IND-T"]
    assert [short_label(value, "en") for value in Level] == ["SYS", "SER", "IND-U", "IND-P"]


def test_a_vocabulary_without_short_forms_says_so():
    with pytest.raises(KeyError):
        short_label(Verdict.MIXED)


def test_only_the_first_letter_is_made_capital():
    assert capital("individ, CHIME") == "Individ, CHIME"

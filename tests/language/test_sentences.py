"""Sentences stay within turns, and speech without punctuation still has a unit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudy.language import pipeline
from casestudy.language.sentences import sentences


class Turn(NamedTuple):
    start: int
    end: int


stand_in = os.environ.get(pipeline.TEST_MODEL_VARIABLE, "/work/shared/models/nb_standin_sm")
needs_model = pytest.mark.skipif(
    not Path(stand_in).is_dir(), reason="no stand-in model: set CASESTUDY_TEST_MODEL to its folder"
)


@pytest.fixture(scope="module")
def rules():
    return pipeline._load("")


def split(texts, active):
    text = "\n".join(texts)
    turns, start = [], 0
    for each in texts:
        turns.append(Turn(start, start + len(each)))
        start += len(each) + 1
    return [text[a:b] for a, b in sentences(text, turns, pipeline=active)]


def test_sentences_of_each_turn(rules):
    assert split(["Hvordan gikk det?", "Bra. Eller, sånn passe …"], rules) == [
        "Hvordan gikk det?",
        "Bra.",
        "Eller, sånn passe …",
    ]


def test_speech_without_punctuation_is_one_sentence_per_turn(rules):
    turns = ["ja det var no sånn at æ fikk plass", "mm", "og så kom de andre"]
    assert split(turns, rules) == turns


def test_a_turn_never_runs_into_the_next(rules):
    assert split(["Jeg tenkte at", "at du ville slutte?"], rules) == [
        "Jeg tenkte at",
        "at du ville slutte?",
    ]


def test_paragraphs_of_a_turn_are_apart_and_divided_words_are_not(rules):
    assert split(["Først dette\nså en bedrings-\nprosess. Ferdig."], rules) == [
        "Først dette",
        "så en bedrings-\nprosess.",
        "Ferdig.",
    ]


@needs_model
def test_the_statistical_model_splits_where_rules_would_not():
    active = pipeline._load(stand_in)
    found = split(["Vi møtte dr. Nilsen i går. Han var hyggelig."], active)
    assert found[-1] == "Han var hyggelig."
    assert split(["ja det var no sånn"], active) == ["ja det var no sånn"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("Jeg kan. ikke?!…  å\U0001f600-", min_size=1, max_size=60), max_size=6))
def test_every_word_is_in_exactly_one_sentence(texts):
    active = pipeline._load("")
    text = "\n".join(texts)
    turns, start = [], 0
    for each in texts:
        turns.append(Turn(start, start + len(each)))
        start += len(each) + 1
    ranges = sentences(text, turns, pipeline=active)
    covered = [place for a, b in ranges for place in range(a, b)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    assert all(any(t.start <= a < b <= t.end for t in turns) for a, b in ranges)


def test_a_very_long_line_is_cut_between_words(rules):
    text = "ord. " * 30_000
    ranges = sentences(text, [Turn(0, len(text))], pipeline=rules)
    assert len(ranges) == 30_000
    assert {text[a:b] for a, b in ranges} == {"ord."}

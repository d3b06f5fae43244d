"""Words with lemmas and places, by a statistical model where there is one and a table elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casestudy.domain.text import Range
from casestudy.language import pipeline
from casestudy.language.words import lemmatiser, words_in

pytestmark = pytest.mark.slow  # loads a model, or simplemma's table
stand_in = os.environ.get(pipeline.TEST_MODEL_VARIABLE, "/work/shared/models/nb_standin_sm")
needs_model = pytest.mark.skipif(
    not Path(stand_in).is_dir(), reason="no stand-in model: set CASESTUDY_TEST_MODEL to its folder"
)
TALK = "Jentene trodde på det. Håpet kom tilbake 🙂 i gruppa.\næ e itj heilt frisk enda"
TURNS = [Range(0, TALK.index("\n")), Range(TALK.index("\n") + 1, len(TALK))]


@pytest.fixture(params=["simplemma", pytest.param("nb_standin_sm", marks=needs_model)])
def tool(request, monkeypatch):
    model = stand_in if request.param == "nb_standin_sm" else ""
    monkeypatch.setenv(pipeline.TEST_MODEL_VARIABLE, model)
    monkeypatch.setattr(pipeline, "installed", tuple)
    active = lemmatiser()
    assert active.name == request.param
    assert active.version
    return active


def test_inflected_words_get_their_lemmas(tool):
    words = {word.text: word.lemma for part in tool.read(TALK, TURNS) for word in part.words}
    assert (words["Jentene"], words["trodde"], words["gruppa"]) == ("jente", "tro", "gruppe")


def test_every_word_stands_at_its_place_and_no_sentence_runs_over_turns(tool):
    sentences = tool.read(TALK, TURNS)
    words = [word for sentence in sentences for word in sentence.words]
    assert [TALK[word.start : word.end] for word in words] == [word.text for word in words]
    assert "🙂" not in [word.text for word in words]
    assert [TALK[one.start : one.end] for one in sentences] == [
        "Jentene trodde på det.",
        "Håpet kom tilbake 🙂 i gruppa.",
        "æ e itj heilt frisk enda",
    ]


def test_only_whole_words_of_a_range_are_taken(tool):
    start = TALK.index("Håpet")
    found = words_in(tool.read(TALK, TURNS), start + 1, TALK.index("gruppa") + 6)
    assert [word.text for part in found for word in part.words] == [
        "kom",
        "tilbake",
        "i",
        "gruppa",
    ]

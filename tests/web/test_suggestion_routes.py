"""The routes of suggestions: places and reasons as values, and answers noted."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.language.tools import Table

from casestudy.domain.vocabulary import RoundVisibility
from casestudy.language import background, prepared


@pytest.fixture(autouse=True)
def _quick_lemmas(monkeypatch):
    monkeypatch.setattr(prepared, "lemmatiser", Table)
    monkeypatch.setattr(prepared, "_lemmatisers", background.Kept(prepared._reader, most=1))
    monkeypatch.setattr(prepared, "_PATIENCE", 20)


@pytest.fixture
def path(source_id):
    return f"/api/sources/{source_id}/suggestions"


def test_codes_come_with_the_places_of_the_words_found(signed_in, study, source_id, path):
    text = study.sources.transcript(source_id).text
    start = text.index("Det var første")
    asked = {"start": start, "end": start + 38, "pass": "rq3"}
    found = signed_in("ingrid").get(path, params=asked).json()
    assert found["state"] == "ready"
    assert found["text_version_id"] == study.sources.get(source_id).text_version_id
    (code,) = [code for code in found["codes"] if code["code_id"] == "CH.H.1"]
    (reason,) = code["reasons"]
    assert (reason["kind"], reason["field"], reason["negation"]) == ("cue", "cue", None)
    assert [text[word["start"] : word["end"]] for word in reason["found"]] == ["første", "trodde"]


def test_places_like_a_code(signed_in, study, source_id, path):
    found = signed_in("ingrid").get(f"{path}/similar", params={"code": "CH.H.1"}).json()
    text = study.sources.transcript(source_id).text
    assert [text[one["start"] : one["end"]] for one in found["places"]] == [
        "Det var første gang jeg trodde på det."
    ]


def test_a_blind_round_is_said_and_nothing_suggested(signed_in, study, source_id, path):
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    study.members.assign(study.as_member("ingrid").member.id, [source_id], round_id=round_id)
    found = signed_in("ingrid").get(path, params={"start": 0, "end": 5}).json()
    assert (found["state"], found["codes"], found["places"]) == ("blind", [], [])


def test_answers_are_noted(signed_in, study, path):
    said = {"codes": ["CH.H.1"], "kind": "segment", "answer": "accepted"}
    assert signed_in("ingrid").post(f"{path}/answers", json=said).status_code == 200
    assert study.suggestions.report()["accepted"].tolist() == [1]


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        {"codes": [], "kind": "segment", "answer": "shown"},
        {"codes": [1], "kind": "segment", "answer": "shown"},
        {"codes": ["CH.H"] * 21, "kind": "segment", "answer": "shown"},
        {"codes": ["CH.H"], "kind": "guess", "answer": "shown"},
        {"codes": ["CH.H"], "kind": "segment", "answer": "applied"},
        {"codes": ["CH.X"], "kind": "segment", "answer": "shown"},
    ],
)
def test_odd_answers_are_refused(signed_in, path, said):
    assert signed_in("ingrid").post(f"{path}/answers", json=said).status_code == 400


@pytest.mark.parametrize(
    "asked", [{}, {"start": "a", "end": "5"}, {"start": "0", "end": "5", "pass": "rq9"}]
)
def test_odd_questions_are_refused(signed_in, path, asked):
    assert signed_in("ingrid").get(path, params=asked).status_code == 400


def test_nobody_chosen_nothing_suggested(browser, path):
    assert browser.get(path, params={"start": 0, "end": 5}).status_code == 401


def test_a_source_that_is_not_there_is_not_found(signed_in):
    path = "/api/sources/00000000-0000-0000-0000-000000000000/suggestions?start=0&end=5"
    assert signed_in("ingrid").get(path).status_code == 404


@pytest.mark.slow
def test_serving_loads_no_code_of_the_language_package():
    code = (
        "import sys, casestudy.web.app, casestudy.services.suggestions;"
        "assert not [n for n in sys.modules if n.startswith(('casestudy.language', 'spacy',"
        " 'simplemma'))]"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

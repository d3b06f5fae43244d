"""The best model that is there is used, and the pipeline says which one it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casestudy.errors import CaseStudyError, InvalidInputError, NotFoundError
from casestudy.language import pipeline

stand_in = os.environ.get(pipeline.TEST_MODEL_VARIABLE, "/work/shared/models/nb_standin_sm")
needs_model = pytest.mark.skipif(
    not Path(stand_in).is_dir(), reason="no stand-in model: set CASESTUDY_TEST_MODEL to its folder"
)


@pytest.fixture
def bare_machine(monkeypatch):
    monkeypatch.delenv(pipeline.TEST_MODEL_VARIABLE, raising=False)
    monkeypatch.setattr(pipeline, "find_spec", lambda name: None)


def test_rules_alone_without_a_model(bare_machine):
    active = pipeline.load()
    assert active.name == "blank_nb"
    assert not active.is_statistical
    assert [sent.text for sent in active.nlp("Ja. Nei?").sents] == ["Ja.", "Nei?"]


@needs_model
def test_stand_in_where_no_model_is_installed(bare_machine, monkeypatch):
    monkeypatch.setenv(pipeline.TEST_MODEL_VARIABLE, stand_in)
    active = pipeline.load()
    assert active.is_statistical
    assert active.name.startswith("nb_")
    assert active.version
    assert pipeline.load() is active


def test_installed_models_come_best_first(monkeypatch):
    there = {"nb_core_news_sm", "nb_core_news_lg"}
    monkeypatch.setattr(pipeline, "find_spec", lambda name: name if name in there else None)
    assert pipeline.installed() == ("nb_core_news_lg", "nb_core_news_sm")


def test_a_model_that_is_not_installed_is_not_replaced_in_silence(bare_machine):
    with pytest.raises(NotFoundError) as refusal:
        pipeline.load("nb_core_news_md")
    assert "casestudy language install nb_core_news_md" in refusal.value.sentence("nb")


def test_other_names_are_refused(bare_machine):
    with pytest.raises(InvalidInputError) as refusal:
        pipeline.load("en_core_web_sm")
    assert "nb_core_news_md" in refusal.value.sentence("en")


def test_a_model_that_does_not_load_is_named_without_its_path(bare_machine, monkeypatch, tmp_path):
    folder = tmp_path / "kari" / "nb_broken"
    folder.mkdir(parents=True)
    monkeypatch.setenv(pipeline.TEST_MODEL_VARIABLE, str(folder))
    with pytest.raises(CaseStudyError) as refusal:
        pipeline.load()
    assert refusal.value.code == "language.model_broken"
    assert "nb_broken" in refusal.value.sentence("nb")
    assert "kari" not in refusal.value.sentence("nb")

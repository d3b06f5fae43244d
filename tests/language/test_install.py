"""Installing a model goes through spaCy's own download, and says plainly when it fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from casestudy.errors import CaseStudyError, InvalidInputError
from casestudy.language import install


@pytest.fixture
def download(monkeypatch):
    """Stand in for the download: record the command, answer with a return code."""

    class Download:
        def __init__(self):
            self.commands = []
            self.returncode = 0
            self.found = {"pip", "nb_core_news_md"}

        def run(self, command, **options):
            self.commands.append(command)
            return subprocess.CompletedProcess(command, self.returncode, b"", b"/home/kari")

    stub = Download()
    monkeypatch.setattr(install.subprocess, "run", stub.run)
    monkeypatch.setattr(install, "find_spec", lambda name: name if name in stub.found else None)
    return stub


def test_uses_the_download_of_spacy_in_this_environment(download):
    install.install_model("nb_core_news_md")
    assert download.commands == [[sys.executable, "-m", "spacy", "download", "nb_core_news_md"]]


def test_failed_download_says_what_to_do(download):
    download.returncode = 1
    with pytest.raises(CaseStudyError) as refusal:
        install.install_model("nb_core_news_md")
    assert refusal.value.code == "language.install_failed"
    assert "github.com" in refusal.value.sentence("nb")
    assert "kari" not in refusal.value.sentence("nb")


def test_download_that_leaves_nothing_is_a_failure(download):
    with pytest.raises(CaseStudyError) as refusal:
        install.install_model("nb_core_news_lg")
    assert refusal.value.code == "language.install_failed"


def test_missing_pip_is_named(download):
    download.found = set()
    with pytest.raises(CaseStudyError) as refusal:
        install.install_model("nb_core_news_md")
    assert refusal.value.code == "language.no_pip"
    assert download.commands == []


def test_only_known_models_are_downloaded(download):
    with pytest.raises(InvalidInputError):
        install.install_model("../evil")
    assert download.commands == []

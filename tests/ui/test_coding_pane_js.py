"""The coding pane's browser side: its own tests in Node, its words, and the files as served."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from casestudy.texts import LANGUAGES, catalogue
from casestudy.ui.components import coding_pane

FOLDER = Path(coding_pane.__file__).with_name("frontend")
FILES = sorted(file for file in (FOLDER / "src").rglob("*") if file.suffix in {".js", ".css"})
NODE = shutil.which("node")
KEY = re.compile(r"""words\(\s*"(\w+)\"""")


def _pane_words(language: str) -> dict[str, str]:
    words = catalogue(language).items()
    return {key.removeprefix("pane."): text for key, text in words if key.startswith("pane.")}


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_the_modules_pass_their_own_tests():
    run = subprocess.run(
        [NODE, "--test", "test/"],
        check=False,
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_the_modules_ask_for_is_in_the_catalogue(language):
    asked = {key for file in FILES for key in KEY.findall(file.read_text("utf-8"))}
    known = {key.removesuffix(".one").removesuffix(".other") for key in _pane_words(language)}
    assert len(asked) > 20
    assert asked <= known


def test_both_languages_have_the_same_keys_and_placeholders():
    nb, en = _pane_words("nb"), _pane_words("en")
    assert nb.keys() == en.keys()
    for key, sentence in nb.items():
        assert set(re.findall(r"{(\w+)}", en[key])) >= set(re.findall(r"{(\w+)}", sentence)), key


def test_text_never_enters_the_page_as_markup():
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser")
    for file in FILES:
        assert not markup.search(file.read_text("utf-8")), file.name


def test_the_built_files_are_there_and_load_nothing_else():
    built = {file.name: file.read_text("utf-8") for file in (FOLDER / "served").iterdir()}
    assert built.keys() == {"pane.js", "pane.css"}
    assert not re.search(r"""\bimport\s*["'{*]|\bfrom\s*["']""", built["pane.js"])
    assert not re.search(r"@import|url\(", built["pane.css"])


def test_files_stay_small():
    assert all(len(file.read_text("utf-8").splitlines()) < 300 for file in FILES)

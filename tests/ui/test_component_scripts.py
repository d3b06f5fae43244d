"""The browser sides of the components: their own tests in Node, their words, and the files as served."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from casestudy.texts import LANGUAGES, catalogue
from casestudy.ui import components

FOLDER = Path(components.__file__).parent
#: Where each component's own files are, and the prefix of its words.
COMPONENTS = {"coding_pane": "pane", "codebook_tree": "tree"}
NODE = shutil.which("node")
KEY = re.compile(r"""words\(\s*"(\w+)\"""")


def files(component: str) -> list[Path]:
    folders = (FOLDER / "browser", FOLDER / component / "frontend" / "src")
    found = (file for folder in folders for file in folder.rglob("*"))
    return sorted(file for file in found if file.suffix in {".js", ".css"})


def words(component: str, language: str) -> dict[str, str]:
    start = f"{COMPONENTS[component]}."
    pairs = catalogue(language).items()
    return {key.removeprefix(start): text for key, text in pairs if key.startswith(start)}


@pytest.fixture(params=COMPONENTS)
def component(request):
    return request.param


@pytest.mark.skipif(NODE is None, reason="Node is not installed")
def test_the_modules_pass_their_own_tests(component):
    run = subprocess.run(
        [NODE, "--test", f"{component}/frontend/test/"],
        check=False,
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_the_modules_ask_for_is_in_the_catalogue(component, language):
    asked = {key for file in files(component) for key in KEY.findall(file.read_text("utf-8"))}
    known = {key.removesuffix(".one").removesuffix(".other") for key in words(component, language)}
    assert len(asked) > 10
    assert asked <= known


def test_both_languages_have_the_same_keys_and_placeholders(component):
    nb, en = words(component, "nb"), words(component, "en")
    assert nb.keys() == en.keys()
    for key, sentence in nb.items():
        assert set(re.findall(r"{(\w+)}", en[key])) >= set(re.findall(r"{(\w+)}", sentence)), key


def test_text_never_enters_the_page_as_markup(component):
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser")
    for file in files(component):
        assert not markup.search(file.read_text("utf-8")), file.name


def test_the_built_files_are_there_and_load_nothing_else(component):
    built = {file.name: file.read_text("utf-8") for file in (FOLDER / "served").iterdir()}
    name = COMPONENTS[component]
    assert {f"{name}.js", f"{name}.css"} <= built.keys()
    assert not re.search(r"""\bimport\s*["'{*]|\bfrom\s*["']""", built[f"{name}.js"])
    assert not re.search(r"@import|url\(", built[f"{name}.css"])


def test_files_stay_small(component):
    assert all(len(file.read_text("utf-8").splitlines()) < 300 for file in files(component))

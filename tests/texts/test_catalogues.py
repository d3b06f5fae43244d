"""The catalogues agree with each other and with the code that asks them."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import casestudy
from casestudy.texts import LANGUAGES, catalogue

SOURCE = Path(casestudy.__file__).parent


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def asked_for() -> list[tuple[str, str]]:
    """Return every key that is passed literally to ``text("…")``, with the file that does."""
    found = []
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function, key = node.func, node.args[0]
            by_name = isinstance(function, ast.Name) and function.id == "text"
            by_module = (
                isinstance(function, ast.Attribute)
                and function.attr == "text"
                and isinstance(function.value, ast.Name)
                and function.value.id == "texts"
            )
            literal = isinstance(key, ast.Constant) and isinstance(key.value, str)
            if (by_name or by_module) and literal and _is_ours(path):
                found.append((key.value, path.relative_to(SOURCE).as_posix()))
    return found


def _is_ours(path: Path) -> bool:
    return "casestudy.texts" in path.read_text(
        "utf-8"
    ) or "casestudy import texts" in path.read_text("utf-8")


def test_languages_have_the_same_keys():
    nb, en = (set(catalogue(language)) for language in LANGUAGES)
    assert sorted(nb - en) == []
    assert sorted(en - nb) == []


def test_sentences_name_the_same_things_in_both_languages():
    nb, en = (catalogue(language) for language in LANGUAGES)
    differing = {key for key in nb.keys() & en.keys() if places(nb[key]) != places(en[key])}
    assert sorted(differing) == []


def test_no_sentence_is_empty():
    empty = [
        key
        for language in LANGUAGES
        for key, said in catalogue(language).items()
        if not said.strip()
    ]
    assert empty == []


def test_every_key_that_the_code_asks_for_is_there():
    keys = asked_for()
    assert len(keys) > 30
    entries = catalogue("nb")
    missing = [
        (key, file) for key, file in keys if key not in entries and f"{key}.other" not in entries
    ]
    assert missing == []


def test_counted_sentences_have_both_forms():
    for language in LANGUAGES:
        entries = catalogue(language)
        halves = [
            key for key in entries if key.endswith(".one") and f"{key[:-4]}.other" not in entries
        ]
        assert halves == []

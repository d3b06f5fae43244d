"""Every error that the program can raise has a sentence in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import casestudy
from casestudy import errors
from casestudy.store.tables import METADATA
from casestudy.texts import LANGUAGES, catalogue

SOURCE = Path(casestudy.__file__).parent
ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.CaseStudyError)
}
NOT_FOUND = {f"not_found.{table}" for table in METADATA.tables}


def codes_of(tree: ast.AST) -> set[str]:
    """Collect the codes that are given to our errors; patterns are left to ``NOT_FOUND``."""
    found = set()
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.Module):
            continue
        for call in ast.walk(scope):
            if isinstance(call, ast.Call) and called(call) in ERRORS and call.args:
                found |= constants(call.args[0], scope)
    return found


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def constants(value: ast.expr, scope: ast.AST) -> set[str]:
    match value:
        case ast.Constant(value=str(code)):
            return {code}
        case ast.IfExp():
            return constants(value.body, scope) | constants(value.orelse, scope)
        case ast.Name(id=name) if isinstance(scope, ast.FunctionDef):
            return {
                code
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign)
                and any(getattr(target, "id", "") == name for target in node.targets)
                for code in constants(node.value, scope)
            }
    return set()


ALL_CODES = sorted(
    set().union(*(codes_of(ast.parse(file.read_text("utf-8"))) for file in SOURCE.rglob("*.py")))
    | NOT_FOUND
)


def test_the_scan_finds_codes_of_every_layer():
    assert {"changed_meanwhile", "unknown_role", "store.damaged", "import.empty"} <= set(ALL_CODES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    known = catalogue(language)
    missing = [
        code
        for code in ALL_CODES
        if f"error.{code}" not in known and f"error.{code}.other" not in known
    ]
    assert missing == []


def test_both_languages_name_the_same_things():
    nb, en = (catalogue(language) for language in ("nb", "en"))
    different = [
        key
        for key in nb.keys() | en.keys()
        if key.startswith("error.") and fields(nb.get(key, "")) != fields(en.get(key, ""))
    ]
    assert different == []


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

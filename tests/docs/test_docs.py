"""The documents agree with the program: columns, commands, dependencies, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer

from casestudy.cli.main import app
from casestudy.services.analyses import SEGMENT_COLUMNS
from casestudy.services.export_gate import EXPORT_FORMS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
    ]
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
COMMANDS = (
    "python -m pip install -e . && casestudy demo",
    "python -m pip install -e '.[test]' && pytest",
)


def test_every_column_of_segments_is_explained_in_order() -> None:
    assert [name for name, _ in _columns()] == list(SEGMENT_COLUMNS)


def test_columns_have_the_types_that_the_table_says(demo) -> None:
    frame = demo.segments()
    assert [(name, str(frame[name].dtype)) for name in frame] == _columns()


def test_readme_has_the_two_commands() -> None:
    readme = _read("README.md")
    assert all(f"\n{command}\n" in readme for command in COMMANDS)


def test_readme_names_every_command_and_export() -> None:
    readme = _read("README.md")
    commands = typer.main.get_command(app).commands
    assert not [name for name in commands if not re.search(rf"\b{name}\b", readme)]
    assert not [kind for kind in EXPORT_FORMS if f"`{kind}`" not in readme]


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    needed = {re.split(r"[<>=\[]", line)[0] for line in project["dependencies"]}
    listed = _read("docs/decisions/0006-dependencies.md")
    assert set(re.findall(r"^\| `([\w-]+)` \|", listed, re.MULTILINE)) == needed


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert not [link for link in links if not (path.parent / link).exists()]


def test_readme_shows_pages_that_the_script_photographs() -> None:
    shown = re.findall(r"\(docs/screenshots/([\w-]+)-(?:1440|390)\.png\)", _read("README.md"))
    script = _read("docs/screenshots.py")
    assert shown
    assert not [name for name in shown if f'"{name}-{{width}}"' not in script]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_follows(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.name[:4]} ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_licence_is_the_whole_text() -> None:
    licence = _read("LICENSE")
    assert licence.lstrip().startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert all(f"\n{number}. " in licence for number in range(1, 16))
    assert "Compatible Licences" in licence


def _columns() -> list[tuple[str, str]]:
    rows = re.findall(r"^\| `(\w+)` \| ([\w\[\]]+) \|", _read("docs/SEGMENTS.md"), re.MULTILINE)
    return [(name, kind) for name, kind in rows]


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")

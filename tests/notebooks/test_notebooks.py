"""The notebooks run from top to bottom on the demo study, and are kept without what they printed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@each_notebook
def test_cells_run_in_order_and_leave_the_study_as_it_was(
    path: Path,
    demo_address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = Path(demo_address).read_bytes()
    _run(path, demo_address, monkeypatch)
    assert Path(demo_address).read_bytes() == before


def test_first_look_shows_every_case_and_configuration(
    demo_address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = _run(NOTEBOOKS[0], demo_address, monkeypatch)
    assert set(names["per_case"].index.get_level_values("case_label")) == {"A", "B", "C"}
    assert set(names["hope"]["role"].unique()) == {"service_user"}
    assert (names["participants"].loc["CH.H"] > 0).all()
    assert len(names["rows"]) == 12
    assert names["rows"]["holdt_tilbake"].sum() == names["matrix"].withheld


@each_notebook
def test_outputs_are_stripped(path: Path) -> None:
    assert not [cell for cell in _cells(path, "code") if cell["outputs"]]
    assert not [cell for cell in _cells(path, "code") if cell["execution_count"]]


@each_notebook
def test_every_section_has_an_english_line(path: Path) -> None:
    assert all("*English: " in "".join(cell["source"]) for cell in _cells(path, "markdown"))


def _run(path: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("CASESTUDY_STORE", address)
    names: dict[str, Any] = {}
    for cell in _cells(path, "code"):
        exec(compile("".join(cell["source"]), path.name, "exec"), names)
    return names


def _cells(path: Path, kind: str) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text("utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]

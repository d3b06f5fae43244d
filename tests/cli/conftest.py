"""A command line to call, and a small study to call it on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from casestudy.cli.main import app
from casestudy.domain.vocabulary import MemberRole
from casestudy.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

INTERVIEW = "I: Hva betyr {topic} for deg?\n\nP01: Der turte jeg å si det som det var.\n"


@dataclass
class Answer:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


class CommandLine:
    """Calls commands in the current process, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: object, answers: str = "", **environment: str) -> Answer:
        variables = {"CASESTUDY_LANGUAGE": "nb", "CASESTUDY_STORE": None, **environment}
        result = CliRunner().invoke(app, [str(word) for word in words], answers, variables)
        return Answer(result.exit_code, result.stdout, result.stderr)

    def write(self, name: str, text: str = INTERVIEW, *, topic: str = "gruppa") -> Path:
        """Write a file to import, an interview about ``topic`` unless said otherwise."""
        path = self.folder / name
        path.write_text(text.format(topic=topic), "utf-8")
        return path

    def titles(self, store: Path) -> list[str]:
        """Return the titles of the sources in a store."""
        with open_study(str(store)) as study:
            return [source["title"] for source in study.sources.all()]


@pytest.fixture
def casestudy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(tmp_path)


@pytest.fixture(scope="session")
def study_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with the codebook, a case A and a coder."""
    path = tmp_path_factory.mktemp("cli") / "mal.db"
    done = CommandLine(path.parent)("init", path, "--title", "Prøve", "--leader", "Mona Lund")
    assert done.code == 0, done.err
    with open_study(str(path)) as study:
        study.cases.add("A")
        study.members.add("Ingrid Aas", role=MemberRole.CODER)
    return path


@pytest.fixture
def store(study_template: Path, tmp_path: Path) -> Path:
    """The path of a study of one's own."""
    path = tmp_path / "studie.db"
    shutil.copy(study_template, path)
    return path

"""Real files and the official schemas, where they lie beside the project."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import etree

from casestudy.errors import ImportRefusedError
from casestudy.exchange.refi.losses import Element
from casestudy.exchange.refi.read import read_refi
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.exchange.worker import read_project

from .projects import projects, sample

if TYPE_CHECKING:
    from casestudy.exchange.refi.values import RefiProject

FOLDER = Path(os.environ.get("CASESTUDY_SHARED") or "/nowhere") / "refi-qda"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the real files are not beside the project"
)
FILES = sorted((FOLDER / "files").glob("*.qd*")) or [Path("none")]
EXPECTED = sorted((FOLDER / "expected").glob("*.json")) or [Path("none")]
COUNTS = {
    "codes": Element.CODE,
    "users": Element.USER,
    "cases": Element.CASE,
    "variables": Element.VARIABLE,
    "notes": Element.NOTE,
    "sets": Element.SET,
    "links": Element.LINK,
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_opens_or_is_refused_with_a_reason(file):
    try:
        reading = read_project(file)
    except ImportRefusedError as refusal:
        assert "truncated" in file.name
        assert refusal.code == "refi.damaged"
    else:
        assert reading == read_refi(file.read_bytes())
        assert (FOLDER / "expected" / f"{file.name}.json").exists()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda file: file.stem)
def test_codes_coders_and_coded_texts_are_those_expected(expected):
    said = json.loads(expected.read_text("utf-8"))
    reading = read_refi((FOLDER / "files" / expected.stem).read_bytes())
    project = reading.project
    found = {held.element: held.found for held in reading.report.held}
    kept = {held.element: held.kept for held in reading.report.held}
    for name, element in COUNTS.items():
        assert kept.get(element, 0) == found.get(element, 0) == said["counts"][name], name
    assert found.get(Element.SOURCE, 0) == said["counts"]["sources"]
    assert found.get(Element.CODING, 0) == said["counts"]["codings_all"]
    assert kept.get(Element.SELECTION, 0) == said["counts"]["text_selections"]
    assert reading.origin == said["origin"]
    assert sorted(user.name for user in project.users) == said["users"]
    paths = _paths(project)
    assert [
        (paths[code.guid], code.is_codable, code.colour, code.description)
        for code in project.codes
    ] == [
        (
            tuple(one["path"]),
            one["codable"],
            (one["color"] or "").lower() or None,
            one["description"],
        )
        for one in said["codes"]
    ]
    assert _texts(said) <= {
        hashlib.sha256(_plain(source.text).encode()).hexdigest()[:16] for source in project.sources
    }
    users = {user.guid: user.name for user in project.users} | {None: None}
    coded = Counter(
        (
            paths[coding.code],
            users[coding.user],
            _plain(source.text[marked.start : marked.end]),
        )
        for source in project.sources
        for marked in source.selections
        for coding in marked.codings
    )
    assert coded == Counter(
        (tuple(one["code"]), one["coder"], _plain(one["text"])) for one in said["codings_on_text"]
    )


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda file: file.stem)
def test_a_file_written_again_is_valid_and_keeps_every_guid(expected):
    project = read_refi((FOLDER / "files" / expected.stem).read_bytes()).project
    file = write_qdpx(project)
    assert_valid_project(file.data)
    assert read_refi(file.data).project == project
    assert_valid_codebook(write_qdc(project).data) if project.codes else None


@settings(max_examples=40)
@given(projects())
def test_whatever_is_written_is_valid(project):
    assert_valid_project(write_qdpx(project).data)
    if project.codes:
        assert_valid_codebook(write_qdc(project).data)


def test_the_sample_is_valid():
    assert_valid_project(write_qdpx(sample()).data)
    assert_valid_codebook(write_qdc(sample()).data)


def assert_valid_project(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _schema("Project").assertValid(etree.fromstring(package.read("project.qde")))


def assert_valid_codebook(data: bytes) -> None:
    _schema("Codebook").assertValid(etree.fromstring(data))


def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(FOLDER / f"{name}.xsd"))


def _paths(project: RefiProject) -> dict[str, tuple[str, ...]]:
    paths: dict[str, tuple[str, ...]] = {}
    for code in project.codes:
        above = paths[code.parent] if code.parent else ()
        paths[code.guid] = (*above, code.name)
    return paths


def _plain(words: str) -> str:
    """Return words as the expected ones are kept: every run of blanks is one space."""
    return " ".join(words.split())


def _texts(said: dict) -> set[str]:
    return {one["text_sha256"] for one in said["sources"] if one["text_sha256"]}

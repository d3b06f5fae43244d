"""Exporting to files: the form follows the name, nothing is overwritten, refusals say why."""

from __future__ import annotations

import os

import pytest

from casestudy.services.exports import Exports


def test_the_codebook_is_written(casestudy, store):
    answer = casestudy("export", store, "codebook", "bok.yaml")
    assert answer.code == 0, answer.err
    path = casestudy.folder / "bok.yaml"
    assert path.read_text("utf-8").startswith("codebook:")
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_file_is_replaced_only_with_force(casestudy, store):
    there = casestudy.write("bok.yaml", "min egen")
    refused = casestudy("export", store, "codebook", there)
    assert (refused.code, there.read_text("utf-8")) == (1, "min egen")
    assert "--force" in refused.err
    assert casestudy("export", store, "codebook", there, "--force").code == 0
    assert there.read_text("utf-8") != "min egen"


@pytest.mark.parametrize(
    ("language", "name"), [("nb", "ord.kun-for-teamet.csv"), ("en", "ord.team-only.csv")]
)
def test_segments_are_marked_as_for_the_team_in_their_name(casestudy, store, language, name):
    answer = casestudy("export", store, "segments", "ord.csv", "--language", language)
    assert (answer.code, answer.out) == (0, f"Skrevet: {name}\n")
    assert (casestudy.folder / name).is_file()
    assert "kun for teamet" in answer.err


def test_a_transcript_is_chosen_by_its_number(casestudy, store):
    assert "--source 3" in casestudy("export", store, "transcript", "tekst.docx").err
    unknown = casestudy("export", store, "transcript", "tekst.docx", "--source", "99")
    assert "ingen kilde nummer 99" in unknown.err
    casestudy("import", store, casestudy.write("a.txt"), "--case", "A", "--yes")
    answer = casestudy("export", store, "transcript", "tekst.docx", "--source", "1")
    assert answer.code == 0, answer.err
    assert (casestudy.folder / "tekst.kun-for-teamet.docx").stat().st_size > 500


@pytest.mark.parametrize("kind", ["matrix", "code-case"])
@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_matrices_are_written_in_every_form(casestudy, store, kind, form):
    answer = casestudy("export", store, kind, f"ut.{form}", "--language", "en")
    assert answer.code == 0, answer.err
    assert (casestudy.folder / f"ut.{form}").stat().st_size > 500


def test_the_audience_reaches_the_matrix(casestudy, store, monkeypatch):
    asked = {}
    monkeypatch.setattr(Exports, "cmo", lambda _self, **options: asked.update(options) or b"x")
    assert casestudy("export", store, "matrix", "m.docx", "--audience", "partner").code == 0
    assert asked == {"form": "docx", "language": "nb", "audience": "partner"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["cards", "kort.docx"], "matrix (.docx, .xlsx, .html)"),
        (["qdpx", "alt.docx"], ".qdpx"),
        (["methods", "alt.docx"], "codebook (.yaml, .docx"),
        (["segments", "ord.parquet"], ".xlsx, .csv"),
        (["matrix", "uten-endelse"], ".docx, .xlsx, .html"),
        (["segments", "ord.csv", "--audience", "report"], "bare ut for teamet"),
        (["codebook", "bok.yaml", "--as", "ingrid"], "ikke rett til dette"),
        (["codebook", "borte/bok.yaml"], "Kontroller at mappen finnes"),
    ],
)
def test_refusals_say_why_and_write_nothing(casestudy, store, words, reason):
    before = set(casestudy.folder.iterdir())
    answer = casestudy("export", store, *words)
    assert answer.code == 1
    assert reason in answer.err
    assert {path.name for path in casestudy.folder.iterdir()} - {path.name for path in before} <= {
        "studie.db-wal",
        "studie.db-shm",
    }

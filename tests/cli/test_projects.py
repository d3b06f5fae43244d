"""Projects and codebooks of other programs at the terminal: shown, asked about, taken in."""

from __future__ import annotations

import pytest
from tests.merging import elsewhere

from casestudy.exchange.refi.values import RefiCode, RefiProject
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.study import open_study


@pytest.fixture
def project(casestudy):
    file = casestudy.folder / "kari.qdpx"
    file.write_bytes(write_qdpx(elsewhere(("godt", "Glede"), ("kom hit", "Støtte"))).data)
    return file


def test_a_project_is_shown_and_taken_in_after_a_yes(casestudy, store, project):
    answer = casestudy("import", store, project, "--case", "A", answers="j\n")
    assert answer.code == 0, answer.err
    assert "2 er nye" in answer.out
    assert "Kari Holm  2         0        Ny, merket som utenfra" in answer.out
    assert "Intervju 7  10   2         Ny" in answer.out
    assert "Hentet inn: 1 nye kilder, 2 nye koder." in answer.out
    assert "Pseudonymisering er ikke bygd ennå" in answer.err
    assert casestudy.titles(store) == ["Intervju 7"]


def test_without_a_yes_nothing_is_taken_in(casestudy, store, project):
    for answers in ("n\n", "\n", ""):
        answer = casestudy("import", store, project, "--case", "A", answers=answers)
        assert answer.code == 1
    assert casestudy.titles(store) == []


def test_a_new_source_needs_a_case(casestudy, store, project):
    answer = casestudy("import", store, project, "--yes")
    assert answer.code == 1
    assert "Velg hvilken case «Intervju 7» hører til" in answer.err
    assert casestudy.titles(store) == []


def test_documents_still_need_a_case(casestudy, store):
    answer = casestudy("import", store, casestudy.write("A1.txt"), "--yes")
    assert answer.code == 2
    assert "--case A" in answer.err


def test_a_member_without_the_rights_is_told_which(casestudy, store, project):
    with open_study(str(store)) as study:
        coder = next(one.handle for one in study.members.all() if one.role == "coder")
    answer = casestudy("import", store, project, "--case", "A", "--yes", "--as", coder)
    assert answer.code == 1
    assert "rett til å endre kodeboken" in answer.err


def test_a_long_report_is_written_beside_the_file(casestudy, store):
    codes = tuple(
        RefiCode(guid=f"00000000-0000-0000-0000-{number:012}", name=f"Kode {number}")
        for number in range(20)
    )
    file = casestudy.folder / "koder.qdc"
    file.write_bytes(write_qdc(RefiProject(codes=codes)).data)
    answer = casestudy("import", store, file, "--yes")
    assert answer.code == 0, answer.err
    report = (casestudy.folder / "koder.qdc.txt").read_text("utf-8")
    assert "Hele listen: " in answer.out
    assert all(f"Kode {number}\t" in report for number in range(20))


@pytest.mark.parametrize("kind", ["qdc", "qdpx"])
def test_a_study_goes_out_and_comes_back_with_nothing_new(casestudy, store, kind):
    casestudy("import", store, casestudy.write("A1.txt"), "--case", "A", "--yes")
    out = casestudy("export", store, kind, f"ut.{kind}")
    assert out.code == 0, out.err
    assert "Koder: " in out.out
    name = "ut.kun-for-teamet.qdpx" if kind == "qdpx" else "ut.qdc"
    assert ("ord for ord" in out.err) == (kind == "qdpx")
    again = casestudy("import", store, name, "--yes")
    assert again.code == 1
    assert "har fra før" in again.err

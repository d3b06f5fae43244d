"""Importing: what is shown first, what is asked, what is stored, what is refused."""

from __future__ import annotations

import pytest

from casestudy.study import open_study


def test_files_are_shown_and_stored_after_a_yes(casestudy, store):
    file = casestudy.write("A1.txt")
    answer = casestudy("import", store, file, "--case", "A", "--role", "bruker", answers="j\n")
    assert answer.code == 0, answer.err
    assert "intervju, 14 ord, replikker: 2" in answer.out
    assert "I (intervjuer, 1 replikk), P01 (1 replikk)" in answer.out
    assert "Pseudonymisering er ikke bygd ennå" in answer.err
    assert casestudy.titles(store) == ["A1"]
    with open_study(str(store)) as study:
        assert [person.pseudonym for person in study.cases.participants()] == ["P01"]


def test_without_a_yes_nothing_is_stored(casestudy, store):
    file = casestudy.write("A1.txt")
    for answers in ("n\n", "\n", ""):
        answer = casestudy("import", store, file, "--case", "A", answers=answers)
        assert answer.code == 1
    assert casestudy.titles(store) == []


def test_yes_stores_without_asking_and_still_warns(casestudy, store):
    answer = casestudy("import", store, casestudy.write("A1.txt"), "--case", "A", "--yes")
    assert (answer.code, casestudy.titles(store)) == (0, ["A1"])
    assert "Pseudonymisering" in answer.err
    assert "Ikke knyttet til deltakere: P01" in answer.out


def test_a_refused_file_does_not_stop_the_others(casestudy, store):
    casestudy.write("A1.txt")
    casestudy.write("A2.txt", topic="turen")
    casestudy.write("tom.txt", "")
    casestudy.write("gammel.doc", "x")
    paths = ["A1.txt", "tom.txt", "gammel.doc", "borte.txt", "A2.txt", "A1.txt"]
    answer = casestudy("import", store, *paths, "--case", "A", "--yes")
    assert answer.code == 1
    assert casestudy.titles(store) == ["A1", "A2"]
    for name in ("tom.txt", "gammel.doc", "borte.txt"):
        assert f"{name}: " in answer.err
    assert answer.out.count("avvist") == 3


def test_the_same_file_is_refused_the_second_time(casestudy, store):
    file = casestudy.write("A1.txt")
    casestudy("import", store, file, "--case", "A", "--yes")
    again = casestudy("import", store, file, "--case", "A", "--yes")
    assert (again.code, casestudy.titles(store)) == (1, ["A1"])
    assert "i studien fra før, som «A1»" in again.err


def test_patterns_are_expanded_and_folders_are_not(casestudy, store):
    casestudy.write("A1.txt")
    casestudy.write("A2.txt", topic="turen")
    assert casestudy("import", store, "A*.txt", "--case", "A", "--yes").code == 0
    assert casestudy.titles(store) == ["A1", "A2"]
    assert casestudy("import", store, casestudy.folder, "--case", "A", "--yes").code == 2
    assert casestudy("import", store, "B*.txt", "--case", "A", "--yes").code == 2


def test_the_type_can_be_given(casestudy, store):
    file = casestudy.write("notat.txt", "Det var stille i rommet.\n\nTo kom inn.\n")
    words = ["import", store, file, "--case", "A", "--yes", "--type"]
    assert casestudy(*words, "literature").code == 2
    assert casestudy(*words, "observation").code == 0
    with open_study(str(store)) as study:
        assert study.sources.all()[0]["type"] == "observation"


def test_an_unknown_case_is_made_only_after_a_yes(casestudy, store):
    words = ["import", store, casestudy.write("A1.txt"), "--case", "B"]
    unasked = casestudy(*words, "--yes")
    assert (unasked.code, casestudy.titles(store)) == (1, [])
    assert "Casene i studien: A." in unasked.err
    assert casestudy(*words, answers="j\nj\n").code == 0
    with open_study(str(store)) as study:
        assert [case.label for case in study.cases.all()] == ["A", "B"]


def test_an_unknown_role_or_member_is_refused_before_anything_is_read(casestudy, store):
    words = ["import", store, casestudy.write("A1.txt"), "--case", "A", "--yes"]
    assert "ikke en rolle" in casestudy(*words, "--role", "sjef").err
    assert "«ola»" in casestudy(*words, "--as", "ola").err
    assert casestudy.titles(store) == []


@pytest.mark.parametrize("handle", ["ingrid", "mona"])
def test_the_member_named_is_the_one_who_imports(casestudy, store, handle):
    file = casestudy.write("A1.txt")
    assert casestudy("import", store, file, "--case", "A", "--yes", "--as", handle).code == 0


def test_what_would_steer_the_terminal_is_not_printed(casestudy, store):
    file = casestudy.write("A\x1b[31m1.txt")
    assert "\x1b" not in casestudy("import", store, file, "--case", "A", "--yes").out

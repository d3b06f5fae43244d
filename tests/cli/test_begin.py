"""Beginning: a new study, the demo study, and what is served."""

from __future__ import annotations

import pytest

from casestudy.cli import files
from casestudy.demo import build
from casestudy.errors import StoreError
from casestudy.services.setup import create_study
from casestudy.services.stores import create_store
from casestudy.study import open_study
from casestudy.web import serve

PASSPHRASE = "en lang nok frase"


@pytest.fixture
def served(monkeypatch):
    """Collect what would be served."""
    calls = []
    monkeypatch.setattr(
        serve, "serve", lambda address, **options: calls.append((address, options))
    )
    return calls


@pytest.fixture
def small_demo(monkeypatch):
    """Build a demo of next to nothing, by the real function's signature."""

    def build_demo(address, *, on_step=None):
        store = create_store(address)
        on_step("sources", 1, 2)
        create_study(store, title_nb="Demo", leader="Mona Lund", is_demo=True)
        store.close()
        return open_study(address)

    monkeypatch.setattr(build, "build_demo", build_demo)


def test_init_asks_for_what_is_missing_and_says_what_comes_next(casestudy):
    answer = casestudy("init", "pilot.db", answers="Min pilot\nÅse Lund\n")
    assert answer.code == 0
    assert "casestudy serve pilot.db" in answer.out
    assert "ikke kryptert" in answer.err
    with open_study("pilot.db") as study:
        assert (study.info.title_nb, study.member.handle) == ("Min pilot", "ase")
        assert len(study.codebook.current().codes) > 50


def test_init_without_codebook_leaves_it_out(casestudy):
    casestudy("init", "pilot.db", "--title", "P", "--leader", "Mona", "--no-codebook")
    with open_study("pilot.db") as study:
        assert not study.codebook.has_codebook()


def test_init_encrypts_with_a_passphrase_asked_for_twice(casestudy):
    words = ["init", "pilot.db", "--encrypt", "--title", "P", "--leader", "Mona", "--no-codebook"]
    differ = casestudy(*words, answers=f"{PASSPHRASE}\nen annen frase\n")
    assert (differ.code, list(casestudy.folder.iterdir())) == (1, [])
    short = casestudy(*words, answers="kort\nkort\n")
    assert "minst 12 tegn" in short.err
    assert (short.code, list(casestudy.folder.iterdir())) == (1, [])
    done = casestudy(*words, answers=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert done.code == 0
    assert PASSPHRASE not in done.out + done.err
    assert casestudy("check", "pilot.db").code == 1
    assert casestudy("check", "pilot.db", answers=f"{PASSPHRASE}\n").code == 0
    assert casestudy("check", "pilot.db", CASESTUDY_KEY=PASSPHRASE).code == 0
    assert "passer ikke" in casestudy("check", "pilot.db", CASESTUDY_KEY="en gal frase").err


def test_init_touches_nothing_that_is_there(casestudy):
    there = casestudy.write("pilot.db", "noe annet")
    answer = casestudy("init", "pilot.db", "--title", "P", "--leader", "M")
    assert (answer.code, there.read_text("utf-8")) == (1, "noe annet")


def test_init_that_fails_leaves_nothing(casestudy):
    assert casestudy("init", "pilot.db", "--title", "P", answers=" \n").code == 1
    assert casestudy("init", "borte/pilot.db", "--title", "P", "--leader", "M").code == 1
    assert list(casestudy.folder.iterdir()) == []


def test_init_says_when_nobody_can_answer(casestudy):
    assert "på kommandolinjen" in casestudy("init", "pilot.db").err


@pytest.mark.postgres
def test_init_makes_a_study_in_an_empty_database(casestudy, postgres_server):
    address = postgres_server.new_database()
    answer = casestudy("init", address, "--title", "P", "--leader", "Mona", "--no-codebook")
    assert answer.code == 0, answer.err
    assert casestudy("check", address).code == 0
    postgres_server.drop(address)


def test_a_store_appears_under_its_name_only_when_it_is_finished(tmp_path):
    def interrupted():
        with files.new_store(str(tmp_path / "x.db")) as place:
            create_store(place).close()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


def test_addresses_are_printed_without_their_password():
    shown = files.shown_address("postgresql+psycopg://mona:hemmelig@db.no/pilot")
    assert shown == "postgresql+psycopg://mona:***@db.no/pilot"
    assert files.shown_address("/data/pilot.db") == "/data/pilot.db"


def test_a_file_is_not_replaced_unless_wanted(tmp_path):
    path = tmp_path / "ut.txt"
    files.write_file(path, b"en", replace=False)
    with pytest.raises(StoreError):
        files.write_file(path, b"to", replace=False)
    assert path.read_bytes() == b"en"
    files.write_file(path, b"to", replace=True)
    assert path.read_bytes() == b"to"
    assert list(tmp_path.iterdir()) == [path]


def test_the_demo_is_built_once_and_used_again(casestudy, small_demo, served):
    first = casestudy("demo", "--port", "8765")
    assert (first.code, served) == (0, [("casestudy-demo.db", served[0][1])])
    assert (served[0][1]["port"], served[0][1]["language"]) == (8765, "nb")
    again = casestudy("demo", "--no-serve")
    assert again.out.startswith("Demostudien fantes fra før")
    assert len(served) == 1


def test_the_demo_leaves_other_studies_alone(casestudy, store):
    before = store.read_bytes()
    answer = casestudy("demo", "--store", store, "--no-serve")
    assert "ikke demostudien" in answer.err
    assert (answer.code, store.read_bytes()) == (1, before)


def test_serve_takes_the_store_of_the_environment(casestudy, served):
    assert casestudy("serve", CASESTUDY_STORE="fra-miljø.db").code == 0
    assert casestudy("serve", "sagt.db", CASESTUDY_STORE="fra-miljø.db").code == 0
    assert [address for address, _ in served] == ["fra-miljø.db", "sagt.db"]
    missing = casestudy("serve")
    assert missing.code == 2
    assert "CASESTUDY_STORE" in missing.err

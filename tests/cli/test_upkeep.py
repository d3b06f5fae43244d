"""Keeping a store: check, backup, restore, upgrade; and the language model."""

from __future__ import annotations

import pytest

from casestudy.errors import CaseStudyError
from casestudy.language import install
from casestudy.services import stores
from casestudy.study import open_study


def test_a_sound_store_is_said_to_be_sound(casestudy, store):
    answer = casestudy("check", store)
    assert answer.code == 0
    assert "Filen er hel: i orden" in answer.out


def test_a_damaged_store_is_told_with_what_to_do(casestudy, store):
    data = bytearray(store.read_bytes())
    for place in range(200_000, len(data), 4096):
        data[place : place + 64] = b"\xff" * 64
    store.write_bytes(data)
    answer = casestudy("check", store)
    assert answer.code == 1
    assert "sikkerhetskopi" in answer.out + answer.err


def test_a_backup_becomes_the_same_study_again(casestudy, store):
    assert casestudy("backup", store, "kopi.backup").code == 0
    assert casestudy("backup", store, "kopi.backup").code == 1
    assert casestudy("restore", "kopi.backup", "ny.db").code == 0
    assert casestudy("restore", "kopi.backup", store).code == 1
    with open_study("ny.db") as study:
        assert study.info.title_nb == "Prøve"


def test_a_backup_says_whether_it_is_encrypted(casestudy, store):
    phrase = "en lang nok frase"
    words = ["--encrypt", "--title", "P", "--leader", "Mona", "--no-codebook"]
    casestudy("init", "hemmelig.db", *words, CASESTUDY_KEY=phrase)
    encrypted = casestudy("backup", "hemmelig.db", "h.backup", answers=f"{phrase}\n")
    assert "kryptert med samme passordfrase" in encrypted.out
    assert "Kopien er ikke kryptert" in casestudy("backup", store, "k.backup").out


def test_a_store_of_this_schema_needs_no_upgrade(casestudy, store):
    answer = casestudy("migrate", store)
    assert (answer.code, "ingen oppgradering" in answer.out) == (0, True)


def test_an_upgrade_names_its_backup(casestudy, store, monkeypatch):
    report = stores.migrate(str(store))
    made = type(report)(found="0000", reached="0001", backup=store.with_name("før"), rows={})
    monkeypatch.setattr(stores, "migrate", lambda _address, **_options: made)
    answer = casestudy("migrate", store)
    assert "fra skjema 0000 til 0001" in answer.out
    assert str(made.backup) in answer.out


def test_the_model_in_use_is_shown(casestudy):
    answer = casestudy("language", "show")
    assert (answer.code, answer.out.startswith("I bruk: ")) == (0, True)


def test_an_unknown_model_is_refused_before_anything_is_fetched(casestudy, monkeypatch):
    monkeypatch.setattr(install, "install_model", pytest.fail)
    answer = casestudy("language", "install", "en_core_web_sm")
    assert answer.code == 1
    assert "nb_core_news_md" in answer.err
    assert "Henter" not in answer.err


def test_a_model_is_installed_or_the_reason_is_told(casestudy, monkeypatch):
    asked = []
    monkeypatch.setattr(install, "install_model", asked.append)
    assert casestudy("language", "install", "nb_core_news_md").code == 0
    assert asked == ["nb_core_news_md"]

    def fail(name):
        raise CaseStudyError("language.install_failed", model=name)

    monkeypatch.setattr(install, "install_model", fail)
    assert "ble ikke installert" in casestudy("language", "install", "nb_core_news_md").err

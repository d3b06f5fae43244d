"""Encrypted stores: the right passphrase opens, a wrong one says so and changes nothing."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudy.errors import StoreError
from casestudy.store.engine import open_engine, snapshot, transaction
from casestudy.store.keys import (
    KEY_VARIABLE,
    KeyHeader,
    create_key,
    find_key,
    header_path,
    is_encrypted,
)

PASSPHRASE = "blåbær og nøtter i skogen"


@pytest.fixture(scope="module")
def encrypted_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("mal") / "kryptert.db"
    engine = open_engine(str(path), key=create_key(str(path), PASSPHRASE), create=True)
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
        connection.exec_driver_sql("INSERT INTO note VALUES ('fortrolig setning')")
    engine.dispose()
    return path


@pytest.fixture
def encrypted(encrypted_template, tmp_path):
    for file in encrypted_template.parent.iterdir():
        shutil.copy(file, tmp_path)
    return tmp_path / encrypted_template.name


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "åpen.db"
    engine = open_engine(str(path), key=None, create=True)
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
    engine.dispose()
    return path


def test_the_passphrase_opens_the_store_again(encrypted):
    engine = open_engine(str(encrypted), key=find_key(str(encrypted), prompt=lambda: PASSPHRASE))
    with snapshot(engine) as connection:
        assert connection.exec_driver_sql("SELECT body FROM note").scalar() == "fortrolig setning"
    engine.dispose()


def test_the_environment_is_asked_before_the_person(encrypted, monkeypatch):
    monkeypatch.setenv(KEY_VARIABLE, PASSPHRASE)
    assert find_key(str(encrypted), prompt=lambda: pytest.fail("asked")) is not None


def test_a_passphrase_typed_on_a_mac_fits_the_one_typed_on_windows(encrypted):
    decomposed = PASSPHRASE.replace("å", "a\u030a")
    assert find_key(str(encrypted), prompt=lambda: decomposed) is not None


def test_no_file_of_the_store_holds_text_in_the_open(encrypted):
    for file in encrypted.parent.iterdir():
        content = file.read_bytes()
        assert b"fortrolig" not in content
        assert b"CREATE TABLE" not in content


def test_a_wrong_passphrase_is_told_before_the_store_is_touched(encrypted):
    before = encrypted.read_bytes()
    with pytest.raises(StoreError) as caught:
        find_key(str(encrypted), prompt=lambda: "en helt annen frase")
    assert caught.value.code == "store.wrong_key"
    assert encrypted.read_bytes() == before


def test_a_wrong_raw_key_is_told_and_changes_nothing(encrypted):
    before = encrypted.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_engine(str(encrypted), key=b"x" * 32)
    assert caught.value.code == "store.wrong_key"
    assert encrypted.read_bytes() == before


def test_a_wrong_key_leaves_nothing_on_the_terminal(encrypted):
    program = (
        "import sys\n"
        "from casestudy.errors import StoreError\n"
        "from casestudy.store.engine import open_engine\n"
        "try:\n    open_engine(sys.argv[1], key=b'x' * 32)\n"
        "except StoreError as error:\n    print(error.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(encrypted)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("store.wrong_key\n", "")


@pytest.mark.parametrize("prompt", [None, lambda: ""])
def test_without_a_passphrase_one_is_asked_for(encrypted, prompt):
    with pytest.raises(StoreError) as caught:
        find_key(str(encrypted), prompt=prompt)
    assert caught.value.code == "store.key_needed"


def test_opening_an_encrypted_store_without_key_asks_for_one(encrypted):
    with pytest.raises(StoreError) as caught:
        open_engine(str(encrypted), key=None)
    assert caught.value.code == "store.key_needed"


def test_a_plain_store_needs_no_key_and_refuses_one(plain):
    assert not is_encrypted(plain)
    assert find_key(str(plain), prompt=lambda: pytest.fail("asked")) is None
    with pytest.raises(StoreError) as caught:
        open_engine(str(plain), key=b"x" * 32)
    assert caught.value.code == "store.not_encrypted"


def test_without_its_header_the_store_says_what_is_missing(encrypted):
    header_path(encrypted).unlink()
    with pytest.raises(StoreError) as caught:
        open_engine(str(encrypted), key=find_key(str(encrypted), prompt=lambda: PASSPHRASE))
    assert ".key.json" in caught.value.sentence("nb")


def test_a_short_passphrase_is_refused_and_leaves_no_header(tmp_path):
    with pytest.raises(StoreError) as caught:
        create_key(str(tmp_path / "ny.db"), "kort")
    assert caught.value.code == "store.passphrase_short"
    assert list(tmp_path.iterdir()) == []


def test_a_header_is_never_overwritten(encrypted):
    before = header_path(encrypted).read_bytes()
    with pytest.raises(StoreError) as caught:
        create_key(str(encrypted), PASSPHRASE)
    assert caught.value.code == "store.exists"
    assert header_path(encrypted).read_bytes() == before


def test_no_header_is_put_beside_a_store_that_is_there(plain):
    with pytest.raises(StoreError) as caught:
        create_key(str(plain), PASSPHRASE)
    assert caught.value.code == "store.exists"
    assert not header_path(plain).exists()


def test_a_store_on_a_server_has_no_key():
    assert find_key("postgresql+psycopg://localhost/studie") is None
    with pytest.raises(StoreError) as caught:
        create_key("postgresql+psycopg://localhost/studie", PASSPHRASE)
    assert caught.value.code == "store.no_server_encryption"


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 1 << 40},
        {"time_cost": 10**9},
        {"parallelism": 0},
        {"time_cost": "3"},
        {"time_cost": True},
        {"salt": "c2hvcnQ="},
        {"salt": "%%%"},
        {"kdf": "none"},
        {"format": "another"},
        {"extra": 1},
    ],
)
def test_a_forged_header_is_refused_before_it_costs_anything(encrypted, change):
    header = header_path(encrypted)
    header.write_text(json.dumps(json.loads(header.read_text("utf-8")) | change), "utf-8")
    with pytest.raises(StoreError) as caught:
        find_key(str(encrypted), prompt=lambda: PASSPHRASE)
    assert caught.value.code == "store.key_header_damaged"


def test_the_header_holds_neither_key_nor_passphrase(tmp_path):
    key = create_key(str(tmp_path / "ny.db"), PASSPHRASE)
    text = header_path(tmp_path / "ny.db").read_text("utf-8")
    assert PASSPHRASE not in text
    assert key.hex() not in text
    assert base64.b64encode(key).decode() not in text


@given(
    salt=st.binary(min_size=8, max_size=64),
    check=st.binary(max_size=64),
    time_cost=st.integers(1, 100),
    memory_kib=st.integers(512, 1 << 22),
    parallelism=st.integers(1, 64),
)
def test_a_header_reads_back_as_it_was(**values):
    header = KeyHeader(**values)
    assert KeyHeader.from_json(header.to_json()) == header


@given(st.text())
def test_any_other_text_is_no_header(text):
    with pytest.raises(ValueError):
        KeyHeader.from_json(text)

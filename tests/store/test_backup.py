"""Backups: complete, checked, never over another file, restorable into either engine."""

from __future__ import annotations

import random
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, text

from casestudy.errors import StoreError
from casestudy.store import backup as backup_module
from casestudy.store.backup import backup, restore
from casestudy.store.backup_file import read_manifest
from casestudy.store.engine import open_engine, snapshot, transaction
from casestudy.store.keys import header_path
from casestudy.store.schema import newest_version
from casestudy.store.tables import CASE, CHANGE, COUNTER, METADATA, PARTICIPANT, STUDY

PASSPHRASE = "en lang nok frase"


def fill(engine, *, cases=3):
    now = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)
    with transaction(engine) as connection:
        connection.execute(
            insert(STUDY).values(
                id=str(uuid4()),
                title_nb="Prøve «100 %» 😀\u2028\\ ';--",
                research_questions=["æ", None, 1.0, {"b": "ø", "a": []}],
                cookie_secret="x",
                created_at=now,
                is_demo=True,
            )
        )
        ids = [str(uuid4()) for _ in range(cases)]
        connection.execute(
            insert(CASE), [{"id": id_, "label": f"K{n}"} for n, id_ in enumerate(ids)]
        )
        connection.execute(
            insert(PARTICIPANT).values(
                id=str(uuid4()), pseudonym="P01", case_id=ids[0], role="staff", withdrawn_at=now
            )
        )
        for number, result in enumerate([None, {"id": "å"}, []]):
            connection.execute(
                insert(CHANGE).values(
                    request_id=f"r{number}",
                    at=now,
                    verb="x",
                    target_kind="case",
                    target_id="i",
                    **({} if number == 0 else {"result": result}),
                )
            )


def contents(address, key=None):
    engine = open_engine(address, key=key)
    try:
        with snapshot(engine) as connection:
            rows = {
                table.name: connection.execute(
                    select(table).order_by(*table.primary_key.columns)
                ).all()
                for table in METADATA.sorted_tables
            }
            absent = text("SELECT count(*) FROM change WHERE result IS NULL")
            return rows, connection.scalar(absent)
    finally:
        engine.dispose()


@pytest.fixture
def filled(address, engine):
    fill(engine)
    return address


@pytest.fixture
def plain_backup(tmp_path, store_templates):
    path = tmp_path / "kilde.db"
    shutil.copy(store_templates["sqlite"][0], path)
    engine = open_engine(str(path), key=None)
    fill(engine)
    engine.dispose()
    backup(str(path), tmp_path / "kopi.backup")
    return tmp_path / "kopi.backup"


def test_a_restored_store_holds_what_the_store_held(filled, key, tmp_path):
    target = tmp_path / "kopi.backup"
    manifest = backup(filled, target, key=key)
    assert manifest == read_manifest(target)
    assert manifest.rows["case"] == 3
    assert manifest.schema_version == newest_version()
    restore(target, str(tmp_path / "tilbake.db"))
    restored = contents(str(tmp_path / "tilbake.db"), key)
    assert restored == contents(filled, key)
    assert restored[1] == 1


@pytest.mark.postgres
def test_every_backup_restores_into_postgresql(filled, key, tmp_path, postgres_server):
    backup(filled, tmp_path / "kopi.backup", key=key)
    target = postgres_server.new_database()
    restore(tmp_path / "kopi.backup", target, prompt=lambda: PASSPHRASE)
    assert contents(target) == contents(filled, key)
    engine = open_engine(target, key=None)
    with transaction(engine) as connection:
        number = connection.execute(
            insert(CHANGE).values(
                request_id="ny",
                at=datetime.now(UTC),
                verb="x",
                target_kind="case",
                target_id="i",
            )
        ).inserted_primary_key[0]
    engine.dispose()
    postgres_server.drop(target)
    assert number == 4


def test_a_backup_under_load_holds_one_moment_with_all_confirmed_before(
    address, engine, key, tmp_path
):
    confirmed = []
    stop = threading.Event()

    def write():
        while not stop.is_set():
            number = len(confirmed)
            with transaction(engine) as connection:
                connection.execute(insert(CASE).values(id=str(uuid4()), label=f"K{number}"))
                connection.execute(insert(COUNTER).values(name=f"K{number}", value=number))
            confirmed.append(number)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        before = []
        for round_ in range(3):
            while len(confirmed) < 10 * (round_ + 1):
                stop.wait(0.001)
            before.append(len(confirmed))
            backup(address, tmp_path / f"{round_}.backup", key=key)
    finally:
        stop.set()
        writer.join()
    for round_, at_least in enumerate(before):
        restore(tmp_path / f"{round_}.backup", str(tmp_path / f"{round_}.db"))
        rows, _ = contents(str(tmp_path / f"{round_}.db"), key)
        labels = {row.label for row in rows["case"]}
        assert labels == {row.name for row in rows["counter"]}
        assert labels == {f"K{number}" for number in range(len(labels))}
        assert len(labels) >= at_least


def test_a_backup_holds_nothing_that_was_deleted(tmp_path, store_templates):
    path = tmp_path / "kilde.db"
    shutil.copy(store_templates["sqlite"][0], path)
    engine = open_engine(str(path), key=None)
    with transaction(engine) as connection:
        connection.execute(insert(CASE).values(id="a", label="A", name="TRUKKET TILBAKE" * 900))
    with transaction(engine) as connection:
        connection.execute(delete(CASE))
    backup(str(path), tmp_path / "kopi.backup")
    engine.dispose()
    restore(tmp_path / "kopi.backup", str(tmp_path / "tilbake.db"))
    assert b"TRUKKET TILBAKE" not in (tmp_path / "tilbake.db").read_bytes()


def test_an_encrypted_store_stays_encrypted_in_its_backup(tmp_path, store_templates):
    template, key = store_templates["sqlcipher"]
    path = tmp_path / "kilde.db"
    shutil.copy(template, path)
    shutil.copy(header_path(template), header_path(path))
    engine = open_engine(str(path), key=key)
    with transaction(engine) as connection:
        connection.execute(insert(CASE).values(id="a", label="A", name="fortrolig" * 900))
    engine.dispose()
    manifest = backup(str(path), tmp_path / "kopi.backup", key=key)
    assert manifest.encrypted
    assert b"fortrolig" not in (tmp_path / "kopi.backup").read_bytes()
    restore(tmp_path / "kopi.backup", str(tmp_path / "tilbake.db"))
    assert header_path(tmp_path / "tilbake.db").read_bytes() == header_path(path).read_bytes()


def test_a_backup_never_goes_over_a_file(filled, key, tmp_path):
    target = tmp_path / "kopi.backup"
    target.write_text("viktig")
    with pytest.raises(StoreError) as caught:
        backup(filled, target, key=key)
    assert caught.value.code == "store.exists"
    assert target.read_text() == "viktig"


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_a_file_that_appears_meanwhile_is_not_replaced(filled, tmp_path, monkeypatch):
    target = tmp_path / "kopi.backup"
    write_backup = backup_module.write_backup

    def slow(*args, **options):
        write_backup(*args, **options)
        target.write_text("viktig")

    monkeypatch.setattr(backup_module, "write_backup", slow)
    with pytest.raises(StoreError) as caught:
        backup(filled, target)
    assert caught.value.code == "store.exists"
    assert target.read_text() == "viktig"


def test_a_restore_never_goes_over_a_store(plain_backup, address, engine, key):
    fill(engine, cases=1)
    engine.dispose()
    before = contents(address, key)
    with pytest.raises(StoreError) as caught:
        restore(plain_backup, address)
    assert caught.value.code in {"store.exists", "store.not_empty"}
    assert contents(address, key) == before


def test_a_left_over_journal_is_not_played_into_a_restored_store(plain_backup, tmp_path):
    (tmp_path / "tilbake.db-wal").write_bytes(b"rest")
    with pytest.raises(StoreError) as caught:
        restore(plain_backup, str(tmp_path / "tilbake.db"))
    assert caught.value.code == "store.exists"


def test_every_damaged_byte_is_noticed_and_nothing_restored(plain_backup, tmp_path):
    whole = plain_backup.read_bytes()
    draw = random.Random(7)
    ends = [*range(64), *range(len(whole) - 300, len(whole))]
    places = {*ends, *(draw.randrange(len(whole)) for _ in range(200))}
    damaged = tmp_path / "skadet.backup"
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= draw.randrange(1, 256)
        damaged.write_bytes(changed)
        with pytest.raises(StoreError) as caught:
            restore(damaged, str(tmp_path / "ut.db"))
        assert caught.value.code == "store.backup_damaged", place
    assert not (tmp_path / "ut.db").exists()


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.9, 0.9999])
def test_a_backup_cut_short_is_noticed(plain_backup, tmp_path, share):
    whole = plain_backup.read_bytes()
    cut = tmp_path / "kort.backup"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(StoreError) as caught:
        restore(cut, str(tmp_path / "ut.db"))
    assert caught.value.code in {"store.backup_damaged", "store.backup_foreign"}


def test_a_backup_with_something_added_is_noticed(plain_backup, tmp_path):
    longer = tmp_path / "lang.backup"
    longer.write_bytes(plain_backup.read_bytes() + b"\n")
    with pytest.raises(StoreError) as caught:
        restore(longer, str(tmp_path / "ut.db"))
    assert caught.value.code == "store.backup_damaged"


def test_another_file_is_no_backup(tmp_path):
    (tmp_path / "notat.txt").write_text("hei " * 100)
    with pytest.raises(StoreError) as caught:
        restore(tmp_path / "notat.txt", str(tmp_path / "ut.db"))
    assert caught.value.code == "store.backup_foreign"


def test_a_backup_of_a_newer_program_is_refused(plain_backup, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_module, "known_versions", lambda: ("0000",))
    with pytest.raises(StoreError) as caught:
        restore(plain_backup, str(tmp_path / "ut.db"))
    assert caught.value.code == "store.backup_newer"
    assert not (tmp_path / "ut.db").exists()


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("step", ["_copy_store", "_inspect", "write_backup", "_put_in_place"])
def test_a_full_target_leaves_no_half_backup(filled, key, tmp_path, monkeypatch, step):
    folder = tmp_path / "mål"
    folder.mkdir()

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup_module, step, full)
    with pytest.raises(StoreError) as caught:
        backup(filled, folder / "kopi.backup", key=key)
    assert caught.value.code == "store.disk_full"
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(filled, key, tmp_path):
    with pytest.raises(StoreError) as caught:
        backup(filled, tmp_path / "ingen" / "kopi.backup", key=key)
    assert caught.value.code == "store.not_reachable"


def test_a_damaged_store_gives_no_backup(tmp_path, store_templates):
    path = tmp_path / "skadet.db"
    content = bytearray(Path(store_templates["sqlite"][0]).read_bytes())
    for place in range(4096 * 3, len(content), 7):
        content[place] ^= 0x5A
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        backup(str(path), tmp_path / "kopi.backup")
    assert caught.value.code == "store.damaged"
    assert sorted(file.name for file in tmp_path.glob("*backup*")) == []


def test_an_encrypted_store_without_its_header_is_not_backed_up(tmp_path, store_templates):
    template, key = store_templates["sqlcipher"]
    path = tmp_path / "kilde.db"
    shutil.copy(template, path)
    with pytest.raises(StoreError) as caught:
        backup(str(path), tmp_path / "kopi.backup", key=key)
    assert caught.value.code == "store.key_header_damaged"


def test_nobody_else_on_the_machine_can_read_a_backup(address, key, tmp_path):
    backup(address, tmp_path / "kopi.casestudy", key=key)
    assert (tmp_path / "kopi.casestudy").stat().st_mode & 0o077 == 0

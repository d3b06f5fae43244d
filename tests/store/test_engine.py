"""Opening, writing and reading: settings, waiting writers, snapshots and what errors say."""

from __future__ import annotations

import os
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import func, insert, select, text, update

from casestudy.errors import StoreError
from casestudy.store.engine import (
    LOCK_TIMEOUT,
    erase_free_pages,
    is_sqlite,
    open_engine,
    outside_transaction,
    schema_transaction,
    snapshot,
    transaction,
)
from casestudy.store.tables import CASE, COUNTER, PARTICIPANT, STUDY

SECRET = "Ingen skal få lese dette"


def counter(engine, name="n"):
    with snapshot(engine) as connection:
        return connection.scalar(select(COUNTER.c.value).where(COUNTER.c.name == name))


def put_counter(engine, value=0, name="n"):
    with transaction(engine) as connection:
        connection.execute(insert(COUNTER).values(name=name, value=value))


def test_a_write_is_kept_when_the_block_ends(engine):
    put_counter(engine, 7)
    assert counter(engine) == 7


def test_a_block_that_raises_changes_nothing(engine):
    with pytest.raises(ValueError, match="av en grunn"), transaction(engine) as connection:
        connection.execute(insert(COUNTER).values(name="n", value=1))
        raise ValueError("av en grunn")
    assert counter(engine) is None


def test_a_kept_write_is_there_after_opening_again(engine, address, key):
    put_counter(engine, 3)
    engine.dispose()
    again = open_engine(address, key=key)
    assert counter(again) == 3
    again.dispose()


def test_twenty_threads_writing_lose_nothing_and_meet_no_lock(engine):
    put_counter(engine)
    failures = []

    def add_ten():
        try:
            for _ in range(10):
                with transaction(engine) as connection:
                    row = select(COUNTER.c.value).where(COUNTER.c.name == "n").with_for_update()
                    value = connection.scalar(row)
                    connection.execute(update(COUNTER).values(value=value + 1))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=add_ten) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert counter(engine) == 200


def test_a_snapshot_does_not_see_what_is_written_meanwhile(engine):
    put_counter(engine, 1)
    with snapshot(engine) as connection:
        before = connection.scalar(select(COUNTER.c.value))
        with transaction(engine) as other:
            other.execute(update(COUNTER).values(value=2))
        assert connection.scalar(select(COUNTER.c.value)) == before == 1
    assert counter(engine) == 2


def test_a_snapshot_refuses_to_write_and_the_connection_writes_again_later(engine):
    with pytest.raises(StoreError) as caught, snapshot(engine) as connection:
        connection.execute(insert(COUNTER).values(name="n", value=1))
    assert caught.value.code == "store.read_only"
    put_counter(engine, 1)
    assert counter(engine) == 1


def test_every_pooled_connection_has_the_settings(engine):
    expected = (
        {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "temp_store": 2,
            "mmap_size": 0,
            "busy_timeout": LOCK_TIMEOUT * 1000,
            "trusted_schema": 0,
        }
        if is_sqlite(engine)
        else {
            "transaction_isolation": "read committed",
            "client_encoding": "UTF8",
            "synchronous_commit": "on",
            "lock_timeout": "30s",
            "TimeZone": "UTC",
        }
    )
    ask = "PRAGMA {}" if is_sqlite(engine) else "SHOW {}"
    connections = [engine.connect() for _ in range(25)]
    try:
        for connection in connections:
            raw = connection.connection.driver_connection
            found = {name: raw.execute(ask.format(name)).fetchone() for name in expected}
            assert {name: row[0] if row else 0 for name, row in found.items()} == expected
    finally:
        for connection in connections:
            connection.close()


def test_a_writer_that_waits_too_long_is_told_the_store_is_busy(engine):
    put_counter(engine)
    with transaction(engine) as holder:
        holder.execute(update(COUNTER).values(value=1))
        with pytest.raises(StoreError) as caught, transaction(engine) as second:
            if is_sqlite(engine):
                second.connection.driver_connection.execute("PRAGMA busy_timeout=20")
            else:
                second.execute(text("SET LOCAL lock_timeout = '20ms'"))
            second.execute(update(COUNTER).values(value=2))
    assert caught.value.code == "store.busy"
    assert counter(engine) == 1


def test_a_broken_rule_is_named_without_the_values_in_sentence_or_traceback(engine):
    with transaction(engine) as connection:
        connection.execute(insert(CASE).values(id="a", label="HEMMELIG"))
    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.execute(insert(CASE).values(id="b", label="HEMMELIG"))
    error = caught.value
    assert error.code == "store.rule_broken"
    assert error.arguments["detail"] == ("case.label" if is_sqlite(engine) else "uq_case_label")
    told = [error.sentence("nb"), error.sentence("en"), *traceback.format_exception(error)]
    assert "HEMMELIG" not in "".join(told).replace('label="HEMMELIG"', "")


def test_a_reference_to_nothing_is_refused(engine):
    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.execute(
            insert(PARTICIPANT).values(
                id=str(uuid4()), pseudonym="P01", case_id="finnes ikke", role="staff"
            )
        )
    assert caught.value.code == "store.rule_broken"


def test_norwegian_letters_in_json_stand_as_letters_in_the_store(engine):
    with transaction(engine) as connection:
        connection.execute(
            insert(STUDY).values(
                id=str(uuid4()),
                title_nb="Prøve",
                research_questions=["Hva hjelper på Øya? 😀"],
                cookie_secret="x",
                created_at=datetime.now(UTC),
            )
        )
    with snapshot(engine) as connection:
        stored = connection.scalar(text("SELECT CAST(research_questions AS TEXT) FROM study"))
    assert "på Øya? 😀" in stored


def test_foreign_keys_rest_while_the_schema_changes_and_are_checked_at_the_end(engine):
    values = {"id": str(uuid4()), "pseudonym": "P01", "case_id": "finnes ikke", "role": "staff"}
    with pytest.raises(StoreError) as caught, schema_transaction(engine) as connection:
        connection.execute(insert(PARTICIPANT).values(values))
    expected = "store.dangling" if is_sqlite(engine) else "store.rule_broken"
    assert caught.value.code == expected
    with snapshot(engine) as connection:
        assert connection.scalar(select(func.count()).select_from(PARTICIPANT)) == 0
    with pytest.raises(StoreError), transaction(engine) as connection:
        connection.execute(insert(PARTICIPANT).values(values))


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_nothing_deleted_is_left_in_the_files(engine, address):
    with transaction(engine) as connection:
        for number in range(50):
            connection.execute(
                insert(CASE).values(id=str(uuid4()), label=f"K{number}", name=SECRET * 200)
            )
    with transaction(engine) as connection:
        connection.execute(CASE.delete())
    erase_free_pages(engine)
    for file in Path(address).parent.iterdir():
        assert SECRET.encode() not in file.read_bytes(), file.name


def test_free_pages_are_erased_on_every_engine_without_losing_rows(engine):
    put_counter(engine, 5)
    erase_free_pages(engine)
    assert counter(engine) == 5


def test_a_full_disk_is_told_and_earlier_data_stay(tmp_path):
    engine = open_engine(str(tmp_path / "full.db"), key=None, create=True)
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
        connection.exec_driver_sql("INSERT INTO note VALUES ('lagret')")
    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=3")
        for _ in range(100):
            connection.exec_driver_sql("INSERT INTO note VALUES (?)", ("x" * 4000,))
    assert caught.value.code == "store.disk_full"
    with snapshot(engine) as connection:
        assert connection.exec_driver_sql("SELECT body FROM note").scalars().all() == ["lagret"]
    engine.dispose()


def test_opening_nothing_says_so_and_makes_no_file(tmp_path):
    with pytest.raises(StoreError) as caught:
        open_engine(str(tmp_path / "nei.db"), key=None)
    assert caught.value.code == "store.not_found"
    assert list(tmp_path.iterdir()) == []


def test_a_new_store_is_never_made_over_a_file(tmp_path):
    path = tmp_path / "notat.txt"
    path.write_text("viktig")
    with pytest.raises(StoreError) as caught:
        open_engine(str(path), key=None, create=True)
    assert caught.value.code == "store.exists"
    assert path.read_text() == "viktig"


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX")
def test_a_new_store_can_be_read_by_its_owner_only(tmp_path):
    path = tmp_path / "ny.db"
    engine = open_engine(str(path), key=None, create=True)
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    engine.dispose()


@pytest.mark.parametrize("content", [b"%PDF-1.7 not a database at all" * 200, b"PK\x03\x04"])
def test_another_kind_of_file_is_not_a_store(tmp_path, content):
    path = tmp_path / "fil.db"
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        open_engine(str(path), key=None)
    assert caught.value.code == "store.not_a_store"
    assert path.read_bytes() == content


def test_an_address_of_another_kind_is_refused():
    with pytest.raises(StoreError) as caught:
        open_engine("mysql://localhost/studie", key=None)
    assert caught.value.code == "store.unknown_address"


def test_a_server_that_does_not_answer_is_told_without_the_password():
    with pytest.raises(StoreError) as caught:
        open_engine("postgresql+psycopg://anne:hemmelig@localhost:1/studie", key=None)
    assert caught.value.code == "store.network"
    assert "hemmelig" not in str(caught.value)


@pytest.mark.parametrize("store_kind", ["postgres"], indirect=True)
def test_a_connection_cut_off_at_commit_leaves_the_outcome_open(engine):
    put_counter(engine)
    with pytest.raises(StoreError) as caught, transaction(engine) as connection:
        connection.execute(update(COUNTER).values(value=1))
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        with outside_transaction(engine) as other:
            other.execute(text("SELECT pg_terminate_backend(:p, 5000)"), {"p": process})
    assert caught.value.code == "store.outcome_unknown"
    assert counter(engine) == 0

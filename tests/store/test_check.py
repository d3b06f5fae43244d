"""The check finds damage, dangling rows, wrong settings and risky places, and says what to do."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from casestudy.store import check as check_module
from casestudy.store.check import check, store_check
from casestudy.store.engine import (
    is_sqlite,
    open_engine,
    outside_transaction,
    snapshot,
    transaction,
)
from casestudy.store.keys import header_path
from casestudy.store.places import shared_place
from casestudy.store.tables import CASE, PARTICIPANT
from casestudy.texts import catalogue

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/hjem /home nfs4 rw 0 0
//server/felles /mnt/felles\\040disk cifs rw 0 0
anne@server: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /home/lokal ext4 rw 0 0
"""


def finding(engine, name):
    (result,) = [result for result in check(engine).results if result.name == name]
    return result


def test_a_sound_store_has_no_findings(engine):
    report = check(engine)
    assert report.findings == ()
    assert report.is_sound


def test_every_check_says_what_it_looks_at_and_what_to_do(engine):
    for result in check(engine).results:
        for language in ("nb", "en"):
            assert result.title(language)
            assert result.advice(language)
    assert {key for key in catalogue("nb") if key.startswith("store.")} == {
        key for key in catalogue("en") if key.startswith("store.")
    }


@pytest.mark.parametrize("store_kind", ["sqlite", "sqlcipher"], indirect=True)
def test_rows_that_point_nowhere_are_named(engine):
    row = {"pseudonym": "P01", "case_id": "ingen", "role": "staff"}
    with outside_transaction(engine) as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for number in range(7):
            connection.execute(
                insert(PARTICIPANT).values(row | {"id": str(uuid4()), "pseudonym": f"P{number}"})
            )
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
    result = finding(engine, "references")
    assert result.count == 7
    assert len(result.examples) == 5
    assert result.examples[0].endswith("→ case")
    assert not check(engine).is_sound


@pytest.mark.parametrize(
    ("store_kind", "found_by"),
    [("sqlite", "integrity"), ("sqlcipher", "encryption")],
    indirect=["store_kind"],
)
def test_a_damaged_page_is_found(engine, address, key, found_by):
    with transaction(engine) as connection:
        connection.execute(
            insert(CASE),
            [{"id": str(uuid4()), "label": f"K{n}", "name": "navn " * 50} for n in range(300)],
        )
        page = connection.exec_driver_sql(
            "SELECT rootpage FROM sqlite_master WHERE name = 'case'"
        ).scalar()
    engine.dispose()
    content = bytearray(Path(address).read_bytes())
    for place in range(4096 * (page - 1), 4096 * page, 5):
        content[place] ^= 0xA5
    Path(address).write_bytes(content)
    damaged = open_engine(address, key=key)
    assert finding(damaged, found_by).count > 0
    assert not check(damaged).is_sound
    damaged.dispose()


@pytest.mark.parametrize("store_kind", ["sqlcipher"], indirect=True)
def test_a_missing_key_header_is_found(engine, address):
    header_path(address).unlink()
    assert finding(engine, "encryption").examples == ("studie.db.key.json",)


def test_another_schema_version_is_found(engine):
    with transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '8888'"))
    assert finding(engine, "schema").count == 1


def test_a_setting_that_is_not_safe_is_named(engine):
    with snapshot(engine) as connection:
        raw = connection.connection.driver_connection
        if is_sqlite(engine):
            raw.execute("PRAGMA synchronous=NORMAL")
        else:
            raw.execute("SET synchronous_commit = off")
            raw.commit()
    result = finding(engine, "settings")
    assert result.examples == (
        ("synchronous = 1",) if is_sqlite(engine) else ("synchronous_commit = off",)
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/home/anne/studie.db", "nfs4"),
        ("/home/lokal/studie.db", None),
        ("/mnt/felles disk/studie.db", "cifs"),
        ("/mnt/ssh/a/studie.db", "fuse.sshfs"),
        ("/tmp/studie.db", None),
        ("/srv/OneDrive - NTNU/studie.db", "OneDrive - NTNU"),
        ("/srv/Dropbox/a/studie.db", "Dropbox"),
        ("/srv/Library/Mobile Documents/x/studie.db", "Mobile Documents"),
        ("/srv/arkiv/Dropbox.db", None),
        ("/srv/onedrivet/studie.db", None),
        ("\\\\server\\felles\\studie.db", "\\\\"),
    ],
)
def test_network_drives_and_synchronised_folders_are_warned_of(path, reason):
    assert shared_place(path, mounts=MOUNTS) == reason


def test_a_risky_place_is_a_warning_and_no_damage(tmp_path, store_templates):
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    (folder / "studie.db").write_bytes(store_templates["sqlite"][0].read_bytes())
    engine = open_engine(str(folder / "studie.db"), key=None)
    report = check(engine)
    assert [result.name for result in report.findings] == ["place"]
    assert report.is_sound
    engine.dispose()


@pytest.fixture
def own_checks(monkeypatch):
    monkeypatch.setattr(check_module, "_CHECKS", {})


def test_a_registered_check_is_run_with_the_others(engine, own_checks):
    @store_check("names")
    def _look(connection):
        return [str(number) for number in range(connection.scalar(text("SELECT 9")))]

    (result,) = check(engine).results
    assert (result.name, result.count, len(result.examples)) == ("names", 9, 5)
    with pytest.raises(ValueError, match="names"):
        store_check("names")(_look)


def test_a_check_the_store_can_not_answer_is_a_finding(engine, own_checks):
    @store_check("names", severity="warning")
    def _look(connection):
        return [connection.scalar(text("SELECT * FROM finnes_ikke"))]

    assert check(engine).results[0].examples == ("store.failed",)
    assert not check(engine).is_sound


def test_a_check_can_not_write(engine, own_checks):
    @store_check("names")
    def _look(connection):
        connection.execute(insert(CASE).values(id="a", label="A"))
        return []

    assert check(engine).results[0].examples == ("store.read_only",)
    with snapshot(engine) as connection:
        assert connection.execute(CASE.select()).all() == []

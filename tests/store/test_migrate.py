"""Schema versions: fresh stores, upgrades that lose nothing, and stores of another age."""

from __future__ import annotations

from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, MetaData, Table, func, insert, inspect, select, text

from casestudy.errors import StoreError
from casestudy.store import migrate as migrate_module
from casestudy.store import schema
from casestudy.store.backup import restore
from casestudy.store.engine import is_sqlite, open_engine, snapshot, transaction
from casestudy.store.keys import header_path
from casestudy.store.migrate import migrate
from casestudy.store.schema import (
    count_rows,
    create,
    create_at,
    known_versions,
    newest_version,
    require_current,
    schema_version,
)
from casestudy.store.tables import (
    CASE,
    CODE,
    CODE_VERSION,
    CODEBOOK_RELEASE,
    LINEAGE_STEP,
    MEMO,
    METADATA,
    PARTICIPANT,
    RELEASE_CODE,
    STUDY,
    TEXT_VERSION,
)

NEXT = "9999"


def ddl(engine):
    """Every statement that made the schema, as the engine keeps it."""
    with snapshot(engine) as connection:
        if is_sqlite(engine):
            rows = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%' ORDER BY name"
            )
            return {name: " ".join((sql or "").split()) for name, sql in rows}
        constraints = connection.exec_driver_sql(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%%'"
        ).all()
        columns = connection.exec_driver_sql(
            "SELECT table_name || '.' || column_name, data_type, is_nullable, column_default, "
            "character_maximum_length FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name NOT LIKE 'alembic%%'"
        ).all()
        indexes = connection.exec_driver_sql(
            "SELECT indexname, indexdef FROM pg_indexes "
            "WHERE schemaname = 'public' AND indexname NOT LIKE 'alembic%%'"
        ).all()
        return {tuple(row) for row in (*constraints, *columns, *indexes)}


def test_a_new_store_has_the_newest_schema(new_address, key, store_kind):
    engine = open_engine(new_address, key=key, create=store_kind != "postgres")
    create(engine)
    assert schema_version(engine) == newest_version()
    require_current(engine)
    engine.dispose()


def test_the_frozen_schema_is_that_of_the_tables(engine, new_address, key, store_kind):
    with snapshot(engine) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
    fresh = open_engine(new_address, key=key, create=store_kind != "postgres")
    with transaction(fresh) as connection:
        METADATA.create_all(connection)
    different = "a change of the tables needs a migration, and its SQL must be theirs"
    assert ddl(engine) == ddl(fresh), different
    fresh.dispose()


def test_a_store_is_not_made_over_another(engine):
    with pytest.raises(StoreError) as caught:
        create(engine)
    assert caught.value.code == "store.not_empty"


def test_making_a_store_that_fails_leaves_it_empty(new_address, key, store_kind, monkeypatch):
    engine = open_engine(new_address, key=key, create=store_kind != "postgres")

    def broken(connection, version):
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise StoreError("store.failed", detail="x")

    monkeypatch.setattr(schema, "upgrade", broken)
    with pytest.raises(StoreError):
        create(engine)
    with snapshot(engine) as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def set_version(engine, version):
    with transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})


def test_a_newer_store_is_refused_and_unchanged(engine, address, key):
    set_version(engine, "8888")
    before = ddl(engine)
    for attempt in (lambda: require_current(engine), lambda: migrate(address, key=key)):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.code == "store.newer"
    assert schema_version(engine) == "8888"
    assert ddl(engine) == before


def test_a_database_that_is_no_store_is_refused(new_address, key, store_kind):
    engine = open_engine(new_address, key=key, create=store_kind != "postgres")
    with transaction(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE kunde (id INTEGER)")
    for attempt in (lambda: require_current(engine), lambda: migrate(new_address, key=key)):
        with pytest.raises(StoreError) as caught:
            attempt()
        assert caught.value.code == "store.not_a_store"
    engine.dispose()


def test_a_current_store_needs_no_migration(engine, address, key):
    report = migrate(address, key=key)
    assert report.backup is None
    assert report.found == report.reached == newest_version()


FIRST_ROWS = """
INSERT INTO study VALUES ('s', 'Blåveis', '', '[]', '', '[]', :no, 5, 'ab', :at, 1);
INSERT INTO member VALUES ('m', 'anne', 'Anne', 'coder', 'nb', :no, :yes, 1);
INSERT INTO coding_round VALUES ('r', 'Én', 'blind', NULL, :at, NULL, 1);
INSERT INTO code VALUES ('A', 'g', 'v', 'active', NULL, 1, 1);
INSERT INTO code_version
  VALUES ('v', 'A', 1, NULL, :yes, '#000000', 'A', 'A', '{}', :no, '', 'm', :at);
INSERT INTO code VALUES ('B', 'h', 'w', 'retired', 'A', 0, 1);
INSERT INTO code_version
  VALUES ('w', 'B', 1, NULL, :yes, '#000000', 'B', 'B', '{}', :no, '', 'm', :at);
INSERT INTO codebook_release VALUES ('u', '0.1', 0, 'Bok', 'Book', '2026-03-01', '', '');
INSERT INTO release_code VALUES ('u', 'v', 1);
INSERT INTO release_code VALUES ('u', 'w', 0);
INSERT INTO code VALUES ('NY.1', 'i', 'x', 'proposed', NULL, 2, 1);
INSERT INTO code_version
  VALUES ('x', 'NY.1', 1, 'A', :yes, '#000000', 'N', 'N', '{}', :no, '', 'm', :at);
INSERT INTO source VALUES ('k', 1, 'Kilde', 'interview', NULL, NULL, NULL, 'nb', '', :no, '',
  '', '', '', 'f', 'txt', 2, 't', 0, NULL, :at, 'm', 1);
INSERT INTO text_version VALUES ('t', 'k', 1, 'Håp nå', 'h', :at);
INSERT INTO segment VALUES ('e', 1, 'k', 't', 0, 3, 'h');
INSERT INTO coding VALUES ('c', 'e', 'k', 'A', 'v', 'm', 'r', 'coder', NULL, NULL, NULL,
  NULL, NULL, :at, :no, 1, 1);
INSERT INTO memo VALUES ('n', 'coding', 'c', 'k', 'm', :at, :no, 1);
INSERT INTO memo_version VALUES ('n1', 'n', 1, 'først', :at);
INSERT INTO memo_version VALUES ('n2', 'n', 2, 'så', :at)
"""


def fill_first_schema(connection):
    values = {"yes": True, "no": False, "at": "2026-03-02 09:00:00.000000"}
    for statement in FIRST_ROWS.split(";\n"):
        used = {name: value for name, value in values.items() if f":{name}" in statement}
        connection.execute(text(statement), used)


def test_a_store_of_the_first_schema_becomes_as_a_new_one_and_keeps_its_words(
    engine, address, new_address, key, store_kind, tmp_path
):
    if key is not None:
        copy(header_path(address), header_path(new_address))
    old = open_engine(new_address, key=key, create=store_kind != "postgres")
    create_at(old, "0001", fill=fill_first_schema)
    report = migrate(new_address, key=key, backup_folder=tmp_path)
    assert (report.found, report.reached) == ("0001", newest_version())
    assert ddl(old) == ddl(engine)
    with snapshot(old) as connection:
        memo = connection.execute(select(MEMO)).mappings().one()
        words = connection.execute(select(TEXT_VERSION)).mappings().one()
        codes_made = connection.execute(select(func.max(CODE_VERSION.c.created_at))).scalar_one()
        study = connection.execute(select(STUDY)).mappings().one()
        codes = connection.execute(select(CODE).order_by(CODE.c.position)).mappings().all()
        release = connection.execute(select(CODEBOOK_RELEASE)).mappings().one()
        frozen = connection.execute(select(RELEASE_CODE)).mappings().all()
        steps = connection.execute(select(LINEAGE_STEP)).mappings().all()
    assert (memo["body_number"], memo["round_id"], memo["revision"]) == (2, "r", 0)
    assert (words["text"], words["edits"], words["reason"]) == ("Håp nå", [], "")
    assert (study["title_nb"], study["suggestions"]) == ("Blåveis", True)
    assert [(code["id"], code["counts_as"], code["recode_from"]) for code in codes] == [
        ("B", "B", 1),
        ("A", "A", 1),
        ("NY.1", "NY.1", 1),
    ]
    assert (release["frozen_by"], release["frozen_at"]) == ("m", codes_made)
    assert {row["code_version_id"]: (row["status"], row["replaced_by"]) for row in frozen} == {
        "v": ("active", None),
        "w": ("retired", "A"),
    }
    added = {(tuple(step["to_ids"]), step["release_id"], step["member_id"]) for step in steps}
    assert added == {(("B", "A"), "u", "m"), (("NY.1",), None, "m")}
    assert sorted(step["number"] for step in steps) == [1, 2]
    old.dispose()


@pytest.fixture
def people(engine):
    """Rows that point at rows of the table that the next schema replaces."""
    case_id = str(uuid4())
    with transaction(engine) as connection:
        connection.execute(insert(CASE).values(id=case_id, label="A"))
        connection.execute(
            insert(PARTICIPANT),
            [
                {"id": str(uuid4()), "pseudonym": f"P{n}", "case_id": case_id, "role": "staff"}
                for n in range(20)
            ],
        )


@pytest.fixture
def next_schema(monkeypatch):
    """Let the program know one schema more; set the steps it takes."""
    steps = []

    def upgrade(connection, version):
        assert version == NEXT
        with Operations.context(MigrationContext.configure(connection)):
            for step in steps:
                step(connection)
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": NEXT})

    versions = (*known_versions(), NEXT)
    monkeypatch.setattr(schema, "known_versions", lambda: versions)
    monkeypatch.setattr(schema, "newest_version", lambda: NEXT)
    monkeypatch.setattr(migrate_module, "newest_version", lambda: NEXT)
    monkeypatch.setattr(migrate_module, "upgrade", upgrade)
    return steps


def replace_case_table(connection):
    with op.batch_alter_table("case", recreate="auto") as batch:
        batch.add_column(Column("note", Integer))
        batch.drop_column("setting")


def test_an_upgrade_keeps_every_row_that_points_at_a_replaced_table(
    engine, address, key, people, next_schema, tmp_path
):
    next_schema.append(replace_case_table)
    with pytest.raises(StoreError) as caught:
        require_current(engine)
    assert caught.value.code == "store.older"
    assert "casestudy migrate" in caught.value.sentence("nb")
    engine.dispose()
    report = migrate(address, key=key, backup_folder=tmp_path)
    assert (report.reached, report.rows["case"], report.rows["participant"]) == (NEXT, 1, 20)
    with snapshot(engine) as connection:
        assert count_rows(connection)["participant"] == 20
        columns = {column["name"] for column in inspect(connection).get_columns("case")}
    assert "note" in columns
    assert "setting" not in columns


def test_the_backup_made_first_is_the_store_as_it_was(
    engine, address, key, people, next_schema, tmp_path
):
    next_schema.append(replace_case_table)
    report = migrate(address, key=key, backup_folder=tmp_path)
    old = str(tmp_path / "gammel.db")
    restore(report.backup, old)
    restored = open_engine(old, key=key)
    assert schema_version(restored) == report.found
    with snapshot(restored) as connection:
        assert len(connection.execute(select(PARTICIPANT)).all()) == 20
    restored.dispose()


def lose_a_row(connection):
    connection.execute(text("DELETE FROM participant WHERE pseudonym = 'P3'"))


def drop_a_full_table(connection):
    connection.execute(text("DROP TABLE consent"))
    connection.execute(text("ALTER TABLE participant RENAME TO person"))


def leave_rows_dangling(connection):
    connection.execute(text("UPDATE \"case\" SET id = 'another'"))


def fail_half_way(connection):
    Table("half", MetaData(), Column("id", Integer)).create(connection)
    connection.exec_driver_sql("SELECT * FROM no_such_table")


@pytest.mark.parametrize(
    "step", [lose_a_row, drop_a_full_table, leave_rows_dangling, fail_half_way]
)
def test_an_upgrade_that_would_lose_something_is_undone(
    engine, address, key, people, next_schema, tmp_path, step
):
    before = ddl(engine)
    next_schema.append(step)
    with pytest.raises(StoreError) as caught:
        migrate(address, key=key, backup_folder=tmp_path)
    assert caught.value.code in {
        "store.migration_failed",
        "store.failed",
        "store.rule_broken",
    }
    assert ddl(engine) == before
    assert schema_version(engine) == known_versions()[-1]
    with snapshot(engine) as connection:
        assert count_rows(connection)["participant"] == 20
    assert len(list(tmp_path.glob("*.backup"))) == 1


@pytest.mark.parametrize("store_kind", ["sqlite", "sqlcipher"], indirect=True)
def test_the_backup_lies_beside_the_store(engine, address, key, next_schema):
    report = migrate(address, key=key)
    assert report.backup.parent == Path(address).parent
    assert report.backup.name.startswith(f"studie.db.schema-{report.found}.")


def test_the_names_of_the_migrations_tell_their_versions_in_order():
    config = Config()
    config.set_main_option("script_location", "casestudy:store/migrations")
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert known_versions()[0] == "0001"
    assert list(reversed(known_versions())) == [script.revision for script in scripts]

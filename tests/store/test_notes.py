"""Notes to oneself leave no change record, and whatever hangs on a source goes with it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import select
from tests.build import build_study, small_study

from casestudy.store.check import check
from casestudy.store.erase import erase_source
from casestudy.store.store import Done
from casestudy.store.tables import (
    CASE,
    CHANGE,
    DRAFT,
    MEMO,
    METADATA,
    PASS_WORK,
    PREFERENCE,
    SUGGESTION,
    TEXT_CHECK,
    VISIT,
)


def test_a_note_is_kept_without_a_change_record_and_written_over(engine):
    study = build_study(engine, codebook=False)
    mine = {"member_id": study.member.id, "name": "pane"}
    before = len(changes(study))
    study.store.note(lambda unit: unit.put(PREFERENCE, **mine, value={"wide": True}))
    study.store.note(lambda unit: unit.put(PREFERENCE, **mine, value={"wide": False}))
    with study.store.read() as reader:
        assert [row["value"] for row in reader.rows(PREFERENCE, **mine)] == [{"wide": False}]
    assert len(changes(study)) == before


def test_what_belongs_in_the_log_is_no_note(engine):
    study = build_study(engine, codebook=False)
    with pytest.raises(ValueError, match="case"):
        study.store.note(lambda unit: unit.insert(CASE, label="A"))
    with study.store.read() as reader:
        assert reader.rows(CASE) == []


def changes(study):
    with study.store.read() as reader:
        return reader.rows(CHANGE)


def test_nothing_of_a_source_is_left_when_it_is_erased(engine):
    study, source_id = small_study(engine)
    fill_around(study, source_id)
    tables = [
        table for table in METADATA.sorted_tables if "source_id" in table.c and table is not CHANGE
    ]
    with study.store.read() as reader:
        found = {table.name: len(reader.rows(table, source_id=source_id)) for table in tables}
    assert all(found.values()), found

    def work(unit):
        erase_source(unit, source_id)
        return Done("delete_source", "source", source_id)

    study.store.write(work, member_id=study.member.id)
    with study.store.read() as reader:
        left = [table.name for table in tables if reader.rows(table, source_id=source_id)]
    assert left == []
    assert check(engine).findings == ()


def fill_around(study, source_id):
    """Let every table that points at sources point at this one."""
    coding_id = study.coding.apply(source_id, 0, 5, code="CH.H.1")
    study.memos.on_source(source_id, "Et notat")
    study.members.assign(study.member.id, [source_id])
    text_id = study.sources.transcript(source_id).source.text_version_id
    mine = {"member_id": study.member.id, "source_id": source_id}

    def work(unit):
        unit.put(VISIT, **mine, seen_at=unit.now)
        unit.put(DRAFT, **mine, target_kind="source", target_id=source_id, body="ord", at=unit.now)
        unit.insert(
            SUGGESTION, **mine, code_id="CH.H.1", kind="segment", answer="shown", at=unit.now
        )
        unit.insert(PASS_WORK, **mine, coding_pass="rq1")
        unit.insert(TEXT_CHECK, source_id=source_id, text_version_id=text_id, coding_id=coding_id)
        return Done("fill", "source", source_id)

    study.store.write(work, member_id=study.member.id)


@pytest.mark.parametrize("store_kind", ["sqlite"], indirect=True)
def test_a_memo_on_nothing_or_without_its_words_is_found(engine):
    study, source_id = small_study(engine)
    whole, astray, wordless = (study.memos.on_source(source_id, "Et notat") for _ in range(3))

    def work(unit):
        unit.update(MEMO, astray, target_kind="coding", target_id=str(uuid4()))
        unit.update(MEMO, wordless, body_number=2)
        return Done("break", "source", source_id)

    study.store.write(work, member_id=study.member.id)
    (finding,) = check(engine).findings
    assert (finding.name, set(finding.examples)) == ("memos_have_target", {astray, wordless})
    with study.store.read() as reader:
        assert whole in reader.connection.execute(select(MEMO.c.id)).scalars()

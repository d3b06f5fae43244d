"""Checks of a study's content: words and hashes agree, and everything points at something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from casestudy.domain.text import text_hash
from casestudy.domain.vocabulary import MemoTarget
from casestudy.store.check import store_check
from casestudy.store.tables import (
    CMOC,
    CMOC_ELEMENT,
    CMOC_VERSION,
    CODE,
    CODE_VERSION,
    CODING,
    ELEMENT_LINK,
    EVIDENCE,
    MEMO,
    MEMO_VERSION,
    SEGMENT,
    SOURCE,
    TEXT_VERSION,
    THEORY,
    THEORY_VERSION,
    TURN,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


@store_check("text_matches_hash")
def _texts(connection: Connection) -> list[str]:
    """Every text is the one that was stored."""
    query = select(TEXT_VERSION.c.id, TEXT_VERSION.c.text, TEXT_VERSION.c.text_sha256)
    return [row.id for row in connection.execute(query) if text_hash(row.text) != row.text_sha256]


@store_check("segments_match_text")
def _segments(connection: Connection) -> list[str]:
    """Every segment still covers the very characters it was made on."""
    query = select(SEGMENT).order_by(SEGMENT.c.text_version_id)
    wrong: list[str] = []
    text_id, text = "", ""
    for row in connection.execute(query):
        if row.text_version_id != text_id:
            text_id = row.text_version_id
            found = select(TEXT_VERSION.c.text).where(TEXT_VERSION.c.id == text_id)
            text = connection.execute(found).scalar() or ""
        if text_hash(text[row.start : row.end]) != row.text_sha256:
            wrong.append(row.id)
    return wrong


@store_check("codings_on_current_text")
def _current_text(connection: Connection) -> list[str]:
    """Every coding and piece of evidence lies on the text that its source has today."""
    wrong: list[str] = []
    for table in (CODING, EVIDENCE):
        query = (
            select(table.c.id)
            .join(SEGMENT, SEGMENT.c.id == table.c.segment_id)
            .join(SOURCE, SOURCE.c.id == SEGMENT.c.source_id)
            .where(SEGMENT.c.text_version_id != SOURCE.c.text_version_id)
        )
        wrong += list(connection.execute(query).scalars())
    return wrong


@store_check("turns_in_order")
def _turns(connection: Connection) -> list[str]:
    """Turns follow each other without overlap and end inside their text."""
    query = select(TURN).order_by(TURN.c.text_version_id, TURN.c.number)
    wrong: list[str] = []
    text_id, end, number = "", 0, 0
    for row in connection.execute(query):
        if row.text_version_id != text_id:
            text_id, end, number = row.text_version_id, 0, 0
        if row.number != number + 1 or row.start < end or row.end < row.start:
            wrong.append(f"{row.text_version_id} {row.number}")
        end, number = row.end, row.number
    return wrong


@store_check("current_versions")
def _current(connection: Connection) -> list[str]:
    """Every source, code, theory and configuration has the version it says is current."""
    pairs: tuple[tuple[Table, str, Table], ...] = (
        (SOURCE, "text_version_id", TEXT_VERSION),
        (CODE, "current_version_id", CODE_VERSION),
        (THEORY, "current_version_id", THEORY_VERSION),
        (CMOC, "current_version_id", CMOC_VERSION),
    )
    wrong: list[str] = []
    for owner, column, version in pairs:
        query = (
            select(owner.c.id)
            .outerjoin(version, version.c.id == owner.c[column])
            .where(version.c.id.is_(None))
        )
        wrong += [f"{owner.name} {key}" for key in connection.execute(query).scalars()]
    return wrong


@store_check("codes_lead_somewhere")
def _codes(connection: Connection) -> list[str]:
    """Every code counts as the one that its merges lead to, and that one is in sight."""
    query = select(CODE.c.id, CODE.c.merged_into, CODE.c.counts_as, CODE.c.removed)
    codes = {row.id: row for row in connection.execute(query)}
    wrong = []
    for code in codes.values():
        end, seen = code, {code.id}
        while end.merged_into in codes and end.merged_into not in seen:
            end = codes[end.merged_into]
            seen.add(end.id)
        lost = end.removed and not code.removed
        if lost or end.merged_into is not None or end.id != code.counts_as:
            wrong.append(code.id)
    return wrong


@store_check("memos_have_target")
def _memos(connection: Connection) -> list[str]:
    """Every memo has the version in force, and is about something that exists."""
    in_force = (MEMO_VERSION.c.memo_id == MEMO.c.id) & (
        MEMO_VERSION.c.number == MEMO.c.body_number
    )
    query = select(MEMO.c.id).outerjoin(MEMO_VERSION, in_force).where(MEMO_VERSION.c.id.is_(None))
    wrong = list(connection.execute(query).scalars())
    for kind, table in (
        (MemoTarget.CODING, CODING),
        (MemoTarget.SEGMENT, SEGMENT),
        (MemoTarget.SOURCE, SOURCE),
    ):
        query = (
            select(MEMO.c.id)
            .outerjoin(table, table.c.id == MEMO.c.target_id)
            .where(MEMO.c.target_kind == kind.value, table.c.id.is_(None))
        )
        wrong += list(connection.execute(query).scalars())
    return wrong


@store_check("evidence_has_target")
def _evidence(connection: Connection) -> list[str]:
    """Every piece of evidence points at a version, an element or a link that exists."""
    wrong: list[str] = []
    for kind, table in (
        ("version", CMOC_VERSION),
        ("element", CMOC_ELEMENT),
        ("link", ELEMENT_LINK),
    ):
        query = (
            select(EVIDENCE.c.id)
            .outerjoin(table, table.c.id == EVIDENCE.c.target_id)
            .where(EVIDENCE.c.target_kind == kind, table.c.id.is_(None))
        )
        wrong += list(connection.execute(query).scalars())
    return wrong

"""Members at work in sources: visits, drafts, preferences, finished passes and suggestions."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from casestudy.domain.codebook import CodingPass
from casestudy.domain.vocabulary import MemoTarget, SuggestionAnswer, SuggestionKind
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
)


def _part_of_key(name: str, target: str) -> Column[str]:
    return Column(name, String(36), ForeignKey(target), primary_key=True)


VISIT = Table(
    "visit",
    METADATA,
    _part_of_key("member_id", "member.id"),
    _part_of_key("source_id", "source.id"),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("place", Integer, nullable=False, default=0),
    json_column("read_turns", default=list),
    Column("seen_change", Integer, nullable=False, default=0),
    Column("visit_change", Integer, nullable=False, default=0),
    Column("left_at", UtcDateTime),
    Index("ix_visit_source", "source_id"),
    comment="seen_change: the newest change of the source at the last contact. visit_change and "
    "left_at: the same, and when, at the end of the visit before this one.",
)

DRAFT = Table(
    "draft",
    METADATA,
    _part_of_key("member_id", "member.id"),
    choice("target_kind", MemoTarget, key=True),
    Column("target_id", String(64), primary_key=True),
    reference("source_id", "source.id"),
    Column("body", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_draft_source", "source_id"),
)

PREFERENCE = Table(
    "preference",
    METADATA,
    _part_of_key("member_id", "member.id"),
    Column("name", String(32), primary_key=True),
    Column("value", JSON, nullable=False),
)

PASS_WORK = Table(
    "pass_work",
    METADATA,
    key_column(),
    reference("member_id", "member.id"),
    reference("source_id", "source.id"),
    choice("coding_pass", CodingPass),
    Column("done_at", UtcDateTime),
    Unique("member_id", "source_id", "coding_pass"),
    Index("ix_pass_work_source", "source_id"),
)

SUGGESTION = Table(
    "suggestion",
    METADATA,
    key_column(),
    reference("member_id", "member.id"),
    reference("source_id", "source.id"),
    reference("code_id", "code.id"),
    choice("kind", SuggestionKind),
    choice("answer", SuggestionAnswer),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_suggestion_source", "source_id"),
)

#: What members note to themselves; no change record tells of it.
NOTES: Final = frozenset({VISIT.name, DRAFT.name, PREFERENCE.name, SUGGESTION.name})

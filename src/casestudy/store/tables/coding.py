"""Segments, codings and memos."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from casestudy.domain.vocabulary import ClaimStatus, Level, Stage, Valence
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    key_column,
    number_choice,
    reference,
    row_version,
)

SEGMENT = Table(
    "segment",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    reference("source_id", "source.id"),
    reference("text_version_id", "text_version.id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    UniqueConstraint("text_version_id", "start", "end"),
    CheckConstraint('start >= 0 AND start < "end"', name="not_empty"),
    Index("ix_segment_source", "source_id"),
)

CODING = Table(
    "coding",
    METADATA,
    key_column(),
    reference("segment_id", "segment.id"),
    reference("source_id", "source.id"),
    reference("code_id", "code.id"),
    reference("code_version_id", "code_version.id"),
    reference("coder_id", "member.id"),
    reference("round_id", "coding_round.id", optional=True),
    Column("layer", String(16), nullable=False, default="coder"),
    number_choice("valence", Valence),
    choice("level", Level, optional=True),
    choice("stage", Stage, optional=True),
    choice("claim_status", ClaimStatus, optional=True),
    reference("measure_id", "measure.id", optional=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    Column("revision", Integer, nullable=False),
    row_version(),
    CheckConstraint("layer IN ('coder', 'consensus')", name="layer"),
    Index("ix_coding_source_revision", "source_id", "revision"),
    Index("ix_coding_code", "code_id", "removed"),
    Index("ix_coding_segment", "segment_id"),
)

MEMO = Table(
    "memo",
    METADATA,
    key_column(),
    Column("target_kind", String(32), nullable=False),
    Column("target_id", String(64), nullable=False),
    reference("source_id", "source.id", optional=True),
    reference("author_id", "member.id"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    reference("round_id", "coding_round.id", optional=True),
    Column("body_number", Integer, nullable=False, default=1),
    Column("revision", Integer, nullable=False, default=0),
    row_version(),
    Index("ix_memo_target", "target_id"),
    Index("ix_memo_source", "source_id"),
    comment="body_number tells which version is in force, so that an edit can be taken back.",
)

MEMO_VERSION = Table(
    "memo_version",
    METADATA,
    key_column(),
    reference("memo_id", "memo.id"),
    Column("number", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("memo_id", "number"),
    comment="Apart from the memo, so that withdrawal can empty it.",
)

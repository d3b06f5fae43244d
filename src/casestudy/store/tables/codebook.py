"""Codes, the versions of what they mean, what became of them, and the frozen releases."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from casestudy.domain.lineage import LineageKind
from casestudy.domain.vocabulary import CodeStatus
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

CODE = Table(
    "code",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("guid", String(36), nullable=False, unique=True),
    Column("current_version_id", String(36), nullable=False),
    choice("status", CodeStatus),
    Column("replaced_by", String(64)),
    Column("merged_into", String(64)),
    Column("counts_as", String(64), nullable=False),
    Column("recode_from", Integer, nullable=False, default=1),
    Column("position", Float, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    row_version(),
    Index("ix_code_counts_as", "counts_as"),
    comment="position: among the codes of one parent. counts_as: where merged_into leads in the "
    "end, the code itself where nowhere. recode_from: codings stamped with an older version wait "
    "for a look. removed: its addition was taken back; its id is not used again.",
)

CODE_VERSION = Table(
    "code_version",
    METADATA,
    key_column(),
    reference("code_id", "code.id"),
    Column("number", Integer, nullable=False),
    Column("parent_id", String(64)),
    Column("assignable", Boolean, nullable=False),
    Column("colour", String(7), nullable=False),
    Column("label_nb", Text, nullable=False),
    Column("label_en", Text, nullable=False),
    json_column("content"),
    Column("meaning_changed", Boolean, nullable=False, default=False),
    Column("why_changed", Text, nullable=False, default=""),
    reference("created_by", "member.id", optional=True),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("code_id", "number"),
)

CODEBOOK_RELEASE = Table(
    "codebook_release",
    METADATA,
    key_column(),
    Column("number", String(16), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title_nb", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("date", Date, nullable=False),
    Column("note_nb", Text, nullable=False, default=""),
    Column("note_en", Text, nullable=False, default=""),
    reference("frozen_by", "member.id", optional=True),
    Column("frozen_at", UtcDateTime, nullable=False),
)

RELEASE_CODE = Table(
    "release_code",
    METADATA,
    Column("release_id", String(36), ForeignKey("codebook_release.id"), primary_key=True),
    Column("code_version_id", String(36), ForeignKey("code_version.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    choice("status", CodeStatus),
    Column("replaced_by", String(64)),
    Column("by_id", Boolean, nullable=False, default=False),
    comment="by_id: its name is the words of a source, and the release calls it by its id.",
)

LINEAGE_STEP = Table(
    "lineage_step",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    choice("kind", LineageKind),
    json_column("from_ids", default=list),
    json_column("to_ids", default=list),
    Column("at", UtcDateTime, nullable=False),
    reference("member_id", "member.id", optional=True),
    Column("why", Text, nullable=False, default=""),
    reference("release_id", "codebook_release.id", optional=True),
    Column("removed", Boolean, nullable=False, default=False),
)

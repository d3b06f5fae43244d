"""Codes, the versions of what they mean, and the frozen releases of the codebook."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

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
    Column("position", Integer, nullable=False),
    row_version(),
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
    Column("position", Integer, nullable=False),
    Column("title_nb", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("date", Date, nullable=False),
    Column("note_nb", Text, nullable=False, default=""),
    Column("note_en", Text, nullable=False, default=""),
)

RELEASE_CODE = Table(
    "release_code",
    METADATA,
    Column("release_id", String(36), ForeignKey("codebook_release.id"), primary_key=True),
    Column("code_version_id", String(36), ForeignKey("code_version.id"), primary_key=True),
    Column("position", Integer, nullable=False),
)

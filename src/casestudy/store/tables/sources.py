"""Sources, the versions of their text, turns and speakers."""

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

from casestudy.domain.vocabulary import SourceType
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

SOURCE = Table(
    "source",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    choice("type", SourceType),
    reference("case_id", "case.id", optional=True),
    reference("time_point_id", "time_point.id", optional=True),
    Column("date", Date),
    Column("language", String(8), nullable=False, default="nb"),
    Column("interviewer", Text, nullable=False, default=""),
    Column("peer_interviewer", Boolean, nullable=False, default=False),
    Column("place", Text, nullable=False, default=""),
    Column("time", Text, nullable=False, default=""),
    Column("situation", Text, nullable=False, default=""),
    Column("observer", Text, nullable=False, default=""),
    Column("file_sha256", String(64), nullable=False, unique=True),
    Column("file_format", String(8), nullable=False),
    Column("words", Integer, nullable=False),
    Column("text_version_id", String(36), nullable=False),
    Column("coding_revision", Integer, nullable=False, default=0),
    Column("legal_retention_until", Date),
    Column("imported_at", UtcDateTime, nullable=False),
    reference("imported_by", "member.id", optional=True),
    row_version(),
    Index("ix_source_case", "case_id"),
)

TEXT_VERSION = Table(
    "text_version",
    METADATA,
    key_column(),
    reference("source_id", "source.id"),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    json_column("edits", default=list),
    Column("reason", Text, nullable=False, default=""),
    reference("made_by", "member.id", optional=True),
    UniqueConstraint("source_id", "number"),
    comment="edits: what replaced what since the version before, "
    "as [old start, old end, new start, new end].",
)

TEXT_CHECK = Table(
    "text_check",
    METADATA,
    key_column(),
    reference("source_id", "source.id"),
    reference("text_version_id", "text_version.id"),
    reference("coding_id", "coding.id"),
    Column("seen_at", UtcDateTime),
    reference("seen_by", "member.id", optional=True),
    row_version(),
    UniqueConstraint("text_version_id", "coding_id"),
    Index("ix_text_check_source", "source_id"),
    comment="A coding whose words a correction touched, until its coder has looked at it.",
)

SPEAKER = Table(
    "speaker",
    METADATA,
    key_column(),
    reference("source_id", "source.id"),
    Column("label", Text, nullable=False),
    Column("is_interviewer", Boolean, nullable=False, default=False),
    reference("participant_id", "participant.id", optional=True),
    row_version(),
    UniqueConstraint("source_id", "label"),
    Index("ix_speaker_participant", "participant_id"),
)

TURN = Table(
    "turn",
    METADATA,
    Column("text_version_id", String(36), ForeignKey("text_version.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    reference("speaker_id", "speaker.id", optional=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("seconds", Float),
)

"""The study itself, its members, their tasks, coding rounds and the log of changes."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from casestudy.domain.vocabulary import MemberRole, RoundVisibility
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

STUDY = Table(
    "study",
    METADATA,
    key_column(),
    Column("title_nb", Text, nullable=False),
    Column("title_en", Text, nullable=False, default=""),
    json_column("research_questions", default=list),
    Column("phase", Text, nullable=False, default=""),
    json_column("approvals", default=list),
    Column("is_demo", Boolean, nullable=False, default=False),
    Column("disclosure_floor", Integer, nullable=False, default=5),
    Column("suggestions", Boolean, nullable=False, default=True),
    Column("cookie_secret", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    row_version(),
)

MEMBER = Table(
    "member",
    METADATA,
    key_column(),
    Column("handle", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    choice("role", MemberRole),
    Column("language", String(2), nullable=False, default="nb"),
    Column("may_export", Boolean, nullable=False, default=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("outside", Boolean, nullable=False, default=False),
    row_version(),
    comment="outside: all of their work came out of files; nobody acts as them.",
)

CODING_ROUND = Table(
    "coding_round",
    METADATA,
    key_column(),
    Column("name", Text, nullable=False),
    choice("visibility", RoundVisibility),
    reference("release_id", "codebook_release.id", optional=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    row_version(),
)

ASSIGNMENT = Table(
    "assignment",
    METADATA,
    key_column(),
    reference("member_id", "member.id"),
    reference("source_id", "source.id"),
    reference("round_id", "coding_round.id", optional=True),
    Column("due", Date),
    Column("done_at", UtcDateTime),
    row_version(),
    UniqueConstraint("member_id", "source_id", "round_id"),
    Index("ix_assignment_source", "source_id"),
)

COUNTER = Table(
    "counter",
    METADATA,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)

CHANGE = Table(
    "change",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("request_id", String(64), nullable=False, unique=True),
    reference("member_id", "member.id", optional=True),
    Column("at", UtcDateTime, nullable=False),
    Column("verb", String(48), nullable=False),
    Column("target_kind", String(32), nullable=False),
    Column("target_id", String(64), nullable=False),
    Column("source_id", String(36)),
    json_column("rows", default=list),
    Column("result", JSON),
    Column("undone", Boolean, nullable=False, default=False),
    Column("undoes", Integer),
    Index("ix_change_member_source", "member_id", "source_id", "number"),
    Index("ix_change_target", "target_id"),
    sqlite_autoincrement=True,
    comment="Row images hold ids, hashes, codebook and theory text; never transcript text.",
)

"""Bundles that went to a reviewer, and what came back of remarks."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text

from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

REVIEW_BUNDLE = Table(
    "review_bundle",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    reference("release_id", "codebook_release.id"),
    Column("for_whom", Text, nullable=False),
    reference("made_by", "member.id"),
    Column("made_at", UtcDateTime, nullable=False),
)

REVIEW_COMMENT = Table(
    "review_comment",
    METADATA,
    key_column(),
    reference("bundle_id", "review_bundle.id"),
    Column("number", Integer, nullable=False, unique=True),
    Column("code_id", String(64)),
    Column("field", String(32)),
    choice("kind", ReviewKind),
    Column("text", Text, nullable=False, default=""),
    Column("proposed", Text, nullable=False, default=""),
    Column("reviewer", Text, nullable=False, default=""),
    reference("member_id", "member.id", optional=True),
    Column("at", UtcDateTime),
    Column("anchor", Text, nullable=False),
    Column("file_sha256", String(64)),
    Column("fingerprint", String(64), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    choice("status", ReviewStatus),
    Column("reason", Text, nullable=False, default=""),
    reference("decided_by", "member.id", optional=True),
    Column("decided_at", UtcDateTime),
    json_column("step_ids", default=list),
    Column("removed", Boolean, nullable=False, default=False),
    row_version(),
    Index("ix_review_comment_bundle", "bundle_id"),
    comment="code_id: as the reviewer has it; there may be no such code. member_id: who wrote it "
    "here, None where it came in a file. step_ids: the steps in the life of codes that an "
    "accepted remark became.",
)

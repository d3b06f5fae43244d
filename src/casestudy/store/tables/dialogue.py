"""Dialogue meetings, answers, recommendations and released quotes."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from casestudy.domain.vocabulary import (
    Answer,
    Audience,
    Level,
    QuoteWording,
    RecommendationStatus,
    Role,
)
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

DIALOGUE_MEETING = Table(
    "dialogue_meeting",
    METADATA,
    key_column(),
    Column("title", Text, nullable=False),
    Column("date", Date),
    reference("case_id", "case.id", optional=True),
    json_column("groups_present"),
    row_version(),
)

DIALOGUE_RESPONSE = Table(
    "dialogue_response",
    METADATA,
    key_column(),
    reference("meeting_id", "dialogue_meeting.id"),
    reference("cmoc_version_id", "cmoc_version.id"),
    choice("role", Role),
    choice("answer", Answer),
    Column("comment", Text, nullable=False, default=""),
    reference("comment_segment_id", "segment.id", optional=True),
    row_version(),
    UniqueConstraint("meeting_id", "cmoc_version_id", "role"),
)

RECOMMENDATION = Table(
    "recommendation",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    Column("text_nb", Text, nullable=False),
    Column("text_en", Text, nullable=False, default=""),
    choice("level", Level),
    Column("addressee", Text, nullable=False, default=""),
    json_column("cmoc_ids", default=list),
    reference("meeting_id", "dialogue_meeting.id", optional=True),
    Column("responsible", Text, nullable=False, default=""),
    Column("due", Date),
    choice("status", RecommendationStatus),
    Column("follow_up", Text, nullable=False, default=""),
    row_version(),
)

QUOTE_RELEASE = Table(
    "quote_release",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    reference("segment_id", "segment.id"),
    choice("audience", Audience),
    choice("wording", QuoteWording),
    Column("text_nb", Text, nullable=False, default=""),
    Column("text_en", Text, nullable=False, default=""),
    json_column("checks"),
    Column("edits", Text, nullable=False, default=""),
    reference("proposed_by", "member.id", optional=True),
    reference("approved_by", "member.id", optional=True),
    Column("approved_at", UtcDateTime),
    row_version(),
    UniqueConstraint("segment_id", "audience"),
    Index("ix_quote_release_segment", "segment_id"),
)

"""Dialogue meetings, what groups answered, recommendations and released quotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casestudy.domain.vocabulary import (
    Answer,
    Audience,
    Level,
    QuoteWording,
    RecommendationStatus,
    Role,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueMeeting:
    """A meeting where findings are put on the table; groups are counted in bands."""

    id: str
    title: str
    date: date | None
    case_id: str | None
    groups_present: dict[str, str]
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueResponse:
    """One group's answer to one statement; groups are never averaged."""

    id: str
    meeting_id: str
    cmoc_version_id: str
    role: Role
    answer: Answer
    comment: str
    comment_segment_id: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What should be done, by whom, resting on which configurations."""

    id: str
    number: int
    text_nb: str
    text_en: str
    level: Level
    addressee: str
    cmoc_ids: tuple[str, ...]
    meeting_id: str | None
    responsible: str
    due: date | None
    status: RecommendationStatus
    follow_up: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRelease:
    """A segment cleared for an audience, in the wording that may leave."""

    id: str
    number: int
    segment_id: str
    audience: Audience
    wording: QuoteWording
    text_nb: str
    text_en: str
    checks: dict[str, bool]
    edits: str
    proposed_by: str | None
    approved_by: str | None
    approved_at: datetime | None
    version: int

"""The study, its members, rounds and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casestudy.domain.vocabulary import MemberRole, RoundVisibility


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyInfo:
    """What is known of the study as a whole.

    ``disclosure_floor`` is the smallest cell that may be shown; ``suggestions`` tells whether the
    coding pane may propose codes; ``names_to_stop`` are full names
    that no export may hold.
    """

    id: str
    title_nb: str
    title_en: str
    research_questions: tuple[str, ...]
    phase: str
    is_demo: bool
    disclosure_floor: int
    suggestions: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in the team, known by ``handle`` in files and commands.

    One from ``outside`` is there because their work came in with a file; nobody acts as them.
    """

    id: str
    handle: str
    name: str
    role: MemberRole
    language: str
    may_export: bool
    active: bool
    version: int
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRound:
    """A period of coding; in a blind round coders see only their own codings."""

    id: str
    name: str
    visibility: RoundVisibility
    opened_at: datetime
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One member's task to code one source."""

    id: str
    member_id: str
    source_id: str
    round_id: str | None
    due: date | None
    done_at: datetime | None
    version: int

"""Review rounds: what went to a reviewer, the remarks that came back, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casestudy.domain.lineage import LineageStep


class ReviewKind(StrEnum):
    """What a reviewer says of a code or of one of its fields."""

    AGREE = "agree"
    COMMENT = "comment"
    WORDING = "wording"
    NEW_CODE = "new_code"
    DELETE = "delete"


class ReviewStatus(StrEnum):
    """What the team has done with a remark."""

    OPEN = "open"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment:
    """One remark as it stands in a returned file.

    ``code_id`` is None where it concerns the whole book or a new code; ``field`` is one of
    ``domain.codebook.REVIEWABLE`` (as ``"definition.en"``), None for the whole code. ``proposed``
    is the wording that the reviewer would have, ``text`` what they say of it. ``anchor`` tells
    the remark from others in the file (row and column, id of a Word comment), the same each time
    the file is returned.
    """

    code_id: str | None
    field: str | None
    kind: ReviewKind
    text: str
    proposed: str
    reviewer: str
    at: datetime | None
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBundle:
    """A release as it went out for review; ``release`` is its number, ``made_by`` a handle."""

    id: str
    number: int
    release: str
    for_whom: str
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A remark in the study, with what the team has done with it.

    Attributes:
        id: Of the remark.
        number: Counted through the study, as people know it.
        bundle_id: The bundle it is about.
        comment: The remark as it came.
        status: Whether it is decided, and how.
        reason: The answer, or why it was accepted or rejected.
        decided_by: Handle of who decided; None while it is open.
        decided_at: When.
        became: What it became in the life of codes, where it was accepted.
        is_outdated: The wording it is about has changed since the release it came on.
    """

    id: str
    number: int
    bundle_id: str
    comment: ReviewComment
    status: ReviewStatus
    reason: str
    decided_by: str | None
    decided_at: datetime | None
    became: tuple[LineageStep, ...]
    is_outdated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a returned file brought: counts of remarks, and ids of codes that are not known.

    ``again`` counts remarks that say something else than when they were decided; they are open
    once more, beside the decided ones.
    """

    new: int
    updated: int
    unchanged: int
    again: int
    unmatched: tuple[str, ...]

"""Remarks on a release of the codebook that came back from a reviewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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

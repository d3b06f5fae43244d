"""The life of codes: what became of them, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LineageKind(StrEnum):
    """What happened to a code."""

    ADDED = "added"
    REWORDED = "reworded"
    MEANING_CHANGED = "meaning_changed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"
    BROUGHT_BACK = "brought_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageStep:
    """One thing that happened to codes.

    ``from_ids`` are the codes it happened to and ``to_ids`` those that came of it; where it left
    the code itself, both name it, and a new code comes from none. ``member`` is the handle of who
    did it, ``release`` the number of the release it went into, None while it is not released.
    """

    kind: LineageKind
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]
    at: datetime
    member: str
    why: str
    release: str | None

"""Memos: what a member writes about a coding, a segment, a turn or a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casestudy.domain.vocabulary import MemoTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """One member's note on something in a source.

    ``target_id`` is the id of a coding, segment or source, or ``<source id>:<turn number>``;
    ``start`` and ``end`` are code points, where it is on a segment. A memo whose
    coding is gone counts as ``removed``; its ``body`` is empty then.
    """

    id: str
    source_id: str
    target_kind: MemoTarget
    target_id: str
    start: int | None
    end: int | None
    author_id: str
    body: str
    created_at: datetime
    edited_at: datetime | None
    removed: bool
    revision: int

    @property
    def turn(self) -> int | None:
        """The number of the turn it is on."""
        if self.target_kind is not MemoTarget.TURN:
            return None
        return int(self.target_id.rpartition(":")[2])


def turn_target(source_id: str, turn: int) -> str:
    """Return the ``target_id`` of memos on a turn."""
    return f"{source_id}:{turn}"

"""Going through the material: how far a member is in each source, and what is left of a pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a member has come in a source.

    ``read`` counts turns marked as read or coded by the member, ``coded`` turns they have coded,
    ``codings`` their codings; the latter two of one pass, where one was asked for.
    """

    turns: int
    read: int
    coded: int
    codings: int

    @property
    def share_read(self) -> float:
        """The share of turns that are read, 0 to 1."""
        return self.read / self.turns if self.turns else 0.0

    @property
    def share_coded(self) -> float:
        """The share of turns that are coded, 0 to 1."""
        return self.coded / self.turns if self.turns else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTask:
    """One source of a member's work list; ``done_at`` is when they finished it in this pass."""

    source_id: str
    number: int
    title: str
    case_label: str | None
    progress: Progress
    done_at: datetime | None

    @property
    def done(self) -> bool:
        """True where the member has said so."""
        return self.done_at is not None


def next_task(tasks: Sequence[PassTask], *, after: str) -> PassTask | None:
    """Return the first unfinished task behind the source ``after``, then from the beginning."""
    here = next((i for i, task in enumerate(tasks) if task.source_id == after), -1)
    in_turn = [*tasks[here + 1 :], *tasks[: max(here, 0)]]
    return next((task for task in in_turn if not task.done), None)

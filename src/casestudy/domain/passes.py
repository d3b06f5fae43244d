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
    """One source to go through in a pass.

    ``is_given`` where the member was given it to code, ``done_at`` when they finished it.
    """

    source_id: str
    number: int
    title: str
    case_label: str | None
    progress: Progress
    is_given: bool
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        """True where the member has said so."""
        return self.done_at is not None


def work_list(tasks: Sequence[PassTask]) -> list[PassTask]:
    """Return the tasks that were given to the member; all of them where none was."""
    return [task for task in tasks if task.is_given] or list(tasks)


def next_task(tasks: Sequence[PassTask], *, after: str) -> PassTask | None:
    """Return the first unfinished task behind the source ``after``, then from the beginning."""
    here = next((i for i, task in enumerate(tasks) if task.source_id == after), -1)
    in_turn = [*tasks[here + 1 :], *tasks[: max(here, 0)]]
    return next((task for task in in_turn if not task.is_done), None)

"""A member's visits to a source: where they are, what they have read, what others did since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A contact is written down at most this often, and sooner only where the place has changed.
CONTACT_EVERY: Final = timedelta(seconds=8)
CONTACT_WHEN_MOVED: Final = timedelta(seconds=2)
#: Who was in contact this recently is there now.
PRESENT_FOR: Final = timedelta(seconds=25)
#: After so long without contact the next one begins a new visit.
VISIT_ENDS_AFTER: Final = timedelta(minutes=10)

#: Turn numbers as ranges, both ends included: sorted, and never touching one another.
Turns = tuple[tuple[int, int], ...]


def turns_of(numbers: Iterable[int]) -> Turns:
    """Return turn numbers as ranges.

    >>> turns_of({1, 2, 3, 7})
    ((1, 3), (7, 7))
    """
    ranges: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


def numbers_in(turns: Turns) -> set[int]:
    """Return the turn numbers that ranges hold."""
    return {number for first, last in turns for number in range(first, last + 1)}


def with_turns(turns: Turns, first: int, last: int) -> Turns:
    """Return ``turns`` and the ones from ``first`` to ``last``."""
    return turns_of(numbers_in((*turns, (first, last))))


def without_turns(turns: Turns, first: int, last: int) -> Turns:
    """Return ``turns`` but those from ``first`` to ``last``."""
    return turns_of(numbers_in(turns) - set(range(first, last + 1)))


class VisitStart(NamedTuple):
    """What was before a visit: the newest change then, and when the member had left."""

    change: int
    left_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What is kept of a member's visits to one source.

    ``place`` is the first code point in view. ``seen_change`` is the number of the newest change
    at the last contact; ``visit_change`` and ``left_at`` are that number and the time at the end
    of the visit before this one.
    """

    seen_at: datetime
    place: int
    read_turns: Turns
    seen_change: int
    visit_change: int
    left_at: datetime | None

    def is_due(self, now: datetime, place: int) -> bool:
        """Tell whether a contact at ``place`` is worth writing down."""
        passed = now - self.seen_at
        moved = place != self.place and passed >= CONTACT_WHEN_MOVED
        return moved or passed >= CONTACT_EVERY

    def visit_start(self, now: datetime) -> VisitStart:
        """Return what was before the visit that is on, or begins, at ``now``."""
        if now - self.seen_at > VISIT_ENDS_AFTER:
            return VisitStart(self.seen_change, self.seen_at)
        return VisitStart(self.visit_change, self.left_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Another member who has the source open now; no place where they code unseen by others."""

    member_id: str
    name: str
    place: int | None
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What one other member did in a source since a visit began.

    What was undone again is not counted. ``coding_ids`` are the codings to look at, by place.
    """

    member_id: str
    name: str
    applied: int
    changed: int
    removed: int
    comments: int
    coding_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A source as a member comes to it.

    ``place`` is None where they never were, ``left_at`` where this is their first visit.
    """

    place: int | None
    read_turns: Turns
    left_at: datetime | None
    since: tuple[Activity, ...]

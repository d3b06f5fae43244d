"""Time and ids of the demo study, the same every time it is built."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

_DEMO = uuid.uuid5(uuid.NAMESPACE_URL, "casestudy:demo")
_STEP = timedelta(seconds=6)


class DemoClock:
    """A clock that stands where it was set and moves a little with every look."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """Return the time of the next write."""
        self._now += _STEP
        return self._now

    def set(self, now: datetime) -> None:
        """Go on from ``now``."""
        self._now = now


class DemoIds:
    """Ids in one fixed order."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self) -> str:
        """Return the next id."""
        self._count += 1
        return str(uuid.uuid5(_DEMO, str(self._count)))


def moment(written: str) -> datetime:
    """Return the moment that the demo's files write as ``2025-02-03T09:00``."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)

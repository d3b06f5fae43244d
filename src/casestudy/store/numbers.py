"""The numbers that people know things by, for things that had one in another study."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casestudy.store.unit import Unit


class Numbers:
    """Gives numbers counted by ``counter``: the wanted one where this study never had it.

    Nobody else counts until the write is done; :meth:`settle` notes how far it was counted.

    Args:
        unit: The write.
        counter: What is counted.
    """

    def __init__(self, unit: Unit, counter: str) -> None:
        self._unit = unit
        self._counter = counter
        self._before = unit.next_number(counter, step=0)
        self._next = self._before + 1
        self._given: set[int] = set()

    def give(self, wanted: int | None) -> int:
        """Return a number that nothing else has or had."""
        number = wanted or 0
        if number <= self._before or number in self._given:
            while self._next in self._given:
                self._next += 1
            number = self._next
        self._given.add(number)
        return number

    def settle(self) -> None:
        """Let the next number that anyone takes be above all that were given."""
        highest = max(self._given, default=self._before)
        self._unit.next_number(self._counter, step=highest - self._before)
        self._before = highest

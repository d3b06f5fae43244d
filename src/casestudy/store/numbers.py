"""The numbers that people know things by, for things that had one in another study."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casestudy.store.unit import Unit


class Numbers:
    """Gives numbers counted by ``counter``: the wanted one where this study never had it.

    Args:
        unit: The write.
        counter: What is counted.
    """

    def __init__(self, unit: Unit, counter: str) -> None:
        self._unit = unit
        self._counter = counter
        self._before = self._counted = unit.number(counter)
        self._given: set[int] = set()

    def give(self, wanted: int | None) -> int:
        """Return a number that nothing else has or had."""
        number = wanted or 0
        if number <= self._before or number in self._given:
            number = self._counted + 1
            while number in self._given:
                number += 1
        self._given.add(number)
        if number > self._counted:
            self._counted = self._unit.next_number(self._counter, step=number - self._counted)
        return number

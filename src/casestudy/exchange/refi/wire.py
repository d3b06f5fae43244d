"""A reading on its way from the process that read a file: JSON, checked field by field."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from casestudy.exchange.refi.read import RefiReading


def written(reading: RefiReading) -> bytes:
    """Return a reading as JSON."""
    return _adapter().dump_json(reading)


def reading_of(answer: bytes) -> RefiReading:
    """Return the reading that JSON holds.

    Raises:
        ValueError: It is no reading; a process that reads hostile files may say anything.
    """
    return _adapter().validate_json(answer)


@cache
def _adapter() -> TypeAdapter[RefiReading]:
    return TypeAdapter(RefiReading)

"""Rows to frozen domain values, by the names and types of the value's fields."""

from __future__ import annotations

import types
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

Value = TypeVar("Value")


def as_value(kind: type[Value], row: Mapping[str, Any], **more: Any) -> Value:
    """Make a ``kind`` from the columns of ``row`` that it has fields for.

    ``more`` gives or overrides fields. Stored keys become enum members, JSON lists tuples.
    """
    given = more
    for name, convert in _converters(cast("Hashable", kind)):
        if name in row and name not in more:
            value = row[name]
            given[name] = value if value is None or convert is None else convert(value)
    return kind(**given)


@cache
def _converters(kind: Hashable) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    hints = get_type_hints(kind)
    return tuple(
        (name, _converter(hint)) for name, hint in hints.items() if not name.startswith("_")
    )


def _converter(hint: Any) -> Callable[[Any], Any] | None:
    """Return what makes a field's value of a stored one that is not null; None keeps it."""
    if get_origin(hint) in {Union, types.UnionType}:
        return _converter(next(arg for arg in get_args(hint) if arg is not type(None)))
    if get_origin(hint) is tuple:
        item = _converter(get_args(hint)[0])
        return tuple if item is None else lambda values: tuple(item(value) for value in values)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return None

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
    given: dict[str, Any] = {
        name: convert(row[name])
        for name, convert in _converters(cast("Hashable", kind)).items()
        if name not in more and name in row
    }
    return kind(**given, **more)


@cache
def _converters(kind: Hashable) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {name: _converter(hint) for name, hint in hints.items() if not name.startswith("_")}


def _converter(hint: Any) -> Callable[[Any], Any]:
    if get_origin(hint) in {Union, types.UnionType}:
        inner = _converter(next(arg for arg in get_args(hint) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        item = _converter(get_args(hint)[0])
        return lambda values: tuple(item(value) for value in values)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return lambda value: value

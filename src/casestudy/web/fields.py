"""What a single field of the coding pane's requests may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from casestudy.errors import InvalidInputError

Checks = Mapping[str, Callable[[Any], bool]]

_LONGEST_TEXT: Final = 20_000
_FARTHEST: Final = 2**31 - 1
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE: Final = re.compile(r"[\w.-]{1,64}", re.ASCII)
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


def require(fits: bool) -> None:  # noqa: FBT001 - reads as a sentence where it is called
    """Refuse a request that is not as the pane makes them.

    Raises:
        InvalidInputError: ``web.bad_request``.
    """
    if not fits:
        raise InvalidInputError("web.bad_request")


def has_fields(found: Any, needed: Checks, optional: Checks) -> bool:
    """Tell whether ``found`` is an object with all that is needed, and nothing odd."""
    checks = {**needed, **optional}
    return (
        isinstance(found, dict)
        and needed.keys() <= found.keys() <= checks.keys()
        and all(checks[name](value) for name, value in found.items())
    )


def is_uuid(value: Any) -> bool:
    """Tell whether it is a UUID in lower case."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_code(value: Any) -> bool:
    """Tell whether it can be a code's id or guid."""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def is_count(value: Any) -> bool:
    """Tell whether it is a whole number from 0 that the store can hold."""
    return type(value) is int and 0 <= value <= _FARTHEST


def is_flag(value: Any) -> bool:
    """Tell whether it is true or false."""
    return isinstance(value, bool)


def is_rating(value: Any) -> bool:
    """Tell whether it can be a valence, or clears one."""
    return value is None or (type(value) is int and abs(value) <= 2)


def is_key(value: Any) -> bool:
    """Tell whether it can be the stored key of a value, or clears one."""
    return value is None or is_code(value)


def is_text(value: Any) -> bool:
    """Tell whether it is writing that the store can hold."""
    return (
        isinstance(value, str)
        and len(value) <= _LONGEST_TEXT
        and _UNSTORABLE.search(value) is None
    )


def is_list_of(each: Callable[[Any], bool], *, most: int) -> Callable[[Any], bool]:
    """Return the check of a list with at least one item that passes ``each``."""

    def fits(value: Any) -> bool:
        return isinstance(value, list) and 0 < len(value) <= most and all(map(each, value))

    return fits

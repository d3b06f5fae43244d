"""What the coding pane sends: a batch of operations, checked before any of them is done."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_FIELDS: Final = frozenset({"have", "me", "operations", "text_version_id"})
_MOST_OPERATIONS: Final = 500
_LONGEST_COMMENT: Final = 20_000
_FARTHEST: Final = 2**31 - 1
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE: Final = re.compile(r"[\w.-]{1,64}", re.ASCII)
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing a coder did; ``given`` holds what the kind needs, by the protocol's names."""

    request_id: str
    kind: str
    given: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Operations on one source, oldest first.

    ``have`` is the revision the browser knows, ``me`` the member its page was opened by, and
    ``here`` the first code point in view, where the page is looked at.
    """

    have: int
    me: str
    text_version_id: str
    here: int | None
    operations: tuple[Operation, ...]


def read_batch(body: bytes) -> Batch:
    """Understand a request's body.

    Raises:
        InvalidInputError: ``web.bad_request``: it is not a batch, or something in it is odd.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidInputError("web.bad_request") from None
    _require(isinstance(found, dict) and found.keys() - {"here"} == _FIELDS)
    operations = found["operations"]
    _require(isinstance(operations, list) and len(operations) <= _MOST_OPERATIONS)
    _require(_is_count(found["have"]) and _is_uuid(found["text_version_id"]))
    _require(_is_uuid(found["me"]))
    return Batch(
        have=found["have"],
        me=found["me"],
        text_version_id=found["text_version_id"],
        here=_place(found["here"]) if "here" in found else None,
        operations=tuple(_operation(operation) for operation in operations),
    )


def _operation(found: Any) -> Operation:
    _require(isinstance(found, dict))
    given = dict(found)
    request_id, kind = given.pop("request_id", None), given.pop("kind", None)
    _require(_is_uuid(request_id) and isinstance(kind, str) and kind in _KINDS)
    needed, optional = _KINDS[kind]
    _require(needed.keys() <= given.keys() <= (needed | optional).keys())
    _require(all((needed | optional)[name](value) for name, value in given.items()))
    _require(
        kind != "draft" or given.keys() == {"body", "target_kind", *_ABOUT[given["target_kind"]]}
    )
    return Operation(request_id=request_id, kind=kind, given=given)


def _place(found: Any) -> int:
    _require(isinstance(found, dict) and found.keys() == {"place"} and _is_count(found["place"]))
    return int(found["place"])


def _require(fits: bool) -> None:  # noqa: FBT001 - reads as a sentence where it is called
    if not fits:
        raise InvalidInputError("web.bad_request")


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _FARTHEST


def _is_rating(value: Any) -> bool:
    return value is None or (type(value) is int and abs(value) <= 2)


def _is_key(value: Any) -> bool:
    return value is None or _is_code(value)


def _is_comment(value: Any) -> bool:
    return (
        isinstance(value, str)
        and len(value) <= _LONGEST_COMMENT
        and _UNSTORABLE.search(value) is None
    )


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def _is_memo_target(value: Any) -> bool:
    return isinstance(value, str) and value in _ABOUT


_Checks = dict[str, "Callable[[Any], bool]"]
_VALUES: Final[_Checks] = {
    "level": _is_key,
    "valence": _is_rating,
    "stage": _is_key,
    "claim_status": _is_key,
}
_PLACE: Final[_Checks] = {"start": _is_count, "end": _is_count, "code_id": _is_code}
_ONE: Final[_Checks] = {"coding_id": _is_uuid}
#: By what a memo is about: the fields that name it.
_ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "coding": ("coding_id",),
    "segment": ("start", "end"),
    "turn": ("turn",),
    "source": (),
}
#: By kind: what an operation must say, and what it may say.
_KINDS: Final[Mapping[str, tuple[_Checks, _Checks]]] = {
    "apply": (_ONE | _PLACE, _VALUES),
    "change": (_ONE, _PLACE | _VALUES),
    "remove": (_ONE, {}),
    "comment": (_ONE | {"comment_id": _is_uuid, "body": _is_comment}, {}),
    "check_seen": ({"check_id": _is_uuid}, {}),
    "undo": ({}, {}),
    "read": ({"first": _is_count, "last": _is_count, "read": _is_yes_or_no}, {}),
    "draft": (
        {"target_kind": _is_memo_target, "body": _is_comment},
        {"coding_id": _is_uuid, "start": _is_count, "end": _is_count, "turn": _is_count},
    ),
    "redo": ({}, {}),
}

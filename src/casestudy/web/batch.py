"""What the coding pane sends: a batch of operations, checked before any of them is done.

Beside the operations a batch says whose page it is (``me``), which text its offsets are of, and
which revision of the source the page has (``have``). It may say how many of the study's proposed
codes the page knows (``codes``: the ``proposals`` of a document or an answer), to hear of new
ones.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from casestudy.errors import InvalidInputError
from casestudy.web.coding_kinds import CODING_KINDS
from casestudy.web.fields import Checks, has_fields, is_count, is_uuid, require
from casestudy.web.memo_kinds import MEMO_KINDS
from casestudy.web.note_kinds import NOTE_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.web.kinds import Kind

#: Every kind of operation, by its name in the protocol.
KINDS: Final[Mapping[str, Kind]] = {**CODING_KINDS, **MEMO_KINDS, **NOTE_KINDS}

_MOST_OPERATIONS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing a coder did; ``given`` holds what the kind needs, by the protocol's names."""

    request_id: str
    kind: str
    given: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Operations on one source, oldest first.

    ``have`` is the revision the browser knows, ``codes`` the number of proposed codes it knows,
    ``me`` the member its page was opened by, and ``here`` the first code point in view, where the
    page is looked at.
    """

    have: int
    me: str
    text_version_id: str
    operations: tuple[Operation, ...]
    codes: int | None
    here: int | None


def _is_few(value: Any) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_OPERATIONS


def _is_place(value: Any) -> bool:
    return has_fields(value, {"place": is_count}, {})


_NEEDED: Final[Checks] = {
    "have": is_count,
    "me": is_uuid,
    "text_version_id": is_uuid,
    "operations": _is_few,
}
_OPTIONAL: Final[Checks] = {"codes": is_count, "here": _is_place}


def read_batch(body: bytes) -> Batch:
    """Understand a request's body.

    Raises:
        InvalidInputError: ``web.bad_request``: it is not a batch, or something in it is odd.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidInputError("web.bad_request") from None
    require(has_fields(found, _NEEDED, _OPTIONAL))
    return Batch(
        have=found["have"],
        me=found["me"],
        text_version_id=found["text_version_id"],
        operations=tuple(_operation(operation) for operation in found["operations"]),
        codes=found.get("codes"),
        here=found["here"]["place"] if "here" in found else None,
    )


def _operation(found: Any) -> Operation:
    require(isinstance(found, dict))
    given = dict(found)
    request_id, kind = given.pop("request_id", None), given.pop("kind", None)
    require(is_uuid(request_id) and isinstance(kind, str) and kind in KINDS)
    require(KINDS[kind].fits(given))
    return Operation(request_id=request_id, kind=kind, given=given)

"""The route by which the coding pane corrects a turn."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from casestudy.errors import ConflictError, InvalidInputError
from casestudy.web.answers import SignedOutError, answer
from casestudy.web.bodies import read_body
from casestudy.web.guard import guarded
from casestudy.web.identity import study_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

_LARGEST_BODY: Final = 4 * 1024 * 1024
_LONGEST_TEXT: Final = 500_000
_LONGEST_REASON: Final = 500
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Correction:
    """A turn as it should be, the text the person saw, and who the page was opened by."""

    request_id: str
    me: str
    text_version_id: str
    turn: int
    text: str
    reason: str


async def post_correction(request: Request) -> Response:
    """Correct a turn; answer with the new text's id and how much else rests on changed words."""
    body = await read_body(request, kind="application/json", longest=_LARGEST_BODY)
    wanted = _read(body)

    def work() -> Response:
        study = study_for(request.cookies)
        if study is None:
            raise SignedOutError("web.signed_out")
        if study.member.id != wanted.me:
            raise ConflictError("web.other_member")
        made = study.corrections.correct(
            request.path_params["source_id"],
            turn=wanted.turn,
            text=wanted.text,
            text_version_id=wanted.text_version_id,
            reason=wanted.reason,
            request_id=wanted.request_id,
        )
        return answer(
            {
                "text_version_id": made.text_version_id,
                "evidence": len(made.evidence),
                "quotes": len(made.quotes),
            }
        )

    return await run_in_threadpool(work)


ROUTES: Final = (
    Route(
        "/api/sources/{source_id}/corrections",
        guarded(post_correction, header=True),
        methods=["POST"],
    ),
)


def _read(body: bytes) -> _Correction:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidInputError("web.bad_request") from None
    fits = isinstance(found, dict) and found.keys() == _FIELDS.keys()
    if not fits or not all(_FIELDS[name](value) for name, value in found.items()):
        raise InvalidInputError("web.bad_request")
    return _Correction(**found)


def _is_uuid(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


#: The characters that cannot be stored are taken out with all others that no text has.
_FIELDS: Final[dict[str, Callable[[Any], bool]]] = {
    "request_id": _is_uuid,
    "me": _is_uuid,
    "text_version_id": _is_uuid,
    "turn": lambda value: type(value) is int and 1 <= value < 2**31,
    "text": lambda value: isinstance(value, str) and len(value) <= _LONGEST_TEXT,
    "reason": lambda value: isinstance(value, str) and len(value) <= _LONGEST_REASON,
}

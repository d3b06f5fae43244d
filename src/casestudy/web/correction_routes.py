"""The route by which the coding pane corrects a turn."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from casestudy.errors import ConflictError, InvalidInputError
from casestudy.web.answers import SignedOutError, answer
from casestudy.web.bodies import read_body
from casestudy.web.fields import has_fields, is_count, is_uuid, require
from casestudy.web.guard import guarded
from casestudy.web.identity import study_for

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from casestudy.web.fields import Checks

_LARGEST_BODY: Final = 4 * 1024 * 1024
_LONGEST_TEXT: Final = 500_000
_LONGEST_REASON: Final = 500


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
    require(has_fields(found, _FIELDS, {}))
    return _Correction(**found)


def _is_turn(value: Any) -> bool:
    return is_count(value) and value > 0


def _is_words(value: Any) -> bool:
    # characters that can't be stored are left out with all others that no text has
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT


def _is_reason(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_REASON


_FIELDS: Final[Checks] = {
    "request_id": is_uuid,
    "me": is_uuid,
    "text_version_id": is_uuid,
    "turn": _is_turn,
    "text": _is_words,
    "reason": _is_reason,
}

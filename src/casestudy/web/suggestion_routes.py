"""The coding pane's suggestions: codes for chosen words, places alike, and what became of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from casestudy.domain.codebook import CodingPass
from casestudy.domain.suggestions import CueReason
from casestudy.domain.vocabulary import SuggestionAnswer, SuggestionKind
from casestudy.errors import InvalidInputError
from casestudy.web.answers import SignedOutError, answer
from casestudy.web.bodies import read_body
from casestudy.web.guard import guarded
from casestudy.web.identity import study_for

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from casestudy.domain.suggestions import LikeReason, Suggestions
    from casestudy.study import Study

_LARGEST_BODY: Final = 16 * 1024
_MOST_CODES: Final = 20
_FARTHEST: Final = 2**31 - 1


async def suggest_codes(request: Request) -> Response:
    """Answer with codes for the words from ``start`` to ``end``, of the pass ``pass`` if given."""

    def work() -> Response:
        asked = request.query_params
        found = _member(request).suggestions.for_segment(
            request.path_params["source_id"],
            _number(asked, "start", 0),
            _number(asked, "end", 0),
            coding_pass=_pass(asked.get("pass")),
        )
        return answer(_plain(found))

    return await run_in_threadpool(work)


async def suggest_places(request: Request) -> Response:
    """Answer with places like the words from ``start`` to ``end``, like ``code``, or like both."""

    def work() -> Response:
        asked = request.query_params
        found = _member(request).suggestions.similar(
            request.path_params["source_id"],
            _number(asked, "start", None),
            _number(asked, "end", None),
            code=asked.get("code"),
        )
        return answer(_plain(found))

    return await run_in_threadpool(work)


async def note_answers(request: Request) -> Response:
    """Note that suggested ``codes`` of a ``kind`` were shown, accepted or rejected."""
    body = await read_body(request, kind="application/json", longest=_LARGEST_BODY)
    codes, kind, answered = _answers(body)

    def work() -> Response:
        source_id = request.path_params["source_id"]
        _member(request).suggestions.answered(source_id, codes, kind=kind, answer=answered)
        return answer({})

    return await run_in_threadpool(work)


_PATH: Final = "/api/sources/{source_id}/suggestions"
ROUTES: Final = (
    Route(_PATH, guarded(suggest_codes, header=True), methods=["GET"]),
    Route(f"{_PATH}/similar", guarded(suggest_places, header=True), methods=["GET"]),
    Route(f"{_PATH}/answers", guarded(note_answers, header=True), methods=["POST"]),
)


def _plain(found: Suggestions) -> dict[str, Any]:
    return {
        "state": found.state.value,
        "text_version_id": found.text_version_id,
        "model": {"name": found.model, "version": found.model_version},
        "tried": found.tried,
        "codes": [
            {
                "code_id": one.code_id,
                "reasons": [_reason(reason) for reason in one.reasons],
                "trial": None if one.trial is None else asdict(one.trial),
            }
            for one in found.codes
        ],
        "places": [
            {
                "start": one.start,
                "end": one.end,
                "reasons": [_reason(reason) for reason in one.reasons],
            }
            for one in found.places
        ],
    }


def _reason(reason: CueReason | LikeReason) -> dict[str, Any]:
    kind = "cue" if isinstance(reason, CueReason) else "like"
    return {"kind": kind, **asdict(reason)}


def _answers(body: bytes) -> tuple[list[str], SuggestionKind, SuggestionAnswer]:
    try:
        said = json.loads(body)
        codes = said["codes"]
        kind, answered = SuggestionKind(said["kind"]), SuggestionAnswer(said["answer"])
    except (ValueError, TypeError, KeyError, RecursionError):
        raise InvalidInputError("web.bad_request") from None
    is_list = isinstance(codes, list) and 0 < len(codes) <= _MOST_CODES
    if not is_list or not all(isinstance(code, str) for code in codes):
        raise InvalidInputError("web.bad_request")
    return codes, kind, answered


def _number(asked: QueryParams, name: str, absent: Any) -> Any:
    value = asked.get(name)
    if value is None:
        return absent
    if not (value.isascii() and value.isdigit()) or int(value) > _FARTHEST:
        raise InvalidInputError("web.bad_request")
    return int(value)


def _pass(name: str | None) -> CodingPass | None:
    if not name:
        return None
    try:
        return CodingPass(name)
    except ValueError:
        raise InvalidInputError("web.bad_request") from None


def _member(request: Request) -> Study:
    study = study_for(request.cookies)
    if study is None:
        raise SignedOutError("web.signed_out")
    return study

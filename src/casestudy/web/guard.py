"""The guard of a route: our own pages only, and every error answered with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from casestudy.errors import CaseStudyError, NotPermittedError
from casestudy.web.answers import incident, refusal
from casestudy.web.gate import is_same_origin
from casestudy.web.identity import language_for

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    Endpoint = Callable[[Request], Awaitable[Response]]


def guarded(endpoint: Endpoint, *, header: bool) -> Endpoint:
    """Return ``endpoint`` with the checks before it and its errors turned into answers.

    Args:
        endpoint: Answers a request.
        header: Whether the request must carry ``X-Casestudy: 1``, which a form of another site
            can't send; our own forms can't either.
    """

    async def answered(request: Request) -> Response:
        language = language_for(request.cookies)
        try:
            _check(request, header=header)
            return await endpoint(request)
        except CaseStudyError as error:
            return refusal(error, language)
        except Exception as error:  # noqa: BLE001 - the outermost handler of a request
            return JSONResponse(incident(error, language), status_code=500)

    return answered


def _check(request: Request, *, header: bool) -> None:
    if header and request.headers.get("x-casestudy") != "1":
        raise NotPermittedError("web.header_missing")
    if request.method != "GET" and not is_same_origin(request.headers, request.scope):
        raise NotPermittedError("web.foreign_origin")

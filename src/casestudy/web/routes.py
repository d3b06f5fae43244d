"""The routes beside the pages: who I am, which language, and whether the server answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from casestudy.errors import CaseStudyError, InvalidInputError, NotPermittedError
from casestudy.texts import DEFAULT_LANGUAGE, LANGUAGES
from casestudy.web import opened
from casestudy.web.answers import refusal
from casestudy.web.gate import is_same_origin
from casestudy.web.identity import (
    LANGUAGE_COOKIE,
    LIFETIME,
    MEMBER_COOKIE,
    language_for,
    sign,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

_YEAR: Final = 365 * 24 * 60 * 60
_LONGEST_FORM: Final = 4096


async def choose_member(request: Request) -> Response:
    """Take ``member`` as who is at this browser, and go back to ``to``."""
    form = await _form(request)
    study = await run_in_threadpool(opened.study)
    chosen = await run_in_threadpool(study.as_member, form.get("member", ""))
    response = _back(form)
    value = sign(chosen.member.id, secret=opened.cookie_secret())
    _set(response, MEMBER_COOKIE, value, lifetime=LIFETIME)
    if LANGUAGE_COOKIE not in request.cookies and chosen.member.language != DEFAULT_LANGUAGE:
        _set(response, LANGUAGE_COOKIE, chosen.member.language, lifetime=_YEAR)
    return response


async def leave(request: Request) -> Response:
    """Forget who is at this browser, and go back to ``to``."""
    response = _back(await _form(request))
    response.delete_cookie(MEMBER_COOKIE, path="/", httponly=True, samesite="strict")
    return response


async def choose_language(request: Request) -> Response:
    """Show the pages in ``language`` from now on, and go back to ``to``."""
    form = await _form(request)
    if form.get("language") not in LANGUAGES:
        raise InvalidInputError("web.bad_request")
    response = _back(form)
    _set(response, LANGUAGE_COOKIE, form["language"], lifetime=_YEAR)
    return response


async def health(_request: Request) -> Response:
    """Tell that the server answers."""
    return JSONResponse({"status": "ok"})


def from_our_page(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Refuse what another site's page sends, and answer with what an error says."""

    async def guarded(request: Request) -> Response:
        try:
            if not is_same_origin(request.headers, request.scope):
                raise NotPermittedError("web.foreign_origin")
            return await endpoint(request)
        except CaseStudyError as error:
            return refusal(error, language_for(request.cookies))

    return guarded


ROUTES: Final = (
    Route("/api/identity", from_our_page(choose_member), methods=["POST"]),
    Route("/api/identity/leave", from_our_page(leave), methods=["POST"]),
    Route("/api/language", from_our_page(choose_language), methods=["POST"]),
    Route("/api/health", health, methods=["GET"]),
)


async def _form(request: Request) -> dict[str, str]:
    if int(request.headers.get("content-length", _LONGEST_FORM + 1)) > _LONGEST_FORM:
        raise InvalidInputError("web.bad_request")
    async with request.form(max_files=0, max_fields=8) as form:
        return {name: str(value) for name, value in form.items()}


def _back(form: dict[str, str]) -> Response:
    """Go on to the page in ``to``; only to one of our own."""
    wanted = urlsplit(form.get("to", "/").replace("\\", "/"))
    path = "/" + wanted.path.lstrip("/")
    return RedirectResponse(f"{path}?{wanted.query}" if wanted.query else path, status_code=303)


def _set(response: Response, name: str, value: str, *, lifetime: int) -> None:
    response.set_cookie(name, value, max_age=lifetime, path="/", httponly=True, samesite="strict")

"""The routes beside the pages: who I am, which language, and whether the server answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from casestudy.errors import InvalidInputError
from casestudy.texts import DEFAULT_LANGUAGE, LANGUAGES
from casestudy.web import opened
from casestudy.web.bodies import read_body
from casestudy.web.guard import guarded
from casestudy.web.identity import LANGUAGE_COOKIE, LIFETIME, MEMBER_COOKIE, sign

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_YEAR: Final = 365 * 24 * 60 * 60
_LONGEST_FORM: Final = 4096
#: A path on this server; two slashes would lead to another.
_OUR_PAGE: Final = re.compile(r"/(?![/\\])[^\x00-\x20\\]*")


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


async def overview(request: Request) -> Response:
    """Lead the overview's own name to where Streamlit shows the first page."""
    return RedirectResponse(f"/?{request.url.query}".rstrip("?"), status_code=307)


ROUTES: Final = (
    Route("/oversikt", overview, methods=["GET"]),
    Route("/api/identity", guarded(choose_member, header=False), methods=["POST"]),
    Route("/api/identity/leave", guarded(leave, header=False), methods=["POST"]),
    Route("/api/language", guarded(choose_language, header=False), methods=["POST"]),
    Route("/api/health", health, methods=["GET"]),
)


async def _form(request: Request) -> dict[str, str]:
    kind = "application/x-www-form-urlencoded"
    body = await read_body(request, kind=kind, longest=_LONGEST_FORM)
    return dict(parse_qsl(body.decode("utf-8", "replace")))


def _back(form: dict[str, str]) -> Response:
    """Go on to the page in ``to``; only to one of our own."""
    wanted = form.get("to", "/")
    return RedirectResponse(wanted if _OUR_PAGE.fullmatch(wanted) else "/", status_code=303)


def _set(response: Response, name: str, value: str, *, lifetime: int) -> None:
    response.set_cookie(name, value, max_age=lifetime, path="/", httponly=True, samesite="strict")

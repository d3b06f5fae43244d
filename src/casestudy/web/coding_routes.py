"""The coding pane's routes: a source with its codings, a coder's operations and preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from casestudy.web.answers import SignedOutError, answer
from casestudy.web.batch import read_batch
from casestudy.web.bodies import read_body
from casestudy.web.guard import guarded
from casestudy.web.identity import language_for, study_for
from casestudy.web.operations import do_batch
from casestudy.web.own_notes import keep_preference
from casestudy.web.source_document import source_document

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from casestudy.study import Study

_LARGEST_BODY: Final = 4 * 1024 * 1024
#: Room for the largest preference in escaped letters, and its name.
_LARGEST_PREFERENCE: Final = 128 * 1024


async def get_source(request: Request) -> Response:
    """Answer with a source: its text, turns, codes and codings."""

    def work() -> Response:
        language = language_for(request.cookies)
        source_id = request.path_params["source_id"]
        return answer(source_document(_member(request), source_id, language=language))

    return await run_in_threadpool(work)


async def post_operations(request: Request) -> Response:
    """Do a coder's operations and answer with what has changed in the source."""
    batch = read_batch(await read_body(request, kind="application/json", longest=_LARGEST_BODY))

    def work() -> Response:
        language = language_for(request.cookies)
        source_id = request.path_params["source_id"]
        return answer(do_batch(_member(request), source_id, batch, language=language))

    return await run_in_threadpool(work)


async def post_preference(request: Request) -> Response:
    """Keep what a member sets for themselves in the pane."""
    body = await read_body(request, kind="application/json", longest=_LARGEST_PREFERENCE)

    def work() -> Response:
        keep_preference(_member(request), body)
        return answer({"ok": True})

    return await run_in_threadpool(work)


ROUTES: Final = (
    Route("/api/sources/{source_id}", guarded(get_source, header=True), methods=["GET"]),
    Route(
        "/api/sources/{source_id}/operations",
        guarded(post_operations, header=True),
        methods=["POST"],
    ),
    Route("/api/preferences", guarded(post_preference, header=True), methods=["POST"]),
)


def _member(request: Request) -> Study:
    study = study_for(request.cookies)
    if study is None:
        raise SignedOutError("web.signed_out")
    return study

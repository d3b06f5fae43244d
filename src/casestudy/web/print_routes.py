"""The page that prints a coded transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse
from starlette.routing import Route

from casestudy.domain.codebook import CodingPass
from casestudy.errors import InvalidInputError
from casestudy.reports.transcript_html import transcript_html
from casestudy.web.answers import PRIVATE, SignedOutError
from casestudy.web.guard import guarded
from casestudy.web.identity import language_for, study_for

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


async def printable_source(request: Request) -> Response:
    """Answer with a source and its codings as one page for the printer."""

    def work() -> bytes:
        study = study_for(request.cookies)
        if study is None:
            raise SignedOutError("web.signed_out")
        coded = study.transcripts.coded(
            request.path_params["source_id"],
            language=language_for(request.cookies),
            coding_pass=_pass(request.query_params.get("pass")),
        )
        return transcript_html(coded)

    return HTMLResponse(await run_in_threadpool(work), headers=PRIVATE)


ROUTES: Final = (
    Route(
        "/api/sources/{source_id}/print", guarded(printable_source, header=False), methods=["GET"]
    ),
)


def _pass(name: str | None) -> CodingPass | None:
    if not name:
        return None
    try:
        return CodingPass(name)
    except ValueError:
        raise InvalidInputError("web.bad_request") from None

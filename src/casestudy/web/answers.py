"""Answers of our routes: JSON, and for every refusal a status, a code and a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from starlette.responses import JSONResponse

from casestudy.errors import (
    CaseStudyError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    StoreError,
)
from casestudy.texts import text
from casestudy.web.incidents import report

if TYPE_CHECKING:
    from starlette.responses import Response

_STATUS: Final[dict[type[CaseStudyError], int]] = {
    NotPermittedError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    InvalidInputError: 400,
    StoreError: 503,
}
#: Headers of what no cache may keep.
PRIVATE: Final = {"Cache-Control": "no-store"}


class SignedOutError(CaseStudyError):
    """Nobody has been chosen, or the choice has run out."""


def answer(body: Any) -> Response:
    """Answer with ``body`` as JSON that no cache keeps."""
    return JSONResponse(body, headers=PRIVATE)


def refusal(error: CaseStudyError, language: str) -> Response:
    """Answer with what an error says and the status that goes with its kind."""
    status = 401 if isinstance(error, SignedOutError) else _STATUS.get(type(error), 400)
    said = {"code": error.code, "sentence": error.sentence(language)}
    return JSONResponse(said, status_code=status, headers=PRIVATE)


def incident(error: Exception, language: str) -> dict[str, str]:
    """Log an unexpected error and say its id to the person."""
    number = report(error)
    return {"code": "web.incident", "sentence": text("error.web.incident", language, id=number)}

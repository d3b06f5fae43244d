"""Reading the body of a request, no longer than it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from starlette.requests import Request


async def read_body(request: Request, *, kind: str, longest: int) -> bytes:
    """Return the body of a request.

    Args:
        request: The request.
        kind: Its content type, as in ``"application/json"``.
        longest: The most it may hold, in bytes.

    Raises:
        InvalidInputError: ``web.bad_request`` for another type, ``web.too_large``.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != kind:
        raise InvalidInputError("web.bad_request")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > longest:
            raise InvalidInputError("web.too_large")
    return bytes(body)

"""The components' files for the browser, under an address that changes when they do."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FOREVER: Final = "public, max-age=31536000, immutable"


def module_url(component: str) -> str:
    """Return the address of the module that starts a component: ``"pane"`` or ``"tree"``."""
    return f"/components/{_edition()}/{component}.js"


async def component_file(request: Request) -> Response:
    """Answer with one file of the present edition."""
    name = request.path_params["name"]
    if request.path_params["edition"] != _edition() or name not in _files():
        return PlainTextResponse("Not found", status_code=404)
    kind = _TYPES[name[name.rindex(".") :]]
    headers = {"Content-Type": kind, "Cache-Control": _FOREVER}
    return Response(_files()[name], headers=headers)


ROUTES: Final = (Route("/components/{edition}/{name}", component_file, methods=["GET"]),)


@cache
def _files() -> dict[str, bytes]:
    folder = resources.files("casestudy.ui.components") / "served"
    found = sorted(folder.iterdir(), key=lambda file: file.name)
    return {file.name: file.read_bytes() for file in found if file.name.endswith(tuple(_TYPES))}


@cache
def _edition() -> str:
    digest = hashlib.sha256()
    for name, content in _files().items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:16]

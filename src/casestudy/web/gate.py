"""The gate before pages, routes and websocket: only this machine's browser, only our own pages."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")

# Streamlit writes styles and one script into its page, and makes modules from blobs; nothing may
# be fetched from, sent to or framed by another address.
_POLICY: Final = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "media-src": "'self' data: blob:",
    "connect-src": "'self' data: blob:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_HEADERS: Final = {
    "Content-Security-Policy": "; ".join(f"{name} {to}" for name, to in _POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Gate:
    """Refuse foreign machines, hosts and origins; add the headers that keep a page to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request or a websocket on, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            headers = Headers(scope=scope)
            if _is_local(scope, headers) and headers.get("origin") in _origins(scope):
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        headers = Headers(scope=scope)
        if _is_local(scope, headers) and _is_ours(scope, headers):
            await self._app(scope, receive, guarded)
        else:
            refusal = PlainTextResponse("Forbidden", status_code=403)
            await refusal(scope, receive, guarded)


def is_same_origin(headers: Headers, scope: Scope) -> bool:
    """Tell whether a request was made by one of our own pages.

    A form's post carries the origin "null" under our referrer policy; the browser then says in
    ``Sec-Fetch-Site``, which no page can set, where it came from.
    """
    origin = headers.get("origin")
    if origin is None or origin == "null":
        return headers.get("sec-fetch-site") == "same-origin"
    return origin in _origins(scope)


def _is_ours(scope: Scope, headers: Headers) -> bool:
    return "origin" not in headers or is_same_origin(headers, scope)


def _is_local(scope: Scope, headers: Headers) -> bool:
    client = scope.get("client")
    return headers.get("host") in _hosts(scope) and (client is None or _is_loopback(client[0]))


def _is_loopback(address: str) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def _hosts(scope: Scope) -> frozenset[str]:
    port = scope["server"][1]
    hosts = {f"{name}:{port}" for name in _NAMES}
    return frozenset(hosts | set(_NAMES) if port == 80 else hosts)


def _origins(scope: Scope) -> frozenset[str]:
    host = Headers(scope=scope).get("host", "")
    return (
        frozenset({f"http://{host}", f"https://{host}"}) if host in _hosts(scope) else frozenset()
    )

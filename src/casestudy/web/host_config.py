"""Streamlit's settings for the page around it: its own error dialogs stay away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_PATH: Final = "/_stcore/host-config"
#: As Streamlit 1.67 answers, but for the dialogs: one of them takes the keys from who is coding
#: while the server is away. ``casestudy.ui.page_script`` says it instead.
_SETTINGS: Final = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}


class HostConfig:
    """Answer what Streamlit's page asks of the page around it, in Streamlit's place."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the one question, or pass the request on."""
        if scope["type"] == "http" and scope["path"] == _PATH:
            answer = JSONResponse(_SETTINGS, headers={"Cache-Control": "no-cache"})
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

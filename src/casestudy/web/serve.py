"""Serving one study to the browser on this machine."""

from __future__ import annotations

import errno
import getpass
import os
import socket
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import streamlit as st
import uvicorn

from casestudy.errors import InvalidInputError
from casestudy.texts import DEFAULT_LANGUAGE, text
from casestudy.web import opened
from casestudy.web.app import parts

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESS: Final = "127.0.0.1"
_PORTS: Final = range(8501, 8601)


def serve(
    address: str,
    *,
    port: int | None = None,
    language: str | None = None,
    open_browser: bool = False,
    prompt: Callable[[], str] | None = None,
) -> None:
    """Serve the study at ``address`` until interrupted.

    Args:
        address: A path, or a ``postgresql+psycopg://`` URL.
        port: Where to listen; the first free port from 8501 on otherwise.
        language: Of the pages, for those who have not chosen; ``"nb"`` or ``"en"``.
        open_browser: Open the pages in the person's browser.
        prompt: Asks for the passphrase of an encrypted store; the terminal otherwise.

    Raises:
        StoreError: The store can't be opened.
        NotFoundError: ``not_found.study``: the store is empty.
        InvalidInputError: ``web.port_taken``.
    """
    opened.use(address, language=language)
    opened.study(prompt=prompt or _asker(language or DEFAULT_LANGUAGE))
    with _listening(_PORTS if port is None else (port,)) as listener:
        served = listener.getsockname()[1]
        on_ready = webbrowser.open if open_browser else None
        app = st.App(**parts(port=served, on_ready=on_ready))
        config = uvicorn.Config(
            app,
            host=_ADDRESS,
            port=served,
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            access_log=False,
            log_config=None,
            log_level="warning",
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listener])


def _listening(ports: range | tuple[int]) -> socket.socket:
    for port in ports:
        # The protocol is named so that asyncio sends small answers at once; by Streamlit's own
        # socket, which leaves it out, each waits 40 ms for the browser's acknowledgement.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            if os.name != "nt":  # there it would let two servers share a port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((_ADDRESS, port))
            listener.listen()
        except OSError as error:
            listener.close()
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return listener
    raise InvalidInputError("web.port_taken", port=ports[0])


def _asker(language: str) -> Callable[[], str]:
    return lambda: getpass.getpass(text("ui.passphrase", language))

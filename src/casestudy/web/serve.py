"""Serving one study to the browser on this machine."""

from __future__ import annotations

import getpass
import webbrowser
from typing import TYPE_CHECKING

import streamlit as st

from casestudy.texts import DEFAULT_LANGUAGE, text
from casestudy.web import opened
from casestudy.web.app import parts
from casestudy.web.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable


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
        SystemExit: The port is taken.
    """
    opened.use(address, language=language)
    opened.study(prompt=prompt or _asker(language or DEFAULT_LANGUAGE))
    listen = {} if port is None else {"server.port": port}
    app = st.App(**parts(on_ready=webbrowser.open if open_browser else None))
    app.run(config=OPTIONS | listen)


def _asker(language: str) -> Callable[[], str]:
    return lambda: getpass.getpass(text("ui.passphrase", language))

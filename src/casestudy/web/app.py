"""What the ASGI app is made of: the pages, our routes beside them, and the gate before both."""

from __future__ import annotations

import gc
import getpass
import sys
from contextlib import asynccontextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware

from casestudy.errors import CaseStudyError
from casestudy.texts import text
from casestudy.web import (
    coding_routes,
    component_files,
    correction_routes,
    opened,
    print_routes,
    routes,
    suggestion_routes,
)
from casestudy.web.gate import Gate
from casestudy.web.host_config import HostConfig
from casestudy.web.incidents import quiet_logs
from casestudy.web.options import set_options

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


def parts(
    *, port: int | None = None, on_ready: Callable[[str], object] | None = None
) -> dict[str, Any]:
    """Return what ``st.App`` is made of.

    Streamlit's command looks for the call to ``st.App`` in the file it is given, so the call
    itself stands in ``app.py``.

    Args:
        port: Where the pages are served; Streamlit's own setting otherwise.
        on_ready: Called with the pages' address once the server listens.

    Raises:
        SystemExit: The study can't be opened; says why.
    """
    set_options(port=port)
    _open_study()

    @asynccontextmanager
    async def running(_app: st.App) -> AsyncIterator[None]:
        quiet_logs()
        # What is loaded by now stays: the full collection after each run need not look at it.
        gc.collect()
        gc.freeze()
        address = f"http://127.0.0.1:{st.get_option('server.port')}"
        sys.stdout.write(text("ui.serving", opened.language(), address=address) + "\n")
        sys.stdout.flush()
        if on_ready:
            on_ready(address)
        yield

    return {
        "script_path": str(resources.files("casestudy.ui") / "main.py"),
        "routes": [
            *routes.ROUTES,
            *coding_routes.ROUTES,
            *correction_routes.ROUTES,
            *print_routes.ROUTES,
            *suggestion_routes.ROUTES,
            *component_files.ROUTES,
        ],
        "middleware": [Middleware(Gate), Middleware(HostConfig)],
        "lifespan": running,
    }


def _open_study() -> None:
    try:
        opened.study(prompt=_ask_passphrase)
    except CaseStudyError as error:
        raise SystemExit(error.sentence(opened.language())) from None


def _ask_passphrase() -> str:
    return getpass.getpass(text("ui.passphrase", opened.language()))

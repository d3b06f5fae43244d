"""Streamlit's options as this program sets them: nothing leaves the machine."""

from __future__ import annotations

from typing import Any, Final

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from casestudy.web.theme import THEME

OPTIONS: Final[dict[str, Any]] = {
    "browser.gatherUsageStats": False,
    "client.disableDataExport": True,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "server.address": "127.0.0.1",
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 200,
    **THEME,
}


def set_options(*, port: int | None = None) -> None:
    """Set the options in this process; ``port`` is where the pages are served."""
    chosen = OPTIONS if port is None else OPTIONS | {"server.port": port}
    for name, value in chosen.items():
        config.set_option(name, value)
    # Streamlit takes a folder `pages` for its older kind of app until the router has run once, and
    # would say at the first visit that a deep link's page does not exist.
    PagesManager.uses_pages_directory = False

"""The coding pane: mounts the browser side, whose files stand in ``frontend``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.ui.components.browser_module import browser_module, strings

if TYPE_CHECKING:
    from collections.abc import Callable


def coding_pane(
    *,
    source_id: str,
    api: str,
    language: str,
    module_url: str,
    goto: str | None = None,
    coding_pass: str | None = None,
    editable: bool = True,
    height: int = 720,
    report: bool = False,
    on_counts: Callable[[], None] | None = None,
    key: str,
) -> None:
    """Show a source with its codings, to be read and coded in the browser.

    Args:
        source_id: The source to open.
        api: Address the pane's requests go to, without a trailing slash.
        language: ``"nb"`` or ``"en"``.
        module_url: Address of ``pane.js`` as the route serves it.
        goto: Coding id, ``turn:<n>`` or ``<start>-<end>`` (code points) to scroll to and mark.
        coding_pass: The pass whose codes are offered; None offers all.
        editable: Whether the member may code here; the server checks it in any case.
        height: Height in pixels.
        report: Whether the pane tells the page of new counts, by the event ``counts``.
        on_counts: Called after such an event.
        key: Identity of the pane on the page.

    Raises:
        KeyError: There is no catalogue for ``language``.
    """
    data: dict[str, Any] = {
        "source_id": source_id,
        "api": api,
        "language": language,
        "module_url": module_url,
        "goto": goto,
        "coding_pass": coding_pass,
        "strings": strings("pane", language),
        "editable": editable,
        "height": height,
        "report": report,
    }
    mount = browser_module("coding_pane")
    mount(key=key, data=data, on_counts_change=on_counts or _nothing)


def _nothing() -> None:
    return

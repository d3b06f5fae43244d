"""Mounts the components whose browser side is a module that our own route serves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.texts import catalogue

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

# Plain modules are served by our own route, so the page itself only needs to fetch the first one.
_LOADER: Final = """
export default function (component) {
  let isGone = false;
  let leave = () => {};
  import(new URL(component.data.module_url, document.baseURI).href).then((module) => {
    if (!isGone) leave = module.default(component);
  });
  return () => {
    isGone = true;
    leave();
  };
}
"""


def browser_module(name: str) -> ComponentRenderer:
    """Return what mounts a component whose data has the address of its module, ``module_url``."""
    return st.components.v2.component(f"casestudy_{name}", js=_LOADER, isolate_styles=False)


def strings(prefix: str, language: str) -> dict[str, str]:
    """Return a component's sentences, by their keys without ``prefix`` and its dot.

    Raises:
        KeyError: There is no catalogue for ``language``.
    """
    words = catalogue(language).items()
    start = f"{prefix}."
    return {key.removeprefix(start): text for key, text in words if key.startswith(start)}

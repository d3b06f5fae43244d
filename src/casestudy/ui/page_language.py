"""The language of the page for screen readers and hyphenation: ``<html lang>``."""

from __future__ import annotations

from typing import Final

import streamlit as st

_SCRIPT: Final = """
export default function ({ data }) {
  document.documentElement.lang = data;
}
"""


def set_page_language(language: str) -> None:
    """Say in the page itself which language it is in."""
    mount = st.components.v2.component("casestudy_page_language", js=_SCRIPT, isolate_styles=False)
    mount(key="casestudy_page_language", data=language)

"""What a page says to a member whose role does not open it, and where that member can go."""

from __future__ import annotations

import streamlit as st

from casestudy.ui.state import t


def closed_page(sentence: str) -> None:
    """Say quietly that the page is not for this role, with a link to what every role may see."""
    st.info(sentence)
    st.page_link("pages/codebook.py", label=t("ui.to_codebook"), icon=":material/account_tree:")

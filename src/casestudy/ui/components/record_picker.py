"""Choosing the one record to change, below a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Mapping


def record_picker(label: str, names: Mapping[str, str], *, key: str) -> str | None:
    """Return the id that was chosen, or None.

    Args:
        label: What is chosen.
        names: What each record is called, by its id.
        key: The widget's key.
    """
    return st.selectbox(
        label,
        list(names),
        None,
        format_func=lambda chosen: names.get(chosen, ""),
        placeholder=t("form.choose"),
        key=key,
        persist_state="session",
    )

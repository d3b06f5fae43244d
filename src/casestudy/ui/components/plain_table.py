"""A short table that a screen reader can read and that shows words letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.markdown import escape

if TYPE_CHECKING:
    from collections.abc import Sequence


def plain_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, alt: str) -> None:
    """Draw ``rows`` below ``header``.

    Args:
        header: The columns' names, all different.
        rows: One cell per column each.
        alt: What the table is, for those who do not see it.
    """
    columns = {name: [escape(row[place]) for row in rows] for place, name in enumerate(header)}
    # On a narrow screen the table is wider than the page and scrolls, instead of one word a line.
    wide = f"table {{ min-width: {9 * len(header)}rem; }}"
    with st.container(key=f"table-{len(header)}-{alt}"):
        st.html(f'<style>[class*="st-key-table-{len(header)}-"] {wide}</style>')
        st.table(columns, hide_index=True, border="horizontal", alt=alt)

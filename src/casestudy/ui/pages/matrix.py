"""Matrise: case × code with open cells, and what works, for whom, in which circumstances."""

from __future__ import annotations

import streamlit as st

from casestudy.ui.components.cmo_view import cmo_view
from casestudy.ui.components.code_case_view import code_case_view
from casestudy.ui.state import place, set_place, study, t

_VIEWS = {"koder": code_case_view, "hva": cmo_view}

st.title(t("page.matrix.title"))
_asked = place("vis")
_chosen = st.segmented_control(
    t("matrix_page.view"),
    list(_VIEWS),
    format_func=lambda view: t(f"matrix_page.view_{view}"),
    default=_asked if _asked in _VIEWS else "koder",
    required=True,
    label_visibility="collapsed",
)
_view = str(_chosen or "koder")
set_place(vis=_view)
_VIEWS[_view](study())

"""Oversikt: where the study stands, and what to do next."""

from __future__ import annotations

import streamlit as st

from casestudy.ui.components.overview_panels import (
    case_panel,
    coder_panel,
    next_steps_panel,
    theory_panel,
)
from casestudy.ui.state import study, t

_study = study()
_overview = _study.overview()

st.title(t("page.overview.title"))
next_steps_panel(_study, _overview)
case_panel(_overview)
_left, _right = st.columns(2, gap="large")
with _left:
    coder_panel(_overview, _study.member)
with _right:
    theory_panel(_overview)

"""Kodebok: the tree of codes with definitions, read and searched in either language."""

from __future__ import annotations

import streamlit as st

from casestudy.ui.sections.codebook import codes
from casestudy.ui.state import study, t

st.title(t("page.codebook.title"))
codes.show(study())

"""The page «study»."""

from __future__ import annotations

import streamlit as st

from casestudy.ui.state import t

st.title(t("page.study.title"))

"""Oversikt: where the study stands, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.closed_page import closed_page
from casestudy.ui.components.overview_panels import (
    case_panel,
    coder_panel,
    next_steps_panel,
    theory_panel,
)
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from casestudy.study import Study


def draw(here: Study) -> None:
    """Draw the panels for a member who may see how far the study has come."""
    overview = here.overview()
    next_steps_panel(here, overview)
    case_panel(overview)
    left, right = st.columns(2, gap="large")
    with left:
        coder_panel(overview, here.member)
    with right:
        theory_panel(overview)


st.title(t("page.overview.title"))
_study = study()
if may(_study.member, Verb.SEE_OVERVIEW):
    draw(_study)
else:
    closed_page(t("overview.not_for_you"))

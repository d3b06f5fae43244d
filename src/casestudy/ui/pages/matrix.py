"""Matrise: case × code with open cells, and what works, for whom, in which circumstances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.closed_page import closed_page
from casestudy.ui.components.cmo_view import cmo_view
from casestudy.ui.components.code_case_view import code_case_view
from casestudy.ui.components.project_output import project_output
from casestudy.ui.state import place, set_place, study, t

if TYPE_CHECKING:
    from casestudy.study import Study

_VIEWS = {"koder": code_case_view, "hva": cmo_view}


def draw(here: Study) -> None:
    """Draw the matrix that was chosen."""
    asked = place("vis")
    chosen = st.segmented_control(
        t("matrix_page.view"),
        list(_VIEWS),
        format_func=lambda view: t(f"matrix_page.view_{view}"),
        default=asked if asked in _VIEWS else "koder",
        required=True,
        label_visibility="collapsed",
    )
    view = str(chosen or "koder")
    set_place(vis=view)
    _VIEWS[view](here)
    project_output(here)


st.title(t("page.matrix.title"))
_study = study()
if may(_study.member, Verb.SEE_FREQUENCIES):
    draw(_study)
else:
    closed_page(t("matrix_page.not_for_you"))

"""What holds for the whole study: whether the coding pane may suggest codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.notices import callback, leave
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from casestudy.study import Study

_SUGGESTIONS: Final = "study.suggestions"


def show(here: Study) -> None:
    """Draw the settings, to be changed by who may."""
    is_on = here.info.suggestions
    st.header(t("study_page.settings.suggestions"), anchor=False)
    st.markdown(t("study_page.settings.suggestions_what"))
    st.markdown(t("study_page.settings.suggestions_off"))
    if not may(here.member, Verb.EDIT_CASES):
        st.markdown(t(f"study_page.settings.suggestions_{'are_on' if is_on else 'are_off'}"))
        st.info(t("study_page.read_only"))
        return
    st.session_state[_SUGGESTIONS] = is_on
    st.toggle(
        t("study_page.settings.suggestions_switch"), key=_SUGGESTIONS, on_change=_on_suggestions
    )


@callback
def _on_suggestions() -> None:
    on = st.session_state[_SUGGESTIONS]
    study().allow_suggestions(on=on)
    leave(t(f"study_page.settings.suggestions_{'are_on' if on else 'are_off'}"))

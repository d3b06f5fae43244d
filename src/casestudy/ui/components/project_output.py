"""Taking the whole study out for another program, with what does not go along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.losses_panel import losses_panel
from casestudy.ui.notices import callback
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.study import Study

_MADE: Final = "project_output"
_ZIP: Final = "application/zip"


def project_output(here: Study) -> None:
    """Offer the study as a REFI-QDA project, for those who may export and read."""
    if not (may(here.member, Verb.EXPORT) and may(here.member, Verb.READ_TEXT)):
        return
    st.header(t("project_output.title"), anchor=False)
    st.caption(t("project_output.holds"))
    made = st.session_state.get(_MADE)
    if made is None:
        st.button(
            t("project_output.make"),
            key="project_make",
            icon=":material/folder_zip:",
            on_click=_on_make,
        )
        return
    st.download_button(
        t("project_output.download"),
        data=made.data,
        file_name=here.exports.team_file_name(t("project_output.file"), language=language()),
        mime=_ZIP,
        key="project_file",
        type="primary",
        on_click=_on_fetched,
        icon=":material/download:",
    )
    losses_panel(made.report, key="project")


@callback
def _on_make() -> None:
    st.session_state[_MADE] = study().exports.qdpx(language=language())


def _on_fetched() -> None:
    """Let the file go: it holds everything that was said, and is made anew when asked for."""
    st.session_state.pop(_MADE, None)

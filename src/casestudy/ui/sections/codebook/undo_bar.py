"""Undo and redo of one's own changes of the codebook, always in view, with what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.notices import callback, leave
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from casestudy.domain.codebook_history import UndoStep
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw both buttons."""
    undo, redo = here.codebook.undo_steps()
    with st.container(horizontal=True, key="codebook_undo", width="content"):
        st.button(
            t("codebook_page.undo.undo"),
            key="codebook.undo",
            icon=":material/undo:",
            disabled=undo is None,
            help=t("codebook_page.undo.undo_help", what=_what(undo))
            if undo
            else t("codebook_page.undo.nothing"),
            on_click=_on_undo,
            args=(undo,),
        )
        st.button(
            t("codebook_page.undo.redo"),
            key="codebook.redo",
            icon=":material/redo:",
            disabled=redo is None,
            help=t("codebook_page.undo.redo_help", what=_what(redo))
            if redo
            else t("codebook_page.undo.nothing_redo"),
            on_click=_on_redo,
            args=(redo,),
        )


def _what(step: UndoStep) -> str:
    return t(f"codebook_page.step.{step.verb}", codes=", ".join(step.codes))


@callback
def _on_undo(step: UndoStep) -> None:
    study().codebook.undo()
    leave(t("codebook_page.undo.undone", what=_what(step)))


@callback
def _on_redo(step: UndoStep) -> None:
    study().codebook.redo()
    leave(t("codebook_page.undo.redone", what=_what(step)))

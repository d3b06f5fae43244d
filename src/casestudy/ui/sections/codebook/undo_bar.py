"""Undo and redo of one's own changes of the codebook, always in view, with what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.notices import callback, leave
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.codebook_history import UndoStep
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw both buttons."""
    undo, redo = here.codebook.undo_steps()
    with st.container(horizontal=True, key="codebook_undo", width="content"):
        _button("undo", undo, _on_undo, nothing=t("codebook_page.undo.nothing"))
        _button("redo", redo, _on_redo, nothing=t("codebook_page.undo.nothing_redo"))


def _button(
    name: str, step: UndoStep | None, act: Callable[[UndoStep], None], *, nothing: str
) -> None:
    what = _what(step) if step else ""
    st.button(
        t(f"codebook_page.undo.{name}_what", what=what)
        if step
        else t(f"codebook_page.undo.{name}"),
        key=f"codebook.{name}",
        icon=f":material/{name}:",
        disabled=step is None,
        help=t(f"codebook_page.undo.{name}_what", what=what) if step else nothing,
        on_click=act,
        args=(step,),
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

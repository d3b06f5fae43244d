"""A study without a codebook: begin with the one that comes along, or with a file of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.demo.files import CODEBOOK_NAME, default_codebook_text
from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.file_field import file_field
from casestudy.ui.form_state import form_for, save
from casestudy.ui.notices import callback
from casestudy.ui.sections.codebook import files
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.codebook import Codebook
    from casestudy.study import Study
    from casestudy.ui.form_state import Form


def show(here: Study) -> None:
    """Draw the two ways to begin."""
    st.markdown(t("codebook_page.empty.what"))
    if not may(here.member, Verb.EDIT_CODEBOOK):
        st.info(t("codebook_page.empty.ask"))
        return
    form = form_for("codebook.first")
    with st.container(border=True):
        st.header(t("codebook_page.empty.ours"), anchor=False)
        st.markdown(t("codebook_page.empty.ours_what"))
        st.button(
            t("codebook_page.empty.ours_button"),
            type="primary",
            key=form.key("ours"),
            on_click=_on_ours,
            args=(form,),
        )
    with st.container(border=True):
        st.header(t("codebook_page.empty.own"), anchor=False)
        st.markdown(t("codebook_page.empty.own_what"))
        for file in file_field(
            t("codebook_page.empty.file"),
            endings=files.ENDINGS,
            browse=t("codebook_page.empty.browse"),
            box="codebook-first",
            key=form.key("file"),
        ):
            book = files.read(here, file.file_id, file.name, file.getvalue())
            if book is not None:
                st.markdown(t("codebook_page.empty.read", count=len(book.assignable)))
                st.button(
                    t("codebook_page.empty.own_button"),
                    type="primary",
                    key=form.key("own"),
                    on_click=_on_own,
                    args=(form, book),
                )


@callback
def _on_ours(form: Form) -> None:
    here = study()
    _begin(
        form,
        lambda: here.codebook.take_in(
            default_codebook_text(), file_name=CODEBOOK_NAME, request_id=form.request_id
        ),
    )


@callback
def _on_own(form: Form, book: Codebook) -> None:
    here = study()
    _begin(form, lambda: here.codebook.begin(book, request_id=form.request_id))


def _begin(form: Form, write: Callable[[], object]) -> None:
    save(form, write, said=t("codebook_page.empty.done"))

"""A study without a codebook: begin with the one that comes along, or with a file of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.demo.files import CODEBOOK_NAME, default_codebook_text
from casestudy.domain.permissions import Verb, may
from casestudy.errors import InvalidInputError
from casestudy.ui.components.file_field import file_field
from casestudy.ui.form_state import form_for, save
from casestudy.ui.notices import callback
from casestudy.ui.state import study, t

if TYPE_CHECKING:
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
            endings=("yaml", "yml"),
            browse=t("codebook_page.empty.browse"),
            box="codebook-first",
            key=form.key("file"),
        ):
            st.button(
                t("codebook_page.empty.own_button"),
                type="primary",
                key=form.key("own"),
                on_click=_on_own,
                args=(form, file.name, file.getvalue()),
            )


@callback
def _on_ours(form: Form) -> None:
    _take_in(form, default_codebook_text(), CODEBOOK_NAME)


@callback
def _on_own(form: Form, name: str, content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInputError("codebook_page.not_text", file=name) from None
    _take_in(form, text, name)


def _take_in(form: Form, text: str, name: str) -> None:
    here = study()
    save(
        form,
        lambda: here.codebook.take_in(text, file_name=name, request_id=form.request_id),
        said=t("codebook_page.empty.done"),
    )

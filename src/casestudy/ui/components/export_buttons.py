"""Download buttons for a report in each of its forms, for those who may export."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from casestudy.domain.study import Member

_FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


class Export(Protocol):
    """Makes a file in one form and language."""

    def __call__(self, *, form: str, language: str) -> bytes:
        """Return the file."""


def export_buttons(export: Export, *, member: Member, name: str, key: str) -> None:
    """Offer the report as Word, Excel and a web page; built only when asked for."""
    st.header(t("matrix_page.export"))
    if not may(member, Verb.EXPORT):
        st.caption(t("matrix_page.no_export"))
        return
    st.caption(t("matrix_page.export_holds"))
    for column, (form, mime) in zip(st.columns(3), _FORMS.items(), strict=True):
        with column:
            st.download_button(
                t(f"matrix_page.as_{form}"),
                data=partial(export, form=form, language=language()),
                file_name=f"{name}.{form}",
                mime=mime,
                key=f"{key}_{form}",
                on_click="ignore",
                icon=":material/download:",
                width="stretch",
            )

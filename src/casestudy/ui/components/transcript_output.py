"""Taking a coded transcript out: a page for the printer, and a Word file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import CodingPass

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def transcript_output(source_id: str, *, number: int, coding_pass: CodingPass | None) -> None:
    """Offer the source with its codings on paper, behind one button."""
    here = study()
    with st.popover(t("transcript_output.open"), icon=":material/print:", key="coding_print"):
        st.caption(t("transcript_output.holds"))
        chosen = f"?pass={coding_pass}" if coding_pass else ""
        st.link_button(
            t("transcript_output.print"),
            f"/api/sources/{source_id}/print{chosen}",
            icon=":material/open_in_new:",
            width="stretch",
        )
        if not may(here.member, Verb.EXPORT):
            st.caption(t("transcript_output.no_export"))
            return
        name = here.exports.team_file_name(
            t("transcript_output.file", number=number), language=language()
        )
        st.download_button(
            t("transcript_output.word"),
            data=partial(
                here.exports.transcript,
                source_id,
                form="docx",
                language=language(),
                coding_pass=coding_pass,
            ),
            file_name=name,
            mime=_DOCX,
            key="transcript_docx",
            on_click="ignore",
            icon=":material/download:",
            width="stretch",
        )

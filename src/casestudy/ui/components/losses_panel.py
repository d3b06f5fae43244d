"""What an import or export of a project can't carry over: counts, and each thing by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from casestudy.exchange.refi.losses import LossReport

#: More lines than this are to be read in a file.
_SHOWN: Final = 40


def losses_panel(report: LossReport, *, key: str, name: str = "rapport.txt") -> None:
    """Offer the loss report, folded away; the whole of it as a file too."""
    rows = [tuple(map(str, row)) for row in report.rows(language())]
    with st.expander(t("losses_panel.title", count=len(rows)), key=f"losses-{key}"):
        st.markdown(" · ".join(map(escape, report.counts(language()))))
        if not rows:
            st.caption(t("losses_panel.none"))
            return
        plain_table(report.columns(language()), rows[:_SHOWN], alt=t("losses_panel.table"))
        if len(rows) > _SHOWN:
            st.caption(t("losses_panel.more", count=len(rows) - _SHOWN))
        lines = [*report.counts(language()), "", "\t".join(report.columns(language()))]
        st.download_button(
            t("losses_panel.download"),
            data="\n".join([*lines, *("\t".join(row) for row in rows), ""]),
            file_name=name,
            mime="text/plain",
            key=f"losses-file-{key}",
            on_click="ignore",
            icon=":material/download:",
        )

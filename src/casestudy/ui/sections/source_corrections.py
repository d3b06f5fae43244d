"""Who corrected which turn of a source, when and why; the words stand in the text itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.components.fields import day
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.state import t

if TYPE_CHECKING:
    from casestudy.study import Study


def show(here: Study, source_id: str) -> None:
    """Draw the corrections, the newest first; nothing where there are none."""
    made = here.corrections.history(source_id)
    if not made:
        return
    names = {member.id: member.name for member in here.members.all()}
    header = [t(f"sources.corrections.{name}") for name in ("turn", "by", "at", "reason")]
    with st.expander(t("sources.corrections", count=len(made))):
        plain_table(
            header,
            [
                (str(each.turn), names.get(each.made_by or "", ""), day(each.at), each.reason)
                for each in reversed(made)
            ],
            alt=t("sources.corrections.alt"),
        )

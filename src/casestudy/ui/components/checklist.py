"""What is missing before a study can begin, with the way to each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: whether it is done, and the part of the page where it is done."""

    name: str
    part: str
    done: bool
    page: str = "pages/study.py"


def checklist(steps: Sequence[Step]) -> None:
    """Draw the steps, with the first one that is missing explained; nothing when all are done."""
    missing = [step for step in steps if not step.done]
    if not missing:
        return
    with st.container(border=True, key="checklist", gap="xsmall"):
        st.markdown(f"**{t('study_page.checklist.title', count=len(missing))}**")
        for step in steps:
            if step.done:
                st.markdown(f":material/check_circle: {t(f'study_page.checklist.{step.name}')}")
                continue
            st.page_link(
                step.page,
                label=t(f"study_page.checklist.{step.name}"),
                icon=":material/radio_button_unchecked:",
                query_params={"del": step.part},
            )
        st.caption(t(f"study_page.checklist.why_{missing[0].name}"))

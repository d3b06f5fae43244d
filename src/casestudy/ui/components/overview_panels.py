"""The panels of the overview: next steps, cases, coders' progress, open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.texts.labels import label
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from casestudy.domain.study import Member
    from casestudy.services.overview import CaseState, CoderState, Overview
    from casestudy.study import Study


def next_steps_panel(study: Study, overview: Overview) -> None:
    """Say the one thing to do next for this member, with a link to where it is done."""
    member = study.member
    mine = next((state for state in overview.coders if state.member.id == member.id), None)
    if not overview.cases:
        _step("overview.next.case", "pages/study.py", may(member, Verb.EDIT_CASES))
    elif not any(state.sources for state in overview.cases):
        _step("overview.next.import", "pages/sources.py", may(member, Verb.IMPORT_SOURCES))
    elif mine and mine.next_source_id and may(member, Verb.CODE):
        waiting = mine.assigned - mine.done
        with st.container(border=True):
            st.markdown(t("overview.next.task", count=waiting))
            st.page_link(
                "pages/coding.py",
                label=t("overview.next.task_link"),
                icon=":material/border_color:",
                query_params={"kilde": mine.next_source_id},
            )
    if not overview.has_codebook:
        st.warning(t("overview.next.codebook"))


def _step(key: str, page: str, allowed: bool) -> None:  # noqa: FBT001 - reads well in place
    with st.container(border=True):
        st.markdown(t(key))
        if allowed:
            st.page_link(page, label=t(f"{key}_link"), icon=":material/arrow_forward:")


def case_panel(overview: Overview) -> None:
    """Show each case: people, sources, words, and how many sources are coded."""
    st.header(t("overview.cases"))
    if not overview.cases:
        st.caption(t("overview.no_cases"))
        return
    for state, column in zip(overview.cases, st.columns(len(overview.cases)), strict=True):
        with column:
            _case(state)


def _case(state: CaseState) -> None:
    with st.container(border=True):
        st.markdown(f"**{t('overview.case', label=escape(state.case.label))}**")
        st.markdown(escape(state.case.name or state.case.service_type))
        st.progress(
            state.coded / state.sources if state.sources else 0.0,
            text=t("overview.coded", coded=state.coded, sources=state.sources),
        )
        st.caption(
            t(
                "overview.case_numbers",
                participants=state.participants,
                words=f"{state.words:,}".replace(",", "\u202f"),
                codings=f"{state.codings:,}".replace(",", "\u202f"),
            )
        )


def coder_panel(overview: Overview, member: Member) -> None:
    """Show how far each member with tasks has come, oneself first."""
    st.header(t("overview.coders"))
    if not overview.coders:
        st.caption(t("overview.no_tasks"))
    for state in sorted(overview.coders, key=lambda state: state.member.id != member.id):
        _coder(state)


def _coder(state: CoderState) -> None:
    role = label(state.member.role, language())
    st.markdown(f"**{escape(state.member.name)}** · {escape(role)}")
    st.progress(
        state.done / state.assigned,
        text=t("overview.done", done=state.done, assigned=state.assigned),
    )


def theory_panel(overview: Overview) -> None:
    """Show what the theories still wait for: unanswered refutations, cases not asked."""
    st.header(t("overview.theories"))
    if not overview.cmocs:
        st.caption(t("overview.no_theories"))
        return
    st.markdown(t("overview.refutations", count=len(overview.open_refutations)))
    _names(overview.open_refutations)
    st.markdown(t("overview.not_asked", count=len(overview.not_asked)))
    _names(overview.not_asked)
    st.page_link("pages/matrix.py", label=t("overview.to_matrix"), icon=":material/table_chart:")


def _names(names: tuple[str, ...]) -> None:
    if names:
        st.caption(escape(", ".join(names)))

"""The list of sources, filtered by case and type."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.vocabulary import SourceType
from casestudy.texts.labels import capital, label
from casestudy.ui.components.source_list import source_list
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.study import Study

#: More lines than this are slow to draw and slow to read.
_AT_A_TIME: Final = 60
_SHOWN: Final = "sources.shown"


def show(study: Study) -> None:
    """Draw the filters and the list."""
    rows = study.sources.all()
    if not rows:
        st.info(t("sources.list.empty"))
        return
    chosen = _filtered(rows)
    words = sum(row["words"] for row in chosen)
    st.caption(
        t("sources.list.count", count=len(chosen), words=f"{words:,}".replace(",", "\u202f"))
    )
    shown = st.session_state.setdefault(_SHOWN, _AT_A_TIME)
    source_list(chosen[:shown], _voices(study))
    if len(chosen) > shown:
        st.button(t("sources.list.more", count=len(chosen) - shown), on_click=_on_more)


def _on_more() -> None:
    st.session_state[_SHOWN] += _AT_A_TIME


def _filtered(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    cases = list(dict.fromkeys(row["case_label"] for row in rows))
    types = list(dict.fromkeys(row["type"] for row in rows))
    left, right = st.columns(2)
    case = left.selectbox(
        t("sources.list.filter_case"),
        ["", *(case for case in cases if case)],
        format_func=lambda value: value or t("sources.list.all_cases"),
        key="sources.filter.case",
    )
    kind = right.selectbox(
        t("sources.list.filter_type"),
        ["", *types],
        format_func=lambda value: (
            capital(label(SourceType(value), language())) if value else t("sources.list.all_types")
        ),
        key="sources.filter.type",
    )
    return [
        row
        for row in rows
        if (not case or row["case_label"] == case) and (not kind or row["type"] == kind)
    ]


def _voices(study: Study) -> dict[str, list[str]]:
    """Return who speaks in each source: pseudonyms, then labels nobody stands behind yet."""
    names = {person.id: person.pseudonym for person in study.cases.participants()}
    voices: dict[str, list[str]] = defaultdict(list)
    for speaker in study.sources.all_speakers():
        if not speaker.is_interviewer:
            name = names.get(speaker.participant_id or "", speaker.label)
            if name not in voices[speaker.source_id]:
                voices[speaker.source_id].append(name)
    return voices

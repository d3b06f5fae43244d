"""Kodebok: the tree of codes with definitions, read and searched in either language."""

from __future__ import annotations

import streamlit as st

from casestudy.ui.components.codebook_cards import branch_picker, code_card, matching
from casestudy.ui.state import language, place, set_place, study, t

st.title(t("page.codebook.title"))
_codebook = study().codebook.current()
st.caption(
    t(
        "codebook_page.release",
        release=_codebook.release,
        date=_codebook.date.strftime("%d.%m.%Y"),
        count=len(_codebook.assignable),
    )
)
_wanted = st.text_input(
    t("codebook_page.search"), value=place("sok") or "", placeholder=t("codebook_page.search_hint")
)
set_place(sok=_wanted or None)
if _wanted.strip():
    _codes = matching(_codebook, _wanted)
    st.caption(t("codebook_page.found", count=len(_codes)))
else:
    _branch = branch_picker(_codebook, chosen=place("gren"))
    set_place(gren=_branch)
    _codes = _codebook.descendants(_branch)
for _code in _codes:
    code_card(_codebook, _code, language=language())

"""The codes: the tree, and beside it what is chosen in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.review import ReviewStatus
from casestudy.ui.components import code_card
from casestudy.ui.markdown import escape
from casestudy.ui.sections.codebook import acting, acts, code_panel, tree, wordings
from casestudy.ui.sections.codebook.naming import code_names
from casestudy.ui.state import t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw the tree, and the code or codes that are chosen in it."""
    with here.one_state():
        book = here.codebook.current()
        counts = here.codebook.counts()
        waiting: Counter[str] = Counter()
        if may(here.member, Verb.SEE_FREQUENCIES):
            for each in here.codebook.waiting_counts():
                waiting[each.code_id] += each.codings
        open_ones = here.reviews.items(status=ReviewStatus.OPEN)
        remarks = Counter(one.comment.code_id for one in open_ones if one.comment.code_id)
    st.html(tree.STYLE + code_card.STYLE)
    left, right = st.columns([6, 7], gap="medium")
    with left, st.container(key="codebook_tree"):
        tree.show(here, book, counts, waiting, remarks)
    with right:
        act, ticked = acting.current(), tree.ticked_codes(book)
        _draw_drafts(book)
        if act is not None and any(code.id == act.code for code in book.codes):
            acts.show(here, book, act)
        elif len(ticked) > 1:
            _draw_several(book, ticked)
        else:
            code_panel.show(here, book, tree.chosen_code(book), counts)


def _draw_several(book: Codebook, ticked: tuple[str, ...]) -> None:
    with st.container(border=True):
        names = escape(code_names(book, ticked))
        st.markdown(t("codebook_page.several", count=len(ticked), codes=names))
        st.button(
            t("codebook_page.several_merge"),
            key="codebook.merge_ticked",
            type="primary",
            on_click=acting.begin,
            args=("merge", ticked[0]),
        )


def _draw_drafts(book: Codebook) -> None:
    """Say where else something is not saved."""
    here = tree.chosen_code(book)
    waiting = [one.id for one in book.codes if one.id != here and wordings.has_draft(book, one)]
    if waiting:
        st.caption(t("codebook_page.draft_elsewhere", codes=escape(code_names(book, waiting))))

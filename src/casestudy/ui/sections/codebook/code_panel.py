"""One code beside the tree: read, edited, or its history; and what can be done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.consequences import CodeCount
from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import CodeStatus
from casestudy.ui.components.code_card import code_card
from casestudy.ui.components.consequences import used
from casestudy.ui.sections.codebook import acting, code_history, editor
from casestudy.ui.state import language, place, set_place, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.study import Study

_VIEWS: Final = ("les", "rediger", "historie")
_VIEW: Final = "codebook.view"


def show(here: Study, book: Codebook, code_id: str, counts: Mapping[str, CodeCount]) -> None:
    """Draw a code in the view that the address names."""
    code = book.code(code_id)
    edits = may(here.member, Verb.EDIT_CODEBOOK)
    views = [one for one in _VIEWS if edits or one != "rediger"]
    with st.container(horizontal=True, vertical_alignment="center"):
        view = _choose_view(views)
        if edits:
            _draw_menu(code)
    count = counts.get(code.id, CodeCount())
    if view == "rediger":
        code_card(book, code, language=language(), head_only=True)
        editor.show(book, code, codings=count.codings)
    elif view == "historie":
        code_card(book, code, language=language(), head_only=True)
        code_history.show(here, book, code)
    else:
        _read(book, code, counts)


def _read(book: Codebook, code: Code, counts: Mapping[str, CodeCount]) -> None:
    count = used(counts.get(code.id, CodeCount())) if code.assignable else None
    code_card(book, code, language=language(), used=count)
    below = [one for one in book.children(code.id) if one.status is not CodeStatus.RETIRED]
    if below:
        st.subheader(t("codebook_page.below"), anchor=False)
    for one in below:
        code_card(book, one, language=language(), small=True)


def _choose_view(views: list[str]) -> str:
    asked = place("vis")
    current = asked if asked in views else views[0]
    st.session_state[_VIEW] = current
    st.segmented_control(
        t("codebook_page.view.name"),
        views,
        key=_VIEW,
        format_func=lambda one: t(f"codebook_page.view.{one}"),
        required=True,
        label_visibility="collapsed",
        on_change=_on_view,
    )
    return current


def _on_view() -> None:
    set_place(vis=st.session_state[_VIEW])


def _draw_menu(code: Code) -> None:
    menu = st.popover(t("codebook_page.act.menu"), key="codebook.menu")
    with menu, st.container(gap="xxsmall"):
        for name in _possible(code):
            st.button(
                t(f"codebook_page.act.{name}.menu"),
                key=f"codebook.begin.{name}",
                type="tertiary",
                on_click=acting.begin,
                args=(name, code.id),
            )


def _possible(code: Code) -> list[str]:
    """Return what can be done to a code in its state."""
    if code.status is CodeStatus.RETIRED:
        return ["bring_back", "add_branch"]
    names = ["add_below", "add_beside", "add_branch", "merge", "split", "retire"]
    if code.status is CodeStatus.PROPOSED:
        names.insert(0, "place")
    if not code.assignable:
        names.remove("split")
    return names

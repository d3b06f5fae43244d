"""Codings to look at: one's own, one by one and by keys; how many each coder has left."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.lineage_story import step_sentence
from casestudy.ui.components.passage import passage
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections.codebook.naming import code_name, code_options
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.domain.recoding import Waiting, WaitingCount
    from casestudy.study import Study

_LATER: Final = "recode.later"
_DONE: Final = "recode.done"
_LAST: Final = "recode.last"
_PICKED: Final = "recode.picked"
#: More choices than these have no key of their own.
_KEYS: Final = 9


def show(here: Study) -> None:
    """Draw the queue of the member at the browser, and everyone's for those who lead."""
    st.markdown(t("recode.what"))
    book = here.codebook.current()
    if may(here.member, Verb.CODE):
        waiting = _in_turn(here.coding.waiting())
        _draw_progress(len(waiting))
        if waiting:
            _draw_one(here, book, waiting[0])
        else:
            st.success(t("recode.nothing"))
    if may(here.member, Verb.SEE_FREQUENCIES):
        _draw_everyone(here, book, here.codebook.waiting_counts())


def waiting_for(here: Study) -> int:
    """Return how many codings wait for the member at the browser."""
    if not may(here.member, Verb.SEE_FREQUENCIES):
        return 0
    counts = here.codebook.waiting_counts()
    return sum(one.codings for one in counts if one.coder == here.member.handle)


def _in_turn(waiting: tuple[Waiting, ...]) -> list[Waiting]:
    """Put what the person wants to see later last, in the order they said so."""
    later: list[str] = st.session_state.get(_LATER, [])
    return sorted(
        waiting, key=lambda one: later.index(one.coding_id) if one.coding_id in later else -1
    )


def _draw_progress(left: int) -> None:
    done = st.session_state.get(_DONE, 0)
    with st.container(horizontal=True, vertical_alignment="center"):
        if left:
            st.progress(done / (done + left), text=t("recode.left", count=left))
        last = st.session_state.get(_LAST)
        if last is not None:
            st.button(
                t("recode.undo"),
                key="recode.undo",
                icon=":material/undo:",
                shortcut="Ctrl+Z",
                on_click=_on_undo,
                args=(last,),
            )


def _draw_one(here: Study, book: Codebook, one: Waiting) -> None:
    with st.container(border=True, key="recode_one"):
        st.markdown(f"**{escape(t('recode.source', number=one.segment, title=one.title))}**")
        passage(here.sources.transcript(one.source_id), one.start, one.end)
        st.markdown(t("recode.coded", code=escape(code_name(book, one.code_id))))
        for step in one.because:
            st.caption(escape(step_sentence(step, book)))
        _draw_choices(book, one)
        st.page_link(
            "pages/coding.py",
            label=t("recode.open"),
            icon=":material/border_color:",
            query_params={"kilde": one.source_id, "sted": one.coding_id},
        )


def _draw_choices(book: Codebook, one: Waiting) -> None:
    codes = [code for code in one.choices if book.code(code).status != "retired"]
    picked = [code for code in st.session_state.get(_PICKED, []) if code in codes]
    if codes:
        st.markdown(t("recode.choose"))
    with st.container(horizontal=True):
        for place, code in enumerate(codes, start=1):
            name = escape(code_name(book, code))
            st.button(
                f"**{name}**" if code in picked else name,
                key=f"recode.pick.{place}",
                icon=":material/check_box:"
                if code in picked
                else ":material/check_box_outline_blank:",
                shortcut=str(place) if place <= _KEYS else None,
                help=_definition(book, code),
                on_click=_on_pick,
                args=(code,),
            )
    _draw_other_code(book, one, codes)
    chosen = _chosen(one)
    with st.container(horizontal=True):
        _act("use", "Enter", _on_recode, (one,), disabled=not chosen, primary=True)
        if one.can_keep:
            _act("keep", "B", _on_keep, (one,), code=book.code(one.code_id).id)
        _act("later", "S", _on_later, (one.coding_id,))
        _act("remove", "Delete", _on_remove, (one,))
    st.caption(t("recode.keys"))


def _draw_other_code(book: Codebook, one: Waiting, offered: list[str]) -> None:
    options = code_options(book, lambda each: each.assignable and each.id not in offered)
    st.selectbox(
        t("recode.other"),
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=t("form.choose"),
        key=_other_key(one),
    )


def _act(
    name: str,
    key: str,
    act: Any,
    args: tuple[Any, ...],
    *,
    disabled: bool = False,
    primary: bool = False,
    **values: str,
) -> None:
    st.button(
        t(f"recode.act.{name}", **values),
        key=f"recode.act.{name}",
        type="primary" if primary and not disabled else "secondary",
        shortcut=key,
        disabled=disabled,
        on_click=act,
        args=args,
    )


def _definition(book: Codebook, code_id: str) -> str | None:
    code = book.code(code_id)
    return escape(code.definition.in_language(language())) or None


def _draw_everyone(here: Study, book: Codebook, counts: tuple[WaitingCount, ...]) -> None:
    others = [one for one in counts if one.coder != here.member.handle]
    if not others:
        return
    names = {member.handle: member.name for member in here.members.all()}
    st.header(t("recode.everyone"), anchor=False)
    plain_table(
        (t("recode.column.code"), t("recode.column.coder"), t("recode.column.codings")),
        [
            (code_name(book, one.code_id), names.get(one.coder, one.coder), str(one.codings))
            for one in counts
        ],
        alt=t("recode.everyone"),
    )


def _on_pick(code: str) -> None:
    picked = st.session_state.get(_PICKED, [])
    rest = [one for one in picked if one != code]
    st.session_state[_PICKED] = rest if code in picked else [*picked, code]


def _on_later(coding_id: str) -> None:
    later = [one for one in st.session_state.get(_LATER, []) if one != coding_id]
    st.session_state[_LATER] = [*later, coding_id]
    st.session_state[_PICKED] = []


@callback
def _on_recode(one: Waiting) -> None:
    study().coding.recode(one.coding_id, _chosen(one), request_id=str(uuid.uuid4()))
    _decided(one)


def _chosen(one: Waiting) -> list[str]:
    """Return the codes that are picked now; keys may be faster than the page."""
    picked = [code for code in st.session_state.get(_PICKED, []) if code in one.choices]
    other = st.session_state.get(_other_key(one))
    return [*picked, *([other] if other else [])]


def _other_key(one: Waiting) -> str:
    return f"recode.other.{one.coding_id}"


@callback
def _on_keep(one: Waiting) -> None:
    study().coding.keep(one.coding_id, request_id=str(uuid.uuid4()))
    _decided(one)


@callback
def _on_remove(one: Waiting) -> None:
    study().coding.remove(one.coding_id, request_id=str(uuid.uuid4()))
    _decided(one)


def _decided(one: Waiting) -> None:
    st.session_state[_DONE] = st.session_state.get(_DONE, 0) + 1
    st.session_state[_LAST] = one.source_id
    st.session_state[_PICKED] = []


@callback
def _on_undo(source_id: str) -> None:
    study().coding.undo(source_id)
    st.session_state[_DONE] = max(st.session_state.get(_DONE, 0) - 1, 0)
    st.session_state[_LAST] = None
    leave(t("recode.undone"))

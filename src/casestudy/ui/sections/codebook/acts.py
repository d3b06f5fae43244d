"""The panels in which something is done to a code: what it comes to, then a button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain import codebook_edits as edits
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import CaseStudyError
from casestudy.ui.components.consequences import consequences_panel
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections.codebook import acting
from casestudy.ui.sections.codebook.naming import code_name, code_names, code_options
from casestudy.ui.sections.codebook.new_code import new_branch, new_code
from casestudy.ui.state import language, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_edits import Edit
    from casestudy.study import Study
    from casestudy.ui.sections.codebook.acting import Act

#: Stands in for a reason that is not written yet, so that the rest can be told beforehand.
_ANY: Final = "–"


def show(here: Study, book: Codebook, act: Act) -> None:
    """Draw the panel that is open."""
    with st.container(border=True, key="codebook_act"):
        name = code_name(book, act.code)
        st.header(t(f"codebook_page.act.{act.name}.title", code=escape(name)), anchor=False)
        st.markdown(t(f"codebook_page.act.{act.name}.what"))
        edit = _PANELS[act.name](book, act)
        if edit is None:
            st.button(t("form.cancel"), key=act.key("cancel"), on_click=acting.end)
            return
        ready = _draw_consequences(here, book, act, edit)
        with st.container(horizontal=True):
            st.button(
                t(f"codebook_page.act.{act.name}.button"),
                key=act.key("do"),
                type="primary",
                disabled=not ready,
                on_click=_on_do,
                args=(act, edit, book.versions),
            )
            st.button(t("form.cancel"), key=act.key("cancel"), on_click=acting.end)


def _draw_consequences(here: Study, book: Codebook, act: Act, edit: Edit) -> bool:
    """Say what the edit comes to, or what is missing; tell whether it can be made."""
    try:
        found = here.codebook.consequences(_with_reason(edit))
    except CaseStudyError as error:
        st.info(escape(error.sentence(language())))
        return False
    key = f"codebook_page.act.{act.name}.codings"
    into = code_names(book, [edit.into]) if isinstance(edit, edits.Merge) else ""
    consequences_panel(found, what=t(key, into=into))
    return True


def _with_reason(edit: Edit) -> Edit:
    """Return the edit with some reason, so that it can be told before one is written."""
    if isinstance(edit, edits.Configure) or edit.why:
        return edit
    return replace(edit, why=_ANY)


@callback
def _on_do(act: Act, edit: Edit, seen: dict[str, int]) -> None:
    made = study().codebook.edit(edit, seen=seen, request_id=act.request_id)
    acting.end()
    st.session_state["codebook.ticked"] = ()
    opened = made.added[0] if made.added else getattr(edit, "into", act.code)
    set_place(kode=opened if isinstance(opened, str) else act.code)
    leave(t(f"codebook_page.act.{act.name}.done"))


def _merge(book: Codebook, act: Act) -> Edit | None:
    ticked = [one for one in st.session_state.get("codebook.ticked", ()) if one != act.code]
    options = code_options(book)
    options |= {one: code_name(book, one) for one in ticked if one not in options}
    codes = st.multiselect(
        t("codebook_page.act.merge.codes"),
        list(options),
        default=list(dict.fromkeys([act.code, *ticked])),
        format_func=options.__getitem__,
        placeholder=t("form.choose_many"),
        key=act.key("codes"),
    )
    if len(codes) < 2:
        st.info(t("codebook_page.act.merge.too_few"))
        return None
    into = st.radio(
        t("codebook_page.act.merge.into"),
        codes,
        format_func=lambda one: escape(options[one]),
        key=act.key("into"),
    )
    why = _reason(act)
    return edits.Merge(codes=tuple(one for one in codes if one != into), into=into, why=why)


def _split(book: Codebook, act: Act) -> Edit | None:
    code = book.code(act.code)
    count = st.number_input(
        t("codebook_page.act.split.count"), 0, 8, value=2, step=1, key=act.key("count")
    )
    new = [_part(act, place) for place in range(1, int(count) + 1)]
    options = code_options(book, lambda one: one.id != code.id and one.assignable)
    old = st.multiselect(
        t("codebook_page.act.split.old"),
        list(options),
        format_func=options.__getitem__,
        placeholder=t("form.choose_many"),
        key=act.key("old"),
    )
    keep = st.toggle(t("codebook_page.act.split.keep"), key=act.key("keep"))
    named = tuple(one for one in new if one.words["label.nb"] or one.words["label.en"])
    why = _reason(act)
    return edits.Split(code=code.id, into=(*named, *old), keep=keep, why=why)


def _part(act: Act, place: int) -> edits.Add:
    cells = st.columns(2)
    words = {
        f"label.{each}": cell.text_input(
            t("codebook_page.act.split.part", number=place, language=_language(each)),
            key=act.key(f"part.{place}.{each}"),
        ).strip()
        for each, cell in zip(("nb", "en"), cells, strict=True)
    }
    return edits.Add(parent=None, words=words)


def _retire(book: Codebook, act: Act) -> Edit:
    below = {one.id for one in book.descendants(act.code)}
    options = code_options(book, lambda one: one.id not in below)
    replaced_by = st.selectbox(
        t("codebook_page.act.retire.replaced_by"),
        [None, *options],
        format_func=lambda one: options[one] if one else t("codebook_page.act.retire.none"),
        key=act.key("replaced_by"),
    )
    return edits.Retire(code=act.code, replaced_by=replaced_by, why=_reason(act))


def _bring_back(_book: Codebook, act: Act) -> Edit:
    return edits.BringBack(code=act.code, why=_reason(act, needed=False))


def _place(book: Codebook, act: Act) -> Edit | None:
    below = {one.id for one in book.descendants(act.code)}
    home = book.code(act.code).parent
    options = code_options(
        book,
        lambda one: one.id not in below and one.id != home and one.status is CodeStatus.ACTIVE,
    )
    parent = st.selectbox(
        t("codebook_page.act.place.parent"),
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=t("form.choose"),
        key=act.key("parent"),
    )
    if parent is None:
        return None
    return edits.Place(code=act.code, parent=parent, why=_reason(act, needed=False))


def _reason(act: Act, *, needed: bool = True) -> str:
    label = t("codebook_page.why" if needed else "codebook_page.why_optional")
    return st.text_input(label, key=act.key("why")).strip()


def _language(each: str) -> str:
    return t(f"codebook_page.language.{each}")


_PANELS: Final[dict[str, Callable[[Any, Any], Edit | None]]] = {
    "add_below": lambda book, act: new_code(book, act, below=True),
    "add_beside": lambda book, act: new_code(book, act, below=False),
    "add_branch": new_branch,
    "merge": _merge,
    "split": _split,
    "retire": _retire,
    "bring_back": _bring_back,
    "place": _place,
}

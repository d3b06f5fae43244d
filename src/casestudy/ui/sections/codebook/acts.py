"""The panels in which something is done to a code: what it comes to, then a button."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import streamlit as st

from casestudy.domain import codebook_edits as edits
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import CaseStudyError, InvalidInputError
from casestudy.texts import LANGUAGES
from casestudy.ui.components.consequences import consequences_panel
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections.codebook import acting, new_code, tree
from casestudy.ui.sections.codebook.naming import code_name, code_names, code_options
from casestudy.ui.state import language, set_place, study, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_edits import Edit
    from casestudy.study import Study
    from casestudy.ui.sections.codebook.acting import Act

#: Stands in for a reason that is not written yet, so that the rest can be told beforehand.
_ANY: Final = "–"
_MOST_PARTS: Final = 8


class _Panel(NamedTuple):
    """``draw`` draws the fields, ``edit`` says what stands in them; ``lacks`` what they ask for.

    ``why`` is whether a reason is asked for: True, False (may stay empty), or None (not at all).
    """

    draw: Callable[[Codebook, Act], None]
    edit: Callable[[Codebook, Act], Edit | None]
    why: bool | None = None
    lacks: str = ""


def show(here: Study, book: Codebook, act: Act) -> None:
    """Draw the panel that is open."""
    panel = _PANELS[act.name]
    with st.container(border=True, key="codebook_act"):
        name = escape(code_name(book, act.code))
        st.header(t(f"codebook_page.act.{act.name}.title", code=name), anchor=False)
        st.markdown(t(f"codebook_page.act.{act.name}.what"))
        panel.draw(book, act)
        if panel.why is not None:
            label = t("codebook_page.why" if panel.why else "codebook_page.why_optional")
            st.text_input(label, key=act.key("why"))
        edit = panel.edit(book, act)
        if edit is None and panel.lacks:
            st.info(t(panel.lacks))
        ready = edit is not None and _draw_consequences(here, book, act, edit)
        with st.container(horizontal=True):
            if edit is not None:
                st.button(
                    t(f"codebook_page.act.{act.name}.button"),
                    key=act.key("do"),
                    type="primary" if ready else "secondary",
                    disabled=not ready,
                    on_click=_on_do,
                    args=(act, book.versions),
                )
            st.button(t("form.cancel"), key=act.key("cancel"), on_click=acting.end)


def _draw_consequences(here: Study, book: Codebook, act: Act, edit: Edit) -> bool:
    """Say what the edit comes to, or what is missing; tell whether it can be made."""
    try:
        found = here.codebook.consequences(_with_reason(edit))
    except CaseStudyError as error:
        st.info(escape(error.sentence(language())))
        return False
    into = code_names(book, [edit.into]) if isinstance(edit, edits.Merge) else ""
    consequences_panel(found, what=t(f"codebook_page.act.{act.name}.codings", into=into))
    return True


def _with_reason(edit: Edit) -> Edit:
    """Return the edit with some reason, so that it can be told before one is written."""
    if isinstance(edit, edits.Configure) or edit.why:
        return edit
    return replace(edit, why=_ANY)


@callback
def _on_do(act: Act, seen: dict[str, int]) -> None:
    here = study()
    # What stands in the fields now: a click may come before the page has heard of the last one.
    edit = _PANELS[act.name].edit(here.codebook.current(), act)
    if edit is None:
        raise InvalidInputError("empty_field")
    made = here.codebook.edit(edit, seen=seen, request_id=act.request_id)
    acting.end()
    tree.untick()
    into = edit.into if isinstance(edit, edits.Merge) else act.code
    set_place(kode=made.added[0] if made.added else into)
    leave(t(f"codebook_page.act.{act.name}.done"))


def _draw_merge(book: Codebook, act: Act) -> None:
    ticked = [one for one in tree.ticked_codes(book) if one != act.code]
    options = code_options(book)
    options |= {one: code_name(book, one) for one in [act.code, *ticked] if one not in options}
    codes = st.multiselect(
        t("codebook_page.act.merge.codes"),
        list(options),
        default=list(dict.fromkeys([act.code, *ticked])),
        format_func=options.__getitem__,
        placeholder=t("form.choose_many"),
        key=act.key("codes"),
    )
    if len(codes) > 1:
        st.radio(
            t("codebook_page.act.merge.into"),
            codes,
            format_func=lambda one: escape(options[one]),
            key=act.key("into"),
        )


def _merge(_book: Codebook, act: Act) -> Edit | None:
    codes, into = act.typed("codes", []), act.typed("into")
    if len(codes) < 2 or into not in codes:
        return None
    merged = tuple(one for one in codes if one != into)
    return edits.Merge(codes=merged, into=into, why=act.words("why"))


def _draw_split(book: Codebook, act: Act) -> None:
    count = st.number_input(
        t("codebook_page.act.split.count"), 0, _MOST_PARTS, value=2, step=1, key=act.key("count")
    )
    for place in range(1, int(count) + 1):
        for each, cell in zip(LANGUAGES, st.columns(2), strict=True):
            said = t(f"codebook_page.language.{each}")
            label = t("codebook_page.act.split.part", number=place, language=said)
            cell.text_input(label, key=act.key(f"part.{place}.{each}"))
    options = code_options(book, lambda one: one.id != act.code and one.assignable)
    st.multiselect(
        t("codebook_page.act.split.old"),
        list(options),
        format_func=options.__getitem__,
        placeholder=t("form.choose_many"),
        key=act.key("old"),
    )
    st.toggle(t("codebook_page.act.split.keep"), key=act.key("keep"))


def _split(_book: Codebook, act: Act) -> Edit:
    places = range(1, int(act.typed("count", 2)) + 1)
    parts = [
        {f"label.{each}": act.words(f"part.{place}.{each}") for each in LANGUAGES}
        for place in places
    ]
    new = (edits.Add(parent=None, words=words) for words in parts if any(words.values()))
    return edits.Split(
        code=act.code,
        into=(*new, *act.typed("old", [])),
        keep=bool(act.typed("keep")),
        why=act.words("why"),
    )


def _draw_retire(book: Codebook, act: Act) -> None:
    below = {one.id for one in book.descendants(act.code)}
    options = code_options(book, lambda one: one.id not in below)
    st.selectbox(
        t("codebook_page.act.retire.replaced_by"),
        [None, *options],
        format_func=lambda one: options[one] if one else t("codebook_page.act.retire.none"),
        key=act.key("replaced_by"),
    )


def _retire(_book: Codebook, act: Act) -> Edit:
    replaced_by = act.typed("replaced_by")
    return edits.Retire(code=act.code, replaced_by=replaced_by, why=act.words("why"))


def _draw_nothing(_book: Codebook, _act: Act) -> None:
    return


def _bring_back(_book: Codebook, act: Act) -> Edit:
    return edits.BringBack(code=act.code, why=act.words("why"))


def _draw_place(book: Codebook, act: Act) -> None:
    below = {one.id for one in book.descendants(act.code)}
    home = book.code(act.code).parent

    def is_place(one: Any) -> bool:
        return one.id not in below and one.id != home and one.status is CodeStatus.ACTIVE

    options = code_options(book, is_place)
    st.selectbox(
        t("codebook_page.act.place.parent"),
        list(options),
        index=None,
        format_func=options.__getitem__,
        placeholder=t("form.choose"),
        key=act.key("parent"),
    )


def _place(_book: Codebook, act: Act) -> Edit | None:
    parent = act.typed("parent")
    return parent and edits.Place(code=act.code, parent=parent, why=act.words("why"))


_NAME: Final = "codebook_page.act.name_missing"
_PANELS: Final = {
    "add_below": _Panel(new_code.draw_code, new_code.code_below, lacks=_NAME),
    "add_beside": _Panel(new_code.draw_code, new_code.code_beside, lacks=_NAME),
    "add_branch": _Panel(new_code.draw_branch, new_code.branch, lacks=_NAME),
    "merge": _Panel(_draw_merge, _merge, why=True, lacks="codebook_page.act.merge.too_few"),
    "split": _Panel(_draw_split, _split, why=True),
    "retire": _Panel(_draw_retire, _retire, why=True),
    "bring_back": _Panel(_draw_nothing, _bring_back, why=False),
    "place": _Panel(_draw_place, _place, why=False),
}

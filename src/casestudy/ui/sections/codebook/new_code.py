"""The fields for a new code or branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.domain.codebook import CodingAttribute, CodingPass
from casestudy.domain.codebook_edits import Add
from casestudy.texts import LANGUAGES
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_edits import Edit
    from casestudy.ui.sections.codebook.acting import Act


def new_code(book: Codebook, act: Act, *, below: bool) -> Edit | None:
    """Draw the fields for a code below the one the panel is open for, or right after it."""
    code = book.code(act.code)
    words = _words(act)
    only_organises = st.toggle(
        t("codebook_page.act.organises"),
        key=act.key("organises"),
        help=t("codebook_page.act.organises_help"),
    )
    if not _is_named(words):
        return None
    settings: dict[str, Any] = {"assignable": not only_organises}
    if below:
        return Add(parent=code.id, words=words, settings=settings)
    if code.parent is None:
        settings |= _inherited(book, code.id)
    siblings = [one.id for one in (book.children(code.parent) if code.parent else book.roots)]
    after = siblings[siblings.index(code.id) + 1 :]
    return Add(parent=code.parent, words=words, before=next(iter(after), None), settings=settings)


def new_branch(book: Codebook, act: Act) -> Edit | None:
    """Draw the fields for a branch at the top of the codebook."""
    words = _words(act)
    settings = _inherited(book, act.code) | {"assignable": False}
    for name, kind in (("attributes", CodingAttribute), ("passes", CodingPass)):
        prefix = "attribute" if name == "attributes" else "pass"
        said = {one: t(f"codebook.{prefix}.{one.value}") for one in kind}
        settings[name] = tuple(
            st.multiselect(
                t(f"codebook_page.settings.{name}"),
                list(said),
                default=list(settings[name]),
                format_func=said.__getitem__,
                placeholder=t("form.choose_many"),
                key=act.key(name),
            )
        )
    return Add(parent=None, words=words, settings=settings) if _is_named(words) else None


def _words(act: Act) -> dict[str, str]:
    words = {}
    for name in ("label", "definition"):
        for language, cell in zip(LANGUAGES, st.columns(2), strict=True):
            field = f"{name}.{language}"
            draw = cell.text_input if name == "label" else cell.text_area
            words[field] = draw(field_name(field), key=act.key(field)).strip()
    return words


def _is_named(words: Mapping[str, str]) -> bool:
    if any(words[f"label.{language}"] for language in LANGUAGES):
        return True
    st.info(t("codebook_page.act.name_missing"))
    return False


def _inherited(book: Codebook, code_id: str) -> dict[str, Any]:
    return {
        "attributes": book.attributes_of(code_id),
        "passes": book.passes_of(code_id),
        "hue": book.hue_of(code_id),
    }

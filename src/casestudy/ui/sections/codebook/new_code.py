"""The fields for a new code or branch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.codebook import BILINGUAL_FIELDS, CodingAttribute, CodingPass
from casestudy.domain.codebook_edits import Add
from casestudy.texts import LANGUAGES
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.state import t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_edits import Edit
    from casestudy.ui.sections.codebook.acting import Act

_FIELDS: Final = BILINGUAL_FIELDS[:2]


def draw_code(_book: Codebook, act: Act) -> None:
    """Draw the fields for a code."""
    _draw_words(act)
    st.toggle(
        t("codebook_page.act.organises"),
        key=act.key("organises"),
        help=t("codebook_page.act.organises_help"),
    )


def code_below(_book: Codebook, act: Act) -> Edit | None:
    """Return the new code below the one the panel is open for; None while it has no name."""
    words, settings = _words(act), {"assignable": not act.typed("organises")}
    return Add(parent=act.code, words=words, settings=settings) if words else None


def code_beside(book: Codebook, act: Act) -> Edit | None:
    """Return the new code right after the one the panel is open for; None without a name."""
    words = _words(act)
    if not words:
        return None
    code = book.code(act.code)
    settings: dict[str, Any] = {"assignable": not act.typed("organises")}
    if code.parent is None:
        settings |= _inherited(book, code.id)
    siblings = [one.id for one in (book.children(code.parent) if code.parent else book.roots)]
    after = siblings[siblings.index(code.id) + 1 :]
    return Add(parent=code.parent, words=words, before=next(iter(after), None), settings=settings)


def draw_branch(book: Codebook, act: Act) -> None:
    """Draw the fields for a branch at the top of the codebook."""
    _draw_words(act)
    holds = _inherited(book, act.code)
    for name, kind in (("attributes", CodingAttribute), ("passes", CodingPass)):
        prefix = "attribute" if name == "attributes" else "pass"
        said = {one: t(f"codebook.{prefix}.{one.value}") for one in kind}
        st.multiselect(
            t(f"codebook_page.settings.{name}"),
            list(said),
            default=list(holds[name]),
            format_func=said.__getitem__,
            placeholder=t("form.choose_many"),
            key=act.key(name),
        )


def branch(book: Codebook, act: Act) -> Edit | None:
    """Return the new branch; None while it has no name."""
    words = _words(act)
    settings = _inherited(book, act.code) | {"assignable": False}
    for name in ("attributes", "passes"):
        settings[name] = tuple(act.typed(name, settings[name]))
    return Add(parent=None, words=words, settings=settings) if words else None


def _draw_words(act: Act) -> None:
    for name in _FIELDS:
        for language, cell in zip(LANGUAGES, st.columns(2), strict=True):
            field = f"{name}.{language}"
            draw = cell.text_input if name == "label" else cell.text_area
            draw(field_name(field), key=act.key(field))


def _words(act: Act) -> dict[str, str]:
    """Return what is written, or nothing while there is no name."""
    words = {f"{name}.{one}": act.words(f"{name}.{one}") for name in _FIELDS for one in LANGUAGES}
    return words if any(words[f"label.{one}"] for one in LANGUAGES) else {}


def _inherited(book: Codebook, code_id: str) -> dict[str, Any]:
    return {
        "attributes": book.attributes_of(code_id),
        "passes": book.passes_of(code_id),
        "hue": book.hue_of(code_id),
    }

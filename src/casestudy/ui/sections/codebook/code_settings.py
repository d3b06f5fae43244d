"""How a code is shown and used: its colour, and for branches attributes and passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.codebook import CodingAttribute, CodingPass
from casestudy.domain.colour import palette
from casestudy.ui.form_state import form_for
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.ui.form_state import Form

_KINDS: Final = {"attributes": CodingAttribute, "passes": CodingPass}


def draw_settings(book: Codebook, code: Code, *, on_save: Callable[..., None]) -> None:
    """Draw the settings of a code; ``on_save(code, form)`` is called by the button.

    Args:
        book: The codebook.
        code: The code, or a branch.
        on_save: The callback that saves.
    """
    form = form_for(f"settings.{code.id}.{code.version}")
    form.seen(code.version or 0)
    _draw_colours(form, code, tuple(dict.fromkeys([code.colour, *palette(book.hue_of(code.id))])))
    for name, kind in _KINDS.items():
        _draw_choice(form, book, code, name, kind)
    if typed_settings(form, code):
        st.button(
            t("form.save"),
            type="primary",
            key=form.key("save"),
            on_click=on_save,
            args=(code, form),
        )


def typed_settings(form: Form, code: Code) -> dict[str, Any]:
    """Return the settings that were chosen otherwise than the code has them."""
    chosen: dict[str, Any] = {"colour": form.typed("colour") or code.colour}
    for name in _KINDS:
        if form.typed(f"own.{name}") is None:
            continue
        values = tuple(form.typed(name) or ())
        chosen[name] = values if form.typed(f"own.{name}") or code.parent is None else None
    return {name: value for name, value in chosen.items() if value != getattr(code, name)}


def _draw_colours(form: Form, code: Code, colours: tuple[str, ...]) -> None:
    key = form.key("colour")
    # Streamlit's choice has no swatches: each option's own place in the row gets its colour.
    rules = "".join(
        f'.st-key-{_css(key)} [role="radiogroup"] > :nth-child({place}) {{ --swatch: {colour}; }}'
        for place, colour in enumerate(colours, start=1)
    )
    st.html(f"<style>{rules}{_SWATCHES.replace('KEY', _css(key))}</style>")
    st.segmented_control(
        t("codebook_page.settings.colour"),
        list(colours),
        default=code.colour,
        format_func=lambda colour: t(
            "codebook_page.settings.colour_number", number=colours.index(colour) + 1
        ),
        required=True,
        key=key,
        help=t("codebook_page.settings.colour_help"),
    )


def _draw_choice(form: Form, book: Codebook, code: Code, name: str, kind: Iterable[Any]) -> None:
    holds = book.attributes_of(code.id) if name == "attributes" else book.passes_of(code.id)
    said = {one: t(f"codebook.{_PREFIXES[name]}.{one.value}") for one in kind}
    own = getattr(code, name) is not None
    if code.parent is not None:
        inherited = ", ".join(said[one] for one in holds) or "–"
        own = st.toggle(
            t(f"codebook_page.settings.own_{name}"),
            value=own,
            key=form.key(f"own.{name}"),
            help=t("codebook_page.settings.inherited", values=inherited),
        )
    else:
        st.session_state[form.key(f"own.{name}")] = True
    if own:
        st.multiselect(
            t(f"codebook_page.settings.{name}"),
            list(said),
            default=list(holds),
            format_func=said.__getitem__,
            placeholder=t("form.choose_many"),
            key=form.key(name),
        )


_PREFIXES: Final = {"attributes": "attribute", "passes": "pass"}
_SWATCHES: Final = """
.st-key-KEY [role="radiogroup"] > * { --swatch: transparent; }
.st-key-KEY [role="radiogroup"] > *::before {
  content: ""; width: 1.1rem; height: 1.1rem; border-radius: 4px; background: var(--swatch);
  margin-right: 0.3rem; }"""


def _css(key: str) -> str:
    return "".join(
        character if character.isalnum() or character in "_-" else "-" for character in key
    )

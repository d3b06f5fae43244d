"""A form for one record: its fields, a button, and the choice when someone else was first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.ui.components.fields import draw_fields, in_words, typed_values
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.form_state import renew
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from casestudy.ui.components.fields import Field
    from casestudy.ui.form_state import Form


def record_form(
    form: Form,
    fields: Sequence[Field],
    *,
    button: str,
    on_save: Callable[..., None],
    args: tuple[Any, ...] = (),
    note: str | None = None,
    columns: int = 1,
) -> None:
    """Draw a form that calls ``on_save(form, *args)``.

    Args:
        form: The sheet of the form.
        fields: Its fields, with the stored values.
        button: What the button says.
        on_save: The callback that saves.
        args: What it gets beside the form.
        note: A sentence above the button.
        columns: How many fields stand side by side on a wide screen.
    """
    with st.form(form.key("form")):
        draw_fields(form, fields, columns=columns)
        if note:
            st.caption(note)
        st.form_submit_button(
            button, key=form.key("save"), type="primary", on_click=on_save, args=(form, *args)
        )


def conflict_panel(
    form: Form, fields: Sequence[Field], *, on_mine: Callable[..., None], args: tuple[Any, ...]
) -> None:
    """Show the other's version beside one's own and let the person choose; drawn when refused.

    Args:
        form: The refused sheet.
        fields: Its fields, with the values that are stored now.
        on_mine: The callback that saves one's own over the other's, as ``on_mine(form, *args)``.
        args: What it gets beside the form.
    """
    if not form.refused:
        return
    mine = typed_values(form, fields)
    said = {each.name: in_words(each, mine[each.name]) for each in fields}
    differ = [each for each in fields if said[each.name] != in_words(each, each.value)]
    with st.container(border=True, key=form.key("conflict")):
        st.markdown(t("form.conflict.what"))
        plain_table(
            (t("form.conflict.field"), t("form.conflict.theirs"), t("form.conflict.mine")),
            [(each.label, in_words(each, each.value), said[each.name]) for each in differ],
            alt=t("form.conflict.what"),
        )
        with st.container(horizontal=True):
            st.button(
                t("form.conflict.keep_mine"),
                on_click=on_mine,
                args=(form, *args),
                key=form.key("mine"),
            )
            st.button(
                t("form.conflict.take_theirs"),
                on_click=renew,
                args=(form,),
                key=form.key("theirs"),
            )

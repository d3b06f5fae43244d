"""Fields of a form: one widget each, what was typed in them, and how a value reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.ui.form_state import Form

Kind = Literal["line", "lines", "date", "count", "yes_no", "one", "many"]
_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_KEPT: Final[dict[str, Any]] = {"persist_state": "session"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: ``options`` maps what can be chosen to how it reads, in their order.

    A field of kind ``"one"`` may stay unchosen; ``unset`` says what that reads as.
    """

    name: str
    label: str
    kind: Kind = "line"
    value: Any = None
    options: Mapping[Any, str] = field(default_factory=dict)
    unset: str | None = None
    hint: str | None = None


def draw_fields(
    form: Form, fields: Sequence[Field], *, columns: int = 1, kept: bool = False
) -> None:
    """Draw the fields, in rows of ``columns``.

    Args:
        form: The sheet they are on.
        fields: The fields in their order.
        columns: How many stand side by side on a wide screen.
        kept: Keep what is typed while the fields are not drawn.
    """
    for first in range(0, len(fields), columns):
        row = fields[first : first + columns]
        cells = st.columns(columns) if columns > 1 else [st.container()]
        for cell, each in zip(cells, row, strict=False):
            with cell:
                _draw(each, form.key(each.name), _KEPT if kept else {})


def typed_values(form: Form, fields: Sequence[Field]) -> dict[str, Any]:
    """Return what stands in the fields, by their names; lines without blanks around them."""
    return {each.name: _stripped(each, form.typed(each.name)) for each in fields}


def in_words(each: Field, value: Any) -> str:
    """Return a field's value as a person reads it."""
    if each.kind == "many":
        chosen = set(value or ())
        return ", ".join(each.options[one] for one in each.options if one in chosen) or "–"
    if each.kind == "one":
        return each.options.get(value, each.unset or "–")
    if each.kind == "yes_no":
        return t("form.yes") if value else t("form.no")
    if isinstance(value, date):
        return day(value)
    return str(value) if value not in (None, "") else "–"


def day(value: date | None) -> str:
    """Return a date as it is written in Norway, or an empty string."""
    return f"{value:%d.%m.%Y}" if value else ""


def _stripped(each: Field, value: Any) -> Any:
    return value.strip() if value and each.kind in ("line", "lines") else value


def _draw(each: Field, key: str, kept: dict[str, Any]) -> None:
    common: dict[str, Any] = {"key": key, "help": each.hint, **kept}
    if each.kind == "line":
        st.text_input(each.label, each.value or "", **common)
    elif each.kind == "lines":
        st.text_area(each.label, each.value or "", height=96, **common)
    elif each.kind == "date":
        days: dict[str, Any] = {"min_value": _FIRST_DAY, "max_value": _LAST_DAY}
        st.date_input(each.label, each.value, format="DD.MM.YYYY", **days, **common)
    elif each.kind == "count":
        unknown = each.unset or "–"
        st.number_input(
            each.label, min_value=0, step=1, value=each.value, placeholder=unknown, **common
        )
    elif each.kind == "yes_no":
        st.checkbox(each.label, bool(each.value), **common)
    elif each.kind == "one":
        _draw_one(each, common)
    else:
        default = [one for one in each.value or () if one in each.options]
        st.multiselect(
            each.label,
            list(each.options),
            default,
            format_func=each.options.__getitem__,
            placeholder=t("form.choose_many"),
            **common,
        )


def _draw_one(each: Field, common: dict[str, Any]) -> None:
    options = [*each.options] if each.unset is None else [None, *each.options]
    st.selectbox(
        each.label,
        options,
        options.index(each.value) if each.value in options else None,
        format_func=lambda value: each.options.get(value, each.unset or ""),
        placeholder=t("form.choose"),
        **common,
    )

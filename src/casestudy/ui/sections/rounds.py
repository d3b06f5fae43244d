"""Rounds of coding: open ones, blind ones, and closing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import RoundVisibility
from casestudy.errors import InvalidInputError
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field, day, typed_values
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import record_form
from casestudy.ui.form_state import Form, form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.study import CodingRound
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw the rounds with what each means, and forms for who may change them."""
    st.header(t("study_page.rounds.title"), anchor=False)
    st.markdown(t("study_page.rounds.what"))
    found = here.members.rounds()
    if found:
        header = ("name", "visibility", "opened", "closed")
        plain_table(
            tuple(t(f"study_page.rounds.{name}") for name in header),
            [
                (
                    one.name,
                    capital(label(one.visibility, language())),
                    day(one.opened_at),
                    day(one.closed_at),
                )
                for one in found
            ],
            alt=t("study_page.rounds.title"),
        )
    if not may(here.member, Verb.EDIT_MEMBERS):
        return
    for one in found:
        if one.closed_at is None:
            _show_closing(one)
    with st.expander(t("study_page.rounds.add"), key="study.add_round"):
        record_form(
            form_for("round"),
            _fields(),
            button=t("study_page.rounds.add_button"),
            on_save=_on_open,
        )


def _show_closing(one: CodingRound) -> None:
    name = escape(one.name)
    with st.expander(t("study_page.rounds.close", name=name), key=f"study.close.{one.id}"):
        st.markdown(t(f"study_page.rounds.close_{one.visibility.value}"))
        form = form_for(f"close.{one.id}")
        st.button(
            t("study_page.rounds.close_button"),
            key=form.key("button"),
            on_click=_on_close,
            args=(form, one),
        )


def _fields() -> list[Field]:
    return [
        Field(name="name", label=t("study_page.rounds.name")),
        Field(
            name="visibility",
            label=t("study_page.rounds.visibility"),
            kind="one",
            value=RoundVisibility.OPEN,
            options={
                each: f"{capital(label(each, language()))}: {t(f'study_page.rounds.{each.value}')}"
                for each in RoundVisibility
            },
        ),
    ]


@callback
def _on_open(form: Form) -> None:
    values = typed_values(form, _fields())
    if not values["name"]:
        raise InvalidInputError("empty_field")
    save(
        form,
        lambda: study().members.open_round(
            values["name"], visibility=values["visibility"], request_id=form.request_id
        ),
        said=t("study_page.rounds.opened_now", name=values["name"]),
    )


@callback
def _on_close(form: Form, one: CodingRound) -> None:
    save(
        form,
        lambda: study().members.close_round(one, request_id=form.request_id),
        said=t("study_page.rounds.closed_now", name=one.name),
    )

"""The time points at which the study comes back to its cases."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.fields import Field, in_words, typed_values
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import conflict_panel, record_form
from casestudy.ui.components.record_picker import record_picker
from casestudy.ui.form_state import Form, form_for, over_theirs, save
from casestudy.ui.notices import callback
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.cases import TimePoint
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw the time points, and forms for who may change them."""
    st.markdown(t("study_page.time_points.what"))
    found = here.cases.time_points()
    if found:
        fields = _fields({})
        plain_table(
            tuple(each.label for each in fields),
            [tuple(in_words(each, getattr(one, each.name)) for each in fields) for one in found],
            alt=t("study_page.part.tidspunkter"),
        )
    else:
        st.info(t("study_page.time_points.empty"))
    if not may(here.member, Verb.EDIT_CASES):
        st.info(t("study_page.read_only"))
        return
    if found:
        names = {one.id: one.label for one in found}
        chosen = record_picker(t("study_page.time_points.change"), names, key="study.point")
        for one in found:
            if one.id == chosen:
                _change_form(one)
    with st.expander(t("study_page.time_points.add"), expanded=not found, key="study.add_point"):
        record_form(
            form_for("time_point"),
            _fields({}),
            button=t("study_page.time_points.add_button"),
            on_save=_on_add,
        )


def _change_form(one: TimePoint) -> None:
    form, fields = form_for(f"time_point.{one.id}"), _fields(asdict(one))
    form.seen(one.version)
    conflict_panel(form, fields, on_mine=_on_keep_mine, args=(one,))
    record_form(form, fields, button=t("form.save"), on_save=_on_change, args=(one,))


def _fields(values: Mapping[str, Any]) -> list[Field]:
    return [
        Field(name="label", label=t("study_page.time_points.label"), value=values.get("label")),
        *(
            Field(
                name=name,
                label=t(f"study_page.time_points.{name}"),
                kind="date",
                value=values.get(name),
            )
            for name in ("starts", "ends")
        ),
    ]


@callback
def _on_add(form: Form) -> None:
    values = typed_values(form, _fields({}))
    save(
        form,
        lambda: study().cases.add_time_point(request_id=form.request_id, **values),
        said=t("study_page.time_points.added", label=values["label"]),
    )


@callback
def _on_change(form: Form, one: TimePoint) -> None:
    _change(form, one)


@callback
def _on_keep_mine(form: Form, one: TimePoint) -> None:
    over_theirs(form, one.version)
    _change(form, one)


def _change(form: Form, one: TimePoint) -> None:
    seen = replace(one, version=form.seen(one.version))
    values = typed_values(form, _fields({}))
    save(
        form,
        lambda: study().cases.change_time_point(seen, request_id=form.request_id, **values),
        said=t("form.saved"),
    )

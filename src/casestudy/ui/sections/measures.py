"""The measures: what a service does to change its practice."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import MeasureOrigin, Stage
from casestudy.errors import InvalidInputError
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field, in_words, typed_values
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import conflict_panel, record_form
from casestudy.ui.components.record_picker import record_picker
from casestudy.ui.components.source_fields import case_name
from casestudy.ui.form_state import Form, form_for, over_theirs, save
from casestudy.ui.notices import callback
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casestudy.domain.cases import Case, Measure
    from casestudy.study import Study

_IN_TABLE: Final = ("name_nb", "origin", "stage", "starts", "ends")


def show(here: Study) -> None:
    """Draw the measures, and forms for who may change them."""
    st.markdown(t("study_page.measures.what"))
    cases = here.cases.all()
    order = {case.id: place for place, case in enumerate(cases)}
    found = sorted(here.cases.measures(), key=lambda one: (order[one.case_id], one.name_nb))
    if not cases:
        st.info(t("study_page.cases.first"))
        return
    if found:
        _table(found, {case.id: case.label for case in cases})
    else:
        st.info(t("study_page.measures.empty"))
    if not may(here.member, Verb.EDIT_CASES):
        st.info(t("study_page.read_only"))
        return
    if found:
        names = {one.id: one.name_nb for one in found}
        chosen = record_picker(t("study_page.measures.change"), names, key="study.measure")
        for one in found:
            if one.id == chosen:
                _change_form(one)
    with st.expander(t("study_page.measures.add"), expanded=not found, key="study.add_measure"):
        record_form(
            form_for("measure"),
            [_case_field(cases), *_fields({})],
            button=t("study_page.measures.add_button"),
            on_save=_on_add,
            columns=2,
        )


def _table(found: Sequence[Measure], cases: Mapping[str, str]) -> None:
    fields = [each for each in _fields({}) if each.name in _IN_TABLE]
    plain_table(
        (t("study_page.measures.case"), *(each.label for each in fields)),
        [
            (
                cases.get(one.case_id, ""),
                *(in_words(each, getattr(one, each.name)) for each in fields),
            )
            for one in found
        ],
        alt=t("study_page.part.tiltak"),
    )


def _change_form(one: Measure) -> None:
    form, fields = form_for(f"measure.{one.id}"), _fields(asdict(one))
    form.seen(one.version)
    conflict_panel(form, fields, on_mine=_on_keep_mine, args=(one,))
    record_form(form, fields, button=t("form.save"), on_save=_on_change, args=(one,), columns=2)


def _case_field(cases: Sequence[Case]) -> Field:
    return Field(
        name="case_id",
        label=t("study_page.measures.case"),
        kind="one",
        value=cases[0].id if len(cases) == 1 else None,
        options={case.id: case_name(case) for case in cases},
    )


def _fields(values: Mapping[str, Any]) -> list[Field]:
    origins = {each: capital(label(each, language())) for each in MeasureOrigin}
    stages = {each: capital(label(each, language())) for each in Stage}
    kinds: dict[str, dict[str, Any]] = {
        "name_nb": {},
        "name_en": {},
        "origin": {"kind": "one", "options": origins, "unset": t("form.unknown")},
        "stage": {"kind": "one", "options": stages, "unset": t("form.unknown")},
        "starts": {"kind": "date"},
        "ends": {"kind": "date"},
        "resource": {"kind": "lines"},
        "requested_vs_delivered": {"kind": "lines"},
    }
    return [
        Field(name=name, label=t(f"study_page.measures.{name}"), value=values.get(name), **kind)
        for name, kind in kinds.items()
    ]


@callback
def _on_add(form: Form) -> None:
    here = study()
    values = typed_values(form, [_case_field(here.cases.all()), *_fields({})])
    if values["case_id"] is None:
        raise InvalidInputError("study_page.case_missing")
    name = values.pop("name_nb")
    save(
        form,
        lambda: here.cases.add_measure(name, request_id=form.request_id, **values),
        said=t("study_page.measures.added", name=name),
    )


@callback
def _on_change(form: Form, one: Measure) -> None:
    _change(form, one)


@callback
def _on_keep_mine(form: Form, one: Measure) -> None:
    over_theirs(form, one.version)
    _change(form, one)


def _change(form: Form, one: Measure) -> None:
    seen = replace(one, version=form.seen(one.version))
    values = typed_values(form, _fields({}))
    save(
        form,
        lambda: study().cases.change_measure(seen, request_id=form.request_id, **values),
        said=t("form.saved"),
    )

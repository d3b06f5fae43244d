"""The cases of the study, each with how many people it has of every role."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import Role
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

    from casestudy.domain.cases import Case
    from casestudy.study import Study

_WORDS: Final = ("label", "name", "service_type", "setting")


def show(here: Study) -> None:
    """Draw the cases, and forms for who may change them."""
    st.markdown(t("study_page.cases.what"))
    cases = here.cases.all()
    if cases:
        _table(here, cases)
    else:
        st.info(t("study_page.cases.empty"))
    if not may(here.member, Verb.EDIT_CASES):
        st.info(t("study_page.read_only"))
        return
    if cases:
        names = {case.id: case_name(case) for case in cases}
        chosen = record_picker(t("study_page.cases.change"), names, key="study.case")
        for case in cases:
            if case.id == chosen:
                _change_form(here, case)
    with st.expander(t("study_page.cases.add"), expanded=not cases, key="study.add_case"):
        record_form(
            form_for("case"),
            [*_fields({}), *_population_fields({})],
            button=t("study_page.cases.add_button"),
            note=t("study_page.cases.population_note"),
            on_save=_on_add,
            columns=2,
        )


def _table(here: Study, cases: Sequence[Case]) -> None:
    fields = _population_fields({})
    rows = []
    for case in cases:
        counts = here.cases.population(case.id)
        people = [
            f"{each.label}: {in_words(each, counts[role])}"
            for role, each in zip(Role, fields, strict=True)
            if counts.get(role) is not None
        ]
        rows.append((case.label, case.name, case.service_type, ", ".join(people)))
    header = tuple(t(f"study_page.cases.{name}") for name in (*_WORDS[:3], "population"))
    plain_table(header, rows, alt=t("study_page.part.caser"))


def _change_form(here: Study, case: Case) -> None:
    form, fields = form_for(f"case.{case.id}"), _fields(asdict(case))
    form.seen(case.version)
    conflict_panel(form, fields, on_mine=_on_keep_mine, args=(case,))
    record_form(form, fields, button=t("form.save"), on_save=_on_change, args=(case,), columns=2)
    record_form(
        form_for(f"population.{case.id}"),
        _population_fields(here.cases.population(case.id)),
        button=t("study_page.cases.save_population"),
        note=t("study_page.cases.population_note"),
        on_save=_on_population,
        args=(case,),
        columns=2,
    )


def _fields(values: Mapping[str, str]) -> list[Field]:
    return [
        Field(
            name=name,
            label=t(f"study_page.cases.{name}"),
            kind="lines" if name == "setting" else "line",
            value=values.get(name),
            hint=t("study_page.cases.label_hint") if name == "label" else None,
        )
        for name in _WORDS
    ]


def _population_fields(counts: Mapping[Role, int | None]) -> list[Field]:
    return [
        Field(
            name=role.value,
            label=capital(label(role, language())),
            kind="count",
            value=counts.get(role),
            unset=t("study_page.cases.unknown"),
        )
        for role in Role
    ]


def _counts(form: Form) -> dict[Role, int | None]:
    return {role: form.typed(role.value) for role in Role}


@callback
def _on_add(form: Form) -> None:
    values = typed_values(form, _fields({}))
    save(
        form,
        lambda: study().cases.add(
            values.pop("label"), population=_counts(form), request_id=form.request_id, **values
        ),
        said=t("study_page.cases.added", label=values["label"]),
    )


@callback
def _on_change(form: Form, case: Case) -> None:
    _change(form, case)


@callback
def _on_keep_mine(form: Form, case: Case) -> None:
    over_theirs(form, case.version)
    _change(form, case)


def _change(form: Form, case: Case) -> None:
    seen = replace(case, version=form.seen(case.version))
    values = typed_values(form, _fields({}))
    save(
        form,
        lambda: study().cases.change(seen, request_id=form.request_id, **values),
        said=t("form.saved"),
    )


@callback
def _on_population(form: Form, case: Case) -> None:
    save(
        form,
        lambda: study().cases.set_population(case.id, _counts(form), request_id=form.request_id),
        said=t("form.saved"),
    )

"""The participants: pseudonym, case, coarse role, what they agreed to, and withdrawal."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import ConsentScope
from casestudy.errors import InvalidInputError
from casestudy.services.import_plan import next_pseudonym
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field, day, typed_values
from casestudy.ui.components.participant_fields import consent_fields, role_field
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import conflict_panel, record_form
from casestudy.ui.components.record_picker import record_picker
from casestudy.ui.components.source_fields import case_name
from casestudy.ui.form_state import Form, form_for, over_theirs, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from casestudy.domain.cases import Case, Participant
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw the participants, and forms for who may change them."""
    st.markdown(t("study_page.participants.what"))
    cases = here.cases.all()
    if not cases:
        st.info(t("study_page.cases.first"))
        return
    people = here.cases.participants()
    if people:
        _table(here, people, {case.id: case.label for case in cases})
    else:
        st.info(t("study_page.participants.empty"))
    if not may(here.member, Verb.EDIT_CASES):
        st.info(t("study_page.read_only"))
        return
    names = {person.id: person.pseudonym for person in people}
    if people:
        chosen = record_picker(t("study_page.participants.change"), names, key="study.person")
        for person in people:
            if person.id == chosen:
                _change_forms(here, person, cases)
    pseudonym = next_pseudonym({person.pseudonym: person.id for person in people})
    with st.expander(
        t("study_page.participants.add"), expanded=not people, key="study.add_person"
    ):
        record_form(
            form_for("participant"),
            [_pseudonym(pseudonym), *_fields({}, cases), *consent_fields()],
            button=t("study_page.participants.add_button"),
            note=t("study_page.participants.never_out"),
            on_save=_on_add,
            columns=2,
        )


def _table(here: Study, people: Sequence[Participant], cases: Mapping[str, str]) -> None:
    consents = here.cases.consents()
    rows = []
    for person in people:
        consent = consents.get(person.id)
        state = t("study_page.participants.taking_part")
        if person.withdrawn_at:
            state = t("study_page.participants.withdrew", day=day(person.withdrawn_at))
        rows.append(
            (
                person.pseudonym,
                cases.get(person.case_id, ""),
                capital(label(person.role, language())),
                _agreed(consent.scopes if consent else ()),
                day(consent.given if consent else None),
                state,
            )
        )
    names = ("pseudonym", "case", "role", "scopes", "given", "state")
    header = tuple(t(f"study_page.participants.{name}") for name in names)
    plain_table(header, rows, alt=t("study_page.part.deltakere"))


def _agreed(scopes: Collection[ConsentScope]) -> str:
    words = [label(scope, language()) for scope in ConsentScope if scope in scopes]
    return capital(", ".join(words)) or "–"


def _change_forms(here: Study, person: Participant, cases: Sequence[Case]) -> None:
    if person.withdrawn_at is not None:
        st.info(t("study_page.participants.is_withdrawn", pseudonym=escape(person.pseudonym)))
        return
    form, fields = form_for(f"participant.{person.id}"), _fields(asdict(person), cases)
    form.seen(person.version)
    conflict_panel(form, fields, on_mine=_on_keep_mine, args=(person,))
    record_form(
        form,
        fields,
        button=t("form.save"),
        note=t("study_page.participants.never_out"),
        on_save=_on_change,
        args=(person,),
        columns=2,
    )
    consent = here.cases.consent(person.id)
    record_form(
        form_for(f"consent.{person.id}"),
        consent_fields(consent.scopes if consent else (), consent.given if consent else None),
        button=t("study_page.participants.record_consent"),
        note=t("study_page.participants.consent_note"),
        on_save=_on_consent,
        args=(person,),
        columns=2,
    )
    with st.expander(
        t("study_page.participants.withdraw", pseudonym=escape(person.pseudonym)),
        key=f"study.withdraw.{person.id}",
    ):
        st.warning(t("study_page.participants.withdraw_what"))
        sure = Field(
            name="sure",
            label=t("study_page.participants.withdraw_sure", pseudonym=escape(person.pseudonym)),
            kind="yes_no",
        )
        record_form(
            form_for(f"withdraw.{person.id}"),
            [sure],
            button=t("study_page.participants.withdraw_button"),
            on_save=_on_withdraw,
            args=(person,),
        )


def _pseudonym(value: str) -> Field:
    return Field(name="pseudonym", label=t("study_page.participants.pseudonym"), value=value)


def _fields(values: Mapping[str, Any], cases: Sequence[Case]) -> list[Field]:
    case = Field(
        name="case_id",
        label=t("study_page.participants.case"),
        kind="one",
        value=values.get("case_id", cases[0].id if len(cases) == 1 else None),
        options={case.id: case_name(case) for case in cases},
    )
    restricted = [
        Field(name=name, label=t(f"study_page.participants.{name}"), value=values.get(name))
        for name in ("role_detail", "age_band")
    ]
    return [case, role_field(values.get("role")), *restricted]


@callback
def _on_add(form: Form) -> None:
    here = study()
    values = typed_values(
        form, [_pseudonym(""), *_fields({}, here.cases.all()), *consent_fields()]
    )
    if values["case_id"] is None or values["role"] is None:
        raise InvalidInputError("study_page.case_and_role")
    pseudonym, given = values.pop("pseudonym"), values.pop("given")
    save(
        form,
        lambda: here.cases.add_participant(
            pseudonym, consent_given=given, request_id=form.request_id, **values
        ),
        said=t("study_page.participants.added", pseudonym=pseudonym),
    )


@callback
def _on_change(form: Form, person: Participant) -> None:
    _change(form, person)


@callback
def _on_keep_mine(form: Form, person: Participant) -> None:
    over_theirs(form, person.version)
    _change(form, person)


def _change(form: Form, person: Participant) -> None:
    here = study()
    seen = replace(person, version=form.seen(person.version))
    values = typed_values(form, _fields({}, here.cases.all()))
    save(
        form,
        lambda: here.cases.change_participant(seen, request_id=form.request_id, **values),
        said=t("form.saved"),
    )


@callback
def _on_consent(form: Form, person: Participant) -> None:
    scopes, given = typed_values(form, consent_fields()).values()
    save(
        form,
        lambda: study().cases.record_consent(
            person.id, scopes, given=given, request_id=form.request_id
        ),
        said=t("study_page.participants.consent_saved", pseudonym=person.pseudonym),
    )


@callback
def _on_withdraw(form: Form, person: Participant) -> None:
    if not form.typed("sure"):
        raise InvalidInputError("study_page.not_sure")
    save(
        form,
        lambda: study().cases.withdraw_participant(person, request_id=form.request_id),
        said=t("study_page.participants.withdrawn", pseudonym=person.pseudonym),
    )

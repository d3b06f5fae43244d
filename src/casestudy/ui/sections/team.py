"""The team: who takes part, in which role, and what each role may do."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import InvalidInputError
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field, in_words, typed_values
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import conflict_panel, record_form
from casestudy.ui.components.record_picker import record_picker
from casestudy.ui.form_state import Form, form_for, over_theirs, save
from casestudy.ui.notices import callback
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.study import Member
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw the members and the roles, and forms for who may change them."""
    st.markdown(t("study_page.team.what"))
    members = here.members.all()
    fields = _fields({})
    plain_table(
        (t("study_page.team.name"), *(each.label for each in fields)),
        [
            (_name(member), *(in_words(each, getattr(member, each.name)) for each in fields))
            for member in members
        ],
        alt=t("study_page.part.team"),
    )
    with st.expander(t("study_page.team.roles"), key="study.roles"):
        for role in MemberRole:
            name = capital(label(role, language()))
            st.markdown(f"**{name}**: {t(f'study_page.team.role.{role.value}')}")
        st.markdown(t("study_page.team.export_right"))
    if not may(here.member, Verb.EDIT_MEMBERS):
        st.info(t("study_page.read_only"))
        return
    names = {member.id: member.name for member in members}
    chosen = record_picker(t("study_page.team.change"), names, key="study.member")
    for member in members:
        if member.id == chosen:
            _change_form(member)
    with st.expander(t("study_page.team.add"), expanded=len(members) == 1, key="study.add_member"):
        record_form(
            form_for("member"),
            _new_fields(),
            button=t("study_page.team.add_button"),
            on_save=_on_add,
        )


def _name(member: Member) -> str:
    return t("study_page.team.outside", name=member.name) if member.outside else member.name


def _change_form(member: Member) -> None:
    form, fields = form_for(f"member.{member.id}"), _fields(asdict(member))
    form.seen(member.version)
    conflict_panel(form, fields, on_mine=_on_keep_mine, args=(member,))
    record_form(
        form,
        fields,
        button=t("form.save"),
        note=t("study_page.team.inactive_note"),
        on_save=_on_change,
        args=(member,),
    )


def _fields(values: Mapping[str, Any]) -> list[Field]:
    role = Field(
        name="role",
        label=t("study_page.team.role_name"),
        kind="one",
        value=values.get("role"),
        options={role: capital(label(role, language())) for role in MemberRole},
    )
    rights = [
        Field(
            name=name,
            label=t(f"study_page.team.{name}"),
            kind="yes_no",
            value=values.get(name),
        )
        for name in ("may_export", "active")
    ]
    return [role, *rights]


def _new_fields() -> list[Field]:
    role, may_export, _ = _fields({})
    name = Field(name="name", label=t("study_page.team.name"), hint=t("study_page.team.name_hint"))
    return [name, role, may_export]


@callback
def _on_add(form: Form) -> None:
    values = typed_values(form, _new_fields())
    if values["role"] is None:
        raise InvalidInputError("study_page.role_missing")
    name = values.pop("name")
    save(
        form,
        lambda: study().members.add(name, request_id=form.request_id, **values),
        said=t("study_page.team.added", name=name),
    )


@callback
def _on_change(form: Form, member: Member) -> None:
    _change(form, member)


@callback
def _on_keep_mine(form: Form, member: Member) -> None:
    over_theirs(form, member.version)
    _change(form, member)


def _change(form: Form, member: Member) -> None:
    seen = replace(member, version=form.seen(member.version))
    values = typed_values(form, _fields({}))
    save(
        form,
        lambda: study().members.change(seen, request_id=form.request_id, **values),
        said=t("form.saved"),
    )

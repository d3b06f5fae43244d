"""Who codes what: rounds of coding, tasks in them, and when they are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.errors import InvalidInputError
from casestudy.texts.labels import label
from casestudy.ui.components.fields import Field, day, typed_values
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import record_form
from casestudy.ui.components.record_picker import record_picker
from casestudy.ui.form_state import Form, form_for, save
from casestudy.ui.notices import callback
from casestudy.ui.sections import rounds
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.study import Assignment
    from casestudy.domain.vocabulary import RoundVisibility
    from casestudy.study import Study


def show(here: Study) -> None:
    """Draw the tasks and the rounds, and forms for who may change them."""
    st.markdown(t("study_page.tasks.what"))
    names = _names(here)
    place = {row["id"]: number for number, row in enumerate(here.sources.all())}
    tasks = sorted(
        here.members.assignments(),
        key=lambda task: (place[task.source_id], names[task.member_id]),
    )
    if tasks:
        _table(tasks, names)
    else:
        st.info(t("study_page.tasks.empty"))
    may_edit = may(here.member, Verb.EDIT_MEMBERS)
    if not may_edit:
        st.info(t("study_page.read_only"))
    elif not here.sources.all():
        st.info(t("study_page.tasks.no_sources"))
    else:
        with st.expander(t("study_page.tasks.add"), expanded=not tasks, key="study.add_task"):
            record_form(
                form_for("task"),
                _fields(here),
                button=t("study_page.tasks.add_button"),
                on_save=_on_assign,
            )
    if may_edit and tasks:
        _show_removal(tasks, names)
    rounds.show(here)


def _names(here: Study) -> dict[str, str]:
    """Return how members, sources and rounds are called, by id."""
    members = {member.id: member.name for member in here.members.all()}
    sources = {row["id"]: row["title"] for row in here.sources.all()}
    return members | sources | {each.id: each.name for each in here.members.rounds()}


def _table(tasks: list[Assignment], names: dict[str, str]) -> None:
    header = ("member", "source", "round", "due", "done")
    plain_table(
        tuple(t(f"study_page.tasks.{name}") for name in header),
        [
            (
                names.get(task.member_id, ""),
                names.get(task.source_id, ""),
                names.get(task.round_id or "", ""),
                day(task.due),
                t("study_page.tasks.is_done", day=day(task.done_at)) if task.done_at else "",
            )
            for task in tasks
        ],
        alt=t("study_page.part.oppgaver"),
    )


def _fields(here: Study) -> list[Field]:
    active = {member.id: member for member in here.members.all() if may(member, Verb.CODE)}
    open_rounds = [one for one in here.members.rounds() if one.closed_at is None]
    return [
        Field(
            name="member",
            label=t("study_page.tasks.member"),
            kind="one",
            options={key: member.name for key, member in active.items()},
        ),
        Field(
            name="sources",
            label=t("study_page.tasks.sources"),
            kind="many",
            options={row["id"]: row["title"] for row in here.sources.all()},
        ),
        Field(
            name="round",
            label=t("study_page.tasks.round"),
            kind="one",
            options={one.id: f"{one.name} ({_visibility(one.visibility)})" for one in open_rounds},
            unset=t("study_page.tasks.no_round"),
            hint=t("study_page.tasks.round_hint"),
        ),
        Field(name="due", label=t("study_page.tasks.due"), kind="date"),
    ]


def _visibility(visibility: RoundVisibility) -> str:
    return label(visibility, language())


def _show_removal(tasks: list[Assignment], names: dict[str, str]) -> None:
    by_id = {task.id: task for task in tasks}
    called = {
        key: f"{names.get(task.member_id, '')} · {names.get(task.source_id, '')}"
        for key, task in by_id.items()
    }
    with st.expander(t("study_page.tasks.remove"), key="study.remove_task"):
        st.caption(t("study_page.tasks.remove_what"))
        chosen = record_picker(t("study_page.tasks.which"), called, key="study.task")
        if chosen in by_id:
            form = form_for(f"unassign.{chosen}")
            st.button(
                t("study_page.tasks.remove_button"),
                key=form.key("button"),
                on_click=_on_unassign,
                args=(form, by_id[chosen]),
            )


@callback
def _on_assign(form: Form) -> None:
    here = study()
    values = typed_values(form, _fields(here))
    if values["member"] is None or not values["sources"]:
        raise InvalidInputError("study_page.member_and_sources")
    save(
        form,
        lambda: here.members.assign(
            values["member"],
            values["sources"],
            round_id=values["round"],
            due=values["due"],
            request_id=form.request_id,
        ),
        said=t("study_page.tasks.added", name=_names(here)[values["member"]]),
    )


@callback
def _on_unassign(form: Form, task: Assignment) -> None:
    save(
        form,
        lambda: study().members.unassign(task, request_id=form.request_id),
        said=t("study_page.tasks.removed"),
    )

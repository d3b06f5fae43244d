"""The page «study»: cases, people, team, tasks, settings, and what is missing to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.checklist import Step, checklist
from casestudy.ui.components.closed_page import closed_page
from casestudy.ui.components.parts_switch import parts_switch
from casestudy.ui.sections import (
    cases,
    measures,
    participants,
    settings,
    tasks,
    team,
    time_points,
)
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from casestudy.study import Study

_PARTS: Final = {
    "caser": cases.show,
    "deltakere": participants.show,
    "team": team.show,
    "oppgaver": tasks.show,
    "tiltak": measures.show,
    "tidspunkter": time_points.show,
    "innstillinger": settings.show,
}


def _steps(here: Study) -> list[Step]:
    """Return what a study needs before coding can begin, in order."""
    return [
        Step(name="cases", part="caser", done=bool(here.cases.all())),
        Step(name="participants", part="deltakere", done=bool(here.cases.participants())),
        Step(name="members", part="team", done=len(here.members.all()) > 1),
        Step(
            name="sources", page="pages/sources.py", part="hent-inn", done=bool(here.sources.all())
        ),
        Step(name="tasks", part="oppgaver", done=bool(here.members.assignments())),
    ]


st.title(t("page.study.title"))
here = study()
if may(here.member, Verb.SEE_OVERVIEW):
    checklist(_steps(here))
    part = parts_switch(
        t("study_page.parts"), {name: t(f"study_page.part.{name}") for name in _PARTS}
    )
    _PARTS[part](here)
else:
    closed_page(t("study_page.not_for_you"))

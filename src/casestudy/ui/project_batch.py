"""The projects of other programs being taken in in this browser tab."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

import streamlit as st

from casestudy.domain.merging import MergeChoices, Merged, MergePlan
from casestudy.errors import CaseStudyError
from casestudy.services.interchange import Planned
from casestudy.ui.form_state import Form, renew

_KEY = "sources.projects"
ENDINGS = ("qdpx", "qdc")


@dataclass(slots=True, kw_only=True)
class ProjectEntry:
    """One file: what was planned, or why it was refused, or what was taken in of it.

    ``reviewed`` is the plan as the choices of the last run make it, kept since working it out
    takes a moment. ``refusal`` is why the study did not take it the last time.
    """

    file_name: str
    planned: Planned | None = None
    error: CaseStudyError | None = None
    refusal: CaseStudyError | None = None
    reviewed: tuple[MergeChoices, MergePlan] | None = None
    merged: Merged | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def form(self) -> Form:
        """What the person decides; its request id makes taking in happen once."""
        return Form(name=f"project.{self.id}", request_id=self.id)


def projects() -> list[ProjectEntry]:
    """Return the projects of this tab, in the order they were chosen."""
    found: list[ProjectEntry] = st.session_state.setdefault(_KEY, [])
    return found


def forget(entry: ProjectEntry) -> None:
    """Forget a project and what was chosen about it."""
    projects().remove(entry)
    renew(entry.form)

"""The files being imported in this browser tab: read, looked at, then stored or thrown away."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

import streamlit as st

from casestudy.domain.sources import Source
from casestudy.domain.transcript import ParsedSource
from casestudy.errors import CaseStudyError
from casestudy.ui.form_state import Form, renew

_BATCH, _CASE = "sources.batch", "sources.batch.case"


@dataclass(slots=True, kw_only=True)
class Entry:
    """One file: what was understood, or why it was refused, or what it was stored as.

    ``error`` is why it can't be read, ``refusal`` why the study did not take it the last time.
    ``parsed`` is given up as soon as the file is stored; ``as_read`` is kept beside a repair.
    """

    upload: str
    file_name: str
    parsed: ParsedSource | None = None
    as_read: ParsedSource | None = None
    error: CaseStudyError | None = None
    refusal: CaseStudyError | None = None
    same_as: Source | None = None
    stored: str | None = None
    title: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def waits(self) -> bool:
        """True while the person has not decided."""
        return self.parsed is not None and self.stored is None and self.same_as is None

    @property
    def form(self) -> Form:
        """What the person decides about the file; its request id makes storing happen once."""
        return Form(name=f"import.{self.id}", request_id=self.id)

    def is_stored_as(self, source_id: str, *, title: str) -> None:
        """Let the text go; keep where it lies now."""
        self.stored, self.title, self.parsed, self.as_read = source_id, title, None, None
        renew(self.form)


def batch() -> list[Entry]:
    """Return the files of this tab, in the order they were chosen."""
    found: list[Entry] = st.session_state.setdefault(_BATCH, [])
    return found


def throw_away(entry: Entry) -> None:
    """Forget a file and what was typed about it."""
    batch().remove(entry)
    renew(entry.form)


def clear() -> None:
    """Forget all files."""
    for entry in list(batch()):
        throw_away(entry)


def last_case() -> str | None:
    """Return the id of the case that the file before went to."""
    found: str | None = st.session_state.get(_CASE)
    return found


def remember_case(case_id: str | None) -> None:
    """Propose ``case_id`` for the next file."""
    st.session_state[_CASE] = case_id

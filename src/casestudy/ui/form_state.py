"""What a person has typed in a form: kept when a save is refused, gone when it is done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.errors import ConflictError
from casestudy.ui.notices import leave

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One sheet of a form; a saved sheet is followed by a fresh one.

    ``request_id`` makes a second click on the same sheet harmless.
    """

    name: str
    request_id: str

    def key(self, field: str) -> str:
        """Return the key of a field's widget on this sheet."""
        return f"form.{self.name}.{self.request_id}.{field}"

    def typed(self, field: str) -> Any:
        """Return what the person has typed or chosen."""
        return st.session_state.get(self.key(field))

    def seen(self, version: int) -> int:
        """Return the version of the record that the sheet was filled from."""
        return int(st.session_state.setdefault(self.key("seen"), version))

    @property
    def refused(self) -> bool:
        """True after a save that someone else's change stood in the way of."""
        return bool(st.session_state.get(self.key("refused")))


def form_for(name: str) -> Form:
    """Return the sheet that the form ``name`` is at."""
    sheet = st.session_state.setdefault(f"form.{name}", str(uuid.uuid4()))
    return Form(name=name, request_id=sheet)


def renew(form: Form) -> None:
    """Throw the sheet away; the next is filled from what is stored."""
    for key in [key for key in st.session_state if str(key).startswith(form.key(""))]:
        del st.session_state[key]
    st.session_state.pop(f"form.{form.name}", None)


def over_theirs(form: Form, version: int) -> None:
    """Note that the person has seen the other's ``version`` and keeps their own."""
    st.session_state[form.key("seen")] = version


def save(form: Form, write: Callable[[], object], *, said: str) -> None:
    """Do ``write`` once per sheet and say so; a refused sheet keeps what was typed.

    Raises:
        CaseStudyError: As ``write`` does.
    """
    if st.session_state.get(f"form.{form.name}") != form.request_id:
        return  # a second click on a sheet that is saved
    try:
        write()
    except ConflictError as error:
        st.session_state[form.key("refused")] = error.code == "changed_meanwhile"
        raise
    renew(form)
    leave(said)

"""What is being done to the codebook now, beside reading it: a panel that is open for a code."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

_KEY: Final = "codebook.act"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A panel that is open: ``name`` says which, ``code`` for which code.

    ``request_id`` makes a second click on its button harmless.
    """

    name: str
    code: str
    request_id: str

    def key(self, field: str) -> str:
        """Return the key of a field's widget in the panel."""
        return f"act.{self.request_id}.{field}"

    def typed(self, field: str, default: Any = None) -> Any:
        """Return what stands in a field of the panel now."""
        return st.session_state.get(self.key(field), default)

    def words(self, field: str) -> str:
        """Return the words in a field of the panel, without blanks around them."""
        return str(self.typed(field) or "").strip()


def begin(name: str, code: str) -> None:
    """Open a panel; one at a time."""
    st.session_state[_KEY] = Act(name=name, code=code, request_id=str(uuid.uuid4()))


def current() -> Act | None:
    """Return the panel that is open."""
    act: Act | None = st.session_state.get(_KEY)
    return act


def end() -> None:
    """Close the panel and forget what was typed in it."""
    act = st.session_state.pop(_KEY, None)
    if act is not None:
        for key in [one for one in st.session_state if str(one).startswith(act.key(""))]:
            del st.session_state[key]

"""What a page works with: the study for who is at the browser, the language, the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.errors import NotPermittedError
from casestudy.texts import text
from casestudy.web.identity import language_for, study_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.study import Study


def cookies() -> Mapping[str, str]:
    """Return the browser's cookies, as they were when the page was opened."""
    return st.context.cookies


def find_study() -> Study | None:
    """Return the study for the member at the browser, or None where nobody has been chosen.

    Raises:
        StoreError: The store can't be read.
    """
    return study_for(cookies())


def study() -> Study:
    """Return the study for the member at the browser; ask once per run or callback.

    Raises:
        NotPermittedError: ``web.signed_out``: the choice has run out.
        StoreError: The store can't be read.
    """
    found = find_study()
    if found is None:
        raise NotPermittedError("web.signed_out")
    return found


def language() -> str:
    """Return the language of the pages, ``"nb"`` or ``"en"``."""
    return language_for(cookies())


def t(key: str, /, **arguments: object) -> str:
    """Return the sentence behind ``key`` in the language of the pages."""
    return text(key, language(), **arguments)


def place(name: str) -> str | None:
    """Return what the address says after ``?name=``, or None."""
    return st.query_params.get(name)


def set_place(**names: str | None) -> None:
    """Keep the place in the address, so that reload and shared links find it; None leaves out."""
    for name, value in names.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value

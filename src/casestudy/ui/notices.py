"""What a person is told after an action: callbacks leave one notice, the next run shows it."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Final, Literal, ParamSpec

import streamlit as st

from casestudy.errors import CaseStudyError, NotFoundError
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, t
from casestudy.web.incidents import report

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["success", "error"]
Given = ParamSpec("Given")
_KEY: Final = "casestudy_notice"


def callback(action: Callable[Given, None]) -> Callable[Given, None]:
    """Make a callback whose errors become a notice; what it did not expect gets an incident id."""

    @wraps(action)
    def guarded(*given: Given.args, **named: Given.kwargs) -> None:
        try:
            action(*given, **named)
        except CaseStudyError as error:
            leave(error.sentence(language()), kind="error")
        except Exception as error:  # noqa: BLE001 - the outermost handler of a callback
            leave(t("error.web.incident", id=report(error)), kind="error")

    return guarded


def leave(sentence: str, *, kind: Kind = "success") -> None:
    """Leave a notice for the next run; one at a time."""
    st.session_state[_KEY] = (kind, sentence)


def show() -> None:
    """Show the notice that was left, once: at the top, and where the person is on a long page."""
    kind, sentence = st.session_state.pop(_KEY, (None, ""))
    if kind == "error":
        st.error(escape(sentence))
        st.toast(escape(sentence), icon=":material/error:", duration="long")
    elif kind == "success":
        st.success(escape(sentence))
        st.toast(escape(sentence), icon=":material/check:")


def guard(draw: Callable[[], None]) -> None:
    """Draw a page; an error is said in the page instead of breaking it.

    That something is not there yet is no error on the person's side, and said quietly.
    """
    try:
        draw()
    except NotFoundError as missing:
        st.info(escape(missing.sentence(language())))
    except CaseStudyError as error:
        st.error(escape(error.sentence(language())))
    except Exception as error:  # noqa: BLE001 - the outermost handler of a page
        st.error(t("error.web.incident", id=report(error)))

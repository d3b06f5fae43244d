"""Plain forms that choose who is at the browser and which language; they post to our routes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

import streamlit as st

from casestudy.texts import LANGUAGES
from casestudy.texts.labels import capital, label
from casestudy.ui.state import language, t
from casestudy.web.opened import members

if TYPE_CHECKING:
    from casestudy.domain.study import Member

_STYLE: Final = """<style>
.cs-form { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0; }
.cs-form button { font: inherit; color: inherit; background: none; border: 1px solid currentColor;
  border-radius: 0.375rem; padding: 0.375rem 0.75rem; cursor: pointer; text-align: left; }
.cs-form button:hover, .cs-form button:focus-visible { text-decoration: underline; }
.cs-form button[aria-current] { font-weight: 600; border-width: 2px; }
.cs-people { flex-direction: column; max-width: 26rem; }
.cs-people button { padding: 0.75rem 1rem; }
.cs-people small { display: block; font-size: 0.875rem; }
.cs-quiet button { padding: 0.125rem 0.5rem; font-size: 0.875rem; }
</style>"""


def member_picker() -> None:
    """Show the members with their roles, one button each."""
    buttons = "".join(_member_button(member) for member in members())
    _form("/api/identity", buttons, kind="cs-people")


def leave_form() -> None:
    """Show a button that lets someone else be chosen."""
    _form("/api/identity/leave", f"<button>{escape(t('ui.change_member'))}</button>")


def language_form() -> None:
    """Show the languages, each in its own name."""
    buttons = "".join(_language_button(code, language()) for code in LANGUAGES)
    _form("/api/language", buttons)


def _language_button(code: str, current: str) -> str:
    mark = ' aria-current="true"' if code == current else ""
    name = escape(t(f"ui.language.{code}"))
    return f'<button name="language" value="{code}" lang="{code}"{mark}>{name}</button>'


def _member_button(member: Member) -> str:
    role = escape(capital(label(member.role, language())))
    return (
        f'<button name="member" value="{escape(member.id)}">{escape(member.name)}'
        f"<small>{role}</small></button>"
    )


def _form(action: str, buttons: str, *, kind: str = "cs-quiet") -> None:
    path = urlsplit(st.context.url or "/").path
    query = urlencode(st.query_params.to_dict())
    to = f"{path}?{query}" if query else path
    st.html(
        f'{_STYLE}<form class="cs-form {kind}" method="post" action="{action}">'
        f'<input type="hidden" name="to" value="{escape(to)}">{buttons}</form>'
    )

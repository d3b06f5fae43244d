"""Editing a code: its wordings in both languages beside each other, and how it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.codebook_edits import Configure, Describe
from casestudy.errors import InvalidInputError
from casestudy.ui.components.fields import draw_fields
from casestudy.ui.components.record_form import conflict_panel
from casestudy.ui.form_state import over_theirs, renew, save
from casestudy.ui.notices import callback, leave
from casestudy.ui.sections.codebook import wordings
from casestudy.ui.sections.codebook.code_settings import draw_settings, typed_settings
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code, Codebook
    from casestudy.ui.form_state import Form

_WORDS_ONLY: Final = "words"
_MEANING: Final = "meaning"


def show(book: Codebook, code: Code, *, codings: int) -> None:
    """Draw the sheet for a code.

    Args:
        book: The codebook.
        code: The code, or a branch.
        codings: How many codings the code has.
    """
    form = wordings.freshen(code)
    worded, plain = wordings.wording_fields(book, code)
    conflict_panel(form, [*worded, *plain], on_mine=_on_keep_mine, args=(code,))
    with st.container(border=True):
        st.subheader(t("codebook_page.edit.wording"), anchor=False)
        _draw_gaps(code)
        draw_fields(form, worded, columns=2, kept=True)
        draw_fields(form, plain, columns=2, kept=True)
        changed = wordings.changed_words(book, code)
        if changed:
            _draw_saving(form, code, changed, codings=codings)
        elif code.unreviewed:
            st.caption(t("codebook_page.edit.unreviewed_why"))
            st.button(
                t("codebook_page.edit.reviewed"),
                key=form.key("reviewed"),
                on_click=_on_reviewed,
                args=(form, code),
            )
        else:
            st.caption(t("codebook_page.edit.unchanged"))
    with st.container(border=True):
        st.subheader(t("codebook_page.edit.settings"), anchor=False)
        draw_settings(book, code, on_save=_on_settings)


def _draw_gaps(code: Code) -> None:
    if code.untranslated:
        names = ", ".join(field_name(name) for name in code.untranslated)
        st.warning(t("codebook_page.edit.untranslated", fields=names))


def _draw_saving(form: Form, code: Code, changed: dict[str, Any], *, codings: int) -> None:
    names = ", ".join(field_name(name) for name in changed)
    st.markdown(t("codebook_page.edit.changed", fields=names))
    kind = st.radio(
        t("codebook_page.edit.kind"),
        [_WORDS_ONLY, _MEANING],
        index=None,
        format_func=lambda one: t(f"codebook_page.edit.kind_{one}"),
        captions=[
            t("codebook_page.edit.kind_words_why"),
            t("codebook_page.edit.kind_meaning_why", count=codings),
        ],
        key=form.key("kind"),
        persist_state="session",
    )
    st.text_input(
        t("codebook_page.why" if kind == _MEANING else "codebook_page.why_optional"),
        key=form.key("why"),
        persist_state="session",
    )
    with st.container(horizontal=True):
        st.button(
            t("form.save"),
            type="primary",
            key=form.key("save"),
            on_click=_on_save,
            args=(form, code),
        )
        st.button(
            t("codebook_page.edit.discard"),
            key=form.key("discard"),
            on_click=_on_discard,
            args=(form,),
        )


@callback
def _on_save(form: Form, code: Code) -> None:
    _save(form, code)


@callback
def _on_keep_mine(form: Form, code: Code) -> None:
    over_theirs(form, code.version or 0)
    _save(form, code)


def _save(form: Form, code: Code) -> None:
    here = study()
    book = here.codebook.current()
    kind, why = form.typed("kind"), form.typed("why") or ""
    changed = wordings.changed_words(book, book.code(code.id))
    if kind is None:
        raise InvalidInputError("codebook_page.kind_missing")
    edit = Describe(code=code.id, words=changed, changes_meaning=kind == _MEANING, why=why.strip())
    seen = {code.id: form.seen(code.version or 0)}
    save(
        form,
        lambda: here.codebook.edit(edit, seen=seen, request_id=form.request_id),
        said=t("codebook_page.edit.saved", code=code.id),
    )


@callback
def _on_reviewed(form: Form, code: Code) -> None:
    edit = Describe(code=code.id, reviewed=code.unreviewed)
    here = study()
    seen = {code.id: code.version or 0}
    save(
        form,
        lambda: here.codebook.edit(edit, seen=seen, request_id=form.request_id),
        said=t("codebook_page.edit.saved", code=code.id),
    )


@callback
def _on_discard(form: Form) -> None:
    renew(form)
    leave(t("codebook_page.edit.discarded"))


@callback
def _on_settings(code: Code, form: Form) -> None:
    here = study()
    edit = Configure(code=code.id, settings=typed_settings(form, code))
    save(
        form,
        lambda: here.codebook.edit(
            edit, seen={code.id: form.seen(code.version or 0)}, request_id=form.request_id
        ),
        said=t("codebook_page.edit.saved", code=code.id),
    )

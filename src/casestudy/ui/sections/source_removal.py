"""Taking a source out: an import undone, or a deletion with what hangs on it in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.errors import InvalidInputError
from casestudy.ui.components.fields import Field
from casestudy.ui.components.record_form import record_form
from casestudy.ui.form_state import Form, form_for, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.state import set_place, study, t

if TYPE_CHECKING:
    from casestudy.domain.sources import Source, SourceUse
    from casestudy.study import Study


def show(here: Study, source: Source) -> None:
    """Say what hangs on the source, and offer what may be done."""
    use = here.sources.use(source.id)
    if use.is_empty:
        st.markdown(t("sources.undo.what"))
        form = form_for(f"undo.{source.id}")
        st.button(
            t("sources.undo.button"),
            key=form.key("button"),
            on_click=_on_undo,
            args=(form, source),
        )
        return
    st.warning(_consequences(use))
    if not may(here.member, Verb.DELETE_SOURCES):
        st.info(t("sources.delete.leader_only"))
        return
    record_form(
        form_for(f"delete.{source.id}"),
        [
            Field(
                name="title",
                label=t("sources.delete.confirm", title=escape(source.title)),
                hint=t("sources.delete.why_confirm"),
            )
        ],
        button=t("sources.delete.button"),
        on_save=_on_delete,
        args=(source, use),
    )


def _consequences(use: SourceUse) -> str:
    counts = [
        t("sources.delete.codings", count=use.codings)
        + (f" ({t('sources.list.by_coders', count=use.coders)})" if use.coders else ""),
        t("sources.delete.evidence", count=use.evidence),
        t("sources.delete.quotes", count=use.quotes),
        t("sources.delete.memos", count=use.memos),
    ]
    return "\n".join([t("sources.delete.what"), "", *(f"- {count}" for count in counts)])


@callback
def _on_undo(form: Form, source: Source) -> None:
    save(
        form,
        lambda: study().sources.undo_import(source.id, request_id=form.request_id),
        said=t("sources.undo.done", title=source.title),
    )
    set_place(kilde=None, **{"del": None})


@callback
def _on_delete(form: Form, source: Source, use: SourceUse) -> None:
    if (form.typed("title") or "").strip() != source.title:
        raise InvalidInputError("sources.not_confirmed", title=source.title)
    save(
        form,
        lambda: study().sources.delete(source.id, confirmed=use, request_id=form.request_id),
        said=t("sources.delete.done", title=source.title),
    )
    set_place(kilde=None, **{"del": None})

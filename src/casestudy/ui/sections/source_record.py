"""One source: its text, its record, who speaks in it, and how to take it out."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import day, in_words, typed_values
from casestudy.ui.components.parts_switch import parts_switch
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import conflict_panel, record_form
from casestudy.ui.components.source_fields import case_name, occasion_fields, source_fields
from casestudy.ui.components.source_list import words_of
from casestudy.ui.components.turns_panel import turns_panel
from casestudy.ui.form_state import Form, form_for, over_theirs, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.sections import source_corrections, source_removal, source_speakers
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.sources import Source
    from casestudy.study import Study
    from casestudy.ui.components.fields import Field


def show(here: Study, source_id: str) -> None:
    """Draw the source and the switch between its parts."""
    st.page_link("pages/sources.py", label=t("sources.back"), icon=":material/arrow_back:")
    source = here.sources.get(source_id)
    st.header(escape(source.title), anchor=False)
    st.caption(_summary(here, source))
    if may(here.member, Verb.READ_TEXT):
        st.page_link(
            "pages/coding.py",
            label=t("sources.to_coding"),
            icon=":material/border_color:",
            query_params={"kilde": source.id},
        )
    parts = {name: t(f"sources.part.{name}") for name in ("tekst", "opplysninger", "talere")}
    if may(here.member, Verb.IMPORT_SOURCES):
        parts["fjern"] = t("sources.part.fjern")
    part = parts_switch(t("sources.parts"), parts)
    if part == "tekst":
        _show_text(here, source)
    elif part == "opplysninger":
        _show_record(here, source)
    elif part == "talere":
        source_speakers.show(here, source)
    else:
        source_removal.show(here, source)


def _summary(here: Study, source: Source) -> str:
    cases = {case.id: case_name(case) for case in here.cases.all()}
    parts = [
        t("sources.number", number=source.number),
        cases.get(source.case_id or "", t("sources.list.no_case")),
        capital(label(source.type, language())),
        day(source.date) or t("sources.list.no_date"),
        t("sources.list.words", words=words_of(source.words)),
        t("sources.imported", day=day(source.imported_at), form=source.file_format),
    ]
    return " · ".join(escape(part) for part in parts)


def _show_text(here: Study, source: Source) -> None:
    if not may(here.member, Verb.READ_TEXT):
        st.info(t("sources.no_reading"))
        return
    source_corrections.show(here, source.id)
    text = here.sources.transcript(source.id)
    turns = [(turn.number, turn.speaker, text.text[turn.start : turn.end]) for turn in text.turns]
    turns_panel(turns, key=f"turns.{source.text_version_id}")


def _fields(here: Study, source: Source) -> list[Field]:
    values: dict[str, Any] = asdict(source)
    fields = source_fields(values, cases=here.cases.all(), time_points=here.cases.time_points())
    return [*fields, *occasion_fields(source.type, values)]


def _show_record(here: Study, source: Source) -> None:
    fields = _fields(here, source)
    if not may(here.member, Verb.EDIT_SOURCES):
        st.info(t("sources.read_only"))
        plain_table(
            (t("sources.record.field"), t("sources.record.value")),
            [(each.label, in_words(each, each.value)) for each in fields],
            alt=t("sources.part.opplysninger"),
        )
        return
    form = form_for(f"source.{source.id}")
    form.seen(source.version)
    conflict_panel(form, fields, on_mine=_on_keep_mine, args=(source,))
    record_form(form, fields, button=t("form.save"), on_save=_on_change, args=(source,), columns=2)


@callback
def _on_change(form: Form, source: Source) -> None:
    _change(form, source)


@callback
def _on_keep_mine(form: Form, source: Source) -> None:
    over_theirs(form, source.version)
    _change(form, source)


def _change(form: Form, source: Source) -> None:
    here = study()
    values = typed_values(form, _fields(here, source))
    seen = replace(source, version=form.seen(source.version))
    save(
        form,
        lambda: here.sources.change(seen, request_id=form.request_id, **values),
        said=t("sources.saved"),
    )

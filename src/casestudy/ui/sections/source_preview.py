"""One file before it is stored: what was understood, and what the person decides about it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.domain.vocabulary import SourceType
from casestudy.errors import InvalidInputError
from casestudy.ui.components.damage_panel import (
    examples_panel,
    is_repairable,
    notices_panel,
)
from casestudy.ui.components.fields import Field, draw_fields, typed_values
from casestudy.ui.components.source_fields import occasion_fields, source_fields
from casestudy.ui.components.source_list import words_of
from casestudy.ui.components.turns_panel import turns_panel
from casestudy.ui.import_batch import Entry, last_case, remember_case
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.sections import import_speakers
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from casestudy.domain.cases import NewParticipant
    from casestudy.domain.transcript import ParsedSource
    from casestudy.study import Study

_FIRST_TURNS: Final = 6


def show(here: Study, entry: Entry) -> None:
    """Draw the preview with the fields to fill in."""
    parsed = entry.parsed
    if parsed is None:
        return
    st.markdown(
        t(
            "sources.preview.understood",
            file=escape(entry.file_name),
            words=words_of(len(parsed.text.split())),
            turns=len(parsed.turns),
        )
    )
    notices_panel(parsed.notices)
    _show_repair(here, entry, parsed)
    draw_fields(entry.form, _fields(here, parsed), columns=2, kept=True)
    kind = entry.form.typed("type")
    draw_fields(entry.form, _occasion(kind, parsed), columns=2, kept=True)
    if kind is not SourceType.OBSERVATION and parsed.speakers:
        import_speakers.show(here, entry.form, parsed)
    st.markdown(f"**{t('sources.preview.first_turns')}**")
    turns_panel(
        [
            (number, turn.speaker, parsed.text[turn.start : turn.end])
            for number, turn in enumerate(parsed.turns[:_FIRST_TURNS], start=1)
        ],
        key=f"preview-{entry.id}",
    )
    ready = Field(name="ready", label=t("sources.preview.ready"), kind="yes_no")
    draw_fields(entry.form, [ready], kept=True)


def store(here: Study, entry: Entry) -> bool:
    """Store a file as the person decided; False where it is stored already.

    Raises:
        CaseStudyError: Something is missing, or the study refuses it.
    """
    parsed = entry.parsed
    if parsed is None:
        return False
    values = typed_values(entry.form, _fields(here, parsed))
    values |= typed_values(entry.form, _occasion(values["type"], parsed))
    if values["case_id"] is None:
        raise InvalidInputError("sources.case_missing")
    links: tuple[SpeakerLink, ...] = ()
    people: dict[str, NewParticipant] = {}
    if values["type"] is not SourceType.OBSERVATION:
        links, people = import_speakers.decided(entry.form, parsed, values["case_id"])
    plan = SourcePlan(**values, speakers=links)
    source_id = here.sources.store(parsed, plan, people=people, request_id=entry.form.request_id)
    remember_case(plan.case_id)
    entry.is_stored_as(source_id, title=plan.title)
    return True


def _fields(here: Study, parsed: ParsedSource) -> list[Field]:
    cases = here.cases.all()
    case_id = cases[0].id if len(cases) == 1 else last_case()
    values = {
        "title": parsed.title,
        "type": parsed.type,
        "case_id": case_id,
        "date": parsed.date,
    }
    return source_fields(values, cases=cases, time_points=here.cases.time_points())


def _occasion(kind: SourceType | None, parsed: ParsedSource) -> list[Field]:
    return occasion_fields(kind, asdict(parsed.observation))


def _show_repair(here: Study, entry: Entry, parsed: ParsedSource) -> None:
    if entry.as_read is not None:
        st.success(t("sources.repair.done"))
        st.button(
            t("sources.repair.undo"),
            key=f"unrepair-{entry.id}",
            on_click=_on_unrepair,
            args=(entry,),
        )
    elif is_repairable(parsed.notices):
        repaired = here.sources.repair(parsed)
        if repaired.text == parsed.text:
            st.caption(t("sources.repair.nothing"))
            return
        with st.container(border=True, key=f"repair-{entry.id}"):
            st.markdown(t("sources.repair.offer"))
            examples_panel(parsed, repaired)
            st.button(
                t("sources.repair.button"),
                key=f"do-repair-{entry.id}",
                on_click=_on_repair,
                args=(entry,),
            )


@callback
def _on_repair(entry: Entry) -> None:
    if entry.parsed is not None and entry.as_read is None:
        entry.as_read, entry.parsed = entry.parsed, study().sources.repair(entry.parsed)


@callback
def _on_unrepair(entry: Entry) -> None:
    if entry.as_read is not None:
        entry.parsed, entry.as_read = entry.as_read, None

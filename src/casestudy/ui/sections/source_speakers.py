"""Who the speakers of a source are, to change also after coding has begun."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.sources import Speaker, SpeakerLink
from casestudy.domain.vocabulary import ConsentScope
from casestudy.texts.labels import label
from casestudy.ui.components.fields import Field
from casestudy.ui.components.plain_table import plain_table
from casestudy.ui.components.record_form import conflict_panel, record_form
from casestudy.ui.form_state import Form, form_for, over_theirs, save
from casestudy.ui.markdown import escape
from casestudy.ui.notices import callback
from casestudy.ui.state import language, study, t

if TYPE_CHECKING:
    from casestudy.domain.sources import Source
    from casestudy.study import Study

_INTERVIEWER: Final = "interviewer"


def show(here: Study, source: Source) -> None:
    """Draw one form per speaker label, or the links as they are."""
    speakers = here.sources.speakers(source.id)
    if not speakers:
        st.info(t("sources.speakers.none"))
        return
    who = who_options(here, source.case_id)
    if not may(here.member, Verb.EDIT_SOURCES):
        st.info(t("sources.read_only"))
        plain_table(
            (t("sources.speakers.label"), t("sources.speakers.who")),
            [
                (one.label, who.get(_choice(one) or "", t("sources.who.nobody")))
                for one in speakers
            ],
            alt=t("sources.part.talere"),
        )
        return
    st.markdown(t("sources.speakers.what"))
    for speaker in speakers:
        _show_speaker(speaker, who)


def who_options(here: Study, case_id: str | None) -> dict[str, str]:
    """Return who a label can stand for: an interviewer, or a participant of the case."""
    consents = here.cases.consents()
    people = {}
    for person in here.cases.participants():
        if person.withdrawn_at is not None or case_id not in (None, person.case_id):
            continue
        role = label(person.role, language())
        who = t("sources.who.participant", pseudonym=person.pseudonym, role=role)
        if ConsentScope.TRANSCRIPT not in consents[person.id].scopes:
            who = t("sources.who.hidden", who=who)
        people[person.id] = who
    return {_INTERVIEWER: t("sources.who.interviewer"), **people}


def _show_speaker(speaker: Speaker, who: dict[str, str]) -> None:
    form = form_for(f"speaker.{speaker.id}")
    form.seen(speaker.version)
    field = Field(
        name="who",
        label=t("sources.speakers.stands_for", label=escape(speaker.label)),
        kind="one",
        value=_choice(speaker),
        options=who,
        unset=t("sources.who.nobody"),
    )
    conflict_panel(form, [field], on_mine=_on_keep_mine, args=(speaker,))
    record_form(form, [field], button=t("form.save"), on_save=_on_link, args=(speaker,))


def _choice(speaker: Speaker) -> str | None:
    return _INTERVIEWER if speaker.is_interviewer else speaker.participant_id


@callback
def _on_link(form: Form, speaker: Speaker) -> None:
    _link(form, speaker)


@callback
def _on_keep_mine(form: Form, speaker: Speaker) -> None:
    over_theirs(form, speaker.version)
    _link(form, speaker)


def _link(form: Form, speaker: Speaker) -> None:
    who = form.typed("who")
    link = SpeakerLink(
        label=speaker.label,
        is_interviewer=who == _INTERVIEWER,
        participant_id=None if who == _INTERVIEWER else who,
    )
    seen = replace(speaker, version=form.seen(speaker.version))
    save(
        form,
        lambda: study().sources.link_speaker(seen, link, request_id=form.request_id),
        said=t("sources.speakers.saved", label=speaker.label),
    )

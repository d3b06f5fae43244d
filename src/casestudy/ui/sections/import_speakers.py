"""Who speaks in a file that is about to be stored; new participants are added with it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.cases import NewParticipant
from casestudy.domain.permissions import Verb, may
from casestudy.domain.sources import SpeakerLink
from casestudy.errors import InvalidInputError
from casestudy.services.import_plan import next_pseudonym
from casestudy.ui.components.fields import Field, draw_fields, typed_values
from casestudy.ui.components.participant_fields import consent_fields, role_field
from casestudy.ui.components.source_list import words_of
from casestudy.ui.markdown import escape
from casestudy.ui.sections.source_speakers import who_options
from casestudy.ui.state import t

if TYPE_CHECKING:
    from casestudy.domain.transcript import ParsedSource, SpeakerGuess
    from casestudy.study import Study
    from casestudy.ui.form_state import Form

_INTERVIEWER, _NEW = "interviewer", "new"
_FIRST_WORDS: Final = 110


def show(here: Study, form: Form, parsed: ParsedSource) -> None:
    """Draw one box per speaker label: how much it says, its first words, and who it is."""
    st.markdown(f"**{t('sources.speakers.title')}**")
    case_id = form.typed("case_id")
    if case_id is None:
        st.info(t("sources.speakers.case_first"))
        return
    may_add = may(here.member, Verb.EDIT_CASES)
    if not may_add:
        st.caption(t("sources.speakers.leader_adds"))
    who = who_options(here, case_id)
    pseudonyms = {person.pseudonym: person.id for person in here.cases.participants()}
    for guess in parsed.speakers:
        with st.container(border=True, key=f"speaker-{form.request_id}-{_place(parsed, guess)}"):
            _show_head(parsed, guess)
            known = pseudonyms.get(guess.label)
            proposed = _proposed(guess.label, pseudonyms)
            new = {_NEW: t("sources.who.new")} if may_add else {}
            value = _guessed(guess, known if known in who else None, may_add=may_add)
            choice = Field(
                name=_name("who", case_id, guess),
                label=t("sources.speakers.stands_for", label=escape(guess.label)),
                kind="one",
                value=value,
                options={**who, **new},
                unset=t("sources.who.nobody"),
            )
            draw_fields(form, [choice], kept=True)
            if form.typed(choice.name) == _NEW:
                draw_fields(form, _new_fields(case_id, guess, proposed), columns=2, kept=True)
                pseudonyms[proposed] = ""


def decided(
    form: Form, parsed: ParsedSource, case_id: str
) -> tuple[tuple[SpeakerLink, ...], dict[str, NewParticipant]]:
    """Return the links and the new participants, by label, as the person decided.

    Raises:
        InvalidInputError: ``sources.role_missing`` for a new participant without a role.
    """
    links, people = [], {}
    for guess in parsed.speakers:
        who = form.typed(_name("who", case_id, guess))
        if who == _NEW:
            people[guess.label] = _newcomer(form, case_id, guess)
        links.append(
            SpeakerLink(
                label=guess.label,
                is_interviewer=who == _INTERVIEWER,
                participant_id=None if who in (_INTERVIEWER, _NEW) else who,
            )
        )
    return tuple(links), people


def _newcomer(form: Form, case_id: str, guess: SpeakerGuess) -> NewParticipant:
    values = typed_values(form, _new_fields(case_id, guess, ""))
    pseudonym, role, scopes, given = values.values()
    if role is None:
        raise InvalidInputError("sources.role_missing", label=guess.label)
    return NewParticipant(
        pseudonym=pseudonym or "", role=role, scopes=tuple(scopes or ()), consent_given=given
    )


def _new_fields(case_id: str, guess: SpeakerGuess, proposed: str) -> list[Field]:
    """Return pseudonym, role, consent and its date, with names of this speaker in this case."""
    pseudonym = Field(name="pseudonym", label=t("sources.new.pseudonym"), value=proposed)
    fields = [pseudonym, role_field(), *consent_fields()]
    return [replace(one, name=_name(one.name, case_id, guess)) for one in fields]


def _show_head(parsed: ParsedSource, guess: SpeakerGuess) -> None:
    said = t("sources.speakers.says", count=guess.turns, words=words_of(guess.words))
    st.markdown(f"**{escape(guess.label)}** · {said}")
    first = next((turn for turn in parsed.turns if turn.speaker == guess.label), None)
    if first is not None:
        words = parsed.text[first.start : first.end].replace("\n", " ")
        st.text(f"«{words[:_FIRST_WORDS]}{'…' if len(words) > _FIRST_WORDS else ''}»")


def _guessed(guess: SpeakerGuess, known: str | None, *, may_add: bool) -> str | None:
    if guess.interviewer:
        return _INTERVIEWER
    return known or (_NEW if may_add else None)


def _proposed(label: str, taken: dict[str, str]) -> str:
    free = re.fullmatch(r"P\d{2,}", label) and label not in taken
    return label if free else next_pseudonym(taken)


def _place(parsed: ParsedSource, guess: SpeakerGuess) -> int:
    return parsed.speakers.index(guess)


def _name(field: str, case_id: str, guess: SpeakerGuess) -> str:
    return f"{field}.{case_id}.{guess.label}"

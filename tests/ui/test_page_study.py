"""The page «study»: what people see and what their clicks do to the study."""

from __future__ import annotations

import pytest

from casestudy.domain.vocabulary import ConsentScope, MemberRole, Role, RoundVisibility
from casestudy.texts import LANGUAGES

PARTS = ("caser", "deltakere", "team", "oppgaver", "tiltak", "tidspunkter", "innstillinger")


def said(app):
    """All words on the page."""
    kinds = ("markdown", "caption", "info", "warning", "error", "success")
    words = "\n".join(block.value for kind in kinds for block in app.main.get(kind))
    tables = "\n".join(table.value.to_string() for table in app.main.get("table"))
    return f"{words}\n{tables}".replace("\\", "")


def field(app, label, kind="text_input", *, last=False):
    found = [one for one in app.get(kind) if label in one.label.replace("\\", "")]
    return found[-1] if last else found[0]


def press(app, label, *, last=False):
    found = [one for one in app.button if one.label == label]
    return found[-1 if last else 0].click().run()


@pytest.fixture
def at(open_page):
    """Open one part of the page."""
    return lambda part, handle="mona": open_page("study", handle, **{"del": part})


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_with_and_without_data(study, open_page, part, language):
    app = open_page("study", language=language, **{"del": part})
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("part", PARTS)
def test_every_part_says_something_when_empty(empty_study, at, part):
    app = at(part)
    assert not app.error
    assert len(said(app)) > 200


@pytest.mark.parametrize("part", PARTS)
def test_a_coder_sees_but_has_nothing_to_press(study, at, part):
    app = at(part, "ingrid")
    assert "Bare en prosjektleder kan endre dette" in said(app)
    assert not app.button


def test_a_reviewer_is_told_that_the_role_does_not_reach_here(study, open_page):
    study.members.add("Ruth Whitfield", role=MemberRole.REVIEWER)
    assert "gir ikke innsyn" in said(open_page("study", "ruth"))


def test_the_checklist_says_what_is_missing_and_goes_when_all_is_there(
    empty_study, study, source_id, at
):
    assert "Ett steg gjenstår" in said(at("caser"))
    ingrid = next(one for one in study.members.all() if one.handle == "ingrid")
    study.members.assign(ingrid.id, [source_id])
    assert "gjenstår" not in said(at("caser"))


def test_a_case_is_added_with_unknown_numbers_left_unknown(empty_study, at):
    app = at("caser")
    field(app, "Bokstav").set_value("A")
    field(app, "Navn på tjenesten").set_value("Gruppa")
    field(app, "Bruker", "number_input").set_value(70)
    app = press(app, "Legg til casen")
    (case,) = empty_study.cases.all()
    assert (case.label, case.name) == ("A", "Gruppa")
    counts = empty_study.cases.population(case.id)
    assert counts[Role.SERVICE_USER] == 70
    assert counts[Role.STAFF] is None
    assert field(app, "Bokstav", last=True).value == ""


def test_a_refused_case_keeps_what_was_typed(study, at):
    app = at("caser")
    field(app, "Bokstav").set_value("A")
    field(app, "Navn på tjenesten").set_value("Gruppa")
    app = press(app, "Legg til casen")
    assert "«A» er i bruk allerede" in said(app)
    assert field(app, "Navn på tjenesten").value == "Gruppa"


def test_the_second_to_save_a_case_chooses_between_the_versions(study, at):
    case = study.cases.all()[0]
    app = at("caser")
    field(app, "Endre en case", "selectbox").set_value(case.id).run()
    study.cases.change(case, name="Den andres")
    field(app, "Navn på tjenesten").set_value("Mitt")
    app = press(app, "Lagre")
    assert study.cases.all()[0].name == "Den andres"
    assert "Mitt" in said(app)
    press(app, "Lagre mitt")
    assert study.cases.all()[0].name == "Mitt"


def test_the_population_of_a_case_is_replaced(study, at):
    case = study.cases.all()[0]
    app = at("caser")
    field(app, "Endre en case", "selectbox").set_value(case.id).run()
    field(app, "Ansatt", "number_input").set_value(9)
    press(app, "Lagre antallene")
    assert study.cases.population(case.id)[Role.STAFF] == 9


def test_a_participant_is_added_with_the_next_pseudonym(study, at):
    app = at("deltakere")
    assert field(app, "Pseudonym").value == "P02"
    app = press(app, "Legg til deltakeren")
    assert "Casen eller rollen er ikke valgt" in said(app)
    field(app, "Rolle", "selectbox").set_value(Role.LEADER)
    field(app, "Har samtykket til", "multiselect").set_value([ConsentScope.TRANSCRIPT])
    press(app, "Legg til deltakeren")
    person = study.cases.participants()[1]
    assert (person.pseudonym, person.role) == ("P02", Role.LEADER)
    assert study.cases.consent(person.id).scopes == (ConsentScope.TRANSCRIPT,)


@pytest.fixture
def person_open(study, at):
    person = study.cases.participants()[0]
    app = at("deltakere")
    return person, field(app, "Endre en deltaker", "selectbox").set_value(person.id).run()


def test_a_participant_is_changed(study, person_open):
    _, app = person_open
    field(app, "Aldersgruppe").set_value("40–49")
    press(app, "Lagre")
    assert study.cases.participants()[0].age_band == "40–49"


def test_a_new_consent_replaces_the_one_before(study, person_open):
    person, app = person_open
    field(app, "Har samtykket til", "multiselect").set_value([ConsentScope.TRANSCRIPT])
    press(app, "Lagre som nytt samtykke")
    consent = study.cases.consent(person.id)
    assert (consent.number, consent.scopes) == (2, (ConsentScope.TRANSCRIPT,))


def test_withdrawal_needs_to_be_confirmed_and_hides_all_words(study, person_open):
    _, app = person_open
    app = press(app, "Skjul alt deltakeren har sagt")
    assert "Ingenting er gjort" in said(app)
    assert study.sources.all()
    field(app, "har trukket seg", "checkbox").check()
    app = press(app, "Skjul alt deltakeren har sagt")
    assert study.sources.all() == []
    assert "P01 har trukket seg" in said(app)


def test_a_member_is_added_and_changed(study, at):
    app = at("team")
    field(app, "Navn").set_value("Tor Berge")
    field(app, "Rolle", "selectbox").set_value(MemberRole.FACILITATOR)
    app = press(app, "Legg til medlemmet")
    tor = next(one for one in study.members.all() if one.name == "Tor Berge")
    assert tor.role is MemberRole.FACILITATOR
    field(app, "Endre et medlem", "selectbox").set_value(tor.id).run()
    field(app, "Er med i teamet", "checkbox").uncheck()
    press(app, "Lagre")
    assert not next(one for one in study.members.all() if one.id == tor.id).active


def test_the_last_project_leader_stays(study, at):
    app = at("team")
    field(app, "Endre et medlem", "selectbox").set_value(study.member.id).run()
    field(app, "Rolle", "selectbox").set_value(MemberRole.CODER)
    app = press(app, "Lagre")
    assert "minst én prosjektleder" in said(app)


def test_sources_are_given_to_a_coder_and_taken_back(study, source_id, at):
    ingrid = next(one for one in study.members.all() if one.handle == "ingrid")
    app = press(at("oppgaver"), "Gi oppgaven")
    assert "Velg både hvem som skal kode" in said(app)
    field(app, "Koder", "selectbox").set_value(ingrid.id)
    field(app, "Kilder", "multiselect").set_value([source_id])
    app = press(app, "Gi oppgaven")
    (task,) = study.members.assignments()
    assert (task.member_id, task.source_id) == (ingrid.id, source_id)
    assert "Oppgavene er gitt til Ingrid Aas" in said(app)
    field(app, "Oppgave", "selectbox").set_value(task.id).run()
    press(app, "Ta bort oppgaven")
    assert study.members.assignments() == []


def test_a_blind_round_is_opened_and_closed(study, at):
    app = at("oppgaver")
    field(app, "Navn").set_value("Runde 1")
    field(app, "Innsyn", "selectbox").set_value(RoundVisibility.BLIND)
    app = press(app, "Åpne runden")
    (one,) = study.members.rounds()
    assert one.visibility is RoundVisibility.BLIND
    assert "ser alle i teamet hverandres kodinger" in said(app)
    press(app, "Lukk runden")
    assert study.members.rounds()[0].closed_at is not None


def test_a_measure_is_added_and_changed(study, at):
    app = at("tiltak")
    field(app, "Navn").set_value("Ukeskjema")
    app = press(app, "Legg til tiltaket")
    (one,) = study.cases.measures()
    field(app, "Endre et tiltak", "selectbox").set_value(one.id).run()
    field(app, "Hva tiltaket gir folk", "text_area").set_value("Tid sammen")
    press(app, "Lagre")
    assert study.cases.measures()[0].resource == "Tid sammen"


def test_a_time_point_is_added_and_changed(study, at):
    app = at("tidspunkter")
    field(app, "Merke").set_value("T0")
    app = press(app, "Legg til tidspunktet")
    (one,) = study.cases.time_points()
    field(app, "Endre et tidspunkt", "selectbox").set_value(one.id).run()
    field(app, "Merke").set_value("T1")
    press(app, "Lagre")
    assert study.cases.time_points()[0].label == "T1"


def test_suggestions_are_switched_off_and_on_for_all(study, at):
    app = at("innstillinger")
    app.toggle[0].set_value(False).run()
    assert not study.info.suggestions
    assert "slått av for alle" in said(app)
    app.toggle[0].set_value(True).run()
    assert study.info.suggestions
    assert "slått på for alle" in said(at("innstillinger", "ingrid"))

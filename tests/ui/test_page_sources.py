"""The page «sources»: what people see and what their clicks do to the study."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.build import TALK, add_source, parsed

from casestudy.domain.transcript import ObservationForm
from casestudy.domain.vocabulary import ConsentScope, MemberRole, Role, SourceType
from casestudy.exchange.repair import find
from casestudy.ui.import_batch import Entry


def said(app):
    """All words on the page."""
    kinds = ("markdown", "caption", "info", "warning", "error", "success", "text", "header")
    return "\n".join(block.value for kind in kinds for block in app.main.get(kind)).replace(
        "\\", ""
    )


def field(app, label, kind="selectbox"):
    return next(one for one in app.get(kind) if label in one.label.replace("\\", ""))


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def with_files(app, *sources):
    """Put files in the tab as if they had just been read."""
    app.session_state["sources.batch"] = [
        Entry(upload=str(number), file_name=source.file_name, parsed=source)
        for number, source in enumerate(sources)
    ]
    return app.run()


@pytest.fixture
def new_file():
    return parsed([*TALK, ("P02", "Ja, det var fint.")], name="A2-gruppe")


# The list and one source


def test_an_empty_study_says_how_to_begin(empty_study, open_page):
    assert "Det er ingen kilder i studien ennå" in said(open_page("sources"))


def test_the_list_says_what_each_source_is_and_who_speaks(study, open_page):
    words = said(open_page("sources"))
    assert "Kilde 1 · Intervju · uten dato" in words
    assert "P01 · 0 kodinger" in words


def test_the_filter_by_type_leaves_out_the_others(study, open_page):
    case = study.cases.all()[0]
    add_source(study, case.id, [("", "Stille.")], name="AO1", kind=SourceType.OBSERVATION)
    app = open_page("sources")
    field(app, "Type").set_value("observation").run()
    assert "Observasjon" in said(app)
    assert "Intervju · uten dato" not in said(app)


def test_a_source_says_who_corrected_it_and_why(study, source_id, open_page):
    assert not open_page("sources", kilde=source_id).expander
    study.as_member("ingrid").corrections.correct(
        source_id,
        turn=2,
        text="Det var første gang.",
        text_version_id=study.sources.get(source_id).text_version_id,
        reason="Hørt på nytt",
    )
    app = open_page("sources", kilde=source_id)
    (shown,) = app.expander
    assert shown.label == "Rettet én gang"
    (row,) = shown.table[0].value.to_dict("records")
    assert (row["Replikk"], row["Rettet av"], row["Hvorfor"]) == (
        "2",
        "Ingrid Aas",
        "Hørt på nytt",
    )


def test_a_source_shows_its_numbered_turns_as_data(study, source_id, open_page):
    app = open_page("sources", kilde=source_id)
    data = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    turns = next(one for one in data if isinstance(one, list))
    assert turns == [[number, who, words] for number, (who, words) in enumerate(TALK, start=1)]


def test_a_facilitator_sees_the_record_but_not_the_words(study, source_id, open_page):
    study.members.add("Tor Berge", role=MemberRole.FACILITATOR)
    app = open_page("sources", "tor", kilde=source_id)
    assert "ikke rett til å lese utskrifter" in said(app)
    app = open_page("sources", "tor", kilde=source_id, **{"del": "opplysninger"})
    assert "A1-bruker" in app.table[0].value["Verdi"].str.replace("\\", "").tolist()
    assert not app.button


def test_a_corrected_record_is_saved(study, source_id, open_page):
    app = open_page("sources", kilde=source_id, **{"del": "opplysninger"})
    field(app, "Tittel", "text_input").set_value("Første intervju")
    app = press(app, "Lagre")
    assert study.sources.get(source_id).title == "Første intervju"
    assert "Opplysningene om kilden er lagret" in said(app)


def test_a_blank_title_is_refused_and_the_rest_kept(study, source_id, open_page):
    app = open_page("sources", kilde=source_id, **{"del": "opplysninger"})
    field(app, "Tittel", "text_input").set_value(" ")
    field(app, "Intervjuer", "text_input").set_value("forsker 2")
    app = press(app, "Lagre")
    assert "Et felt som må fylles ut, er tomt" in said(app)
    assert field(app, "Intervjuer", "text_input").value == "forsker 2"


def test_the_second_to_save_sees_the_others_version_and_keeps_their_own(
    study, source_id, open_page
):
    app = open_page("sources", kilde=source_id, **{"del": "opplysninger"})
    study.sources.change(study.sources.get(source_id), title="Den andres")
    field(app, "Tittel", "text_input").set_value("Mitt")
    app = press(app, "Lagre")
    assert study.sources.get(source_id).title == "Den andres"
    table = app.table[0].value
    assert table["Den andres (lagret)"].tolist() == ["Den andres"]
    assert table["Ditt (ikke lagret)"].tolist() == ["Mitt"]
    press(app, "Lagre mitt")
    assert study.sources.get(source_id).title == "Mitt"


def test_the_second_to_save_can_take_the_others_version(study, source_id, open_page):
    app = open_page("sources", kilde=source_id, **{"del": "opplysninger"})
    study.sources.change(study.sources.get(source_id), title="Den andres")
    app = press(app, "Lagre")
    app = press(app, "Behold den andres")
    assert field(app, "Tittel", "text_input").value == "Den andres"
    assert study.sources.get(source_id).title == "Den andres"


def test_a_speaker_can_be_linked_again(study, source_id, open_page):
    app = open_page("sources", kilde=source_id, **{"del": "talere"})
    field(app, "«P01»").set_value("interviewer")
    app.button[[one.label for one in app.button].index("Lagre") + 1].click().run()
    assert all(one.is_interviewer for one in study.sources.speakers(source_id))


def test_an_import_on_which_nothing_hangs_is_undone(study, source_id, open_page):
    app = open_page("sources", kilde=source_id, **{"del": "fjern"})
    app = press(app, "Angre hentingen")
    assert study.sources.all() == []
    assert "er tatt ut av studien igjen" in said(app)
    assert "kilde" not in app.query_params


def test_a_source_in_use_is_deleted_only_when_its_title_is_written(study, source_id, open_page):
    study.coding.apply(source_id, 29, 40, code="CH.H.1")
    app = open_page("sources", kilde=source_id, **{"del": "fjern"})
    assert "én koding (av én koder)" in said(app)
    app = press(app, "Slett kilden og alt som henger på den")
    assert "Ingenting er slettet" in said(app)
    field(app, "Skriv tittelen", "text_input").set_value("A1-bruker")
    press(app, "Slett kilden og alt som henger på den")
    assert study.sources.all() == []


def test_a_coder_may_not_delete_what_others_have_coded(study, source_id, open_page):
    study.coding.apply(source_id, 29, 40, code="CH.H.1")
    app = open_page("sources", "ingrid", kilde=source_id, **{"del": "fjern"})
    assert "bare en prosjektleder kan slette" in said(app)
    assert not [one for one in app.button if "Slett" in one.label]


# The import


def test_files_are_chosen_only_after_the_names_are_taken_out(study, open_page):
    app = open_page("sources", **{"del": "hent-inn"})
    assert not app.get("file_uploader")
    field(app, "navnene er tatt ut", "checkbox").check().run()
    assert app.get("file_uploader")


def test_a_study_without_cases_points_to_them(empty_study, open_page):
    assert "ingen case ennå" in said(open_page("sources", **{"del": "hent-inn"}))


def test_a_file_is_stored_with_a_new_participant(study, open_page, new_file):
    app = with_files(open_page("sources", **{"del": "hent-inn"}), new_file)
    assert field(app, "«I» er").value == "interviewer"
    assert field(app, "Pseudonym", "text_input").value == "P02"
    app = press(app, "Lagre denne filen")
    assert "Rollen til «P02» er ikke valgt" in said(app)
    field(app, "Rolle").set_value(Role.STAFF).run()
    app = press(app, "Lagre denne filen")
    assert "uten samtykke til at samtalen skrives ut" in said(app)
    scopes = field(app, "Har samtykket til", "multiselect")
    scopes.set_value([ConsentScope.TRANSCRIPT]).run()
    app = press(app, "Lagre denne filen")
    person = next(one for one in study.cases.participants() if one.pseudonym == "P02")
    assert person.role is Role.STAFF
    assert [one["title"] for one in study.sources.all()] == ["A1-bruker", "A2-gruppe"]
    assert "A2-gruppe.txt er lagret som «A2-gruppe»" in said(app).replace("*", "")
    assert app.session_state["sources.batch"][0].parsed is None


def test_a_stored_file_can_be_taken_out_again_at_once(study, open_page):
    app = with_files(open_page("sources", **{"del": "hent-inn"}), parsed(name="A3"))
    app = press(app, "Lagre denne filen")
    assert len(study.sources.all()) == 2
    press(app, "Angre hentingen")
    assert len(study.sources.all()) == 1


def test_all_files_looked_through_are_stored_together(study, open_page):
    files = [parsed(name="A3"), parsed(name="A4")]
    app = with_files(open_page("sources", **{"del": "hent-inn"}), *files)
    field(app, "sett gjennom", "checkbox").check().run()
    second = app.session_state["sources.batch"][1]
    field(app, "Fil").set_value(second.id).run()
    field(app, "sett gjennom", "checkbox").check().run()
    app = press(app, "Lagre alle 2 som er sett gjennom")
    assert "2 kilder er lagret" in said(app)
    assert len(study.sources.all()) == 3


def test_a_file_left_out_is_forgotten(study, open_page):
    app = with_files(open_page("sources", **{"del": "hent-inn"}), parsed(name="A3"))
    app = press(app, "Ikke ta med denne filen")
    assert app.session_state["sources.batch"] == []
    assert len(study.sources.all()) == 1


def test_observation_notes_ask_for_place_and_situation_and_no_speakers(study, open_page):
    note = parsed([("", "Det er stille.")], name="AO1", kind=SourceType.OBSERVATION)
    note = replace(note, observation=ObservationForm(place="fellesrommet"))
    app = with_files(open_page("sources", **{"del": "hent-inn"}), note)
    assert field(app, "Sted", "text_input").value == "fellesrommet"
    assert "Hvem snakker" not in said(app)
    press(app, "Lagre denne filen")
    stored = next(row for row in study.sources.all() if row["title"] == "AO1")
    assert stored["place"] == "fellesrommet"


def test_damage_is_shown_and_repaired_when_asked(study, open_page):
    damaged = parsed([("I", "Hva da?"), ("P01", "De før\u00adste ukene.")], name="A5")
    damaged = replace(damaged, notices=find(damaged.text, damaged.turns))
    app = with_files(open_page("sources", **{"del": "hent-inn"}), damaged)
    assert "før¬ste" in said(app)
    app = press(app, "Reparer teksten")
    assert app.session_state["sources.batch"][0].parsed.text == "Hva da?\nDe første ukene."
    app = press(app, "Bruk teksten slik den var")
    assert app.session_state["sources.batch"][0].parsed is damaged


def test_a_researcher_is_told_who_can_import(study, open_page):
    study.members.add("Ragnhild Moe", role=MemberRole.RESEARCHER)
    words = said(open_page("sources", "ragnhild", **{"del": "hent-inn"}))
    assert "ikke rett til å hente inn filer" in words

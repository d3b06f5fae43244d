"""The page «codebook»: what people see, and what their clicks do to the codebook."""

from __future__ import annotations

import pytest
from tests.codebooks import edition
from tests.exchange.review.build import filled, put
from tests.ui.test_page_study import field, press, said
from tests.ui.test_shell import mounted

from casestudy.domain.codebook_edits import Add, Describe, Merge, Split
from casestudy.domain.colour import palette
from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.domain.review_form import FormColumn
from casestudy.domain.vocabulary import CodeStatus, MemberRole
from casestudy.reports.review_xlsx import review_xlsx
from casestudy.texts import LANGUAGES

PARTS = ("koder", "ko", "utgaver", "gjennomsyn", "filer")
WORDING = "Personen tror at det kan bli bedre."


@pytest.fixture
def at(open_page):
    """Open the page at an address: ``at(kode="CH.H.1", vis="rediger")``."""
    return lambda handle="mona", **query: open_page("codebook", handle, **query)


@pytest.fixture
def coded(study, source_id):
    """Ingrid has coded three places with Relasjoner, jonas one."""
    ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
    for member, start, end in ((ingrid, 0, 4), (ingrid, 5, 10), (ingrid, 11, 16), (jonas, 0, 4)):
        member.coding.apply(source_id, start, end, code="CH.C.2")
    return study


def code(study, code_id):
    return study.codebook.current().code(code_id)


def tree(app):
    return mounted(app, "codes", "chosen")


def line(app, code_id):
    return next(one for one in tree(app)["codes"] if one["id"] == code_id)


def labels(app):
    return [one.label.replace("\\", "") for one in app.button]


def cards(app):
    """All that stands in the page as markup."""
    return "\n".join(block.proto.body for block in app.main.get("html"))


# Opening


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_opens_with_and_without_data(coded, open_page, part, language):
    app = open_page("codebook", language=language, **{"del": part})
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("role", list(MemberRole))
def test_the_page_opens_for_every_role(study, open_page, role):
    study.members.add("Tora Berg", role=role)
    app = open_page("codebook", "tora")
    assert not app.exception
    assert not app.error


def test_an_empty_study_begins_with_the_codebook_that_comes_along(empty_study, at):
    app = at()
    assert "Studien har ingen kodebok ennå" in said(app)
    press(app, "Bruk denne kodeboka")
    assert len(empty_study.codebook.current().assignable) == 89


def test_a_coder_of_an_empty_study_is_told_whom_to_ask(empty_study, at):
    app = at("ingrid")
    assert "prosjektleder eller forsker" in said(app)
    assert not app.main.button


def test_who_may_not_edit_reads_without_buttons_to_press(study, at):
    app = at("ingrid", kode="CH.H.1", vis="rediger")
    assert tree(app)["editable"] is False
    assert not [one for one in app.button if str(one.key).startswith("codebook.")]
    assert "Tro på bedring" in cards(app)


def test_the_tree_says_how_much_a_code_is_used_and_what_is_left_to_do(coded, at):
    coded.codebook.edit(Describe(code="CH.C.2", words={"use.en": ""}))
    coded.codebook.edit(Describe(code="CH.C.2", changes_meaning=True, why="Smalere"))
    found = line(at(), "CH.C.2")
    assert (found["count"], found["status"]) == (4, "active")
    assert found["marks"]["missing"] == ["en"]
    assert found["marks"]["queue"] == 4
    assert "Relationships" in found["names"]


def test_the_address_says_which_code_is_open(study, at):
    app = at(kode="CH.M.2")
    assert tree(app)["chosen"] == "CH.M.2"
    assert "Spiritualitet og livssyn" in cards(app)
    assert tree(at(kode="finnes ikke"))["chosen"] == "CH"


# Wordings


def test_what_is_typed_stays_while_another_code_is_open_and_is_marked_in_the_tree(study, at):
    app = at(kode="CH.H.1", vis="rediger")
    field(app, "Definisjon · norsk", "text_area").set_value(WORDING).run()
    app.query_params["kode"] = "CH.C.1"
    app.run()
    assert "Tro på bedring (CH.H.1)" in said(app)
    assert line(app, "CH.H.1")["marks"]["draft"] is True
    app.query_params["kode"] = "CH.H.1"
    app.run()
    assert field(app, "Definisjon · norsk", "text_area").value == WORDING
    assert code(study, "CH.H.1").definition.nb != WORDING


def test_a_wording_is_saved_only_when_it_is_said_what_has_changed(study, at):
    app = at(kode="CH.H.1", vis="rediger")
    field(app, "Definisjon · norsk", "text_area").set_value(WORDING).run()
    app = press(app, "Lagre")
    assert "bare er ordlyden" in said(app)
    assert code(study, "CH.H.1").definition.nb != WORDING
    field(app, "Hva er endret?", "radio").set_value("words")
    press(app, "Lagre")
    after = code(study, "CH.H.1")
    assert after.definition.nb == WORDING
    assert "definition.nb" not in after.unreviewed
    assert "definition.en" in after.unreviewed


def test_a_changed_meaning_sends_codings_to_their_coders(coded, at):
    app = at(kode="CH.C.2", vis="rediger")
    field(app, "Definisjon · norsk", "text_area").set_value(WORDING).run()
    assert "De 4 kodingene" in "".join(app.radio[0].proto.captions)
    field(app, "Hva er endret?", "radio").set_value("meaning")
    app = press(app, "Lagre")
    assert not coded.as_member("ingrid").coding.waiting()
    field(app, "Hvorfor?").set_value("Snevret inn")
    press(app, "Lagre")
    assert len(coded.as_member("ingrid").coding.waiting()) == 3
    assert len(coded.as_member("jonas").coding.waiting()) == 1


def test_the_second_to_save_a_code_chooses_between_the_versions(study, at):
    app = at(kode="CH.H.1", vis="rediger")
    field(app, "Definisjon · norsk", "text_area").set_value(WORDING).run()
    study.codebook.edit(Describe(code="CH.H.1", words={"definition.nb": "Den andres."}))
    field(app, "Hva er endret?", "radio").set_value("words")
    app = press(app, "Lagre")
    assert code(study, "CH.H.1").definition.nb == "Den andres."
    assert "Den andres." in said(app)
    assert WORDING in said(app)
    press(app, "Lagre mitt")
    assert code(study, "CH.H.1").definition.nb == WORDING


def test_an_untouched_sheet_follows_what_others_save(study, at):
    app = at(kode="CH.H.1", vis="rediger")
    study.codebook.edit(Describe(code="CH.H.1", words={"definition.nb": "Den andres."}))
    app.run()
    assert field(app, "Definisjon · norsk", "text_area").value == "Den andres."
    assert line(app, "CH.H.1")["marks"]["draft"] is False


def test_a_wording_is_marked_as_reviewed(study, at):
    press(at(kode="CH.H.1", vis="rediger"), "Ordlyden er gjennomgått")
    assert code(study, "CH.H.1").unreviewed == ()


def test_missing_translations_are_named(study, at):
    study.codebook.edit(Describe(code="CH.H.1", words={"use.en": ""}))
    app = at(kode="CH.H.1", vis="rediger")
    assert "Når den brukes · engelsk" in said(app)


# Doing things to codes


def begin(app, label):
    return press(app, label)


def test_a_new_code_comes_below_with_the_next_id(study, at):
    app = begin(at(kode="CH.H"), "Ny kode under")
    assert "Skriv et navn" in said(app)
    field(app, "Navn · norsk").set_value("Tålmodighet").run()
    app = press(app, "Lag koden")
    assert code(study, "CH.H.6").label.nb == "Tålmodighet"
    assert app.query_params["kode"] in ("CH.H.6", ["CH.H.6"])


def test_a_new_branch_takes_over_what_holds_here(study, at):
    app = begin(at(kode="CH.H"), "Ny gren øverst i treet")
    field(app, "Navn · norsk").set_value("Annet").run()
    press(app, "Lag grenen")
    branch = study.codebook.current().roots[-1]
    assert (branch.label.nb, branch.assignable) == ("Annet", False)


def test_a_merge_is_told_before_it_is_made_and_can_be_undone(coded, at):
    app = begin(at(kode="CH.C.2"), "Slå sammen …")
    assert "minst to koder" in said(app)
    field(app, "Koder som slås sammen", "multiselect").set_value(["CH.C.2", "CH.C.3"]).run()
    field(app, "Koden som blir stående", "radio").set_value("CH.C.3").run()
    assert "4 kodinger av 2 kodere i 1 kilde" in said(app)
    field(app, "Hvorfor?").set_value("Ser ikke forskjell").run()
    app = press(app, "Slå sammen")
    assert coded.codebook.counts()["CH.C.3"].codings == 4
    assert tree(app)["chosen"] == "CH.C.3"
    assert "Angre: sammenslåing til CH.C.3" in labels(app)
    app = press(app, "Angre: sammenslåing til CH.C.3")
    assert coded.codebook.counts()["CH.C.2"].codings == 4
    assert "Gjør om igjen: sammenslåing til CH.C.3" in labels(app)


def test_a_click_takes_the_words_that_came_with_it(coded, at):
    app = begin(at(kode="CH.C.2"), "Ta ut av bruk …")
    field(app, "Hvorfor?").set_value("Brukes ikke")
    press(app, "Ta ut av bruk")
    assert code(coded, "CH.C.2").status is CodeStatus.RETIRED


def test_nothing_is_merged_without_a_reason(coded, at):
    app = begin(at(kode="CH.C.2"), "Slå sammen …")
    field(app, "Koder som slås sammen", "multiselect").set_value(["CH.C.2", "CH.C.3"]).run()
    app = press(app, "Slå sammen")
    assert code(coded, "CH.C.3").status is CodeStatus.ACTIVE
    assert "begrunn" in said(app).lower() or "hvorfor" in said(app).lower()


def test_codes_ticked_in_the_tree_are_offered_for_a_merge(coded, open_page):
    app = open_page("codebook", kode="CH.C.2")
    app.session_state["codebook.ticked"] = ("CH.C.2", "CH.C.4")
    app.run()
    assert "2 koder er valgt" in said(app)
    app = press(app, "Slå sammen …")
    chosen = field(app, "Koder som slås sammen", "multiselect").value
    assert chosen == ["CH.C.2", "CH.C.4"]


def test_a_code_goes_out_of_use_and_comes_back(coded, at):
    app = begin(at(kode="CH.C.2"), "Ta ut av bruk …")
    assert "4 kodinger av 2 kodere i 1 kilde" in said(app)
    field(app, "Hvorfor?").set_value("Brukes ikke").run()
    app = press(app, "Ta ut av bruk")
    assert code(coded, "CH.C.2").status is CodeStatus.RETIRED
    app = begin(app, "Ta i bruk igjen …")
    press(app, "Ta i bruk igjen")
    assert code(coded, "CH.C.2").status is CodeStatus.ACTIVE


def test_a_proposal_is_placed(study, source_id, at):
    made = study.as_member("ingrid").codebook.propose_code(source_id, "Kaffe")
    app = begin(at(kode=made), "Plasser forslaget …")
    field(app, "Under hvilken kode?", "selectbox").set_value("CH.C").run()
    press(app, "Plasser")
    assert (code(study, made).parent, code(study, made).status) == ("CH.C", CodeStatus.ACTIVE)


def test_who_gives_up_leaves_everything_as_it_was(coded, at):
    app = begin(at(kode="CH.C.2"), "Ta ut av bruk …")
    app = press(app, "Avbryt")
    assert "Ta CH" not in said(app)
    assert code(coded, "CH.C.2").status is CodeStatus.ACTIVE


def test_a_colour_of_the_branch_is_chosen(study, at):
    app = at(kode="CH.H.1", vis="rediger")
    before = code(study, "CH.H.1").colour
    colours = next(one for one in app.get("button_group") if one.label == "Farge")
    hue = study.codebook.current().hue_of("CH.H.1")
    other = next(one for one in palette(hue) if one != before)
    colours.set_value(other).run()
    press(app, "Lagre")
    assert code(study, "CH.H.1").colour == other


# The queue


@pytest.fixture
def split(coded):
    """Relasjoner is split into family and friends."""
    parts = [Add(parent=None, words={"label.nb": one}) for one in ("Familie", "Venner")]
    coded.codebook.edit(Split(code="CH.C.2", into=tuple(parts), why="To ting"))
    return coded


def test_a_coder_goes_through_their_own_codings(split, at):
    ingrid = split.as_member("ingrid").coding
    app = at("ingrid", **{"del": "ko"})
    assert "To ting" in said(app)
    app = press(
        app, "Familie (CH.C.5)".replace("(", "\\(").replace(")", "\\)").replace(".", "\\.")
    )
    app = press(app, "Bruk valgte")
    assert len(ingrid.waiting()) == 2
    app = press(app, "Angre siste valg")
    assert len(ingrid.waiting()) == 3


def test_several_codes_are_chosen_for_one_place(split, at, source_id):
    app = at("jonas", **{"del": "ko"})
    for name in ("Familie", "Venner"):
        app = next(one for one in app.button if name in one.label).click().run()
    press(app, "Bruk valgte")
    found = split.coding.of_source(source_id)
    jonas = split.as_member("jonas").member.id
    assert {one.code_id for one in found if one.coder_id == jonas} == {"CH.C.5", "CH.C.6"}


def test_a_coding_is_taken_later_or_removed(split, at):
    first = split.as_member("ingrid").coding.waiting()[0]
    app = at("ingrid", **{"del": "ko"})
    app = press(app, "Senere")
    assert f"S-{first.segment:04}" not in said(app).splitlines()[1]
    press(app, "Fjern kodingen")
    left = split.as_member("ingrid").coding.waiting()
    assert len(left) == 2
    assert first.coding_id in {one.coding_id for one in left}


def test_a_leader_sees_how_many_each_coder_has_left(split, at):
    words = said(at(**{"del": "ko"}))
    assert "Ingrid Aas" in words
    assert "Jonas Vik" in words


# Releases


def test_a_release_is_made_and_compared_word_by_word(study, at):
    study.codebook.edit(Describe(code="CH.H.1", words={"definition.nb": WORDING}))
    app = at(**{"del": "utgaver"})
    assert "<del" in cards(app)
    field(app, "Merknad på norsk", "text_area").set_value("Etter møtet")
    app = press(app, "Lag utgaven")
    assert [one.number for one in study.codebook.releases()] == ["0.1", "0.2"]
    assert "Etter møtet" in said(app)
    assert "Utgave 0.2 er laget" in said(app)


def test_a_release_without_changes_is_refused_with_the_reason(study, at):
    app = at(**{"del": "utgaver"})
    assert "Ingenting er endret siden forrige utgave" in said(app)
    app = press(app, "Lag utgaven")
    assert app.error
    assert len(study.codebook.releases()) == 1


def test_names_taken_from_what_was_said_stop_a_release_until_it_is_decided(study, source_id, at):
    study.as_member("ingrid").codebook.propose_code(source_id, "turte å si", in_vivo=True)
    app = at(**{"del": "utgaver"})
    assert "navn tatt fra det noen sa" in said(app)
    app = press(app, "Lag utgaven")
    assert len(study.codebook.releases()) == 1


def test_only_the_leader_makes_releases(study, open_page):
    study.members.add("Rolf Dahl", role=MemberRole.RESEARCHER)
    assert "Lag utgaven" not in labels(open_page("codebook", "rolf", **{"del": "utgaver"}))


def test_the_history_of_a_code_is_told(coded, at):
    coded.codebook.edit(Merge(codes=("CH.C.3",), into="CH.C.2", why="Likt"))
    app = at(kode="CH.C.2", vis="historie")
    assert "ble slått sammen til" in cards(app)
    assert "Likt" in cards(app)
    assert app.get("plotly_chart")


# Review


@pytest.fixture
def ruth(study):
    """A reviewer, with the first release before her."""
    study.members.add("Ruth Whitfield", role=MemberRole.REVIEWER)
    study.reviews.send_out("0.1", for_whom="King's")
    return study.as_member("ruth")


def test_a_round_is_opened(study, at):
    app = at(**{"del": "gjennomsyn"})
    field(app, "Til hvem?").set_value("King's").run()
    press(app, "Åpne runden")
    assert [one.release for one in study.reviews.bundles()] == ["0.1"]


def test_a_reviewer_reads_in_english_and_nothing_of_transcripts(coded, ruth, open_page):
    app = open_page("codebook", "ruth", language="en", kode="CH.H.1")
    assert line(app, "CH.H.1")["label"] == "Belief in possibility of recovery"
    assert line(app, "CH.C.2")["count"] == 4
    assert tree(app)["editable"] is False
    assert "trodde på det. De andre" not in cards(app)
    app = open_page("codebook", "ruth", language="en", kode="CH.H.1", **{"del": "ko"})
    assert line(app, "CH.H.1")["label"] == "Belief in possibility of recovery"


def test_a_reviewer_proposes_a_wording_where_it_belongs(ruth, open_page):
    app = open_page("codebook", "ruth", language="en", kode="CH.H.1")
    field(app, "What is it about?", "selectbox").set_value("definition.en").run()
    field(app, "The wording as you would have it", "text_area").set_value(
        "Living well is possible."
    )
    field(app, "Comment", "text_area").set_value("Recovery is more.")
    app = press(app, "Save the comment")
    (item,) = ruth.reviews.items()
    assert (item.comment.kind, item.comment.field) == (ReviewKind.WORDING, "definition.en")
    assert (item.comment.text, item.comment.reviewer) == ("Recovery is more.", "Ruth Whitfield")
    press(app, "Take back")
    assert ruth.reviews.items() == []


def test_an_empty_remark_is_not_sent(ruth, open_page):
    app = open_page("codebook", "ruth", language="en", kode="CH.H.1")
    app = press(app, "Save the comment")
    assert "Write a comment" in said(app)
    assert ruth.reviews.items() == []


def test_agreeing_removing_and_a_new_code_are_remarks_too(ruth, open_page):
    app = open_page("codebook", "ruth", language="en", kode="CH.H.1")
    app = press(app, "I agree with this code")
    field(app, "The code should be removed", "checkbox").set_value(True)
    app = press(app, "Save the comment")
    field(app, "Name in English").set_value("Patience")
    press(app, "Save the comment", last=True)
    kinds = [one.comment.kind for one in ruth.reviews.items()]
    assert kinds == [ReviewKind.AGREE, ReviewKind.DELETE, ReviewKind.NEW_CODE]


@pytest.fixture
def proposed(ruth, study):
    """Ruth has proposed a wording for Tro på bedring."""
    bundle = study.reviews.bundles()[0]
    ruth.reviews.remark(
        bundle.id,
        ReviewKind.WORDING,
        code="CH.H.1",
        field="definition.en",
        text="Recovery is more.",
        proposed="Living well is possible.",
    )
    return study


def test_a_remark_is_taken_into_the_codebook(proposed, at):
    app = at(**{"del": "gjennomsyn"})
    assert "<ins" in cards(app)
    app = press(app, "Ta inn")
    assert code(proposed, "CH.H.1").definition.en == "Living well is possible."
    (item,) = proposed.reviews.items()
    assert item.status is ReviewStatus.ACCEPTED
    assert "Angre: en kommentar som ble tatt inn" in labels(app)
    assert "fikk ny ordlyd" in said(at(**{"del": "gjennomsyn", "kommentar": "1"}))


def test_a_remark_is_rejected_only_with_a_reason(proposed, at):
    app = press(at(**{"del": "gjennomsyn"}), "Avvis")
    assert proposed.reviews.items()[0].status is ReviewStatus.OPEN
    field(app, "Svar til partneren", "text_area").set_value("We keep it.")
    app = press(app, "Avvis")
    (item,) = proposed.reviews.items()
    assert (item.status, item.reason) == (ReviewStatus.REJECTED, "We keep it.")
    assert "We keep it" in said(at(**{"del": "gjennomsyn", "kommentar": "1"}))


def test_a_remark_is_answered(proposed, at):
    app = at(**{"del": "gjennomsyn"})
    field(app, "Svar til partneren", "text_area").set_value("See the note.")
    press(app, "Svar")
    assert proposed.reviews.items()[0].status is ReviewStatus.ANSWERED


def test_the_part_says_how_many_remarks_are_open(proposed, at):
    app = at()
    (switch,) = [one for one in app.get("button_group") if one.label == "Deler av siden"]
    assert "Gjennomsyn (1)" in switch.options
    assert line(app, "CH.H.1")["marks"]["comments"] == 1


@pytest.fixture
def returned(ruth, study):
    """The review form of the first release, as Ruth has filled it in."""
    edited = edition(study.codebook.release("0.1"))

    def fill(workbook):
        sheet = next(one for one in workbook if one["A1"].value == FormColumn.ID.value)
        put(sheet, "CH.H.1", FormColumn.NEW_DEFINITION, "Living well is possible.")
        put(sheet, "CH.H.2", FormColumn.COMMENT, "How is this different from hope?")

    return filled(review_xlsx(edited), fill)


def upload(app, name, content):
    field(app, "Fil fra partneren", "file_uploader").set_value((name, content, "")).run()
    return app


def test_a_returned_form_is_seen_before_it_is_taken_in(returned, study, at):
    app = upload(at(**{"del": "gjennomsyn"}), "form.xlsx", returned)
    assert "How is this different from hope?" in said(app)
    assert study.reviews.items() == []
    app = press(app, "Ta imot 2 kommentarer")
    assert "Tatt imot: 2 nye" in said(app)
    assert [one.comment.code_id for one in study.reviews.items()] == ["CH.H.1", "CH.H.2"]
    app = upload(app, "form.xlsx", returned)
    app = press(app, "Ta imot 2 kommentarer")
    assert len(study.reviews.items()) == 2
    assert "2 som før" in said(app)


def test_a_file_that_is_no_form_is_refused_with_the_reason(ruth, study, at):
    app = upload(at(**{"del": "gjennomsyn"}), "form.xlsx", b"not a workbook")
    assert app.error
    assert not app.exception
    assert study.reviews.items() == []

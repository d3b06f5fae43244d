"""A project on the page Sources: what is in it, choices, what is stored, and back; and the study out."""

from __future__ import annotations

import pytest
from tests.merging import elsewhere
from tests.whole_study import codes_named

from casestudy.exchange.refi.values import RefiCode, RefiProject
from casestudy.exchange.refi.write_project import write_qdpx
from casestudy.ui.project_batch import ProjectEntry


def said(app):
    kinds = ("markdown", "caption", "info", "warning", "error", "success", "subheader")
    return "\n".join(block.value for kind in kinds for block in app.main.get(kind)).replace(
        "\\", ""
    )


def field(app, label, kind="selectbox"):
    return next(one for one in app.get(kind) if label in one.label.replace("\\", ""))


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def with_project(app, study, data, name="kari.qdpx"):
    """Put a file in the tab as if it had just been chosen and read."""
    app.session_state["sources.projects"] = [
        ProjectEntry(file_name=name, planned=study.interchange.plan(data))
    ]
    return app.run()


@pytest.fixture
def project():
    return write_qdpx(elsewhere(("godt", "Glede"), ("kom hit", "Støtte"))).data


@pytest.fixture
def page(study, open_page, project):
    app = open_page("sources", del_="x")
    app.query_params["del"] = "hent-inn"
    return with_project(app, study, project)


def test_the_preview_says_what_is_new_and_what_becomes_of_it(page):
    words = said(page)
    assert "kari.qdpx" in words
    assert "2 er nye" in words
    assert "Hvem som snakker, er ikke skilt ut" in words
    assert field(page, "Kari Holm (kodinger: 2").value == "add"


def test_nothing_is_stored_before_case_and_names_are_settled(page, study):
    page = press(page, "Hent inn")
    assert "bekreft at de er tatt ut" in said(page)
    field(page, "Jeg har sett etter navn", "checkbox").check().run()
    page = press(page, "Hent inn")
    assert "Velg hvilken case «Intervju 7»" in said(page)
    assert len(study.sources.all()) == 1


def test_a_project_is_taken_in_as_chosen_and_taken_back(page, study):
    jonas = study.as_member("jonas").member.id
    left = field(page, "Nye koder som skal holdes utenfor", "multiselect")
    code = next(one for one in left.options if one == "Støtte")
    left.select(code)
    field(page, "Kari Holm").select(jonas)
    field(page, "Nye kilder hører til case").select(study.cases.all()[0].id)
    field(page, "Jeg har sett etter navn", "checkbox").check()
    page = press(page.run(), "Hent inn")
    assert "er hentet inn: 1 nye kilder, 1 nye koder" in said(page)
    source = study.sources.all()[-1]["id"]
    assert [one.coder_id for one in study.coding.of_source(source)] == [jonas]
    assert codes_named(study, "Støtte") == []
    page = press(page, "Angre hele innhentingen")
    assert "er angret" in said(page)
    assert len(study.sources.all()) == 1
    assert codes_named(study, "Glede") == []


def test_who_lacks_rights_is_told_and_can_not_take_it_in(study, open_page, project):
    app = open_page("sources", "ingrid")
    app.query_params["del"] = "hent-inn"
    app = with_project(app, study.as_member("ingrid"), project)
    assert "rett til å endre kodeboken" in said(app)
    assert next(one for one in app.button if one.label == "Hent inn").disabled


def test_a_code_that_differs_is_shown_side_by_side_and_taken_over_by_choice(study, open_page):
    code = study.codebook.current().code("CH.H.1")
    there = RefiCode(
        guid=code.guid, name=code.label.nb, description="Noe annet.", colour=code.colour
    )
    app = open_page("sources")
    app.query_params["del"] = "hent-inn"
    app = with_project(app, study, write_qdpx(RefiProject(codes=(there,))).data)
    shown = "\n".join(str(table.value.to_dict("list")) for table in app.get("table"))
    assert "Noe annet" in shown
    assert code.definition.nb[:20] in shown
    field(app, "ta over ordlyden", "multiselect").select(code.label.nb)
    press(app.run(), "Hent inn")
    assert study.codebook.current().code("CH.H.1").definition.nb == "Noe annet."


def test_a_file_that_is_refused_says_why(study, open_page):
    from casestudy.errors import ImportRefusedError

    app = open_page("sources")
    app.query_params["del"] = "hent-inn"
    app.session_state["sources.projects"] = [
        ProjectEntry(file_name="x.qdpx", error=ImportRefusedError("refi.damaged"))
    ]
    app.run()
    assert "skadet eller avkortet" in said(app)


def test_a_study_without_cases_takes_projects_and_nothing_else(empty_study, open_page):
    app = open_page("sources")
    app.query_params["del"] = "hent-inn"
    field(app.run(), "Jeg har gått gjennom filene", "checkbox").check()
    words = said(app.run())
    assert ".qdpx, .qdc" in words
    assert ".docx" not in words


def test_the_study_goes_out_from_the_page_with_its_report(study, open_page):
    app = press(open_page("matrix"), "Lag filen")
    assert any(one.label == "Last ned .qdpx" for one in app.get("download_button"))
    assert "Hva som ikke blir med" in "".join(one.label for one in app.expander)


def test_who_may_not_export_is_not_offered_the_study(study, open_page):
    assert all(one.label != "Lag filen" for one in open_page("matrix", "ingrid").button)

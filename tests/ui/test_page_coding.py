"""The page «coding»: which source opens, the pass, the work list, and finishing a source."""

from __future__ import annotations

import json

import pytest
from tests.build import add_source
from tests.ui.test_shell import mounted

from casestudy.domain.codebook import CodingPass
from casestudy.domain.notes import Preference
from casestudy.domain.vocabulary import MemberRole
from casestudy.texts import text
from casestudy.ui.markdown import escape
from casestudy.ui.sections.work_list import percent

RQ3 = CodingPass.RQ3


@pytest.fixture
def ingrid(study):
    return study.as_member("ingrid")


@pytest.fixture
def second(study):
    """Another source of the same case, after the first in reading order."""
    return add_source(study, study.cases.all()[0].id, name="A2-ansatt")


def pane(app):
    return mounted(app, "source_id", "module_url")


def list_titles(app):
    labels = [block.proto.popover.label for block in app.get("popover")]
    return [label for label in labels if label != text("transcript_output.open")]


def with_list_open(app):
    app.session_state["coding_work_list"] = True
    return app.run()


def rows(app):
    return [
        button.label.replace("\\", "")
        for button in app.button
        if str(button.key).startswith("work_list.")
    ]


# Which source


def test_the_source_in_the_address_opens_at_its_place(study, open_page, source_id):
    app = open_page("coding", "ingrid", kilde=source_id, sted="turn:2")
    data = pane(app)
    assert (data["source_id"], data["goto"], data["language"]) == (source_id, "turn:2", "nb")
    assert data["editable"] is True
    assert data["coding_pass"] is None
    assert data["module_url"].startswith("/components/")
    assert "første gang jeg trodde" not in json.dumps(data, ensure_ascii=False)


def test_who_was_never_here_gets_the_first_task(study, open_page, second, ingrid):
    study.members.assign(ingrid.member.id, [second])
    app = open_page("coding", "ingrid")
    assert pane(app)["source_id"] == second
    assert app.query_params["kilde"] in (second, [second])


def test_who_comes_back_gets_the_source_they_left(study, open_page, second, ingrid):
    ingrid.visits.here(second, place=10)
    assert pane(open_page("coding", "ingrid"))["source_id"] == second


def test_a_source_that_is_not_there_is_said(study, open_page, source_id):
    app = open_page("coding", kilde="nothing", sted="turn:9")
    assert app.warning[0].value == text("page.coding.unknown_source")
    assert (pane(app)["source_id"], pane(app)["goto"]) == (source_id, None)


def test_the_chooser_says_how_far_one_has_come(study, open_page, source_id, ingrid):
    turns = ingrid.sources.transcript(source_id).turns
    ingrid.coding.apply(source_id, turns[1].start, turns[1].end, code="CH.H.1")
    ingrid.visits.mark_read(source_id, 1, 1)
    app = open_page("coding", "ingrid")
    assert app.selectbox("coding_source").options == ["A · A1-bruker · lest 50 % · kodet 25 %"]


def test_another_source_is_chosen(study, open_page, source_id, second):
    app = open_page("coding", kilde=source_id, sted="turn:2")
    app.selectbox("coding_source").set_value(second).run()
    assert (pane(app)["source_id"], pane(app)["goto"]) == (second, None)


@pytest.mark.parametrize(
    ("share", "shown"), [(0, "0 %"), (0.001, "1 %"), (0.5, "50 %"), (0.999, "99 %"), (1, "100 %")]
)
def test_what_is_begun_is_not_nothing_and_what_is_left_not_all(share, shown, monkeypatch):
    monkeypatch.setattr("casestudy.ui.state.language", lambda: "nb")
    assert percent(share) == shown


# The pass


def test_a_pass_in_the_address_is_told_to_the_pane(study, open_page):
    app = open_page("coding", **{"pass": "rq3"})
    assert pane(app)["coding_pass"] == "rq3"
    assert list_titles(app) == ["RQ3: 0 av 1 ferdige"]


def test_an_unknown_pass_is_all_codes(study, open_page):
    app = open_page("coding", **{"pass": "rq9"})
    assert pane(app)["coding_pass"] is None
    assert "pass" not in app.query_params


def test_the_pass_that_was_chosen_last_is_the_one_to_go_on_with(study, open_page, ingrid):
    app = with_list_open(open_page("coding", "ingrid"))
    app.segmented_control("coding_pass").set_value("rq3").run()
    assert pane(app)["coding_pass"] == "rq3"
    again = open_page("coding", "ingrid")
    assert pane(again)["coding_pass"] == "rq3"
    assert again.query_params["pass"] in ("rq3", ["rq3"])
    with_list_open(again).segmented_control("coding_pass").set_value("").run()
    assert pane(again)["coding_pass"] is None
    assert ingrid.preferences.all() == {}


@pytest.mark.parametrize("kept", ["rq9", ["rq1"]])
def test_a_pass_that_is_not_known_is_forgotten(study, open_page, ingrid, kept):
    ingrid.preferences.set(Preference.CODING_PASS, kept)
    app = open_page("coding", "ingrid")
    assert pane(app)["coding_pass"] is None
    assert "pass" not in app.query_params


# The work list


def test_the_list_is_drawn_only_where_it_is_open(study, open_page, second):
    app = open_page("coding")
    assert rows(app) == []
    assert len(rows(with_list_open(app))) == 2


def test_the_list_shows_progress_of_the_pass_and_what_waits_first(
    study, open_page, source_id, second, ingrid
):
    turns = ingrid.sources.transcript(source_id).turns
    ingrid.coding.apply(source_id, turns[1].start, turns[1].end, code="CH.H.1")
    ingrid.coding.apply(source_id, turns[0].start, turns[0].end, code="DET.INS.1")
    ingrid.passes.finish(source_id, RQ3)
    app = with_list_open(open_page("coding", "ingrid", kilde=source_id, **{"pass": "rq3"}))
    assert rows(app) == [
        "A · A2-ansatt :small[lest 0 % · kodet 0 %]",
        "**A · A1-bruker** :small[lest 50 % · kodet 25 % · ferdig]",
    ]
    assert list_titles(app) == ["RQ3: 1 av 2 ferdige"]


def test_the_list_holds_what_one_was_given(study, open_page, source_id, second, ingrid):
    study.members.assign(ingrid.member.id, [second])
    app = with_list_open(open_page("coding", "ingrid"))
    assert [row.partition(" :small")[0] for row in rows(app)] == ["**A · A2-ansatt**"]
    assert len(app.selectbox("coding_source").options) == 2


def test_a_click_opens_the_source_and_closes_the_list(study, open_page, source_id, second):
    app = with_list_open(open_page("coding", kilde=source_id, sted="turn:2"))
    app.button(f"work_list.{second}").click().run()
    assert (pane(app)["source_id"], pane(app)["goto"]) == (second, None)
    assert rows(app) == []


# Finishing


def test_finishing_a_source_in_a_pass_goes_to_the_next(study, open_page, source_id, second):
    app = open_page("coding", kilde=source_id, **{"pass": "rq3"})
    assert app.button("coding_task").label == "Merk ferdig i RQ3"
    app.button("coding_task").click().run()
    assert app.success[0].value == escape(text("page.coding.finished_next"))
    assert pane(app)["source_id"] == second
    assert [task.is_done for task in study.passes.work(RQ3)] == [True, False]
    assert not any(task.is_done for task in study.passes.work(CodingPass.RQ2))
    app.button("coding_task").click().run()
    assert app.success[0].value == escape(text("page.coding.finished"))
    assert app.button("coding_task").label == text("page.coding.reopen")
    app.button("coding_task").click().run()
    assert [task.is_done for task in study.passes.work(RQ3)] == [True, False]


def test_with_all_codes_ones_tasks_are_finished(study, open_page, source_id, ingrid):
    study.members.assign(ingrid.member.id, [source_id])
    app = open_page("coding", "ingrid")
    app.button("coding_task").click().run()
    assert app.success[0].value == escape(text("page.coding.finished"))
    assert study.members.assignments()[0].done_at is not None
    app.button("coding_task").click().run()
    assert study.members.assignments()[0].done_at is None


def test_with_all_codes_there_is_nothing_to_finish_without_a_task(study, open_page):
    assert [button.key for button in open_page("coding").main.button] == []


# Who, and with what


def test_a_study_without_sources_says_what_to_do(empty_study, open_page):
    assert open_page("coding").info[0].value == text("page.coding.no_sources")


def test_a_reviewer_gets_no_transcript(study, open_page):
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    app = open_page("coding", "ruth")
    assert app.info[0].value == text("page.coding.not_for_you")
    assert mounted(app, "source_id") is None


def test_the_source_can_be_printed_in_the_chosen_pass(open_page, study):
    source_id = study.sources.all()[0]["id"]
    app = open_page("coding", "ingrid", **{"kilde": source_id, "pass": "rq3"})
    (link,) = app.get("link_button")
    assert link.proto.url == f"/api/sources/{source_id}/print?pass=rq3"
    assert not app.get("download_button")
    assert text("transcript_output.no_export") in [one.value for one in app.caption]


def test_who_may_export_gets_the_word_file_too(open_page, study):
    app = open_page("coding", "mona")
    (button,) = app.get("download_button")
    assert button.proto.label == text("transcript_output.word")

"""What a member notes to themselves: in a source's document, by operations, and preferences."""

from __future__ import annotations

import json

import pytest
from tests.build import add_case, add_source
from tests.web.test_coding_routes import Pane, new_id

from casestudy.domain.vocabulary import MemberRole, RoundVisibility
from casestudy.store.tables import CHANGE, PREFERENCE, VISIT


@pytest.fixture
def pane(signed_in, source_id):
    return Pane(signed_in("ingrid"), source_id)


@pytest.fixture
def jonas(signed_in, source_id):
    return Pane(signed_in("jonas"), source_id)


def again(pane):
    """The source's document as it is now."""
    return pane.browser.get(pane.url).json()


def rows(study, table):
    with study.store.read() as reader:
        return reader.rows(table)


def choose(pane, body):
    content = body if isinstance(body, bytes) else json.dumps(body)
    return pane.browser.post(
        "/api/preferences", content=content, headers={"Content-Type": "application/json"}
    )


# The document


def test_a_first_document_says_that_one_was_never_here(pane):
    assert pane.document["visit"] == {
        "place": None,
        "read_turns": [],
        "left_at": None,
        "since": [],
    }
    assert (pane.document["presence"], pane.document["drafts"]) == ([], [])
    assert pane.document["preferences"] == {}


def test_reading_a_source_is_no_contact(pane, study):
    again(pane)
    assert rows(study, VISIT) == []


def test_rights_are_those_of_the_role(pane, signed_in, study, source_id):
    assert pane.document["rights"] == {
        "code": True,
        "comment": True,
        "correct": True,
        "propose_code": study.as_member("ingrid").codebook.takes_proposals(),
    }
    study.members.add("Tor Berge", role=MemberRole.RESEARCHER)
    assert Pane(signed_in("tor"), source_id).document["rights"]["correct"] is False


def test_suggestions_can_be_off(pane, study):
    assert pane.document["suggests"] is True
    study.allow_suggestions(on=False)
    assert again(pane)["suggests"] is False


def test_codes_say_their_passes_and_attributes(pane):
    codes = {code["id"]: code for code in pane.document["codes"]}
    assert codes["DET.INS.1"]["passes"] == ["rq2", "realist"]
    assert "measure_id" in codes["ACT.1"]["attributes"]
    assert set(pane.document["attributes"]) >= set(codes["ACT.1"]["attributes"])


def test_measures_are_those_of_the_sources_case(signed_in, study, source_id):
    here, other = study.cases.all()[0].id, add_case(study, "B")
    mine = study.cases.add_measure("Ukeskjema", case_id=here, name_en="Weekly form")
    theirs = study.cases.add_measure("Tavlemøte", case_id=other)
    pane = Pane(signed_in("ingrid"), source_id)
    assert pane.document["attributes"]["measure_id"] == [
        {"value": mine, "label": "Ukeskjema", "short": "Ukeskjema"}
    ]
    pane.browser.post("/api/language", data={"language": "en"})
    assert again(pane)["attributes"]["measure_id"][0]["label"] == "Weekly form"
    without = add_source(study, None, name="Uten case")
    values = Pane(signed_in("ingrid"), without).document["attributes"]["measure_id"]
    assert {value["value"] for value in values} == {mine, theirs}


def test_what_others_did_since_is_told_when_one_comes_back(pane, jonas, study):
    pane.post(here={"place": 0})
    coding_id = jonas.apply()
    with study.store.engine.begin() as connection:
        connection.execute(
            VISIT.update().values(seen_at=rows(study, VISIT)[0]["seen_at"].replace(year=2024))
        )
    visit = again(pane)["visit"]
    (since,) = visit["since"]
    assert (since["name"], since["applied"], since["coding_ids"]) == ("Jonas Vik", 1, [coding_id])
    assert (since["changed"], since["removed"], since["comments"]) == (0, 0, 0)
    assert visit["left_at"].startswith("2024")


# Contact


def test_a_poll_that_says_where_one_is_tells_who_else_is_there(pane, jonas):
    assert jonas.post(here={"place": 26}).json()["presence"] == []
    (there,) = pane.post(here={"place": 0}).json()["presence"]
    assert there.pop("seconds") < 20
    assert there == {
        "member_id": jonas.document["me"]["id"],
        "name": "Jonas Vik",
        "place": 26,
    }
    assert again(jonas)["visit"]["place"] == 26
    assert [one["name"] for one in again(jonas)["presence"]] == ["Ingrid Aas"]


def test_a_poll_without_a_place_is_no_contact(pane, study):
    assert "presence" not in pane.post().json()
    assert rows(study, VISIT) == []


def test_polling_writes_now_and_then_and_says_little(pane, jonas, study, monkeypatch):
    jonas.post(here={"place": 26})
    notes = []
    note = type(study.store).note
    monkeypatch.setattr(
        type(study.store), "note", lambda self, work: (notes.append(1), note(self, work))[1]
    )
    answers = [pane.post(here={"place": 0}) for _ in range(5)]
    assert len(notes) == 1
    assert max(len(answer.content) for answer in answers) < 400


def test_a_blind_coders_place_is_not_told(pane, jonas, study, source_id):
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    for one in (pane, jonas):
        study.members.assign(one.document["me"]["id"], [source_id], round_id=round_id)
    jonas.post(here={"place": 26})
    (there,) = pane.post(here={"place": 0}).json()["presence"]
    assert (there["name"], there["place"]) == ("Jonas Vik", None)


@pytest.mark.parametrize(
    "here", [None, 7, {}, {"place": -1}, {"place": 0, "more": 1}, {"place": "0"}]
)
def test_an_odd_place_is_refused(pane, here):
    answer = pane.post(here=here)
    assert (answer.status_code, answer.json()["code"]) == (400, "web.bad_request")


# Turns read


def test_turns_are_marked_as_read_and_not_read(pane, study):
    before = rows(study, CHANGE)
    assert pane.do(kind="read", first=1, last=3, read=True) == {"ok": True}
    assert pane.do(kind="read", first=2, last=2, read=False) == {"ok": True}
    assert again(pane)["visit"]["read_turns"] == [[1, 1], [3, 3]]
    assert rows(study, CHANGE) == before


def test_reading_is_not_undone(pane):
    pane.do(kind="read", first=1, last=3, read=True)
    assert pane.send()["undo"] == {"can_undo": False, "can_redo": False}


def test_turns_that_are_not_there_are_refused_with_a_reason(pane):
    said = pane.do(kind="read", first=4, last=5, read=True)
    assert (said["ok"], said["code"]) == (False, "turns_outside")


# Drafts


@pytest.mark.parametrize(
    "about",
    [
        {"target_kind": "coding", "coding_id": new_id()},
        {"target_kind": "segment", "start": 25, "end": 40},
        {"target_kind": "turn", "turn": 2},
        {"target_kind": "source"},
    ],
)
def test_a_draft_comes_back_with_the_source_until_it_is_emptied(pane, jonas, about):
    assert pane.do(kind="draft", body="Hun sier ", **about) == {"ok": True}
    assert pane.do(kind="draft", body="Hun sier at 🙂", **about) == {"ok": True}
    (draft,) = again(pane)["drafts"]
    assert draft.pop("at")
    assert draft == {**about, "body": "Hun sier at 🙂"}
    assert again(jonas)["drafts"] == []
    assert pane.do(kind="draft", body="", **about) == {"ok": True}
    assert again(pane)["drafts"] == []


def test_a_drafts_words_are_in_no_change_record(pane, study):
    pane.do(kind="draft", body="hemmelig tanke", target_kind="source")
    pane.apply()
    assert "hemmelig" not in json.dumps(rows(study, CHANGE), default=str)


@pytest.mark.parametrize(
    "about",
    [
        {"target_kind": "coding"},
        {"target_kind": "segment", "start": 25},
        {"target_kind": "turn", "turn": 2, "start": 0},
        {"target_kind": "source", "coding_id": new_id()},
        {"target_kind": "study"},
        {"target_kind": ["source"]},
        {},
    ],
)
def test_a_draft_on_something_odd_is_refused(pane, about):
    answer = pane.post({"request_id": new_id(), "kind": "draft", "body": "x", **about})
    assert (answer.status_code, answer.json()["code"]) == (400, "web.bad_request")


# Preferences


def test_a_preference_is_kept_for_oneself(pane, jonas):
    assert choose(pane, {"name": "margin", "value": "coder"}).json() == {"ok": True}
    choose(pane, {"name": "shortcuts", "value": {"undo": ["Mod+z"]}})
    assert again(pane)["preferences"] == {"margin": "coder", "shortcuts": {"undo": ["Mod+z"]}}
    assert again(jonas)["preferences"] == {}
    choose(pane, {"name": "margin", "value": None})
    assert again(pane)["preferences"] == {"shortcuts": {"undo": ["Mod+z"]}}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "web.bad_request"),
        (b"[" * 60_000, "web.bad_request"),
        ({"name": "margin"}, "web.bad_request"),
        ({"name": "password", "value": 1}, "web.bad_request"),
        ({"name": ["margin"], "value": 1}, "web.bad_request"),
        ({"name": "margin", "value": 1, "member": "x"}, "web.bad_request"),
        ({"name": "pane", "value": "\ud800"}, "preference_unusable"),
        (b'{"name": "pane", "value": NaN}', "preference_unusable"),
        ({"name": "pane", "value": "x" * 20_000}, "preference_too_large"),
        ({"name": "pane", "value": "x" * 200_000}, "web.too_large"),
    ],
)
def test_an_odd_preference_is_refused(pane, study, body, code):
    answer = choose(pane, body)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert rows(study, PREFERENCE) == []


def test_a_preference_needs_someone_who_may_read_and_our_own_page(browser, signed_in, study, pane):
    assert choose(Plain(browser), {"name": "margin", "value": 1}).status_code == 401
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    assert choose(Plain(signed_in("ruth")), {"name": "margin", "value": 1}).status_code == 403
    del pane.browser.headers["X-Casestudy"]
    assert choose(pane, {"name": "margin", "value": 1}).status_code == 403


class Plain:
    """A browser that has opened no source."""

    def __init__(self, browser):
        self.browser = browser

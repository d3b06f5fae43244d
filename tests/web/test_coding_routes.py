from __future__ import annotations

import json
import uuid

import pytest

from casestudy.domain.vocabulary import MemberRole, RoundVisibility
from casestudy.errors import StoreError
from casestudy.services.coding import Coding
from casestudy.web import coding_routes
from casestudy.web.component_files import module_url

HOPE = "CH.H.1"


def new_id():
    return str(uuid.uuid4())


@pytest.fixture
def ingrid(signed_in):
    return signed_in("ingrid")


class Pane:
    """The browser's side of the protocol for one source."""

    def __init__(self, browser, source_id):
        self.browser, self.url = browser, f"/api/sources/{source_id}"
        self.document = browser.get(self.url).json()
        self.have = self.document["revision"]

    def post(self, *operations, **body):
        given = {
            "have": self.have,
            "me": self.document["me"]["id"],
            "text_version_id": self.document["source"]["text_version_id"],
            "operations": list(operations),
        }
        return self.browser.post(
            f"{self.url}/operations",
            content=json.dumps(given | body),
            headers={"Content-Type": "application/json"},
        )

    def send(self, *operations):
        answer = self.post(*operations)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def do(self, **operation):
        """Send one operation and return what became of it."""
        asked = {"request_id": new_id(), **operation}
        return self.send(asked)["results"][asked["request_id"]]

    def apply(self, start=25, end=40, code=HOPE, **values):
        coding_id = new_id()
        said = self.do(
            kind="apply", coding_id=coding_id, start=start, end=end, code_id=code, **values
        )
        assert said == {"ok": True}
        return coding_id

    def codings(self):
        return {found["id"]: found for found in self.browser.get(self.url).json()["codings"]}


@pytest.fixture
def pane(ingrid, source_id):
    return Pane(ingrid, source_id)


# Reading a source


def test_a_source_comes_with_text_turns_codes_and_names(pane, study, source_id):
    document = pane.document
    transcript = study.sources.transcript(source_id)
    assert document["text"] == transcript.text
    assert document["source"]["text_sha256"] == transcript.text_sha256
    assert [turn["n"] for turn in document["turns"]] == [1, 2, 3, 4]
    second = document["turns"][1]
    assert document["text"][second["start"] : second["end"]].endswith("🙂.")
    assert (second["speaker"], second["role"], second["interviewer"]) == (
        "P01",
        "service_user",
        False,
    )
    assert document["me"]["name"] == "Ingrid Aas"
    assert {coder["name"] for coder in document["coders"]} == {
        "Mona Lund",
        "Ingrid Aas",
        "Jonas Vik",
    }
    assert document["undo"] == {"can_undo": False, "can_redo": False}


def test_codes_are_said_in_the_language_of_the_page(pane, ingrid):
    codes = {code["id"]: code for code in pane.document["codes"]}
    assert codes[HOPE]["path"].startswith("CHIME / ")
    assert codes[HOPE]["branch"] == "CH"
    assert codes[HOPE]["assignable"]
    assert not codes["CH"]["assignable"]
    assert codes["CH"]["parent"] is None
    ingrid.post("/api/language", data={"language": "en"})
    english = {code["id"]: code for code in ingrid.get(pane.url).json()["codes"]}
    assert english[HOPE]["label"] != codes[HOPE]["label"]
    assert english[HOPE]["names"] == codes[HOPE]["names"]
    assert english[HOPE]["names"] == [codes[HOPE]["label"], english[HOPE]["label"]]


def test_codes_come_with_all_synonyms_and_their_passes(pane, study):
    codes = {code["id"]: code for code in pane.document["codes"]}
    synonyms = study.codebook.current().code(HOPE).synonyms
    assert synonyms.nb
    assert codes[HOPE]["synonyms"] == [*synonyms.nb, *synonyms.en]
    assert codes[HOPE]["passes"] == ["rq3"]
    assert codes["NY"]["passes"] == ["rq1", "rq2", "rq3", "realist"]


def test_values_come_with_their_names_and_short_forms(pane):
    values = pane.document["attributes"]
    assert [value["short"] for value in values["level"]] == ["SYS", "TJE", "IND-B", "IND-T"]
    assert [value["short"] for value in values["valence"]] == ["−2", "−1", "0", "+1", "+2"]
    assert values["valence"][0] == {"value": -2, "label": "Sterk barriere", "short": "−2"}
    assert {value["value"] for value in values["stage"]} >= {"plan", "do"}
    assert {value["value"] for value in values["claim_status"]} >= {"first_hand", "hearsay"}


def test_a_study_without_a_codebook_can_still_be_read(signed_in, study, source_id, monkeypatch):
    monkeypatch.setattr("casestudy.services.codebooks.Codebooks.has_codebook", lambda _self: False)
    assert Pane(signed_in("ingrid"), source_id).document["codes"] == []


# Operations


def test_an_applied_code_is_answered_and_stored(pane):
    coding_id = new_id()
    request_id = new_id()
    answer = pane.send(
        {
            "request_id": request_id,
            "kind": "apply",
            "coding_id": coding_id,
            "start": 25,
            "end": 40,
            "code_id": HOPE,
            "level": "service",
        }
    )
    assert answer["results"] == {request_id: {"ok": True}}
    assert answer["base"] == pane.have
    assert answer["revision"] == pane.have + 1
    assert answer["undo"] == {"can_undo": True, "can_redo": False}
    (coding,) = answer["codings"]
    assert coding["layer"] == "coder"
    assert (coding["id"], coding["start"], coding["end"]) == (coding_id, 25, 40)
    assert (coding["code_id"], coding["level"], coding["valence"]) == (HOPE, "service", None)
    assert coding["removed"] is False
    assert pane.codings() == {coding_id: coding}


def test_a_repeated_request_is_done_once(pane):
    operation = {
        "request_id": new_id(),
        "kind": "apply",
        "coding_id": new_id(),
        "start": 25,
        "end": 40,
        "code_id": HOPE,
    }
    first, again = pane.send(operation), pane.send(operation, operation)
    assert first["results"] == again["results"]
    assert again["revision"] == first["revision"]
    assert len(pane.codings()) == 1


def test_a_coding_is_moved_recoded_rated_and_cleared(pane):
    coding_id = pane.apply(code="DET.INS.1", valence=-1, level="system")
    assert pane.do(kind="change", coding_id=coding_id, start=27, end=44) == {"ok": True}
    assert pane.do(kind="change", coding_id=coding_id, valence=2, level=None) == {"ok": True}
    coding = pane.codings()[coding_id]
    assert (coding["start"], coding["end"]) == (27, 44)
    assert (coding["valence"], coding["level"]) == (2, None)
    assert pane.do(kind="change", coding_id=coding_id, code_id=HOPE) == {"ok": True}
    assert pane.codings()[coding_id]["code_id"] == HOPE


def test_undo_and_redo_take_back_and_bring_again(pane):
    coding_id = pane.apply()
    answer = pane.send({"request_id": new_id(), "kind": "undo"})
    assert answer["undo"] == {"can_undo": False, "can_redo": True}
    assert [coding["removed"] for coding in answer["codings"]] == [True]
    assert pane.codings() == {}
    assert pane.do(kind="redo") == {"ok": True}
    assert set(pane.codings()) == {coding_id}


def test_a_removed_coding_is_told_to_others(pane, signed_in, source_id):
    coding_id = pane.apply()
    other = Pane(signed_in("jonas"), source_id)
    assert pane.do(kind="remove", coding_id=coding_id) == {"ok": True}
    (told,) = other.send()["codings"]
    assert (told["id"], told["removed"]) == (coding_id, True)


def test_a_comment_is_told_to_the_coder(pane, signed_in, source_id):
    coding_id = pane.apply()
    jonas = Pane(signed_in("jonas"), source_id)
    comment_id = new_id()
    said = jonas.do(kind="comment", coding_id=coding_id, comment_id=comment_id, body=" Enig? ")
    assert said == {"ok": True}
    coding = pane.codings()[coding_id]
    assert coding["comment_count"] == 1
    (comment,) = coding["comments"]
    assert (comment["id"], comment["body"]) == (comment_id, "Enig?")
    assert comment["author_id"] == jonas.document["me"]["id"]


def test_one_refused_operation_does_not_stop_the_others(pane):
    good, bad = new_id(), new_id()
    place = {"kind": "apply", "start": 25, "end": 40}
    answer = pane.send(
        {"request_id": bad, **place, "coding_id": new_id(), "code_id": "NO.SUCH"},
        {"request_id": good, **place, "coding_id": new_id(), "code_id": HOPE},
    )
    assert answer["results"][good] == {"ok": True}
    assert answer["results"][bad]["ok"] is False
    assert answer["results"][bad]["code"] == "code_unknown"
    assert "NO.SUCH" in answer["results"][bad]["sentence"]


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"kind": "apply", "start": 25, "end": 25, "code_id": HOPE}, "empty_segment"),
        ({"kind": "apply", "start": 25, "end": 9000, "code_id": HOPE}, "segment_outside"),
        ({"kind": "apply", "start": 0, "end": 4, "code_id": "CH"}, "code_not_assignable"),
        (
            {"kind": "apply", "start": 0, "end": 4, "code_id": HOPE, "valence": 1},
            "attribute_not_for_code",
        ),
        (
            {"kind": "apply", "start": 0, "end": 4, "code_id": HOPE, "level": "moon"},
            "unknown_value",
        ),
        ({"kind": "remove"}, "not_found.coding"),
        ({"kind": "undo"}, "nothing_to_undo"),
        ({"kind": "redo"}, "nothing_to_redo"),
        ({"kind": "comment", "comment_id": "new", "body": "  "}, "empty_field"),
    ],
)
def test_what_does_not_fit_the_study_is_refused_with_a_reason(pane, operation, code):
    if operation["kind"] not in {"undo", "redo"}:
        operation = {"coding_id": new_id(), **operation}
    if "comment_id" in operation:
        operation = operation | {"comment_id": new_id()}
    said = pane.do(**operation)
    assert said["ok"] is False
    assert said["code"] == code
    assert said["sentence"]


def test_a_coding_id_that_is_taken_is_refused_and_not_sent_for_ever(pane):
    coding_id = pane.apply()
    said = pane.do(kind="apply", coding_id=coding_id, start=0, end=4, code_id=HOPE)
    assert said["ok"] is False
    assert said["code"] == "store.rule_broken"


def test_nobody_changes_another_coders_coding(pane, signed_in, source_id):
    coding_id = pane.apply()
    jonas = Pane(signed_in("jonas"), source_id)
    for operation in ({"kind": "remove"}, {"kind": "change", "start": 0, "end": 4}):
        assert jonas.do(coding_id=coding_id, **operation)["code"] == "not_your_coding"
    assert set(pane.codings()) == {coding_id}


# What is new


def test_nothing_new_is_a_short_answer(pane):
    pane.apply()
    pane.have = pane.send()["revision"]
    answer = pane.send()
    assert (answer["results"], answer["codings"]) == ({}, [])
    assert answer["revision"] == pane.have


def test_a_changed_text_is_said_before_anything_is_done(pane):
    answer = pane.post({"request_id": new_id(), "kind": "undo"}, text_version_id=new_id())
    assert answer.status_code == 409
    assert answer.json()["code"] == "source.changed"


def test_a_store_set_back_to_an_earlier_state_is_said(pane):
    answer = pane.post(have=pane.have + 1)
    assert answer.status_code == 409
    assert answer.json()["code"] == "source.changed"


def test_a_page_opened_by_someone_else_is_refused(pane, signed_in, source_id):
    other = Pane(signed_in("jonas"), source_id)
    assert pane.post().status_code == 200
    answer = pane.post(me=other.document["me"]["id"])
    assert answer.status_code == 409
    assert answer.json()["code"] == "web.other_member"


# Who may


def test_nobody_without_a_choice(browser, source_id):
    assert browser.get(f"/api/sources/{source_id}").status_code == 401
    body = {"have": 0, "me": new_id(), "text_version_id": new_id(), "operations": []}
    answer = browser.post(f"/api/sources/{source_id}/operations", json=body)
    assert answer.status_code == 401
    assert answer.json()["code"] == "web.signed_out"


def test_nobody_with_a_forged_cookie(browser, study, source_id):
    browser.cookies.set("casestudy_member", f"{study.member.id}.99999999999.{'0' * 64}")
    assert browser.get(f"/api/sources/{source_id}").status_code == 401


def test_a_request_without_the_header_is_refused(pane):
    del pane.browser.headers["X-Casestudy"]
    assert pane.browser.get(pane.url).json()["code"] == "web.header_missing"
    answer = pane.post()
    assert (answer.status_code, answer.json()["code"]) == (403, "web.header_missing")


def test_a_post_without_an_origin_is_refused(pane):
    del pane.browser.headers["Origin"]
    answer = pane.post()
    assert (answer.status_code, answer.json()["code"]) == (403, "web.foreign_origin")


def test_a_post_from_another_origin_is_refused(pane):
    pane.browser.headers["Origin"] = "http://evil.example"
    assert pane.post().status_code == 403


def test_a_reviewer_gets_no_text(signed_in, study, source_id):
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    answer = signed_in("ruth").get(f"/api/sources/{source_id}")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert "text" not in answer.json()


def test_an_unknown_source_is_not_found(pane):
    assert pane.browser.get(f"/api/sources/{new_id()}").status_code == 404
    pane.url = f"/api/sources/{new_id()}"
    assert pane.post().status_code == 404


def test_a_blind_round_shows_nobody_elses_codings(study, signed_in, source_id):
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    for handle in ("ingrid", "jonas"):
        member_id = study.as_member(handle).member.id
        study.members.assign(member_id, [source_id], round_id=round_id)
    ingrid, jonas = (Pane(signed_in(handle), source_id) for handle in ("ingrid", "jonas"))
    hers = ingrid.apply()
    assert jonas.codings() == {}
    assert jonas.send()["codings"] == []
    said = jonas.do(kind="comment", coding_id=hers, comment_id=new_id(), body="Ser jeg deg?")
    assert said["code"] == "not_found.coding"
    assert ingrid.do(kind="remove", coding_id=hers) == {"ok": True}
    assert jonas.send()["codings"] == []
    assert Pane(signed_in("mona"), source_id).send()["codings"] == []


def test_the_end_of_a_blind_round_is_told_by_the_next_answer(study, signed_in, source_id):
    round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
    for handle in ("ingrid", "jonas"):
        member_id = study.as_member(handle).member.id
        study.members.assign(member_id, [source_id], round_id=round_id)
    ingrid, jonas = (Pane(signed_in(handle), source_id) for handle in ("ingrid", "jonas"))
    hidden = jonas.document["blind"]
    assert jonas.send()["blind"] == hidden
    hers = ingrid.apply()
    # What others do in the round changes nothing that could be noticed.
    assert jonas.send()["blind"] == hidden
    (blind,) = study.members.rounds()
    study.members.close_round(blind)
    assert "blind" not in jonas.send()
    again = Pane(signed_in("jonas"), source_id)
    assert "blind" not in again.document
    assert hers in again.codings()


# Odd bodies


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"have": 0}',
        b'{"have": true, "me": "ID", "text_version_id": "ID", "operations": []}',
        b'{"have": -1, "me": "ID", "text_version_id": "ID", "operations": []}',
        b'{"have": 0, "me": "ID", "text_version_id": "ID", "operations": {}}',
        b'{"have": 0, "me": "ID", "text_version_id": "ID", "operations": [], "more": 1}',
        b'{"have": 0, "me": "ID", "text_version_id": 7, "operations": []}',
        b'{"have": 0, "me": "someone", "text_version_id": "ID", "operations": []}',
    ],
)
def test_a_body_that_is_no_batch_is_refused(pane, body):
    body = body.replace(b"ID", new_id().encode())
    answer = pane.browser.post(
        f"{pane.url}/operations", content=body, headers={"Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "web.bad_request")


@pytest.mark.parametrize(
    "change",
    [
        {"request_id": "1"},
        {"request_id": None},
        {"kind": "delete"},
        {"kind": ["apply"]},
        {"coding_id": "../x"},
        {"start": "0"},
        {"start": -1},
        {"start": 1.5},
        {"end": True},
        {"end": 2**40},
        {"code_id": "CH H"},
        {"code_id": "x" * 65},
        {"code_id": None},
        {"valence": 3},
        {"valence": "1"},
        {"level": 1},
        {"stage": {}},
        {"body": "too much"},
    ],
)
def test_an_operation_with_something_odd_is_refused(pane, change):
    operation = {
        "request_id": new_id(),
        "kind": "apply",
        "coding_id": new_id(),
        "start": 0,
        "end": 4,
        "code_id": HOPE,
    }
    answer = pane.post(operation | change)
    assert (answer.status_code, answer.json()["code"]) == (400, "web.bad_request")
    assert pane.codings() == {}


@pytest.mark.parametrize("words", ["\0", "\ud800", "x" * 20_001, 7])
def test_a_comment_that_can_not_be_stored_is_refused(pane, words):
    coding_id = pane.apply()
    operation = {"kind": "comment", "coding_id": coding_id, "comment_id": new_id(), "body": words}
    assert pane.post({"request_id": new_id(), **operation}).status_code == 400


def test_too_many_operations_or_too_long_a_body_are_refused(pane, monkeypatch):
    undo = [{"request_id": new_id(), "kind": "undo"} for _ in range(501)]
    assert pane.post(*undo).status_code == 400
    assert pane.post(*undo[:3]).status_code == 200
    monkeypatch.setattr(coding_routes, "_LARGEST_BODY", 200)
    assert pane.post(*undo[:3]).json()["code"] == "web.too_large"


# What went wrong here


def test_a_store_that_does_not_answer_leaves_the_batch_to_be_sent_again(pane, monkeypatch):
    def busy(*_given, **_named):
        raise StoreError("store.busy", store="x")

    monkeypatch.setattr(Coding, "apply", busy)
    place = {"coding_id": new_id(), "start": 0, "end": 4, "code_id": HOPE}
    answer = pane.post({"request_id": new_id(), "kind": "apply", **place})
    assert (answer.status_code, answer.json()["code"]) == (503, "store.busy")


def test_an_unexpected_error_gets_an_id_and_its_words_are_logged_nowhere(
    pane, monkeypatch, caplog
):
    secret = "det jeg sa i intervjuet"

    def broken(*_given, **_named):
        raise ValueError(secret)

    monkeypatch.setattr(Coding, "undo", broken)
    said = pane.do(kind="undo")
    monkeypatch.setattr(Coding, "of_source", broken)
    answer = pane.browser.get(pane.url)
    assert (said["code"], answer.status_code) == ("web.incident", 500)
    log = caplog.text
    for sentence in (said["sentence"], answer.json()["sentence"]):
        incident = sentence.rpartition("(")[2].split()[-1].rstrip(").")
        assert f"incident {incident}: ValueError at" in log
    assert secret not in log + answer.text + str(said)


# Files


def test_the_panes_files_are_kept_for_ever_under_their_edition(browser):
    answer = browser.get(module_url("pane"))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert "immutable" in answer.headers["cache-control"]
    style = browser.get(module_url("pane").replace("pane.js", "pane.css"))
    assert style.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "name", ["package.json", "nothing.js", "..%2f__init__.py", "test/model.test.js", ""]
)
def test_nothing_but_the_panes_files_is_served(browser, name):
    assert browser.get(module_url("pane").replace("pane.js", name)).status_code == 404


def test_another_edition_is_not_served(browser):
    assert browser.get("/components/0000000000000000/pane.js").status_code == 404

"""Correcting a turn by route: who may, what is refused, and what the answers hold."""

from __future__ import annotations

import json
import uuid

import pytest
from tests.correcting import NEW, put, words

from casestudy.domain.vocabulary import MemberRole


def send(browser, study, source_id, handle="mona", **given):
    body = {
        "request_id": str(uuid.uuid4()),
        "me": study.as_member(handle).member.id,
        "text_version_id": study.sources.get(source_id).text_version_id,
        "turn": 2,
        "text": NEW,
        "reason": "",
    }
    return browser.post(
        f"/api/sources/{source_id}/corrections",
        content=json.dumps(body | given),
        headers={"Content-Type": "application/json"},
    )


def operate(browser, document, *operations, **more):
    """Send operations as a pane does that has ``document`` open."""
    source = document["source"]
    body = {
        "have": document["revision"],
        "me": document["me"]["id"],
        "text_version_id": source["text_version_id"],
        "operations": [{"request_id": str(uuid.uuid4()), **each} for each in operations],
    }
    return browser.post(f"/api/sources/{source['id']}/operations", json=body | more).json()


def test_a_turn_is_corrected(study, source_id, signed_in):
    put(study, source_id, "første gang")
    answered = send(signed_in("ingrid"), study, source_id, "ingrid", reason="Hørt på nytt")
    assert answered.status_code == 200
    now = study.sources.transcript(source_id)
    assert answered.json() == {
        "text_version_id": now.source.text_version_id,
        "evidence": 0,
        "quotes": 0,
    }
    assert NEW in now.text
    (made,) = study.corrections.history(source_id)
    assert (made.made_by, made.reason) == (study.as_member("ingrid").member.id, "Hørt på nytt")


def test_the_source_then_holds_what_is_to_be_looked_over(study, source_id, signed_in):
    coding = put(study, source_id, "første gang")
    browser = signed_in("mona")
    send(browser, study, source_id)
    checks = browser.get(f"/api/sources/{source_id}").json()["checks"]
    (review,) = checks["reviews"]
    assert review["replaced"] == [{"was": "gang", "now": "gangen"}, {"was": "", "now": "jo"}]
    assert [check["coding_id"] for check in review["checks"]] == [coding]
    assert (review["turn"], review["made_by"]) == (2, study.member.id)


def test_what_was_done_on_the_text_of_before_is_carried_over(study, source_id, signed_in):
    coding = put(study, source_id, "turte å si det")
    mona, ingrid = signed_in("mona"), signed_in("ingrid")
    document = mona.get(f"/api/sources/{source_id}").json()
    at = document["text"].index
    send(ingrid, study, source_id, "ingrid")
    new, behind, memo = (str(uuid.uuid4()) for _ in range(3))
    jeg = {"start": at("jeg turte"), "end": at(" turte")}
    answered = operate(
        mona,
        document,
        {"kind": "apply", "coding_id": new, "code_id": "CH.H.1", **jeg},
        {"kind": "change", "coding_id": new, "start": at("altså"), "end": at(" turte")},
        {
            "kind": "split",
            "coding_id": coding,
            "end": at(" å si"),
            "new_id": behind,
            "new_start": at("å si"),
        },
        {"kind": "memo", "target_kind": "segment", "memo_id": memo, "body": "Et minne", **jeg},
        {"kind": "draft", "target_kind": "segment", "body": "Et utkast", **jeg},
        here={"place": at("Nei")},
    )
    assert all(result["ok"] for result in answered["results"].values())
    now = study.sources.transcript(source_id)
    assert answered["text_version_id"] == now.source.text_version_id
    assert words(study, source_id) == {
        coding: "turte",
        behind: "å si det",
        new: "altså, jeg",
    }
    after = mona.get(f"/api/sources/{source_id}").json()
    for found in (*after["memos"], *after["drafts"]):
        assert now.text[found["start"] : found["end"]] == "jeg"
    assert len(after["memos"]) == len(after["drafts"]) == 1
    assert after["visit"]["place"] == now.text.index("Nei")


def test_asking_with_the_text_of_before_says_that_there_is_another(study, source_id, signed_in):
    browser = signed_in("mona")
    document = browser.get(f"/api/sources/{source_id}").json()
    send(browser, study, source_id)
    answered = operate(browser, document)
    assert answered["text_version_id"] == study.sources.get(source_id).text_version_id
    foreign = operate(browser, document, text_version_id=str(uuid.uuid4()))
    assert foreign["code"] == "source.changed"


def test_a_coding_is_said_to_look_right(study, source_id, signed_in):
    put(study, source_id, "første gang")
    browser = signed_in("mona")
    send(browser, study, source_id)
    document = browser.get(f"/api/sources/{source_id}").json()
    ((check,),) = [review["checks"] for review in document["checks"]["reviews"]]
    operation = {"kind": "check_seen", "check_id": check["id"]}
    answered = operate(browser, document, operation)
    assert [*answered["results"].values()] == [{"ok": True}]
    assert study.corrections.checks(source_id).reviews == ()


@pytest.mark.parametrize(
    "odd",
    [
        {"turn": "2"},
        {"turn": 0},
        {"text": None},
        {"text_version_id": "x"},
        {"request_id": 1},
        {"reason": "x" * 501},
        {"more": 1},
    ],
)
def test_what_is_no_correction_is_a_bad_request(study, source_id, signed_in, odd):
    answered = send(signed_in("mona"), study, source_id, **odd)
    assert (answered.status_code, answered.json()["code"]) == (400, "web.bad_request")
    assert study.corrections.history(source_id) == []


def test_refusals_have_a_status_and_a_sentence(study, source_id, signed_in, browser):
    mona = signed_in("mona")
    seen = study.sources.get(source_id).text_version_id
    assert send(browser, study, source_id).status_code == 401
    assert send(mona, study, source_id, "ingrid").json()["code"] == "web.other_member"
    assert send(mona, study, source_id, text=" ").json()["code"] == "correction.empty"
    send(mona, study, source_id)
    late = send(mona, study, source_id, text="Noe annet", text_version_id=seen)
    assert (late.status_code, late.json()["code"]) == (409, "correction.meanwhile")
    assert late.json()["sentence"]
    study.members.add("Liv Moe", role=MemberRole.RESEARCHER)
    assert send(signed_in("liv"), study, source_id, "liv", text="Ja").status_code == 403


def test_unstorable_characters_are_left_out(study, source_id, signed_in):
    answered = send(signed_in("mona"), study, source_id, text="Ja\x00 \ud83d da", reason="\ud83d")
    assert answered.status_code == 200
    assert "Ja  da" in study.sources.transcript(source_id).text

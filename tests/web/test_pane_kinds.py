"""The pane's further operations: several codes at once, split, merge, memos and new codes."""

from __future__ import annotations

import pytest
from tests.web.test_coding_routes import HOPE, Pane, new_id

BARRIER = "DET.INS.2"


@pytest.fixture
def pane(signed_in, source_id):
    return Pane(signed_in("ingrid"), source_id)


@pytest.fixture
def other(signed_in, source_id):
    return Pane(signed_in("jonas"), source_id)


def memos(pane):
    return {memo["id"]: memo for memo in pane.browser.get(pane.url).json()["memos"]}


def places(pane):
    return sorted((c["start"], c["end"], c["code_id"]) for c in pane.codings().values())


def test_two_codes_with_attributes_are_one_step(pane):
    first, second = new_id(), new_id()
    codings = [
        {"coding_id": first, "code_id": HOPE, "level": "service"},
        {"coding_id": second, "code_id": BARRIER, "valence": -1},
    ]
    assert pane.do(kind="apply_all", start=25, end=40, codings=codings) == {"ok": True}
    found = pane.codings()
    assert (found[first]["level"], found[second]["valence"]) == ("service", -1)
    assert pane.do(kind="undo") == {"ok": True}
    assert pane.codings() == {}
    assert pane.do(kind="redo") == {"ok": True}
    assert set(pane.codings()) == {first, second}


def test_a_coding_is_split_and_merged_again(pane):
    coding_id, new = pane.apply(), new_id()
    said = pane.do(kind="split", coding_id=coding_id, end=30, new_id=new, new_start=31)
    assert said == {"ok": True}
    assert places(pane) == [(25, 30, HOPE), (31, 40, HOPE)]
    assert pane.do(kind="merge", coding_id=new, other_ids=[coding_id])["code"] == "merge_apart"
    assert pane.do(kind="change", coding_id=coding_id, end=31) == {"ok": True}
    assert pane.do(kind="merge", coding_id=new, other_ids=[coding_id]) == {"ok": True}
    assert places(pane) == [(25, 40, HOPE)]
    assert set(pane.codings()) == {new}


def test_a_measure_of_the_case_is_offered_and_set(pane, study, source_id):
    case_id = study.sources.transcript(source_id).source.case_id
    measure = study.cases.add_measure("Likepersoner", case_id=case_id)
    document = pane.browser.get(pane.url).json()
    assert document["attributes"]["measure_id"] == [
        {"value": measure, "label": "Likepersoner", "short": "Likepersoner"}
    ]
    code = next(
        code["id"]
        for code in document["codes"]
        if code["assignable"] and "measure_id" in code["attributes"]
    )
    key = pane.apply(code=code, measure_id=measure)
    assert pane.codings()[key]["measure_id"] == measure


TARGETS = (
    {"target_kind": "segment", "start": 25, "end": 40},
    {"target_kind": "turn", "turn": 2},
    {"target_kind": "source"},
)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target["target_kind"])
def test_a_memo_is_written_changed_removed_and_told_to_others(pane, other, target):
    key = new_id()
    answer = pane.send(
        {"request_id": new_id(), "kind": "memo", "memo_id": key, **target, "body": " Hei "}
    )
    (memo,) = answer["memos"]
    assert memo.items() >= {**target, "id": key, "body": "Hei", "removed": False}.items()
    assert memos(other) == {key: memo}
    assert pane.do(kind="memo_edit", memo_id=key, body="Hallo") == {"ok": True}
    assert other.do(kind="memo_edit", memo_id=key, body="Ha")["code"] == "not_your_memo"
    assert other.do(kind="memo_remove", memo_id=key)["code"] == "not_your_memo"
    (told,) = other.send()["memos"]
    assert told["body"] == "Hallo"
    assert told["edited_at"] is not None
    assert pane.do(kind="memo_remove", memo_id=key) == {"ok": True}
    (gone,) = other.send()["memos"]
    assert (gone["removed"], gone["body"]) == (True, "")
    assert memos(pane) == {}
    assert pane.do(kind="undo") == {"ok": True}
    assert memos(pane)[key]["body"] == "Hallo"


def test_a_memo_on_a_coding_is_its_comment(pane):
    coding_id, key = pane.apply(), new_id()
    target = {"target_kind": "coding", "coding_id": coding_id}
    assert pane.do(kind="memo", memo_id=key, **target, body="Usikker") == {"ok": True}
    assert pane.do(kind="memo_edit", memo_id=key, body="Sikker") == {"ok": True}
    (comment,) = pane.codings()[coding_id]["comments"]
    assert (comment["id"], comment["body"]) == (key, "Sikker")
    assert memos(pane) == {}


def test_a_memo_on_nothing_in_particular_is_refused(pane):
    for target in (
        {"target_kind": "turn"},
        {"target_kind": "source", "turn": 1},
        {"target_kind": "segment", "start": 1},
        {"target_kind": "turn", "turn": 1, "coding_id": new_id()},
        {"target_kind": "case"},
        {"target_kind": ["turn"], "turn": 1},
    ):
        memo = {"kind": "memo", "memo_id": new_id(), **target, "body": "x"}
        assert pane.post({"request_id": new_id(), **memo}).status_code == 400, target


def test_what_the_pane_would_not_send_is_refused(pane):
    place = {"kind": "apply_all", "start": 0, "end": 4}
    for asked in (
        {**place, "codings": []},
        {**place, "codings": [{"code_id": HOPE}]},
        {**place, "codings": [{"coding_id": new_id(), "code_id": HOPE, "start": 1}]},
        {"kind": "merge", "coding_id": new_id(), "other_ids": new_id()},
        {"kind": "split", "coding_id": new_id(), "end": 4, "new_id": "x", "new_start": 4},
        {"kind": "propose_code", "guid": new_id(), "label": "x", "in_vivo": 1},
        {"kind": "propose_code", "guid": "NY.1", "label": "x", "in_vivo": False},
    ):
        assert pane.post({"request_id": new_id(), **asked}).status_code == 400, asked
    assert pane.codings() == {}


def test_a_new_code_is_applied_by_its_guid_in_the_same_batch_and_told_to_others(pane, other):
    guid, coding_id = new_id(), new_id()
    answer = pane.post(
        {
            "request_id": new_id(),
            "kind": "propose_code",
            "guid": guid,
            "label": "turte å si det",
            "in_vivo": True,
        },
        {
            "request_id": new_id(),
            "kind": "apply",
            "coding_id": coding_id,
            "start": 25,
            "end": 40,
            "code_id": guid,
        },
        codes=pane.document["proposals"],
    ).json()
    assert all(said["ok"] for said in answer["results"].values())
    (code,) = answer["codes"]
    assert (code["id"], code["guid"], code["label"]) == ("NY.1", guid, "turte å si det")
    assert (code["assignable"], code["proposed"], code["parent"]) == (True, True, "NY")
    assert answer["codings"][0]["code_id"] == "NY.1"
    told = other.post(codes=0).json()
    assert (told["codes"], told["proposals"]) == ([code], 1)
    assert "codes" not in other.post(codes=1).json()
    assert "codes" not in other.post().json()
    document = other.browser.get(other.url).json()
    assert document["proposals"] == 1
    assert [one for one in document["codes"] if one["guid"] == guid] == [code]
    assert pane.do(kind="undo") == {"ok": True}
    assert pane.do(kind="undo")["code"] == "nothing_to_undo"


def test_a_new_code_needs_a_short_name(pane):
    for label, reason in (("  ", "empty_field"), ("x" * 81, "label_too_long")):
        said = pane.do(kind="propose_code", guid=new_id(), label=label, in_vivo=False)
        assert said["code"] == reason


def test_an_answer_does_not_grow_with_what_is_there(pane):
    def bytes_of_one_more():
        before = len(pane.post().content)
        pane.have = pane.send()["revision"]
        pane.apply()
        return len(pane.post().content) - before

    first = bytes_of_one_more()
    for n in range(10):
        pane.apply(start=25 + n)
        memo = {"memo_id": new_id(), "target_kind": "turn", "turn": 1, "body": "et notat"}
        assert pane.do(kind="memo", **memo) == {"ok": True}
    pane.have = pane.send()["revision"]
    assert bytes_of_one_more() <= first + 10

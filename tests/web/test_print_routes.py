"""The printable page of a coded transcript, for those who may read it."""

from __future__ import annotations


def test_the_page_shows_the_text_and_its_codings(study, source_id, signed_in):
    study.coding.apply(source_id, 0, 25, code="CH.H.1")
    answer = signed_in("ingrid").get(f"/api/sources/{source_id}/print")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert "Hva betyr gruppa for deg?" in answer.text
    assert "CH.H.1" in answer.text
    only = signed_in("ingrid").get(f"/api/sources/{source_id}/print", params={"pass": "realist"})
    assert "Hva betyr gruppa for deg?" in only.text


def test_nobody_else_gets_it(browser, source_id, signed_in):
    assert browser.get(f"/api/sources/{source_id}/print").status_code == 401
    unknown = signed_in("ingrid").get(f"/api/sources/{source_id}/print", params={"pass": "x"})
    assert unknown.status_code == 400

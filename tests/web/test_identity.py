from __future__ import annotations

import pytest
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from casestudy.domain.vocabulary import MemberRole
from casestudy.web.identity import LIFETIME, sign, signed_member, study_for

ORIGIN = "http://127.0.0.1:8501"
SECRET = b"x" * 32


def _choose(browser, member_id, **more):
    return browser.post("/api/identity", data={"member": member_id, **more})


# The cookie


def test_a_signed_cookie_names_its_member():
    assert signed_member(sign("m1", secret=SECRET), secret=SECRET) == "m1"


def test_a_cookie_holds_for_twelve_hours():
    value = sign("m1", secret=SECRET, now=1000)
    assert signed_member(value, secret=SECRET, now=1000 + LIFETIME - 1) == "m1"
    assert signed_member(value, secret=SECRET, now=1000 + LIFETIME) is None


@pytest.mark.parametrize("forged", ["", ".", "m1", "m2.99999999999.", "é.1.é", "a.b.c"])
def test_a_forged_cookie_names_nobody(forged):
    assert signed_member(forged, secret=SECRET) is None


def test_a_cookie_with_another_member_or_a_later_end_names_nobody():
    member_id, expiry, signature = sign("m1", secret=SECRET).split(".")
    assert signed_member(f"m2.{expiry}.{signature}", secret=SECRET) is None
    assert signed_member(f"{member_id}.{int(expiry) + 1}.{signature}", secret=SECRET) is None


def test_a_cookie_of_another_study_names_nobody():
    assert signed_member(sign("m1", secret=b"y" * 32), secret=SECRET) is None


# Choosing


def test_choosing_a_member_sets_a_cookie_that_scripts_and_other_sites_do_not_get(browser, study):
    answer = _choose(browser, study.member.id, to="/koding?kilde=1")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/koding?kilde=1"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert f"max-age={LIFETIME}" in cookie


def test_the_study_is_bound_to_the_chosen_member(browser, study):
    jonas = study.as_member("jonas").member
    _choose(browser, jonas.id)
    assert study_for(browser.cookies).member == jonas


def test_leaving_forgets_the_member(signed_in):
    browser = signed_in("ingrid")
    browser.post("/api/identity/leave", data={"to": "/"})
    assert study_for(browser.cookies) is None


def test_a_member_who_is_no_longer_active_is_nobody(signed_in, study):
    browser = signed_in("ingrid")
    study.members.change(study.as_member("ingrid").member, active=False)
    assert study_for(browser.cookies) is None


def test_an_unknown_member_is_refused(browser):
    answer = _choose(browser, "nobody")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found.member"
    assert "casestudy_member" not in browser.cookies


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "x", "/a\r\nb: c"]
)
def test_one_is_never_sent_on_to_another_site(browser, study, elsewhere):
    assert _choose(browser, study.member.id, to=elsewhere).headers["location"] == "/"


def test_a_long_or_odd_form_is_refused(browser):
    assert _choose(browser, "x" * 5000).json()["code"] == "web.too_large"
    assert browser.post("/api/identity", json={"member": "x"}).json()["code"] == "web.bad_request"


def test_the_overview_answers_at_its_own_name_too(browser):
    assert browser.get("/oversikt").headers["location"] == "/"
    assert browser.get("/oversikt?a=b").headers["location"] == "/?a=b"


# Language


def test_the_language_is_kept_and_refusals_are_said_in_it(browser):
    browser.post("/api/language", data={"language": "en"})
    assert "active member" in _choose(browser, "nobody").json()["sentence"]
    browser.post("/api/language", data={"language": "nb"})
    assert "medlem" in _choose(browser, "nobody").json()["sentence"]


def test_another_language_is_refused(browser):
    assert browser.post("/api/language", data={"language": "sv"}).status_code == 400


def test_a_member_who_reads_english_gets_english_pages(browser, study):
    member_id = study.members.add("Ruth White", role=MemberRole.REVIEWER, language="en")
    _choose(browser, member_id)
    assert browser.cookies["casestudy_language"] == "en"


# The gate


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9999", "127.0.0.1", "localhost"])
def test_another_host_is_refused(browser, host):
    assert browser.get("/api/health", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
def test_the_names_of_this_machine_are_let_in(browser, host):
    own = {"Host": host, "Origin": f"http://{host}"}
    assert browser.get("/api/health", headers=own).json() == {"status": "ok"}


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://127.0.0.1:9999", "http://localhost:8501"]
)
def test_another_origin_is_refused(browser, origin):
    assert browser.get("/api/health", headers={"Origin": origin}).status_code == 403


def test_another_machine_is_refused(app):
    stranger = TestClient(app, base_url=ORIGIN, client=("192.168.1.7", 50000))
    assert stranger.get("/api/health").status_code == 403


def test_a_form_is_taken_from_our_own_page_only(app, study):
    # With no referrer the origin of a form is «null»; the browser says in another header whose.
    bare = TestClient(app, base_url=ORIGIN, client=("127.0.0.1", 50000), follow_redirects=False)
    form = {"member": study.member.id}

    def status(**headers):
        return bare.post("/api/identity", data=form, headers=headers).status_code

    assert status(**{"Origin": "null", "Sec-Fetch-Site": "same-origin"}) == 303
    assert status(**{"Origin": "null", "Sec-Fetch-Site": "cross-site"}) == 403
    assert status(Origin="null") == 403
    assert status() == 403


def test_a_websocket_needs_our_own_origin(app):
    async def greet(websocket):
        await websocket.accept()
        await websocket.send_text("hei")
        await websocket.close()

    app.router.routes.append(WebSocketRoute("/socket", greet))
    browser = TestClient(app, base_url=ORIGIN, client=("127.0.0.1", 50000))

    def connect(**headers):
        own = {"Host": "127.0.0.1:8501", **headers}
        with browser.websocket_connect("ws://127.0.0.1:8501/socket", headers=own) as socket:
            return socket.receive_text()

    assert connect(Origin=ORIGIN) == "hei"
    for refused in ({}, {"Origin": "http://evil.example"}, {"Origin": "null"}):
        with pytest.raises(WebSocketDisconnect):
            connect(**refused)
    with pytest.raises(WebSocketDisconnect):
        connect(Origin="http://evil.example:8501", Host="evil.example:8501")


def test_every_answer_keeps_the_page_to_itself(browser):
    for answer in (browser.get("/api/health"), browser.get("/nothing", headers={"Host": "x"})):
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "connect-src 'self' data: blob:" in policy
        assert "http" not in policy
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"

"""What is shown of saving is true, and nothing is lost: cut connection, restarted server, reload."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import free_port, served
from tests.browser.pane import (
    INGRID,
    JONAS,
    codings,
    find_source,
    go,
    new_codings,
    new_page,
    open_pane,
    places,
    put_code,
    saved,
    to_text,
    until,
)

CODES = ("CH.C.1", "RE.MT")
DRAFT = "Her må vi spørre Jonas om han hører det samme"


@dataclass
class Room:
    """Ingrid with A1 before her, and what the store had before."""

    page: object
    base: str
    address: str
    source_id: str
    before: dict
    server: ExitStack
    port: int

    def stop(self):
        self.server.close()

    def start(self):
        self.server.enter_context(served(self.address, port=self.port))

    def made(self):
        return new_codings(self.address, self.source_id, INGRID, self.before)


@pytest.fixture
def room(browser, demo_copy):
    source_id = find_source(demo_copy, "A1")
    with ExitStack() as server:
        port = free_port()
        base = server.enter_context(served(demo_copy, port=port))
        page = new_page(browser)
        open_pane(page, base, INGRID, source_id)
        before = codings(demo_copy, source_id, INGRID)
        yield Room(page, base, demo_copy, source_id, before, server, port)
        page.context.close()


def status(page, said):
    expect(page.locator(".cp-status")).to_have_text(re.compile(said))


def wanted(chosen):
    return sorted((place.start, place.end, code) for place, code in chosen)


def code_until(page, free, seconds):
    """Code until the time is up, at least twice; return what was coded."""
    end = time.monotonic() + seconds
    chosen = []
    while len(chosen) < 2 or time.monotonic() < end:
        place, code = next(free), CODES[len(chosen) % 2]
        put_code(page, place, code)
        chosen.append((place, code))
        status(page, rf"^Ikke lagret ennå \({len(chosen)}\)$")
    return chosen


@pytest.mark.parametrize("seconds", [5, 60])
def test_coding_goes_on_without_contact_and_is_saved_when_it_is_back(room, seconds):
    room.page.context.set_offline(True)
    chosen = code_until(room.page, iter(places(room.address, room.source_id)), seconds)
    assert room.made() == []
    room.page.context.set_offline(False)
    saved(room.page)
    assert room.made() == wanted(chosen)


@pytest.mark.parametrize("seconds", [5, 60])
def test_coding_goes_on_while_the_server_is_away_and_is_saved_by_the_next_one(room, seconds):
    room.stop()
    chosen = code_until(room.page, iter(places(room.address, room.source_id)), seconds)
    room.start()
    saved(room.page)
    assert room.made() == wanted(chosen)


#: The server is asked and answers, and its answer is lost on the way as a broken connection loses it.
LOSE_ANSWERS = """() => {
  const { fetch } = window;
  window.losing = true;
  window.lost = 0;
  window.fetch = async (url, ...more) => {
    const answer = await fetch(url, ...more);
    if (!window.losing || !String(url).endsWith("/operations")) return answer;
    await answer.arrayBuffer();
    window.lost += 1;
    throw new TypeError("Failed to fetch");
  };
}"""


def test_what_an_answer_was_lost_for_is_done_once(room):
    room.page.evaluate(LOSE_ANSWERS)
    chosen = code_until(room.page, iter(places(room.address, room.source_id)), 3)
    lost = room.page.evaluate("window.lost")
    # Whatever was sent before the last code, one more batch holds them all.
    until(room.page, "before => window.lost > before + 1", lost)
    assert room.made() == wanted(chosen)
    status(room.page, rf"^Ikke lagret ennå \({len(chosen)}\)$")
    room.page.evaluate("window.losing = false")
    saved(room.page)
    assert room.made() == wanted(chosen)


def test_codings_that_were_not_sent_are_there_after_a_reload_and_are_sent(room):
    room.stop()
    chosen = code_until(room.page, iter(places(room.address, room.source_id)), 0)
    room.page.close(run_before_unload=False)
    room.start()
    room.page = room_again = room.page.context.new_page()
    go(room_again, room.base, room.source_id)
    saved(room_again)
    assert room.made() == wanted(chosen)


def test_undo_without_contact_shows_at_once_and_holds(room):
    place = places(room.address, room.source_id)[0]
    marks = room.page.locator(f'.cp-turn[data-turn="{place.turn}"] .cp-stripe')
    there = marks.count()
    room.page.context.set_offline(True)
    put_code(room.page, place, CODES[0])
    expect(marks).to_have_count(there + 1)
    to_text(room.page)
    room.page.keyboard.press("Control+z")
    expect(marks).to_have_count(there)
    room.page.context.set_offline(False)
    saved(room.page)
    assert room.made() == []


def start_memo(page, words):
    to_text(page)
    page.keyboard.press("k")
    page.get_by_label("Skriv et notat").fill(words)


def test_a_draft_is_back_after_a_reload_and_in_another_browser(room, browser):
    start_memo(room.page, DRAFT)
    saved(room.page)
    room.page.reload()
    to_text(room.page)
    room.page.keyboard.press("Shift+K")
    room.page.get_by_role("button", name="Fortsett på kladden").click()
    expect(room.page.get_by_label("Skriv et notat")).to_have_value(DRAFT)
    elsewhere = new_page(browser)
    open_pane(elsewhere, room.base, INGRID, room.source_id)
    to_text(elsewhere)
    elsewhere.keyboard.press("Shift+K")
    elsewhere.get_by_role("button", name="Fortsett på kladden").click()
    expect(elsewhere.get_by_label("Skriv et notat")).to_have_value(DRAFT)
    elsewhere.context.close()


def test_a_draft_is_no_longer_there_once_the_memo_is_saved(room):
    start_memo(room.page, DRAFT)
    room.page.keyboard.press("Control+Enter")
    saved(room.page)
    room.page.reload()
    saved(room.page)
    to_text(room.page)
    room.page.keyboard.press("Shift+K")
    memos = room.page.get_by_role("complementary", name="Notater")
    expect(memos.get_by_text(DRAFT)).to_be_visible()
    expect(memos.get_by_role("button", name="Fortsett på kladden")).to_have_count(0)


def test_leaving_with_words_that_are_not_saved_asks_first_and_codings_do_not(room):
    room.page.context.set_offline(True)
    put_code(room.page, places(room.address, room.source_id)[0], CODES[0])
    status(room.page, "Ikke lagret ennå")
    assert room.page.evaluate(LEAVES)
    start_memo(room.page, DRAFT)
    assert not room.page.evaluate(LEAVES)
    room.page.context.set_offline(False)
    saved(room.page)
    assert room.page.evaluate(LEAVES)


#: Whether the page would be left without a question.
LEAVES = """() => window.dispatchEvent(new Event("beforeunload", { cancelable: true }))"""


def test_words_that_were_lost_are_told_of_by_kind_and_time_and_never_stored(room):
    room.stop()
    start_memo(room.page, DRAFT)
    room.page.keyboard.press("Control+Enter")
    status(room.page, "Ikke lagret ennå")
    kept = room.page.evaluate("JSON.stringify(localStorage)")
    assert "unsent" in kept
    assert DRAFT not in kept
    assert "Jonas" not in kept
    context = room.page.context
    room.page.close(run_before_unload=False)
    room.start()
    again = context.new_page()
    go(again, room.base, room.source_id)
    expect(again.get_by_role("alert")).to_have_text(
        re.compile(r"^Et notat fra \d\d:\d\d ble ikke lagret\.")
    )
    again.reload()
    saved(again)
    expect(again.get_by_role("alert")).to_have_count(0)


def test_two_tabs_on_one_source_send_once_and_see_each_others_work(room):
    tab = room.page.context.new_page()
    go(tab, room.base, room.source_id)
    sent = []
    tab.on("request", lambda request: sent.append(request.post_data or ""))
    room.page.bring_to_front()
    place = places(room.address, room.source_id)[0]
    put_code(room.page, place, CODES[0])
    saved(room.page)
    (made,) = set(codings(room.address, room.source_id, INGRID)) - set(room.before)
    tab.bring_to_front()
    tab.locator(f'[data-coding="{made}"]').first.wait_for(state="attached")
    assert not any(made in body for body in sent)
    assert room.made() == wanted([(place, CODES[0])])


def test_a_source_that_is_left_before_it_was_saved_is_saved_meanwhile(room):
    operations = f"**/{room.source_id}/operations"
    room.page.route(operations, lambda route: route.abort())
    chosen = code_until(room.page, iter(places(room.address, room.source_id)), 0)
    room.page.get_by_role("combobox", name="Kilde", exact=True).click()
    room.page.get_by_role("option", name="A3 Intervju med ansatt").click()
    expect(room.page.locator(".cp-title")).to_contain_text("A3")
    assert room.made() == []
    with room.page.expect_response(operations):
        room.page.unroute(operations)
    saved(room.page)
    assert room.made() == wanted(chosen)


def test_signed_out_is_said_and_nothing_is_lost(room):
    place = places(room.address, room.source_id)[0]
    cookies = room.page.context.cookies()
    room.page.context.clear_cookies()
    put_code(room.page, place, CODES[0])
    status(room.page, "Ikke pålogget")
    room.page.context.add_cookies(cookies)
    saved(room.page)
    assert room.made() == wanted([(place, CODES[0])])


def test_work_of_one_member_is_not_sent_as_anothers(room, browser):
    room.stop()
    code_until(room.page, iter(places(room.address, room.source_id)), 0)
    context = room.page.context
    room.page.close(run_before_unload=False)
    room.start()
    before = codings(room.address, room.source_id, JONAS)
    again = context.new_page()
    context.clear_cookies()
    open_pane(again, room.base, JONAS, room.source_id)
    saved(again)
    assert new_codings(room.address, room.source_id, JONAS, before) == []
    assert room.made() == []

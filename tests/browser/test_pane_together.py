"""Two coders on one source: what each does, what the other sees of it, and when."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served
from tests.browser.pane import (
    INGRID,
    JONAS,
    codings,
    find_source,
    new_codings,
    new_page,
    open_pane,
    places,
    put_code,
    saved,
    to_text,
)
from tests.browser.test_walks import WORD_PLACE

from casestudy.domain.vocabulary import RoundVisibility
from casestudy.study import open_study

MINUTE = 60
SOON = 3000
#: Turns that stand on one screen.
NEAR = (5, 7)
#: Milliseconds that the longest request took which ended between two moments.
LONGEST = """([from, to]) => Math.max(0, ...performance.getEntriesByType("resource")
  .filter(({ name, responseEnd }) => name.endsWith("/operations")
    && performance.timeOrigin + responseEnd >= from && performance.timeOrigin + responseEnd <= to + 5)
  .map(({ duration }) => duration))"""
CODES = ("CH.C.1", "CH.H.2", "RE.MT", "CH.E.1")


@pytest.fixture
def two(browser, demo_copy):
    """Ingrid and Jonas, each in a browser of their own, on A1."""
    source_id = find_source(demo_copy, "A1")
    with served(demo_copy) as base:
        pages = {name: new_page(browser) for name in (INGRID, JONAS)}
        for name, page in pages.items():
            open_pane(page, base, name, source_id)
        yield demo_copy, source_id, pages
        for page in pages.values():
            page.context.close()


def test_a_minute_of_coding_by_two_loses_and_misplaces_nothing(two):
    address, source_id, pages = two
    before = {name: codings(address, source_id, name) for name in pages}
    expected = {name: [] for name in pages}
    free = iter(places(address, source_id))
    end = time.monotonic() + MINUTE
    rounds = 0
    while time.monotonic() < end or rounds <= 3:
        for name, page in pages.items():
            for code in CODES[rounds % 2 :: 2]:
                place = next(free)
                put_code(page, place, code)
                expected[name].append((place.start, place.end, code))
        rounds += 1
        if rounds % 3 == 0:
            undo_by, other = pages[INGRID], pages[JONAS]
            saved(undo_by)
            saved(other)
            to_text(undo_by)
            undo_by.keyboard.press("Control+z")
            expected[INGRID].pop()
    for page in pages.values():
        saved(page)
    for name in pages:
        assert new_codings(address, source_id, name, before[name]) == sorted(expected[name])


def test_what_others_do_while_one_selects_neither_moves_the_words_nor_is_left_out(two):
    address, source_id, pages = two
    page = pages[INGRID]
    before = codings(address, source_id, INGRID)
    mine, theirs = [one for one in places(address, source_id) if one.turn == NEAR[0]][:2]
    x1, y1, *_ = page.evaluate(WORD_PLACE, [mine.turn, mine.first, mine.last])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move(x1 + 30, y1, steps=3)
    with open_study(address) as study:
        made = study.as_member("jonas").coding.apply(
            source_id, theirs.start, theirs.end, code="RE.MT"
        )
    # The first answer may have been on its way already.
    for _ in range(2):
        page.wait_for_event("response", lambda answer: answer.url.endswith("/operations"))
    # The side of the window moves: every turn in view is due to be painted anew.
    page.set_viewport_size({"width": 1380, "height": 900})
    page.wait_for_timeout(500)
    *_, x2, y2 = page.evaluate(WORD_PLACE, [mine.turn, mine.first, mine.last])
    page.mouse.move(x2, y2, steps=4)
    page.mouse.up()
    page.locator(".cp-palette").wait_for()
    page.locator(f'.cp-stripe[data-coding="{made}"]').wait_for()
    page.keyboard.type("CH.C.1")
    page.keyboard.press("Enter")
    saved(page)
    assert new_codings(address, source_id, INGRID, before) == [(mine.start, mine.end, "CH.C.1")]


def test_each_sees_the_others_codings_within_three_seconds(two):
    address, source_id, pages = two
    old = set(codings(address, source_id, INGRID)) | set(codings(address, source_id, JONAS))
    near = [place for place in places(address, source_id) if place.turn in NEAR][:8]
    for page in pages.values():
        page.locator(f'.cp-turn[data-turn="{NEAR[0]}"]').scroll_into_view_if_needed()
    waited = []
    for at, place in enumerate(near):
        by, other = (INGRID, JONAS) if at % 2 else (JONAS, INGRID)
        put_code(pages[by], place, CODES[0])
        saved(pages[by])
        (made,) = set(codings(address, source_id, by)) - old
        old.add(made)
        pages[other].locator(f'[data-coding="{made}"]').first.wait_for(state="attached")
        done, seen = (pages[name].evaluate(f"window.seen['{made}']") for name in (by, other))
        # What the server takes to answer is this machine's, not ours.
        asked = [pages[name].evaluate(LONGEST, [done, seen]) for name in (by, other)]
        waited.append(seen - done - sum(asked))
    assert len(waited) == 8
    assert max(waited) <= SOON, waited


def test_what_a_blind_round_hid_comes_by_itself_when_it_ends(two):
    address, source_id, pages = two
    jonas = pages[JONAS]
    place = next(one for one in places(address, source_id) if one.turn == NEAR[0])
    with open_study(address) as study:
        round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
        for handle in ("ingrid", "jonas"):
            member_id = study.as_member(handle).member.id
            study.members.assign(member_id, [source_id], round_id=round_id)
        made = study.as_member("ingrid").coding.apply(
            source_id, place.start, place.end, code="RE.MT"
        )
        for _ in range(2):
            jonas.wait_for_event("response", lambda answer: answer.url.endswith("/operations"))
        row = jonas.locator(f'.cp-turn[data-turn="{place.turn}"] .cp-text')
        row.scroll_into_view_if_needed()
        top = row.bounding_box()["y"]
        mark = jonas.locator(f'.cp-stripe[data-coding="{made}"]')
        expect(mark).to_have_count(0)
        study.members.close_round(study.members.rounds()[-1])
    mark.wait_for()
    assert abs(row.bounding_box()["y"] - top) < 1


def test_others_codings_do_not_move_the_text_one_reads(two):
    address, source_id, pages = two
    ingrid, jonas = pages[INGRID], pages[JONAS]
    row = jonas.locator('.cp-turn[data-turn="20"] .cp-text')
    row.scroll_into_view_if_needed()
    old = set(codings(address, source_id, INGRID))
    chosen = [place for place in places(address, source_id) if 17 <= place.turn <= 20][:4]
    # A contact has passed: what is near has been laid out and painted.
    with jonas.expect_response(lambda answer: answer.url.endswith("/operations")):
        top = row.bounding_box()["y"]
    for place in chosen:
        put_code(ingrid, place, CODES[1])
    saved(ingrid)
    made = set(codings(address, source_id, INGRID)) - old
    assert len(made) == len(chosen) == 4
    for coding_id in made:
        jonas.locator(f'[data-coding="{coding_id}"]').first.wait_for(state="attached")
    assert abs(row.bounding_box()["y"] - top) < 1


def test_undo_takes_back_ones_own_work_only_and_does_so_after_a_reload(two):
    address, source_id, pages = two
    before = {name: codings(address, source_id, name) for name in pages}
    first, second = places(address, source_id)[:2]
    put_code(pages[INGRID], first, CODES[0])
    saved(pages[INGRID])
    put_code(pages[JONAS], second, CODES[0])
    saved(pages[JONAS])
    pages[INGRID].reload()
    expect(pages[INGRID].get_by_role("button", name="Angre")).to_be_enabled()
    to_text(pages[INGRID])
    pages[INGRID].keyboard.press("Control+z")
    saved(pages[INGRID])
    assert new_codings(address, source_id, INGRID, before[INGRID]) == []
    assert new_codings(address, source_id, JONAS, before[JONAS]) == [
        (second.start, second.end, CODES[0])
    ]
    pages[INGRID].keyboard.press("Control+Shift+z")
    saved(pages[INGRID])
    assert len(new_codings(address, source_id, INGRID, before[INGRID])) == 1


def test_one_sees_who_else_is_there_and_goes_to_where_they_are(two):
    _, _, pages = two
    ingrid, jonas = pages[INGRID], pages[JONAS]
    jonas.locator('.cp-turn[data-turn="50"]').scroll_into_view_if_needed()
    people = ingrid.get_by_role("group", name="Andre som er i kilden nå")
    people.get_by_role("button", name=re.compile(r"Jonas Vik er ved replikk [34]\d")).click()
    expect(ingrid.locator('.cp-turn[data-turn="45"]')).to_be_in_viewport()


def test_anothers_coding_can_be_commented_on_and_not_changed(two):
    address, source_id, pages = two
    ingrid, jonas = pages[INGRID], pages[JONAS]
    theirs = next(iter(codings(address, source_id, INGRID)))
    jonas.goto(f"{jonas.url}&sted={theirs}")
    card = jonas.locator(".cp-card")
    card.get_by_text("Kodingen er ikke din.").wait_for()
    assert card.get_by_role("button", name="Fjern koding").count() == 0
    card.get_by_label("Skriv en kommentar").fill("Er dette håp?")
    card.get_by_role("button", name="Lagre kommentar").click()
    saved(jonas)
    ingrid.goto(f"{ingrid.url}&sted={theirs}")
    ingrid.locator(".cp-card").get_by_text("Er dette håp?").wait_for()

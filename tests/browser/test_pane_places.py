"""Finding one's way in a source, marking what is read, cutting and joining, memos, what is new."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served
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
from tests.browser.test_walks import WORD_PLACE

from casestudy.study import open_study

CODE = "CH.C.1"


@pytest.fixture
def desk(browser, demo_copy):
    source_id = find_source(demo_copy, "A1")
    with served(demo_copy) as base:
        page = new_page(browser)
        open_pane(page, base, INGRID, source_id)
        yield page, base, demo_copy, source_id
        page.context.close()


def transcript(address, source_id):
    with open_study(address) as study:
        return study.sources.transcript(source_id)


def place_in_address(page):
    found = re.search(r"[?&]sted=([^&]*)", page.url)
    return found and found[1].replace("%3A", ":")


def first_in_view(page):
    return page.evaluate(
        """() => {
          const top = document.querySelector(".cp-scroll").getBoundingClientRect().top;
          const rows = [...document.querySelectorAll(".cp-turn")];
          return Number(rows.find((row) => row.getBoundingClientRect().bottom > top + 8).dataset.turn);
        }"""
    )


def test_search_finds_by_norwegian_letters_steps_round_and_codes_a_hit(desk):
    page, _, address, source_id = desk
    text = transcript(address, source_id).text
    count = len(re.findall("får", text, re.IGNORECASE))
    assert count > 2
    before = codings(address, source_id, INGRID)
    to_text(page)
    page.keyboard.press("Control+f")
    page.keyboard.type("FÅR")
    said = page.locator(".cp-search:not([hidden]) .cp-search-count")
    expect(said).to_have_text(f"1 av {count}")
    page.keyboard.press("Shift+Enter")
    expect(said).to_have_text(f"{count} av {count}")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(said).to_have_text(f"2 av {count}")
    assert page.evaluate("CSS.highlights.get('cp-hits').size") == count
    page.get_by_role("button", name="Kode treff").click()
    page.locator(".cp-palette").wait_for()
    page.keyboard.type(CODE)
    page.keyboard.press("Enter")
    saved(page)
    ((start, end, _),) = new_codings(address, source_id, INGRID, before)
    assert text[start:end].lower() == "får"
    page.get_by_label("Søk i kilden", exact=True).focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("search")).to_be_hidden()
    assert not page.evaluate("CSS.highlights.has('cp-hits')")


def test_whole_words_leave_out_longer_ones_and_nothing_found_is_said(desk):
    page, _, address, source_id = desk
    text = transcript(address, source_id).text
    to_text(page)
    page.keyboard.press("f")
    page.keyboard.type("kom")
    loose, whole = (
        len(re.findall(pattern, text, re.IGNORECASE)) for pattern in ("kom", r"\bkom\b")
    )
    assert whole < loose
    expect(page.locator(".cp-search:not([hidden]) .cp-search-count")).to_have_text(f"1 av {loose}")
    page.get_by_role("button", name="Hele ord").click()
    expect(page.locator(".cp-search:not([hidden]) .cp-search-count")).to_have_text(
        re.compile(f"av {whole}$")
    )
    page.get_by_label("Søk i kilden", exact=True).fill("xyzzy")
    expect(page.locator(".cp-search:not([hidden]) .cp-search-count")).to_have_text("Ingen treff")


def test_the_address_follows_the_open_coding_and_a_link_opens_there(desk, browser):
    page, base, _, source_id = desk
    to_text(page)
    page.keyboard.press("n")
    page.keyboard.press("n")
    opened = page.locator(".cp-stripe.cp-active").first.get_attribute("data-coding")
    until(page, "id => location.search.includes(id)", opened)
    elsewhere = new_page(browser)
    open_pane(elsewhere, base, JONAS, source_id)
    elsewhere.goto(page.url)
    elsewhere.locator(".cp-card").wait_for()
    assert elsewhere.locator(".cp-stripe.cp-active").first.get_attribute("data-coding") == opened
    elsewhere.context.close()


def test_a_link_to_words_marks_them_and_can_be_copied(desk):
    page, base, address, source_id = desk
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base)
    chosen = next(one for one in places(address, source_id) if one.turn > 30)
    go(page, base, source_id, f"{chosen.start}-{chosen.end}")
    expect(page.locator(f'.cp-turn[data-turn="{chosen.turn}"]')).to_be_in_viewport()
    assert page.evaluate("CSS.highlights.get('cp-target').size") == 1
    to_text(page)
    page.keyboard.press("y")
    expect(page.locator(".cp-mention")).to_have_text("Lenken er kopiert")
    link = page.evaluate("navigator.clipboard.readText()")
    assert source_id in link
    assert "sted=" in link


def test_one_comes_back_to_where_one_left_off(desk):
    page, base, _, source_id = desk
    page.locator('.cp-turn[data-turn="40"]').scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.cp-scroll').scrollTop += 300")
    left = first_in_view(page)
    assert left > 20
    # Where one is, is written down at most every eight seconds.
    for _ in range(6):
        page.wait_for_event("response", lambda answer: answer.url.endswith("/operations"))
    go(page, base, source_id)
    until(page, "document.querySelector('.cp-scroll').scrollTop > 100")
    until(
        page,
        "turn => document.querySelector(`.cp-turn[data-turn='${turn}']`)"
        ".getBoundingClientRect().top < innerHeight",
        left,
    )
    assert abs(first_in_view(page) - left) <= 1


def test_what_is_read_is_marked_kept_and_counted(desk):
    page, _, _, _ = desk
    progress = page.locator(".cp-progress")
    expect(progress).to_have_text(re.compile(r"^Lest \d+ % · kodet \d+ %$"))
    share = int(re.search(r"\d+", progress.text_content())[0])
    page.locator('.cp-turn[data-turn="30"]').scroll_into_view_if_needed()
    page.locator('.cp-turn[data-turn="30"] .cp-number').click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    to_text(page)
    page.keyboard.press("l")
    saved(page)
    read = page.locator(".cp-turn.cp-read").count()
    assert read > 25
    page.reload()
    saved(page)
    expect(page.locator(".cp-turn.cp-read")).to_have_count(read)
    assert int(re.search(r"\d+", progress.text_content())[0]) > share
    progress.click()
    page.get_by_role("menuitem", name="Merk hele kilden som lest").click()
    expect(progress).to_have_text(re.compile("^Lest 100 %"))
    saved(page)


def test_the_next_uncoded_turn_is_one_that_one_has_not_coded(desk):
    page, base, address, source_id = desk
    turns = transcript(address, source_id).turns
    bare = next(turn for turn in turns[10:] if not turn.interviewer)
    with open_study(address) as study:
        ingrid = study.as_member(next(m.id for m in study.members.all() if m.name == INGRID))
        for key, (start, end, _) in codings(address, source_id, INGRID).items():
            if start < bare.end and bare.start < end:
                ingrid.coding.remove(key)
    go(page, base, source_id)
    to_text(page)
    page.keyboard.press("u")
    caret = page.locator(".cp-caret")
    caret.wait_for(state="attached")
    page.keyboard.press("Shift+Control+ArrowDown")
    page.keyboard.press("Alt+y")
    until(page, "/sted=[0-9]+-/.test(location.search)")
    start = int(place_in_address(page).split("-")[0])
    assert start == bare.start


def test_a_coding_is_cut_at_the_caret_joined_again_and_each_is_one_step_back(desk):
    page, _, address, source_id = desk
    before = codings(address, source_id, INGRID)
    long = next(
        place
        for place in places(address, source_id, words=6)
        if not any(start <= place.end and place.start <= end for start, end, _ in before.values())
    )
    put_code(page, long, "RE.MT")
    saved(page)
    text = transcript(address, source_id).text
    whole = (long.start, long.end, "RE.MT")
    assert new_codings(address, source_id, INGRID, before) == [whole]
    x, y, *_ = page.evaluate(WORD_PLACE, [long.turn, long.first + 3, long.first + 3])
    page.mouse.click(x + 4, y)
    page.locator(".cp-card").wait_for()
    page.keyboard.press("s")
    saved(page)
    parts = new_codings(address, source_id, INGRID, before)
    words = text[long.start : long.end].split()
    assert [text[start:end].split() for start, end, _ in parts] == [words[:3], words[3:]]
    page.keyboard.press("m")
    saved(page)
    assert new_codings(address, source_id, INGRID, before) == [whole]
    to_text(page)
    page.keyboard.press("Control+z")
    saved(page)
    assert new_codings(address, source_id, INGRID, before) == parts
    page.keyboard.press("Control+z")
    saved(page)
    assert new_codings(address, source_id, INGRID, before) == [whole]


def test_memos_go_to_and_fro_between_two_people(desk, browser):
    page, base, _, source_id = desk
    jonas = new_page(browser)
    open_pane(jonas, base, JONAS, source_id)
    to_text(page)
    page.keyboard.press("k")
    page.get_by_label("Skriv et notat").fill("Hva mener hun her?")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Skriv om hele kilden").click()
    page.get_by_label("Skriv et notat").fill("Avbrutt to ganger")
    page.keyboard.press("Control+Enter")
    saved(page)
    jonas.get_by_role("button", name="Ett notat ved replikk 1").click()
    theirs = jonas.get_by_role("complementary", name="Notater")
    written = theirs.get_by_role("listitem").filter(has_text="Hva mener hun her?")
    expect(written).to_contain_text(INGRID)
    expect(written.get_by_role("button")).to_have_count(0)
    expect(theirs.get_by_text("Avbrutt to ganger")).to_be_visible()
    mine = page.get_by_role("complementary", name="Notater")
    own = mine.get_by_role("listitem").filter(has_text="Hva mener hun her?")
    own.get_by_role("button", name="Endre").click()
    page.get_by_label("Endre teksten").fill("Hva mener hun med «dem»?")
    page.keyboard.press("Control+Enter")
    expect(theirs.get_by_text("Hva mener hun med «dem»?")).to_be_visible()
    mine.get_by_role("listitem").filter(has_text="«dem»").get_by_role(
        "button", name="Fjern"
    ).click()
    expect(theirs.get_by_text("«dem»")).to_have_count(0)
    to_text(page)
    page.keyboard.press("Control+z")
    expect(theirs.get_by_text("Hva mener hun med «dem»?")).to_be_visible()
    jonas.context.close()


def test_what_others_did_since_last_time_is_said_marked_and_stepped_through(desk):
    page, base, address, source_id = desk
    page.wait_for_event("response", lambda answer: answer.url.endswith("/operations"))
    page.goto("about:blank")
    with closing(sqlite3.connect(address)) as store, store:
        store.execute("UPDATE visit SET seen_at = datetime(seen_at, '-1 hour')")
    chosen = places(address, source_id)[4]
    with open_study(address) as study:
        jonas = study.as_member(next(m.id for m in study.members.all() if m.name == JONAS))
        made = jonas.coding.apply(source_id, chosen.start, chosen.end, code=CODE)
        jonas.coding.comment(made, "Se her")
    go(page, base, source_id)
    line = page.get_by_role("region", name="Siden sist")
    expect(line).to_contain_text("Siden sist: Jonas Vik én koding, én kommentar")
    to_text(page)
    page.keyboard.press("j")
    expect(page.locator(".cp-stripe.cp-active").first).to_have_attribute("data-coding", made)
    expect(page.locator(".cp-label.cp-new")).to_have_count(1)
    line.get_by_role("button", name="Lukk").click()
    expect(line).to_be_hidden()

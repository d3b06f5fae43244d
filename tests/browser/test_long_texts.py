"""Long texts, whose rows are made as they are needed: marking over rows that nobody has seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served, sign_in
from tests.browser.test_walks import WORD_PLACE
from tests.build import add_case, add_person, add_source, build_study

from casestudy.services.stores import create_store
from casestudy.study import open_study

TURNS = 900
#: The browser never finds time for rows that are out of sight.
BUSY = "window.requestIdleCallback = () => 1; window.cancelIdleCallback = () => {};"
SCROLL = "(share) => { const s = document.querySelector('.cp-scroll'); s.scrollTop = share * s.scrollHeight; }"
MADE = "() => document.querySelectorAll('.cp-turn').length"


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """A served store with one source of 900 turns; its address, and the source's id."""
    address = str(tmp_path_factory.mktemp("long") / "studie.db")
    store = create_store(address)
    study = build_study(store.engine)
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    talk = [
        ("I" if turn % 2 == 0 else "P01", f"Begynner{turn} 🙂 litt om {turn} og slutter{turn}")
        for turn in range(TURNS)
    ]
    source_id = add_source(study, case_id, talk, people={"P01": person})
    study.close()
    with served(address) as base:
        yield base, address, source_id


@pytest.fixture
def pane(page, long):
    base, _, source_id = long
    page.add_init_script(BUSY)
    sign_in(page, base, "Mona Lund")
    page.goto(f"{base}/koding?kilde={source_id}")
    page.locator(".cp-text").first.wait_for()
    return page


def coded(page, long) -> str:
    """Give what is held a code; return the words that the store then holds."""
    _, address, source_id = long
    page.locator(".cp-palette").wait_for()
    page.keyboard.type("CH.H.1")
    page.keyboard.press("Enter")
    expect(page.locator(".cp-status")).to_have_attribute("data-state", "saved")
    with open_study(address) as study:
        text = study.sources.transcript(source_id).text
        newest = max(study.coding.of_source(source_id), key=lambda coding: coding.revision)
    return text[newest.start : newest.end]


def words_of(long) -> str:
    _, address, source_id = long
    with open_study(address) as study:
        return study.sources.transcript(source_id).text


def test_a_long_text_is_there_before_all_its_rows_are(pane):
    assert pane.evaluate(MADE) < TURNS / 2


def test_marking_from_the_first_turn_to_the_last_holds_every_character_between(pane, long):
    x, y, *_ = pane.evaluate(WORD_PLACE, [0, 0, 0])
    pane.mouse.click(x, y)
    pane.evaluate(SCROLL, 1)
    last = pane.locator(f'.cp-turn[data-turn="{TURNS - 1}"] .cp-text')
    last.wait_for()
    *_, x, y = pane.evaluate(WORD_PLACE, [TURNS - 1, 0, 6])
    assert pane.evaluate(MADE) < TURNS / 2
    pane.keyboard.down("Shift")
    pane.mouse.click(x, y)
    pane.keyboard.up("Shift")
    assert coded(pane, long) == words_of(long)


def test_selecting_by_turn_from_the_keyboard_goes_on_over_rows_out_of_sight(pane, long):
    pane.locator(".cp-scroll").focus()
    pane.keyboard.press("Control+ArrowDown")
    for _ in range(120):
        pane.keyboard.press("Control+Shift+ArrowDown")
    pane.keyboard.press("/")
    marked = coded(pane, long)
    turns = words_of(long).split("\n")
    first = turns.index(marked.split("\n")[0])
    assert marked == "\n".join(turns[first : first + 120])


def test_a_link_into_the_middle_shows_the_turn_with_its_marks(page, long):
    base, address, source_id = long
    with open_study(address, member="ingrid") as study:
        text = study.sources.transcript(source_id).text
        start = text.index("Begynner600 ")
        coding_id = study.coding.apply(source_id, start, start + 11, code="CH.C.1")
    page.add_init_script(BUSY)
    sign_in(page, base, "Mona Lund")
    page.goto(f"{base}/koding?kilde={source_id}&sted={coding_id}")
    turn = page.locator('.cp-turn[data-turn="600"]')
    expect(turn).to_be_in_viewport()
    expect(turn.locator(".cp-mark").first).to_have_text("Begynner600")
    expect(turn.locator(f'.cp-stripe[data-coding="{coding_id}"]')).to_have_count(1)

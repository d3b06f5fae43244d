"""What is seen in the coding pane: overlaps, stripes and names, filter, density, tips, narrow and high-contrast screens."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, served
from tests.browser.pane import until

from casestudy.services.setup import cookie_secret
from casestudy.study import open_study
from casestudy.web.identity import MEMBER_COOKIE, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

#: Turns of the first interview, and how often a stretch of each is coded, by how many.
SIX, TWELVE, THIRTY = 6, 8, 10
CODERS = ("ingrid", "jonas", "ragnhild")

BOXES = """(selector) => [...document.querySelectorAll(selector)].map((node) => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return { left, top, right, bottom, coding: node.dataset.coding, codings: node.dataset.codings };
})"""

#: The least contrast of coded words to what lies behind them, with the tint as the page mixes it.
CONTRAST = """() => {
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const paint = (...colours) => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (parts) => {
    const [r, g, b] = parts.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const probe = document.createElement("i");
  const paper = getComputedStyle(document.querySelector(".cp")).backgroundColor;
  return Math.min(...[...document.querySelectorAll(".cp-mark")].map((mark) => {
    mark.append(probe);
    probe.style.backgroundColor = "var(--shade)";
    const behind = light(paint(paper, getComputedStyle(probe).backgroundColor));
    probe.remove();
    const ink = light(paint(getComputedStyle(mark).color));
    return (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05);
  }));
}"""


@pytest.fixture(scope="module")
def dense(
    demo_address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """A server on a demo with 6, 12 and 30 codings on one place: its address, cookies, interviews."""
    path: Path = tmp_path_factory.mktemp("dense") / "demo.db"
    shutil.copy(demo_address, path)
    with open_study(str(path)) as study:
        sources = [one["id"] for one in study.sources.all() if one["type"] == "interview"]
        coders = [study.as_member(handle) for handle in CODERS]
        turns = {turn.number: turn for turn in coders[0].sources.transcript(sources[0]).turns}
        codes = [code.id for code in study.codebook.current().assignable]
        for number, count in ((SIX, 6), (TWELVE, 12), (THIRTY, 30)):
            start = turns[number].start
            for at in range(count):
                coders[at % len(coders)].coding.apply(
                    sources[0], start, start + 60, code=codes[(number + 7 * at) % len(codes)]
                )
        secret = cookie_secret(study.store)
        cookies = {one.handle: sign(one.id, secret=secret) for one in study.members.all()}
    with served(str(path)) as base:
        yield base, cookies, sources


@pytest.fixture
def pane(
    browser: Browser, dense: tuple[str, dict[str, str], list[str]]
) -> Iterator[Callable[..., Page]]:
    """Open the first interview as Ingrid sees it, in a browser with these settings."""
    base, cookies, sources = dense
    contexts = []

    def open_pane(*, width: int = 1440, height: int = 900, at: int = 2, **settings: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="nb-NO", **settings
        )
        contexts.append(context)
        cookie = {"name": MEMBER_COOKIE, "value": cookies["ingrid"], "url": base}
        context.add_cookies([cookie])  # type: ignore[list-item]
        context.request.post(
            f"{base}/api/preferences",
            data={"name": "margin", "value": "code"},
            headers={"X-Casestudy": "1", "Origin": base},
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{base}/koding?kilde={sources[0]}&sted=turn:{at}")
        page.locator(f'.cp-turn[data-turn="{at - 1}"] .cp-stripe').first.wait_for()
        return page

    yield open_pane
    for context in contexts:
        context.close()


def turn(page: Page, number: int) -> Locator:
    return page.locator(f'.cp-turn[data-turn="{number - 1}"]')


def boxes(page: Page, selector: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(BOXES, selector)
    return found


def overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Say whether two boxes share more than an edge."""
    slack = 0.6
    return bool(
        one["left"] < other["right"] - slack
        and other["left"] < one["right"] - slack
        and one["top"] < other["bottom"] - slack
        and other["top"] < one["bottom"] - slack
    )


def show_margin_by(page: Page, name: str) -> None:
    """Press the key until the margin is grouped by this, as the side panel says."""
    page.locator(".cp-scroll").focus()
    chosen = page.locator(".cp-legend .cp-choice[aria-pressed=true]")
    for _ in range(3):
        if chosen.text_content() == name:
            return
        page.keyboard.press("b")
    expect(chosen).to_have_text(name)


def open_panel(page: Page) -> Locator:
    button = page.locator('.cp-bar [aria-label="Striper, filter og koder"]')
    if button.get_attribute("aria-expanded") == "false":
        button.click()
    return page.locator(".cp-legend")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_read_well_under_twelve_and_thirty_codings(pane, scheme):
    page = pane(at=THIRTY, color_scheme=scheme)
    assert page.evaluate(CONTRAST) >= 4.5
    turn(page, THIRTY).locator(".cp-stripe").first.click()
    page.locator(".cp-mark.cp-active").first.wait_for()
    assert page.evaluate(CONTRAST) >= 4.5


@pytest.mark.parametrize(("number", "lines"), [(SIX, 6), (TWELVE, 6), (THIRTY, 6)])
def test_lines_under_words_never_reach_the_words_below(pane, number, lines):
    page = pane(at=number)
    mark = turn(page, number).locator(".cp-mark").first
    gradients = mark.evaluate("(node) => node.style.background.match(/gradient\\(/g).length")
    # One of them is the tint.
    assert gradients - 1 == lines
    tall = mark.evaluate("(node) => node.getClientRects()[0].height")
    step = mark.evaluate("(node) => parseFloat(getComputedStyle(node).lineHeight)")
    assert tall <= step + 1


@pytest.mark.parametrize("by", ["Kode", "Gren", "Person"])
def test_no_stripe_covers_another_and_every_coding_can_be_reached(pane, by):
    page = pane(at=THIRTY)
    show_margin_by(page, by)
    for number in (SIX, TWELVE, THIRTY):
        turn(page, number).scroll_into_view_if_needed()
        turn(page, number).locator(".cp-mark").first.wait_for()
        at = f'.cp-turn[data-turn="{number - 1}"]'
        bars = boxes(page, f"{at} .cp-stripe, {at} .cp-crowd")
        for place, one in enumerate(bars):
            assert not any(overlap(one, other) for other in bars[place + 1 :])
        text = boxes(page, f"{at} .cp-text")[0]
        assert all(bar["left"] >= text["right"] for bar in bars)
        names = boxes(page, f"{at} .cp-label, {at} .cp-more")
        for place, one in enumerate(names):
            assert not any(overlap(one, other) for other in names[place + 1 :])
            assert not any(overlap(one, bar) for bar in bars)
        named = {name["coding"] for name in names} - {None}
        listed = {one for name in names for one in (name["codings"] or "").split()}
        begins = set(
            page.evaluate(
                "(at) => [...document.querySelectorAll(`${at} .cp-begins`)].map((n) => n.dataset.coding)",
                at,
            )
        )
        assert begins <= named | listed


def test_a_stripe_stays_in_its_lane_while_one_codes(pane):
    page = pane(at=12)
    lanes = f'.cp-turn[data-turn="{12 - 1}"] .cp-stripe'
    before = {bar["coding"]: bar["left"] for bar in boxes(page, lanes)}
    page.get_by_label("Merk hele replikk 12,").click()
    page.locator(".cp-palette").wait_for()
    page.keyboard.type("håp")
    page.keyboard.press("Enter")
    expect(page.locator(lanes)).to_have_count(len(before) + 1)
    after = {bar["coding"]: bar["left"] for bar in boxes(page, lanes)}
    assert {coding: after[coding] for coding in before} == before
    page.keyboard.press("Control+z")
    expect(page.locator(lanes)).to_have_count(len(before))


def test_by_coder_each_has_a_heading_and_stripes_below_it_and_the_choice_is_remembered(pane):
    page = pane(at=THIRTY)
    show_margin_by(page, "Person")
    expect(page.locator(".cp-head")).to_have_text(["IA", "JV", "RM"])
    heads = boxes(page, ".cp-head")
    assert heads == sorted(heads, key=lambda head: head["left"])
    at = f'.cp-turn[data-turn="{THIRTY - 1}"] .cp-stripe'
    mine = [bar for bar in boxes(page, at) if heads[0]["left"] <= bar["left"] < heads[1]["left"]]
    assert len(mine) >= 8
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(page.locator(".cp-head").first).to_have_text("IA")
    show_margin_by(page, "Kode")
    page.wait_for_load_state("networkidle")


def test_names_without_room_are_listed_on_hover_on_focus_and_on_press(pane):
    page = pane(at=TWELVE)
    more = turn(page, TWELVE).locator(".cp-more")
    count = len((more.get_attribute("data-codings") or "").split())
    rows = page.locator(".cp-list .cp-list-row")
    more.hover()
    expect(rows).to_have_count(count)
    turn(page, TWELVE).locator(".cp-text").hover(position={"x": 5, "y": 90})
    expect(page.locator(".cp-list")).to_be_hidden()

    more.click()
    expect(rows.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()
    expect(page.locator(".cp-list")).to_be_hidden()

    page.keyboard.press("Enter")
    name = rows.nth(0).locator(".cp-label-name").text_content()
    page.keyboard.press("Enter")
    expect(page.locator(".cp-card h3")).to_have_text(str(name))


def test_the_card_covers_neither_its_own_name_nor_what_says_that_all_is_saved(pane):
    for width in (1440, 1920):
        page = pane(width=width, at=14)
        status = boxes(page, ".cp-status")[0]
        for number in (12, 14):
            turn(page, number).locator(".cp-label").first.click()
            card = boxes(page, ".cp-card")[0]
            assert not overlap(card, boxes(page, ".cp-label.cp-active")[0])
            assert not overlap(card, status)
            page.keyboard.press("Escape")


def test_a_filter_says_what_it_hides_and_one_press_shows_all(pane):
    page = pane()
    panel = open_panel(page)
    total = int(
        page.evaluate("() => document.querySelectorAll('.cp-legend .cp-count').length") > 0
    )
    assert total
    panel.get_by_label("Vis bare: Jonas Vik").check()
    row = page.locator(".cp-hidden-row")
    expect(row).to_contain_text("kodinger vises")
    expect(page.locator(".cp-stripe:not(.cp-others)")).to_have_count(0)
    panel.get_by_label("Vis bare: Egne styrker").check()
    names = page.locator(".cp-label .cp-label-name")
    expect(names.first).to_have_text("Egne styrker")
    assert set(names.all_text_contents()) == {"Egne styrker"}
    row.get_by_role("button", name="Vis alle").click()
    expect(row).to_be_hidden()
    expect(page.locator(".cp-stripe:not(.cp-others)").first).to_be_attached()


def test_the_filter_holds_in_the_next_source_and_never_hides_what_one_makes(pane, dense):
    page = pane()
    panel = open_panel(page)
    panel.get_by_label("Vis bare: Jonas Vik").check()
    expect(page.locator(".cp-hidden-row")).to_be_visible()
    kept = page.evaluate("() => JSON.stringify({ ...sessionStorage })")
    assert "coders" in kept
    assert "Jonas" not in kept
    base, _, sources = dense
    page.goto(f"{base}/koding?kilde={sources[1]}&sted=turn:1")
    page.locator(".cp-text").first.wait_for()
    expect(page.locator(".cp-hidden-row")).to_be_visible()
    expect(page.locator(".cp-stripe:not(.cp-others)")).to_have_count(0)
    page.get_by_label("Merk hele replikk 1,").click()
    page.locator(".cp-palette").wait_for()
    page.keyboard.type("håp")
    page.keyboard.press("Enter")
    expect(turn(page, 1).locator(".cp-stripe:not(.cp-others)")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_the_side_panel_comes_and_goes_without_moving_the_words(pane, width):
    page = pane(width=width, at=THIRTY)
    where = f'.cp-turn[data-turn="{THIRTY - 1}"] .cp-text'
    before = boxes(page, where)
    button = page.locator('.cp-bar [aria-label="Striper, filter og koder"]')
    button.click()
    assert boxes(page, where) == before
    button.click()
    assert boxes(page, where) == before


def test_the_column_beside_the_scroll_bar_shows_codings_and_leads_there(pane):
    page = pane()
    column = page.locator(".cp-density")
    assert column.get_attribute("aria-hidden") == "true"
    inked = """() => {
      const canvas = document.querySelector(".cp-density canvas");
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    }"""
    until(page, f"({inked})() > 200")
    box = column.bounding_box()
    assert box
    assert box["width"] >= 24
    page.mouse.click(box["x"] + 10, box["y"] + box["height"] * 0.7)
    scrolled = "() => { const s = document.querySelector('.cp-scroll'); return (s.scrollTop + s.clientHeight / 2) / s.scrollHeight; }"
    assert page.evaluate(scrolled) == pytest.approx(0.7, abs=0.05)
    before = page.evaluate(inked)
    page.locator(".cp-scroll").focus()
    page.keyboard.press("f")
    page.keyboard.type("det")
    until(page, f"({inked})() > {before + 100}")


def test_a_tip_comes_after_a_moment_says_what_a_coding_is_and_covers_none_of_its_words(pane):
    page = pane(at=4)
    tip = page.locator(".cp-tip")
    mark = turn(page, 4).locator(".cp-mark").first
    words = mark.evaluate(
        "(node) => { const { left, top, height } = node.getClientRects()[0]; return [left, top + height / 2]; }"
    )
    page.mouse.move(words[0] + 12, words[1])
    expect(tip).to_be_visible()
    expect(tip.locator("b").first).not_to_be_empty()
    assert not any(overlap(boxes(page, ".cp-tip")[0], text) for text in boxes(page, ".cp-text"))
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_a_stripe_with_the_focus_has_the_same_tip_and_says_all_of_it(pane):
    page = pane(at=4)
    stripe = turn(page, 4).locator(".cp-begins").first
    page.locator(".cp-scroll").focus()
    page.keyboard.press("Tab")
    focused = page.locator(".cp-stripe:focus")
    expect(focused).to_have_count(1)
    tip = page.locator(".cp-tip")
    expect(tip).to_be_visible()
    said = focused.get_attribute("aria-label") or ""
    assert (tip.locator("b").first.text_content() or "?") in said
    for part in (tip.locator(".cp-tip-said").first.text_content() or "").split(" · "):
        assert part in said
    assert "replikk" in (stripe.get_attribute("aria-label") or "")


def test_fingers_get_no_tip_and_choose_between_stripes_that_lie_close(pane):
    page = pane(width=390, height=844, at=2, has_touch=True, is_mobile=True)
    stripe = turn(page, 2).locator(".cp-stripe").nth(1)
    box = stripe.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + 2, box["y"] + box["height"] / 2)
    rows = page.locator(".cp-list .cp-list-row")
    expect(rows.nth(1)).to_be_visible()
    assert all(row["bottom"] - row["top"] >= 44 for row in boxes(page, ".cp-list-row"))
    expect(page.locator(".cp-tip")).to_be_hidden()
    rows.nth(1).tap()
    expect(page.locator(".cp-card")).to_be_visible()


def test_high_contrast_keeps_the_lines_and_stripes(pane):
    page = pane(at=SIX, forced_colors="active")
    mark = turn(page, SIX).locator(".cp-mark").first
    assert mark.evaluate("(node) => getComputedStyle(node).backgroundImage").count("gradient") == 7
    stripe = turn(page, SIX).locator(".cp-stripe").first
    assert "rgb" in stripe.evaluate("(node) => getComputedStyle(node, '::before').background")


@pytest.mark.parametrize(("width", "height"), [(720, 450), (390, 844), (320, 640)])
def test_narrow_windows_and_enlarged_pages_scroll_in_one_direction_only(pane, width, height):
    page = pane(width=width, height=height)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.evaluate(
        "() => { const s = document.querySelector('.cp-scroll'); return s.scrollWidth <= s.clientWidth; }"
    )
    words = boxes(page, ".cp-text")[0]
    assert words["right"] - words["left"] >= min(250, width * 0.6)
    assert words["top"] < height * 0.62


def test_what_is_pressed_is_large_enough(pane):
    page = pane(at=TWELVE)
    open_panel(page)
    for selector in (
        ".cp-bar button",
        ".cp-legend button",
        ".cp-show",
        ".cp-more",
        ".cp-number",
        ".cp-label",
    ):
        found = [box for box in boxes(page, selector) if box["right"] > box["left"]]
        assert found
        for box in found:
            assert box["bottom"] - box["top"] >= 24, selector
            assert box["right"] - box["left"] >= 24, selector

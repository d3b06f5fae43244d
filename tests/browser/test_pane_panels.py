"""Every panel of the coding page, opened by keys alone, in every look: nothing for axe, no motion where none is wanted."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, served
from tests.browser.pane import find_source, places, to_text, until
from tests.browser.test_accessibility import violations

from casestudy.services.setup import cookie_secret
from casestudy.study import open_study
from casestudy.web.identity import MEMBER_COOKIE, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

THEMES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
SIZES: dict[str, dict[str, Any]] = {
    "1440": {"viewport": {"width": 1440, "height": 900}},
    "390": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "200 %": {"viewport": {"width": 720, "height": 450}, "device_scale_factor": 2},
}
#: A turn with so many codings that not all names have room.
CROWDED = 7


class Desk(NamedTuple):
    """A server on a demo with something to show in every panel."""

    base: str
    address: str
    source_id: str
    cookie: str


@pytest.fixture(scope="module")
def desk(demo_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("panels") / "demo.db"
    shutil.copy(demo_address, path)
    source_id = find_source(str(path), "A1")
    with open_study(str(path)) as study:
        ingrid, jonas = study.as_member("ingrid"), study.as_member("jonas")
        turns = jonas.sources.transcript(source_id).turns
        codes = [code.id for code in study.codebook.current().assignable]
        start = turns[CROWDED].start
        for code in codes[:14]:
            jonas.coding.apply(source_id, start, start + 60, code=code)
        hers = next(
            c for c in ingrid.coding.of_source(source_id) if c.coder_id == ingrid.member.id
        )
        turn = next(turn for turn in turns if turn.start <= hers.start < turn.end)
        said = ingrid.sources.transcript(source_id).text[turn.start : turn.end]
        jonas.corrections.correct(
            source_id,
            turn=turn.number,
            text=f"Altså, {said.replace(' ', '  ', 3)} Ja.",
            text_version_id=study.sources.get(source_id).text_version_id,
        )
        ingrid.visits.here(source_id, place=0)
        cookie = sign(ingrid.member.id, secret=cookie_secret(study.store))
    with served(str(path)) as base:
        yield Desk(base, str(path), source_id, cookie)


def look_again(desk: Desk) -> None:
    """Let it be an hour since Ingrid was here, and Jonas have coded meanwhile."""
    with closing(sqlite3.connect(desk.address)) as store, store:
        store.execute("UPDATE visit SET seen_at = datetime(seen_at, '-1 hour')")
    place = places(desk.address, desk.source_id)[3]
    with open_study(desk.address) as study:
        jonas = study.as_member("jonas")
        made = jonas.coding.apply(desk.source_id, place.start, place.end, code="CH.C.1")
        jonas.coding.comment(made, "Se her")


@pytest.fixture(scope="module", params=list(product(THEMES, SIZES)), ids=" ".join)
def page(request: pytest.FixtureRequest, browser: Browser, desk: Desk) -> Iterator[Page]:
    theme, size = request.param
    look_again(desk)
    context = browser.new_context(
        locale="nb-NO", reduced_motion="reduce", **THEMES[theme], **SIZES[size]
    )
    context.add_cookies([{"name": MEMBER_COOKIE, "value": desk.cookie, "url": desk.base}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{desk.base}/koding?kilde={desk.source_id}&sted=turn:1")
    page.locator('.cp-turn[data-turn="1"] .cp-stripe').first.wait_for()
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def seen(page: Page, selector: str) -> None:
    page.locator(selector).first.wait_for()


def select(page: Page) -> None:
    """Select the second turn's first sentence and open the palette, by keys."""
    press(page, "ArrowRight", "Control+ArrowUp", "Control+ArrowUp", "Control+ArrowDown", "Alt+h")
    press(page, "/")
    seen(page, ".cp-palette")


def palette(page: Page) -> None:
    select(page)
    page.keyboard.type("DET.INS.3")
    press(page, "Alt+v", "Shift+Enter")
    page.keyboard.type("helt nytt")
    seen(page, ".cp-palette .cp-new")


def suggestions(page: Page) -> None:
    # The fourth turn has words of the codebook.
    press(page, "ArrowRight", *["Control+ArrowUp"] * 4, *["Control+ArrowDown"] * 3, "Alt+r", "/")
    seen(page, ".cp-palette .cp-suggestion")
    page.keyboard.type("møtt")
    press(page, "Alt+l", "Shift+Enter")
    page.keyboard.type("håp")
    seen(page, ".cp-palette .cp-tick")


def card(page: Page) -> None:
    press(page, "n", "Enter")
    seen(page, ".cp-card")
    expect(page.locator(".cp-card")).to_be_focused()


def crowd(page: Page) -> None:
    more = page.locator(
        f'.cp-turn[data-turn="{CROWDED}"] .cp-more, .cp-turn[data-turn="{CROWDED}"] .cp-crowd'
    )
    press(page, "n")
    for _ in range(60):
        if page.evaluate(
            "(turn) => document.activeElement.closest(`.cp-turn`)?.dataset.turn === turn",
            str(CROWDED),
        ):
            break
        press(page, "n")
    for _ in range(4):
        press(page, "Tab")
        if more.first.evaluate(
            "node => node.parentElement.contains(document.activeElement) && document.activeElement.matches('[data-codings]')"
        ):
            break
    press(page, "Enter")
    seen(page, ".cp-list")


def shortcuts(page: Page) -> None:
    press(page, "Shift+?")
    seen(page, "dialog.cp-help[open]")


def margin(page: Page) -> None:
    page.locator('.cp-bar [aria-label="Striper, filter og koder"]').focus()
    press(page, "Enter")
    seen(page, ".cp-legend")
    page.locator(".cp-legend input").first.focus()
    press(page, "Space")
    seen(page, ".cp-hidden-row")


def leave_margin(page: Page) -> None:
    page.locator(".cp-hidden-row button").focus()
    press(page, "Enter")
    page.locator('.cp-bar [aria-label="Striper, filter og koder"]').focus()
    press(page, "Enter")


def memos(page: Page) -> None:
    press(page, "k")
    page.keyboard.type("Et utkast")
    seen(page, ".cp-memos .cp-writing-actions")


def leave_memos(page: Page) -> None:
    press(page, "Control+a", "Delete", "Escape")
    to_text(page)
    press(page, "Shift+K")


def search(page: Page) -> None:
    press(page, "f")
    page.keyboard.type("kaffe")
    until(page, "CSS.highlights.has('cp-hits')")


def similar(page: Page) -> None:
    press(page, "n", "Escape")
    select(page)
    press(page, "Alt+g")
    seen(page, ".cp-similar")
    until(
        page,
        "/\\d+ av \\d+|ligner/.test(document.querySelector('.cp-similar .cp-search-count').textContent)",
    )


def since(page: Page) -> None:
    seen(page, ".cp-since")
    press(page, "j")
    seen(page, ".cp-card")


def correct(page: Page) -> None:
    press(page, "ArrowRight", "Alt+e")
    seen(page, "dialog.cp-correct[open]")
    press(page, "End")
    page.keyboard.type(" Ja.")
    seen(page, ".cp-correct ins")


def leave_correct(page: Page) -> None:
    page.locator(".cp-correct").get_by_role("button", name="Avbryt").focus()
    press(page, "Enter")


def review(page: Page) -> None:
    press(page, "Shift+E")
    seen(page, ".cp-review li")


def read_marks(page: Page) -> None:
    page.locator(".cp-progress").focus()
    press(page, "Enter")
    seen(page, ".cp-menu")


def notice(page: Page) -> None:
    # Where a browser lets nothing be copied, the link is told.
    page.evaluate(NO_CLIPBOARD)
    press(page, "y")
    seen(page, ".cp-notice button")


def leave_notice(page: Page) -> None:
    page.locator(".cp-notice button").focus()
    press(page, "Enter")


def work_list(page: Page) -> None:
    page.get_by_role("button", name="av 18 ferdige").focus()
    press(page, "Enter")
    page.get_by_text("Gjennomgang", exact=True).wait_for()


def output(page: Page) -> None:
    page.get_by_role("button", name="Skriv ut").focus()
    press(page, "Enter")
    page.get_by_role("button", name="Word").or_(page.get_by_text("Word")).first.wait_for()


NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"

#: How a panel is opened, and how it is left where Escape is not enough.
PANELS: dict[str, tuple[Callable[[Page], None], Callable[[Page], None] | None]] = {
    "palette": (palette, None),
    "suggestions": (suggestions, None),
    "card": (card, None),
    "list of codings": (crowd, None),
    "shortcuts": (shortcuts, None),
    "margin": (margin, leave_margin),
    "memos": (memos, leave_memos),
    "search": (search, None),
    "more like this": (similar, None),
    "since": (since, None),
    "correct": (correct, leave_correct),
    "review": (review, None),
    "read marks": (read_marks, None),
    "notice": (notice, leave_notice),
    "work list": (work_list, None),
    "output": (output, None),
}

#: What moves though less motion is wanted.
MOVING = """() => [...document.querySelectorAll(".cp, .cp *")].filter((node) => {
  const { animationName, animationDuration, transitionDuration } = getComputedStyle(node);
  return (animationName !== "none" && parseFloat(animationDuration) > 0.01) || parseFloat(transitionDuration) > 0.01;
}).map((node) => node.className)"""


SIDES = """() => [...document.querySelectorAll(".cp-float, .cp dialog[open]")]
  .filter((panel) => panel.checkVisibility())
  .map((panel) => { const { left, right } = panel.getBoundingClientRect(); return [left, right]; })"""

#: Panels that the edge of the pane cuts off.
CUT_OFF = """() => [...document.querySelectorAll(".cp-float")].filter((panel) => {
  const { top, bottom } = panel.getBoundingClientRect();
  const pane = panel.closest(".cp").getBoundingClientRect();
  return panel.checkVisibility() && (top < pane.top - 1 || bottom > pane.bottom + 1);
}).map((panel) => panel.className)"""

#: What hangs out of the panel it belongs to, but for the palette in the lowest windows, which scrolls.
OUTSIDE = """() => [...document.querySelectorAll(".cp-float > *")].filter((part) => {
  const { top, bottom } = part.parentElement.getBoundingClientRect();
  const isLow = part.parentElement.matches(".cp-palette") && bottom - top < 300;
  const scrolls = !part.parentElement.matches(".cp-palette") && /auto|scroll/.test(getComputedStyle(part.parentElement).overflowY);
  const box = part.getBoundingClientRect();
  return part.checkVisibility() && !scrolls && !isLow && (box.bottom > bottom + 1 || box.top < top - 1);
}).map((part) => part.className)"""


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_opens_by_keys_passes_axe_stays_still_and_fits(page, name):
    opens, leaves = PANELS[name]
    to_text(page)
    opens(page)
    try:
        assert violations(page) == []
        assert page.evaluate(MOVING) == []
        width = page.viewport_size["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for left, right in page.evaluate(SIDES):
            assert left >= 0
            assert right <= width
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(OUTSIDE) == []
    finally:
        if leaves:
            leaves(page)
        press(page, *["Escape"] * 4)
        to_text(page)
        press(page, *["Escape"] * 3)

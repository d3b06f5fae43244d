"""Working in the coding pane as a coder does, and asking the store what became of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, sign_in
from tests.browser.test_walks import select_words

from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

INGRID, JONAS = "Ingrid Aas", "Jonas Vik"
#: When codings came to stand on the page, by id and the browser's clock.
_SEEN = """
performance.setResourceTimingBufferSize(5000);
window.seen = {};
const note = (root) => {
  for (const mark of root.querySelectorAll?.("[data-coding]") ?? []) window.seen[mark.dataset.coding] ??= Date.now();
};
new MutationObserver((changes) => changes.forEach(({ target }) => note(target)))
  .observe(document, { childList: true, subtree: true });
"""


#: The words that are held, as the page shows them.
HELD = """() => [...(CSS.highlights.get("cp-selection") ?? [])].map(String).join("\\n")"""


@dataclass(frozen=True)
class Place:
    """Words of one turn (counted from 0), and where they stand in the text (code points)."""

    turn: int
    first: int
    last: int
    start: int
    end: int


def find_source(address: str, title: str) -> str:
    with open_study(address) as study:
        return next(one["id"] for one in study.sources.all() if one["title"].startswith(title))


def places(address: str, source_id: str, *, words: int = 3) -> list[Place]:
    """Stretches of whole words without signs at their ends, all over the source, apart."""
    with open_study(address) as study:
        transcript = study.sources.transcript(source_id)
    return [
        place
        for index, turn in enumerate(transcript.turns)
        for place in _stretches(index, turn.start, transcript.text[turn.start : turn.end], words)
    ]


def _stretches(turn: int, start: int, text: str, words: int) -> Iterator[Place]:
    found = list(re.finditer(r"\S+", text))
    for first in range(0, len(found) - words + 1, words):
        last = first + words - 1
        if found[first][0].isalpha() and found[last][0].isalpha():
            yield Place(turn, first, last, start + found[first].start(), start + found[last].end())


def new_page(browser: Browser) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nb-NO")
    context.add_init_script(_SEEN)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


def open_pane(page: Page, base: str, name: str, source_id: str, place: str | None = None) -> None:
    sign_in(page, base, name)
    go(page, base, source_id, place)


def go(page: Page, base: str, source_id: str, place: str | None = None) -> None:
    page.goto(f"{base}/koding?kilde={source_id}" + (f"&sted={place}" if place else ""))
    page.locator(".cp-text").first.wait_for()
    saved(page)


def saved(page: Page) -> None:
    expect(page.locator(".cp-status")).to_have_text("Lagret")


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression holds in the page; Playwright's own wait needs eval, which is refused."""
    for _ in range(300):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"did not come true: {expression}")


def put_code(page: Page, place: Place, code: str) -> None:
    """Select words with the mouse, type a code and press Enter; do not wait for the server."""
    select_words(page, place.turn, place.first, place.last)
    page.locator(".cp-palette").wait_for()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.locator(".cp-palette").wait_for(state="hidden")
    page.keyboard.press("Escape")


def to_text(page: Page) -> None:
    """Give the text the keys."""
    page.locator(".cp-scroll").focus()


def codings(address: str, source_id: str, name: str) -> dict[str, tuple[int, int, str]]:
    """What the store has of one coder in a source: place and code, by id."""
    with open_study(address) as study:
        member = next(one.id for one in study.members.all() if one.name == name)
        return {
            coding.id: (coding.start, coding.end, coding.code_id)
            for coding in study.coding.of_source(source_id)
            if coding.coder_id == member
        }


def new_codings(
    address: str, source_id: str, name: str, before: dict[str, tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    found = codings(address, source_id, name)
    assert all(found[key] == said for key, said in before.items()), "an older coding has changed"
    return sorted(said for key, said in found.items() if key not in before)

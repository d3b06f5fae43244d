"""A turn is corrected by keyboard; codings keep their words, and a second browser follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, served, sign_in
from tests.browser.pane import HELD
from tests.browser.test_walks import select_words

from casestudy.services.stores import check
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

WAS, NOW = "Bokstavelig talt", "Helt bokstavelig tallt"


class Corrected(NamedTuple):
    """The source, the turn that will be corrected, and one of Ingrid's codings in it."""

    source_id: str
    turn: int
    coding_id: str


@pytest.fixture
def place(demo_copy: str) -> Corrected:
    with open_study(demo_copy, member="ingrid") as study:
        for row in study.sources.all():
            found = study.sources.transcript(row["id"])
            at = found.text.find(WAS)
            if at >= 0:
                break
        turn = next(turn for turn in found.turns if turn.start <= at < turn.end)
        coding = next(
            coding
            for coding in study.coding.of_source(row["id"])
            if coding.coder_id == study.member.id and turn.start <= coding.start < turn.end
        )
    return Corrected(row["id"], turn.number, coding.id)


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nb-NO")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def said(address: str, source_id: str) -> dict[str, str]:
    """Return the words under every coding, by id."""
    with open_study(address) as study:
        text = study.sources.transcript(source_id).text
        return {c.id: text[c.start : c.end] for c in study.coding.of_source(source_id)}


def turn_text(page: Page, number: int):
    return page.locator(f'.cp-turn[data-turn="{number - 1}"] .cp-text')


def correct(page: Page, was: str, now: str) -> None:
    """Correct the turn one is at, by keyboard alone."""
    page.locator(".cp-scroll").focus()
    page.keyboard.press("Alt+e")
    field = page.get_by_label("Det som blir sagt i replikken")
    expect(field).to_be_focused()
    words = field.input_value()
    assert was in words
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words.replace(was, now))
    expect(page.locator(".cp-correct ins").first).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".cp-correct")).to_be_hidden()


def test_codings_keep_their_words_and_are_looked_over(page, demo_copy, place):
    before = said(demo_copy, place.source_id)
    with served(demo_copy) as base:
        sign_in(page, base, "Ingrid Aas")
        page.goto(f"{base}/koding?kilde={place.source_id}&sted={place.coding_id}")
        page.locator(".cp-card").wait_for()
        correct(page, WAS, NOW)
        expect(turn_text(page, place.turn)).to_contain_text(NOW)
        after = said(demo_copy, place.source_id)
        assert after == {key: words.replace(WAS, NOW) for key, words in before.items()}
        changed = {key for key in before if after[key] != before[key]}
        assert len(changed) > 3
        page.keyboard.press("Shift+e")
        expect(page.get_by_label("Se over etter retting")).to_contain_text("Bokstavelig")
        fits = page.get_by_role("button", name="ser riktig ut")
        while fits.first.is_visible():
            fits.first.press("Enter")
        expect(page.locator(".cp-status")).to_have_text("Lagret")
    with open_study(demo_copy, member="ingrid") as study:
        mine = {
            c.id for c in study.coding.of_source(place.source_id) if c.coder_id == study.member.id
        }
        reviews = study.corrections.checks(place.source_id).reviews
        assert {one.coding_id for review in reviews for one in review.checks} == changed - mine
        assert check(study.store.engine).is_sound


def test_a_second_browser_follows_with_place_selection_and_unsent_codings(
    page, other, demo_copy, place
):
    reading = place.turn + 20
    with served(demo_copy) as base:
        sign_in(page, base, "Ingrid Aas")
        sign_in(other, base, "Jonas Vik")
        other.goto(f"{base}/koding?kilde={place.source_id}")
        turn_text(other, 1).wait_for()
        before = said(demo_copy, place.source_id)
        other.route("**/operations", lambda route: route.abort())
        select_words(other, reading - 1, 1, 2)
        other.locator(".cp-palette").wait_for()
        picked = other.evaluate(HELD)
        other.keyboard.type("CH.H.1")
        other.keyboard.press("Enter")
        other.keyboard.press("Escape")
        select_words(other, reading - 1, 2, 3)
        other.locator(".cp-palette").wait_for()
        held = other.evaluate(HELD)
        top = turn_text(other, reading).bounding_box()["y"]
        page.goto(f"{base}/koding?kilde={place.source_id}&sted={place.coding_id}")
        page.locator(".cp-card").wait_for()
        correct(page, WAS, NOW)
        other.unroute("**/operations")
        expect(turn_text(other, place.turn)).to_contain_text(NOW)
        expect(other.locator(".cp-status")).to_have_text("Lagret")
        assert turn_text(other, reading).bounding_box()["y"] == pytest.approx(top, abs=3)
        assert other.evaluate(HELD) == held
        other.keyboard.type("CH.C.1")
        other.keyboard.press("Enter")
        expect(other.locator(".cp-status")).to_have_text("Lagret")
        after = said(demo_copy, place.source_id)
    new = [words for key, words in after.items() if key not in before]
    assert sorted(new) == sorted([picked, held])
    assert all(after[key] == words.replace(WAS, NOW) for key, words in before.items())


def test_what_is_typed_is_kept_when_someone_else_corrects_the_turn(page, demo_copy, place):
    with served(demo_copy) as base:
        sign_in(page, base, "Ingrid Aas")
        page.goto(f"{base}/koding?kilde={place.source_id}&sted={place.coding_id}")
        page.locator(".cp-card").wait_for()
        page.locator(".cp-scroll").focus()
        page.keyboard.press("e")
        field = page.get_by_label("Det som blir sagt i replikken")
        was = field.input_value()
        field.fill(was.replace(WAS, NOW))
        with open_study(demo_copy, member="jonas") as study:
            study.corrections.correct(
                place.source_id,
                turn=place.turn,
                text=f"Altså: {was}",
                text_version_id=study.sources.get(place.source_id).text_version_id,
            )
        notice = page.locator(".cp-correct-refused")
        expect(notice).to_contain_text("rettet")
        expect(field).to_have_value(was.replace(WAS, NOW))
        expect(page.locator(".cp-correct del").first).to_have_text("Altså: ")
        field.fill(f"Altså: {was.replace(WAS, NOW)}")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".cp-correct")).to_be_hidden()
        expect(turn_text(page, place.turn)).to_contain_text(NOW)
    with open_study(demo_copy) as study:
        assert len(study.corrections.history(place.source_id)) == 2
        assert check(study.store.engine).is_sound

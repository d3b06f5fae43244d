"""Suggestions in the coding pane: shown with their words, taken or left by hand, never in a blind round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served
from tests.browser.pane import INGRID, codings, go, open_pane, saved, to_text
from tests.browser.test_accessibility import violations
from tests.browser.test_walks import select_words
from tests.build import add_case, add_person, add_source, build_study

from casestudy.domain.vocabulary import RoundVisibility
from casestudy.services.stores import create_store
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

TALK = (
    ("I", "Hva betyr gruppa for deg?"),
    ("P01", "🙂 Det var første gang jeg trodde på det. Så kom det en ny uke."),
    ("I", "Skjedde det siden?"),
    ("P01", "Ja, første gang jeg virkelig trodde på noe, det var på kafeen."),
    ("P01", "Og etter ferien trodde jeg på det for første gang på lenge."),
)
SAID = "Tro på bedring"


@pytest.fixture(scope="module")
def pane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A served study with one source: the server's address, the store's, and the source."""
    address = str(tmp_path_factory.mktemp("forslag") / "studie.db")
    store = create_store(address)
    study = build_study(store.engine)
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    source_id = add_source(study, case_id, TALK, people={"P01": person})
    store.close()
    with served(address) as base:
        yield base, address, source_id


def suggestion(page: Page, code: str = SAID):
    return page.locator(".cp-suggestion").filter(has_text=code)


def forget(address: str, source_id: str) -> None:
    with open_study(address, member="ingrid") as study:
        for coding in study.coding.of_source(source_id):
            study.coding.remove(coding.id)


def test_a_suggestion_has_its_words_and_is_taken_only_by_going_to_it(
    page: Page, pane: tuple[str, str, str]
) -> None:
    base, address, source_id = pane
    open_pane(page, base, INGRID, source_id)
    select_words(page, 1, 1, 8)
    # the model or the table of lemmas is loaded first
    expect(suggestion(page)).to_be_visible(timeout=60_000)
    expect(suggestion(page)).to_contain_text("«første», «trodde»")
    assert page.locator(".cp-option[aria-selected=true]").count() == 1
    assert page.locator(".cp-suggestion[aria-selected]").count() == 0
    assert not [
        found for found in violations(page) if "cp-suggest" in found or "cp-similar" in found
    ]
    page.keyboard.press("Enter")
    saved(page)
    assert [code for *_, code in codings(address, source_id, INGRID).values()] != ["CH.H.1"]
    forget(address, source_id)
    go(page, base, source_id)
    select_words(page, 1, 1, 8)
    suggestion(page).wait_for()
    page.keyboard.press("Alt+1")
    page.locator(".cp-palette").wait_for(state="hidden")
    saved(page)
    (taken,) = codings(address, source_id, INGRID).values()
    text = "\n".join(words for _, words in TALK)
    assert text[taken[0] : taken[1]] == "Det var første gang jeg trodde på det."
    assert taken[2] == "CH.H.1"
    forget(address, source_id)


def test_a_rejected_suggestion_stays_away(page: Page, pane: tuple[str, str, str]) -> None:
    base, address, source_id = pane
    open_pane(page, base, INGRID, source_id)
    select_words(page, 1, 1, 8)
    expect(suggestion(page)).to_be_visible(timeout=60_000)
    suggestion(page).get_by_role("button", name="Avvis").click()
    expect(suggestion(page)).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    select_words(page, 1, 1, 8)
    page.locator(".cp-suggestion, .cp-suggest-said:not(:empty)").first.wait_for()
    expect(suggestion(page)).to_have_count(0)
    with open_study(address) as study:
        report = study.suggestions.report().set_index(["kind", "code"])
    assert report.loc[("segment", "CH.H.1"), "rejected"] == 1


def test_more_like_a_coding_is_gone_through_by_keys(
    page: Page, pane: tuple[str, str, str]
) -> None:
    base, address, source_id = pane
    text = "\n".join(words for _, words in TALK)
    with open_study(address, member="ingrid") as study:
        start = text.index("Det var første")
        coding_id = study.coding.apply(source_id, start, start + 38, code="CH.H.1")
    open_pane(page, base, INGRID, source_id, place=coding_id)
    page.locator(".cp-card").wait_for()
    to_text(page)
    page.keyboard.press("g")
    bar = page.locator(".cp-similar")
    expect(bar.locator(".cp-search-count")).to_have_text("1 av 2", timeout=60_000)
    expect(bar).to_contain_text(f"Ligner «{SAID}»")
    assert page.evaluate("() => CSS.highlights.get('cp-alike').size") == 2
    assert not [
        found for found in violations(page) if "cp-suggest" in found or "cp-similar" in found
    ]
    page.keyboard.press(".")
    expect(bar.locator(".cp-search-count")).to_have_text("2 av 2")
    page.keyboard.press("-")
    expect(bar.locator(".cp-search-count")).to_have_text("1 av 1")
    page.keyboard.press("+")
    saved(page)
    expect(bar.locator(".cp-search-count")).to_have_text("Det var alle stedene som ligner.")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    found = sorted(codings(address, source_id, INGRID).values())
    assert [code for *_, code in found] == ["CH.H.1", "CH.H.1"]
    assert "trodde" in text[found[1][0] : found[1][1]]
    with open_study(address) as study:
        report = study.suggestions.report().set_index(["kind", "code"])
    assert report.loc[("similar", "CH.H.1"), ["accepted", "rejected"]].tolist() == [1, 1]
    forget(address, source_id)


def test_in_a_blind_round_it_says_that_there_are_none(
    page: Page, pane: tuple[str, str, str]
) -> None:
    base, address, source_id = pane
    with open_study(address) as study:
        round_id = study.members.open_round("Blind", visibility=RoundVisibility.BLIND)
        ingrid = study.as_member("ingrid").member.id
        study.members.assign(ingrid, [source_id], round_id=round_id)
    try:
        open_pane(page, base, INGRID, source_id)
        select_words(page, 1, 1, 8)
        expect(page.locator(".cp-suggest-said")).to_contain_text("blind runde")
        expect(page.locator(".cp-suggestion")).to_have_count(0)
    finally:
        with open_study(address) as study:
            study.members.close_round(study.members.rounds()[0])


def test_switched_off_nothing_is_shown_or_asked(page: Page, pane: tuple[str, str, str]) -> None:
    base, address, source_id = pane
    with open_study(address) as study:
        study.allow_suggestions(on=False)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        open_pane(page, base, INGRID, source_id)
        select_words(page, 1, 1, 8)
        page.locator(".cp-palette").wait_for()
        page.keyboard.press("Alt+g")
        page.keyboard.press("Escape")
        expect(page.locator(".cp-suggest")).to_be_hidden()
        expect(page.locator(".cp-similar")).to_be_hidden()
        assert not [url for url in asked if "suggestions" in url]
    finally:
        with open_study(address) as study:
            study.allow_suggestions(on=True)

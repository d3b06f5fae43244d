"""The page around the coding pane: the pass, the work list, finishing, and going on where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served, sign_in
from tests.browser.test_accessibility import violations

from casestudy.domain.codebook import CodingPass
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

    from casestudy.study import Study


@pytest.fixture
def study(demo_copy: str) -> Iterator[Study]:
    with open_study(demo_copy, member="ingrid") as study:
        yield study


@pytest.fixture
def base(study: Study, demo_copy: str, page: Page) -> Iterator[str]:
    with served(demo_copy) as base:
        sign_in(page, base, "Ingrid Aas")
        yield base


def open_list(page: Page) -> None:
    page.get_by_role("button", name="av 18 ferdige").click()
    page.get_by_text("Gjennomgang", exact=True).wait_for()


def test_a_pass_limits_the_codes_and_its_list_leads_from_source_to_source(page, base, study):
    page.goto(f"{base}/koding")
    page.locator(".cp-turn").first.wait_for()
    open_list(page)
    page.get_by_role("radio", name="RQ3").click()
    expect(page.get_by_role("button", name="RQ3: 0 av 18 ferdige")).to_be_visible()
    assert "pass=rq3" in page.url
    row = page.get_by_role("button", name="A · A1 Intervju med bruker")
    row.click()
    expect(page.locator(".cp-title")).to_contain_text("A1 Intervju med bruker")
    expect(row).to_be_hidden()
    page.get_by_label("Merk hele replikk 2,").click()
    page.locator(".cp-palette").wait_for()
    page.keyboard.type("tradisjon")
    expect(page.locator(".cp-palette").get_by_text("Faglig tradisjon")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Merk ferdig i RQ3").click()
    expect(page.get_by_role("button", name="RQ3: 1 av 18 ferdige")).to_be_visible()
    expect(page.locator(".cp-title")).not_to_contain_text("A1 Intervju med bruker")
    done = [task.title for task in study.passes.work(CodingPass.RQ3) if task.is_done]
    assert done == ["A1 Intervju med bruker"]


def test_one_goes_on_in_the_source_and_the_turn_where_one_was(page, base, study):
    page.goto(f"{base}/koding")
    page.locator(".cp-turn").first.wait_for()
    open_list(page)
    page.get_by_role("button", name="B · B3 Intervju med ansatt").click()
    expect(page.locator(".cp-title")).to_contain_text("B3 Intervju med ansatt")
    source_id = next(
        source["id"] for source in study.sources.all() if source["title"].startswith("B3 ")
    )
    turn = study.sources.transcript(source_id).turns[29]
    while not turn.start - 200 < (study.visits.of_source(source_id).place or 0) < turn.end + 200:
        page.locator('.cp-turn[data-turn="30"]').evaluate("turn => turn.scrollIntoView()")
        page.wait_for_timeout(500)
    page.goto(f"{base}/kodebok")
    page.get_by_role("heading", name="Kodebok").wait_for()
    page.get_by_role("link", name="Koding").click()
    expect(page.locator(".cp-title")).to_contain_text("B3 Intervju med ansatt")
    expect(page.locator('.cp-turn[data-turn="30"]')).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_work_list_passes_axe(page, base, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{base}/koding?pass=rq2")
    page.locator(".cp-turn").first.wait_for()
    open_list(page)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_on_a_phone_the_row_above_the_text_has_two_lines_and_all_its_names(page, base):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{base}/koding?pass=rq2")
    page.locator(".cp-turn").first.wait_for()
    tops = {
        round(box["y"])
        for name in ("Skriv ut", "av 18 ferdige", "Merk ferdig i RQ2")
        if (box := page.get_by_role("button", name=name).bounding_box())
    }
    assert len(tops) == 2
    expect(page.get_by_role("heading", name="Koding", level=1)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

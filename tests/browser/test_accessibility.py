"""Every page, in both themes, passes axe: contrast, names, roles, order of headings."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import PATIENCE, served, sign_in

from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: What Streamlit itself draws and we cannot change, by selector, each with the reason.
STREAMLITS_OWN: dict[str, str] = {}
PAGES = {
    "the overview": ("oversikt", "text=Det vi ikke vet ennå"),
    "the list of sources": ("kilder", "text=AO1 Planmøtet på mandagen"),
    "the text of a source": ("kilder?kilde={source}&del=tekst", ".words"),
    "the record of a source": ("kilder?kilde={source}&del=opplysninger", "text=Tittel"),
    "the removal of a source": ("kilder?kilde={source}&del=fjern", "text=for godt, for alle"),
    "the import": ("kilder?del=hent-inn", "text=Jeg har gått gjennom filene"),
    "the coding pane": ("koding?kilde={source}", ".cp-stripe"),
    "the codebook": ("kodebok", ".bt-row"),
    "an opened cell": ("matrise?vis=koder&kode=CH.H.1&sak=A", "text=Se utdraget i teksten"),
    "the statements": ("matrise?vis=hva", "text=Last ned"),
    "the cases": ("studie?del=caser", "text=Ny case"),
    "the participants": ("studie?del=deltakere", "text=Ny deltaker"),
    "the team": ("studie?del=team", "text=Nytt medlem"),
    "the tasks": ("studie?del=oppgaver", "text=Åpne en ny runde"),
    "the settings": ("studie?del=innstillinger", "text=Foreslå koder i kodevinduet"),
}


@pytest.fixture(scope="module")
def demo_served(
    demo_address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A server on a copy of the demo: its address, and the id of an interview."""
    path: Path = tmp_path_factory.mktemp("accessible") / "demo.db"
    shutil.copy(demo_address, path)
    with open_study(str(path)) as study:
        source_id = next(
            source["id"] for source in study.sources.all() if source["type"] == "interview"
        )
    with served(str(path)) as base:
        yield base, source_id


@pytest.fixture(scope="module", params=["light", "dark"])
def themed(
    request: pytest.FixtureRequest, browser: Browser, demo_served: tuple[str, str]
) -> Iterator[Page]:
    """A page of the leader in a browser that prefers this theme."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="nb-NO", color_scheme=request.param
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page, demo_served[0], "Mona Lund")
    yield page
    context.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds in the page, one line per element."""
    context = {"exclude": [[selector] for selector in STREAMLITS_OWN]}
    found = Axe().run(page, context=context).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("where", "seen"), PAGES.values(), ids=PAGES.keys())
def test_a_page_passes_axe(themed, demo_served, where, seen):
    base, source_id = demo_served
    themed.goto(f"{base}/{where.format(source=source_id)}")
    themed.locator(seen).first.wait_for()
    themed.wait_for_load_state("networkidle")
    assert violations(themed) == []


def test_the_card_and_the_choice_of_codes_pass_axe(themed, demo_served):
    base, source_id = demo_served
    themed.goto(f"{base}/koding?kilde={source_id}")
    themed.locator(".cp-stripe").first.click()
    themed.locator(".cp-card").wait_for()
    assert violations(themed) == []
    themed.keyboard.press("Escape")
    themed.get_by_label("Merk hele replikk 2,").click()
    themed.locator(".cp-palette").wait_for()
    assert violations(themed) == []


def test_the_window_for_correcting_a_turn_passes_axe(themed, demo_served):
    base, source_id = demo_served
    themed.goto(f"{base}/koding?kilde={source_id}")
    themed.locator(".cp-stripe").first.wait_for()
    themed.locator(".cp-scroll").focus()
    themed.keyboard.press("Alt+e")
    field = themed.get_by_label("Det som blir sagt i replikken")
    field.fill(f"{field.input_value()} Ja.")
    themed.locator(".cp-correct ins").wait_for()
    assert violations(themed) == []
    themed.get_by_role("button", name="Avbryt").click()


def test_the_first_page_passes_axe(themed, demo_served):
    themed.goto(demo_served[0])
    themed.get_by_role("button", name="Bytt person").click()
    themed.get_by_role("heading", name="Hvem er du?").wait_for()
    themed.wait_for_load_state("networkidle")
    assert violations(themed) == []
    themed.get_by_role("button", name="Mona Lund").click()
    themed.get_by_role("heading", name="Oversikt").wait_for()

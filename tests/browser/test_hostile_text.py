"""Words that look like markup are shown letter for letter on every page, and reach no network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, served, sign_in
from tests.build import add_person, add_source, build_study

from casestudy.domain.vocabulary import CMOCScope, RoundVisibility, Stance, TheoryOrigin, Verdict
from casestudy.store.engine import open_engine
from casestudy.store.schema import create

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from casestudy.study import Study

HOSTILE = (
    "![x](http://127.0.0.1:9/x.png) <img src=x onerror=alert(1)> **fet** :red[x] $x$ "
    "[y](http://127.0.0.1:9/y) :smile: `z` &amp; http://127.0.0.1:9/u www.x.no a@x.no"
)
#: The same as it stands in a page: a joiner without width may keep an address from being a link.
SHOWN = re.compile("\u2060?".join(map(re.escape, HOSTILE)))
#: What would stand in a page if the words were read as Markdown or HTML.
MARKUP = (
    'img[src="x"]',
    'img[src*="127.0.0.1:9"]',
    'a[href*="127.0.0.1:9"]',
    'a[href*="x.no"]',
    "[onerror]",
    ".katex",
    "strong:text-is('fet')",
    "b:text-is('fet')",
    ".stMarkdownColoredText",
)
PAGES = {
    "the overview": "oversikt",
    "the list of sources": "kilder",
    "the text of a source": "kilder?kilde={source}&del=tekst",
    "the speakers of a source": "kilder?kilde={source}&del=talere",
    "the removal of a source": "kilder?kilde={source}&del=fjern",
    "the coding pane": "koding?kilde={source}",
    "an opened cell": "matrise?vis=koder&kode=CH.H.1&sak=A",
    "the statements": "matrise?vis=hva",
    "the cases": "studie?del=caser",
    "the participants": "studie?del=deltakere",
    "the team": "studie?del=team",
    "the tasks": "studie?del=oppgaver",
    "the measures": "studie?del=tiltak",
    "the time points": "studie?del=tidspunkter",
}


def fill(study: Study) -> str:
    """Write the words wherever a person can write some; return the source's id."""
    case_id = study.cases.add("A", name=HOSTILE, service_type=HOSTILE)
    person = add_person(study, HOSTILE, case_id)
    source_id = add_source(
        study,
        case_id,
        (("I", "Hva sa du?"), (HOSTILE, f"{HOSTILE} sa jeg.")),
        name=HOSTILE,
        people={HOSTILE: person},
    )
    start = study.sources.transcript(source_id).text.index(HOSTILE)
    place = (source_id, start, start + len(HOSTILE))
    coding_id = study.coding.apply(*place, code="CH.H.1")
    study.coding.comment(coding_id, HOSTILE)
    study.cases.add_measure(HOSTILE, case_id=case_id)
    study.cases.add_time_point(HOSTILE)
    member = study.members.add(HOSTILE, role=study.member.role)
    coding_round = study.members.open_round(HOSTILE, visibility=RoundVisibility.OPEN)
    study.members.assign(member, [source_id], round_id=coding_round)
    theory = study.realist.add_theory(origin=TheoryOrigin.TEAM, title_nb=HOSTILE)
    cmoc = study.realist.add_cmoc(
        theory_id=theory,
        scope=CMOCScope.CROSS_CASE,
        title_nb=HOSTILE,
        statement_nb=HOSTILE,
        for_whom_nb=HOSTILE,
        elements=[{"role": "context", "text_nb": HOSTILE, "level": "service"}],
    )
    study.realist.set_case_verdict(cmoc["version_id"], case_id, Verdict.MIXED, reason=HOSTILE)
    study.realist.add_evidence(
        cmoc["version_id"], stance=Stance.SUPPORTS, place=place, note=HOSTILE
    )
    return source_id


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server on a study full of such words: its address, and the source's id."""
    path = tmp_path_factory.mktemp("hostile") / "studie.db"
    engine = open_engine(str(path), key=None, create=True)
    create(engine)
    with build_study(engine) as study:
        source_id = fill(study)
    with served(str(path)) as base:
        yield base, source_id


@pytest.fixture(scope="module")
def watched(browser: Browser, hostile: tuple[str, str]) -> Iterator[tuple[Page, list[str]]]:
    """A page of the leader, and what went wrong: foreign requests and opened dialogs."""
    base, _ = hostile
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nb-NO")
    page, wrong = context.new_page(), []
    page.set_default_timeout(PATIENCE)
    page.on("dialog", lambda dialog: (wrong.append("a dialog"), dialog.dismiss()))
    page.on("request", lambda request: wrong.extend(foreign(request.url, base)))
    sign_in(page, base, "Mona Lund")
    yield page, wrong
    context.close()


def foreign(url: str, base: str) -> list[str]:
    own = url.startswith((f"{base}/", "data:", "blob:")) and not url.endswith("/x")
    return [] if own else [url]


def look(page: Page, wrong: list[str]) -> None:
    """See that the words stand there as they are, and that nothing came of them."""
    expect(page.get_by_text(SHOWN).first).to_be_attached()
    page.wait_for_load_state("networkidle")
    made = [one for one in MARKUP if page.locator(one).count()]
    assert (made, wrong) == ([], [])


@pytest.mark.parametrize("where", PAGES.values(), ids=PAGES.keys())
def test_words_that_look_like_markup_are_shown_letter_for_letter(watched, hostile, where):
    page, wrong = watched
    base, source_id = hostile
    page.goto(f"{base}/{where.format(source=source_id)}")
    look(page, wrong)


def test_the_card_of_a_coding_shows_a_comment_letter_for_letter(watched, hostile):
    page, wrong = watched
    base, source_id = hostile
    page.goto(f"{base}/koding?kilde={source_id}")
    page.locator(".cp-stripe").first.click()
    expect(page.locator(".cp-card").get_by_text(SHOWN).first).to_be_visible()
    look(page, wrong)


def test_the_evidence_of_a_statement_is_shown_letter_for_letter(watched, hostile):
    page, wrong = watched
    page.goto(f"{hostile[0]}/matrise?vis=hva")
    page.get_by_text("Vis alt belegg i teksten").click()
    page.get_by_text("Se utdraget i teksten").wait_for()
    look(page, wrong)


def test_the_first_page_shows_names_letter_for_letter(watched, hostile):
    page, wrong = watched
    page.goto(hostile[0])
    page.get_by_role("button", name="Bytt person").click()
    page.get_by_role("heading", name="Hvem er du?").wait_for()
    look(page, wrong)
    page.get_by_role("button", name="Mona Lund").click()
    page.get_by_role("heading", name="Oversikt").wait_for()


def test_a_file_of_such_words_is_previewed_and_stored_letter_for_letter(
    watched, hostile, tmp_path: Path
):
    page, wrong = watched
    name = "![x](http:127.0.0.1:9) **fet** :red[x] $x$.txt"
    file = tmp_path / name
    file.write_text(f"I: Hva sa du?\n**P01** $x$: {HOSTILE}\nI: Ja.\n**P01** $x$: {HOSTILE} igjen")
    page.goto(f"{hostile[0]}/kilder?del=hent-inn")
    page.get_by_text("Jeg har gått gjennom filene").click()
    page.locator('input[type="file"]').set_input_files(str(file))
    page.get_by_text("Se gjennom og lagre").first.wait_for()
    look(page, wrong)
    page.get_by_role("textbox", name="Tittel").fill(HOSTILE)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Lagre denne filen").click()
    page.get_by_text("er lagret som").or_(page.get_by_text("er ikke lagret")).first.wait_for()
    look(page, wrong)

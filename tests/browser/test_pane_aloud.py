"""What a screen reader user hears in the coding pane, by the browser's own accessibility tree and live regions."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served
from tests.browser.pane import (
    INGRID,
    JONAS,
    codings,
    find_source,
    new_page,
    open_pane,
    places,
    saved,
    to_text,
    until,
)

from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: All that live regions come to say, in order.
LISTEN = """
window.heard = [];
new MutationObserver((changes) => {
  const regions = new Set(changes.map(({ target }) =>
    (target instanceof Element ? target : target.parentElement)?.closest(".cp [role=status], .cp [role=alert]")));
  for (const region of regions) {
    const said = region?.checkVisibility() && region.textContent.trim();
    if (said) window.heard.push(said.replace(/\\s+/g, " "));
  }
}).observe(document, { childList: true, characterData: true, subtree: true });
"""
SPOKEN = ("name", "description", "value", "role")


class Node(NamedTuple):
    """What the browser tells a screen reader of one element."""

    role: str
    name: str
    description: str
    states: dict[str, Any]


@pytest.fixture(scope="module")
def store(
    demo_address: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A server on a copy of the demo: its address and the store's."""
    path: Path = tmp_path_factory.mktemp("aloud") / "demo.db"
    shutil.copy(demo_address, path)
    with served(str(path)) as base:
        yield base, str(path)


@pytest.fixture
def page(browser: Browser, store: tuple[str, str]) -> Iterator[Page]:
    """A1 as Ingrid has it, from its beginning, with an ear to it."""
    base, address = store
    page = new_page(browser)
    page.context.add_init_script(LISTEN)
    open_pane(page, base, INGRID, find_source(address, "A1"), "turn:1")
    page.locator('.cp-turn[data-turn="1"] .cp-stripe').first.wait_for()
    to_text(page)
    yield page
    page.context.close()


def tree(page: Page) -> list[Node]:
    """Return the accessibility tree in reading order, without what is left out of it."""
    session = page.context.new_cdp_session(page)
    found = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in found}

    def below(node: dict[str, Any]) -> Iterator[Node]:
        if not node.get("ignored"):
            said = {key: str(node.get(key, {}).get("value", "")) for key in SPOKEN}
            states = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
            states["value"] = said["value"]
            yield Node(said["role"], said["name"], said["description"], states)
        for child in node.get("childIds", ()):
            if child in by_id:
                yield from below(by_id[child])

    return list(below(found[0]))


def focused(page: Page) -> Node:
    """Return what a screen reader says of the element that has the keys."""
    return [node for node in tree(page) if node.states.get("focused")][-1]


def heard(page: Page, pattern: str) -> None:
    """Wait until something like this has been said, and forget what was said up to it."""
    until(page, "(wanted) => window.heard.some((said) => new RegExp(wanted).test(said))", pattern)
    page.evaluate(
        "(wanted) => window.heard.splice(0, window.heard.findIndex((said) => new RegExp(wanted).test(said)) + 1)",
        pattern,
    )


def first_turns(store: tuple[str, str]) -> tuple[str, list[Any]]:
    with open_study(store[1]) as study:
        transcript = study.sources.transcript(find_source(store[1], "A1"))
    return transcript.text, list(transcript.turns)


def test_each_turn_is_a_group_with_number_and_speaker_and_holds_its_words(page, store):
    text, turns = first_turns(store)
    nodes = tree(page)
    names = [(node.role, node.name) for node in nodes]
    assert ("heading", "Kilde 5: A1 Intervju med bruker") in names
    first, second = ("group", "Replikk 1, intervjuer, I"), ("group", "Replikk 2, P01")
    between = nodes[names.index(first) : names.index(second)]
    said = "".join(node.name for node in between if node.role == "StaticText")
    assert text[turns[0].start : turns[0].end] in said
    assert [name for role, name in names if role == "group" and name.startswith("Replikk ")][
        :4
    ] == [
        "Replikk 1, intervjuer, I",
        "Replikk 2, P01",
        "Replikk 3, intervjuer, I",
        "Replikk 4, P01",
    ]


def test_the_text_says_what_it_is_and_which_keys_it_takes(page):
    now = focused(page)
    assert (now.role, now.name) == ("region", "Intervjuteksten")
    assert now.description.startswith("Piltastene flytter markøren")
    assert "Spørsmålstegn viser alle tastene" in now.description


def test_a_coding_is_named_by_code_coder_place_words_values_and_what_is_written_on_it(page, store):
    address = store[1]
    text, _ = first_turns(store)
    source_id = find_source(address, "A1")
    with open_study(address) as study:
        jonas = study.as_member("jonas")
        place = next(one for one in places(address, source_id) if one.turn == 3)
        made = jonas.coding.apply(source_id, place.start, place.end, code="UR.1", level="service")
        jonas.coding.comment(made, "Hører dette hjemme her?")
    stripe = page.locator(f'.cp-stripe[data-coding="{made}"]')
    expect(stripe).to_have_attribute("aria-label", re.compile("Hører dette"))
    words = text[place.start : place.end]
    (node,) = [
        one
        for one in tree(page)
        if one.role == "button"
        and words in one.name
        and JONAS in one.name
        and "Personlig recovery" in one.name
    ]
    assert node.name == (
        f"Personlig recovery, {JONAS}, replikk 4: «{words}», Nivå: Tjeneste og tiltak, "
        f"{JONAS}: «Hører dette hjemme her?»"
    )
    with open_study(address) as study:
        study.as_member("jonas").coding.remove(made)


def test_moving_and_selecting_say_where_one_is_and_what_is_selected(page):
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    heard(page, "^Replikk 1, intervjuer, I: K$")
    page.keyboard.press("Control+ArrowRight")
    heard(page, "^kan$|^du$")
    page.keyboard.press("Control+ArrowDown")
    heard(page, "^Replikk 2, P01: Ja, ka ska æ si")
    page.keyboard.press("Control+Shift+ArrowRight")
    heard(page, "^Merket Ett ord: Ja$")
    page.keyboard.press("h")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+h")
    heard(page, r"^Merket \d+ ord: Ja, ka ska æ si\.$")


def test_coding_undoing_and_saving_are_said_in_that_order(page, store):
    address = store[1]
    before = codings(address, find_source(address, "A1"), INGRID)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+h")
    heard(page, "^Merket")
    page.keyboard.type("CH.C.1")
    page.keyboard.press("Enter")
    heard(page, "^Kodet: Likepersonstøtte")
    heard(page, "^Lagret$")
    page.keyboard.press("Escape")
    to_text(page)
    page.keyboard.press("Control+z")
    heard(page, "^Angret$")
    heard(page, "^Lagret$")
    assert codings(address, find_source(address, "A1"), INGRID) == before
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    heard(page, "^Ingenting å angre$")
    page.keyboard.press("Control+y")
    heard(page, "^Gjort om$")
    saved(page)
    page.keyboard.press("Control+z")
    heard(page, "^Angret$")
    saved(page)


def test_that_work_is_not_saved_is_said_with_each_thing_done_and_that_it_is_saved_later(page):
    page.context.set_offline(True)
    page.keyboard.press("ArrowRight")
    for number in (1, 2):
        page.keyboard.press("Alt+h")
        heard(page, "^Merket")
        page.keyboard.type("CH.C.1")
        page.keyboard.press("Enter")
        heard(page, "^Kodet: Likepersonstøtte")
        heard(page, rf"^Ikke lagret ennå \({number}\)$")
        page.keyboard.press("Escape")
    page.context.set_offline(False)
    heard(page, "^Lagret$")
    for _ in range(2):
        page.keyboard.press("Control+z")
        heard(page, "^Angret$")
    saved(page)


def test_the_palette_is_a_combobox_with_a_list_and_says_what_it_is_for(page):
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+h")
    page.keyboard.type("håp")
    page.locator(".cp-palette").wait_for()
    nodes = tree(page)
    (dialog,) = [node for node in nodes if node.role == "dialog"]
    assert dialog.name == "Velg kode"
    now = focused(page)
    # The option at hand has the focus for a screen reader, while the letters go on to the field.
    field = next(
        node
        for node in nodes
        if node.role == "combobox" and node.name == "Skriv for å finne en kode"
    )
    assert field.states["expanded"] is True
    assert field.states["autocomplete"] == "list"
    assert re.match(r"\d+ ord Personen venter at livet kan bli bedre", field.description)
    assert now.role in {"option", "combobox"}
    options = [node for node in nodes if node.role == "option" and node.states.get("selected")]
    assert options[0].name.startswith("Håp og optimisme")
    active = page.get_by_role("combobox", name="Skriv for å finne en kode").get_attribute(
        "aria-activedescendant"
    )
    expect(page.locator(f'[id="{active}"]')).to_contain_text("Håp og optimisme")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True).first).to_contain_text("Håpefremmende")
    page.keyboard.press("Control+a")
    page.keyboard.type("finnes ikke")
    heard(page, "^Ingen kode passer")
    assert (
        page.get_by_role("combobox", name="Skriv for å finne en kode").get_attribute(
            "aria-activedescendant"
        )
        is None
    )
    page.keyboard.press("Control+a")
    page.keyboard.type("CH.C.1")
    page.keyboard.press("Shift+Enter")
    together = page.get_by_role("group", name="Koder som brukes sammen")
    expect(
        together.get_by_role("button", name="Likepersonstøtte og støttegrupper").first
    ).to_be_visible()
    page.keyboard.type("CH.C.1")
    expect(page.get_by_role("option", name="Likepersonstøtte").first).to_be_checked()


def test_a_coding_that_is_gone_to_is_heard_and_its_ends_and_values_as_they_change(page, store):
    address = store[1]
    source_id = find_source(address, "A1")
    before = codings(address, source_id, INGRID)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+h")
    page.keyboard.type("UR.1")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("Escape")
    to_text(page)
    (made,) = set(codings(address, source_id, INGRID)) - set(before)
    while not page.locator(f'.cp-stripe[data-coding="{made}"]:focus').count():
        page.keyboard.press("n")
    now = focused(page)
    assert now.role == "button"
    assert now.name.startswith(f"Personlig recovery, {INGRID}, replikk 1: «Kan du fortelle")
    page.keyboard.press("[")
    heard(page, "^Kodingen dekker nå: Kan du fortelle")
    page.keyboard.press("Alt+l")
    heard(page, "^Nivå: System$")
    page.keyboard.press("Enter")
    card = focused(page)
    assert (card.role, card.name) == ("dialog", "Koding: Personlig recovery")
    ends = {node.name: node for node in tree(page) if node.role == "slider"}
    assert re.match(
        "begynner med «Kan du fortelle»",
        page.get_by_role("slider", name="Begynnelsen av kodingen").get_attribute("aria-valuetext"),
    )
    assert set(ends) == {"Begynnelsen av kodingen", "Slutten av kodingen"}
    page.keyboard.press("Delete")
    heard(page, "^Fjernet: Personlig recovery$")
    heard(page, "^Lagret$")
    assert codings(address, source_id, INGRID) == before


def test_a_hit_of_a_search_is_heard_with_the_words_around_it(page):
    page.keyboard.press("f")
    page.keyboard.type("bakeri")
    heard(page, r"^\d av \d+$|^1 av")
    heard(page, "^Replikk 6, P01: .*[Bb]akeri")


def test_tabbing_goes_from_the_bar_to_the_text_to_a_coding_and_on_to_the_side_panel(page):
    page.get_by_role("button", name="Striper, filter og koder").click()
    page.locator(".cp-bar button:visible:not(:disabled)").first.focus()
    wanted = (
        "button Notater",
        "button Striper, filter og koder",
        "button Hurtigtaster",
        "region Intervjuteksten",
        "button Å bli møtt som menneske",
        "button Kode",
        f"checkbox Vis bare: {INGRID}",
    )
    said: list[str] = []
    for _ in range(16):
        now = focused(page)
        said.append(f"{now.role} {now.name}")
        page.keyboard.press("Tab")
    at = [next(at for at, one in enumerate(said) if one.startswith(part)) for part in wanted]
    assert at == sorted(at)
    assert len(said) == len(set(said))

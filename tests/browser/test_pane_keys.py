"""Selecting, coding and shortcuts in a real browser, most of it without touching the mouse."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PATIENCE, served, sign_in
from tests.browser.pane import HELD, until
from tests.browser.test_accessibility import violations
from tests.browser.test_walks import WORD_PLACE
from tests.build import add_case, add_person, add_source, build_study

from casestudy.services.stores import create_store
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

TALK = (
    ("I", "Hva betyr gruppa for deg?"),
    (
        "P01",
        "Det var første gang jeg trodde på det. De andre skjønte det 🙂👩‍👩‍👧‍👦 godt. Så ble det bedre.",
    ),
    ("I", "Kan du si mer?"),
    ("P01", "Nei … altså, jeg «turte» å si det som det var. Ingen skrev det ned."),
)
SOURCES = 20


class Pane:
    """A source of its own, open in the browser."""

    def __init__(self, page: Page, base: str, address: str, source_id: str) -> None:
        self.page = page
        self.base = base
        self.address = address
        self.source_id = source_id

    def open(self) -> None:
        self.page.goto(f"{self.base}/koding?kilde={self.source_id}")
        self.page.locator(".cp-text").first.wait_for()
        self.text.focus()

    @property
    def text(self) -> Locator:
        return self.page.locator(".cp-scroll")

    @property
    def palette(self) -> Locator:
        return self.page.locator(".cp-palette")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def selected(self) -> str:
        held: str = self.page.evaluate(HELD)
        return held

    def holds(self, words: str) -> bool:
        """Wait until these words are selected: a mouse's selection is read after its last event."""
        until(self.page, f"(words) => ({HELD})() === words", words)
        return True

    def click(self, turn: int, word: int, *, times: int = 1) -> None:
        x, y, *_ = self.page.evaluate(WORD_PLACE, [turn, word, word])
        self.page.mouse.click(x + 2, y, click_count=times)

    def drag(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Drag the mouse from inside one word to inside another."""
        *_, x2, y2 = self.page.evaluate(WORD_PLACE, [*last, last[1]])
        x1, y1, *_ = self.page.evaluate(WORD_PLACE, [*first, first[1]])
        self.page.mouse.move(x1 + 6, y1)
        self.page.mouse.down()
        self.page.mouse.move(x2 - 6, y2, steps=6)
        self.page.mouse.up()

    def stand(self, turn: int) -> None:
        """Put the caret at the beginning of a turn, by keys alone."""
        self.text.focus()
        self.press("ArrowRight", *["Control+ArrowUp"] * len(TALK), *["Control+ArrowDown"] * turn)

    def saved(self) -> None:
        expect(self.page.locator(".cp-status")).to_have_text("Lagret")

    def codings(self) -> list[tuple[str, str, Any]]:
        """What the store holds: code, words and the coding, in reading order."""
        self.saved()
        with open_study(self.address) as study:
            text = study.sources.transcript(self.source_id).text
            found = study.coding.of_source(self.source_id)
        return sorted(
            ((c.code_id, text[c.start : c.end], c) for c in found), key=lambda one: one[0]
        )


@pytest.fixture(scope="module")
def study_served(tmp_path_factory) -> Iterator[tuple[str, str, Iterator[str]]]:
    address = str(tmp_path_factory.mktemp("keys") / "studie.db")
    store = create_store(address)
    study = build_study(store.engine)
    case_id = add_case(study)
    study.cases.add_measure("Kaffegruppa", case_id=case_id)
    person = add_person(study, "P01", case_id)
    sources = [
        add_source(study, case_id, TALK, name=f"A{number}", people={"P01": person})
        for number in range(SOURCES)
    ]
    study.close()
    with served(address) as base:
        yield base, address, itertools.chain(sources)


@pytest.fixture
def pane(page, study_served) -> Pane:
    base, address, sources = study_served
    sign_in(page, base, "Mona Lund")
    pane = Pane(page, base, address, next(sources))
    pane.open()
    return pane


def test_two_codes_with_what_is_said_beside_them_are_given_by_keys_in_one_step(pane):
    pane.stand(1)
    pane.press("Alt+Shift+ArrowRight")
    assert pane.holds("Det var første gang jeg trodde på det.")
    pane.type("hope")
    expect(pane.palette.get_by_role("option").first).to_contain_text("Håp")
    expect(pane.palette.locator(".cp-palette-head")).to_have_text("8 ord")
    pane.press("Alt+l", "Shift+Enter")
    expect(pane.palette.get_by_label("Skriv for å finne en kode")).to_have_value("")
    pane.type("DET.INS.3")
    pane.press("Alt+Shift+v", "Enter")
    expect(pane.page.locator(".cp-mention")).to_contain_text("Ressurser (+2)")
    (first, said, hope), (second, again, resources) = pane.codings()
    assert (first, second, said, again) == ("CH.H", "DET.INS.3", said, said)
    assert (hope.level, hope.valence, resources.level, resources.valence) == (
        "system",
        None,
        None,
        2,
    )
    pane.press("Control+z")
    expect(pane.page.locator(".cp-stripe")).to_have_count(0)
    assert pane.codings() == []
    pane.press("Control+y")
    expect(pane.page.locator(".cp-stripe")).to_have_count(2)
    assert [code for code, *_ in pane.codings()] == ["CH.H", "DET.INS.3"]


def test_what_was_said_beside_a_code_is_said_again_until_it_is_cleared(pane):
    pane.stand(0)
    pane.press("h")
    pane.type("UR.1")
    pane.press("Alt+l", "Alt+l", "Enter")
    pane.stand(2)
    pane.press("h", "Enter")
    expect(pane.page.locator(".cp-mention")).to_contain_text("(TJE)")
    pane.press("Escape")
    pane.stand(3)
    pane.press("h", "/")
    expect(pane.palette.locator(".cp-option").first.locator(".cp-preset")).to_have_text("TJE")
    pane.press("Alt+0")
    expect(pane.palette.locator(".cp-option").first.locator(".cp-preset")).to_have_count(0)
    pane.press("Enter")
    assert [coding.level for *_, coding in pane.codings()] == ["service", "service", None]


def test_a_code_is_made_where_none_has_the_name(pane):
    pane.stand(1)
    pane.press("h")
    pane.type("Kaffe som møteplass")
    expect(pane.palette.locator(".cp-none")).to_contain_text("Ingen kode passer")
    pane.press("Enter")
    expect(pane.palette).to_be_visible()
    pane.press("ArrowDown")
    expect(pane.palette.locator(".cp-about")).to_contain_text("NY som et forslag")
    pane.press("Enter")
    expect(pane.page.locator(".cp-label-name")).to_have_text("Kaffe som møteplass")
    ((code, said, _),) = pane.codings()
    assert code.startswith("NY.")
    assert said == "Det var første gang jeg trodde på det."
    with open_study(pane.address) as study:
        label = study.codebook.current().code(code).label
    assert label.nb == "Kaffe som møteplass"
    pane.stand(2)
    pane.press("h")
    pane.type("kaffe som m")
    expect(pane.palette.get_by_role("option").first).to_contain_text(code)


def test_a_code_named_by_the_words_themselves_is_mended_and_kept_out_of_the_browsers_storage(pane):
    pane.stand(3)
    pane.press("r", "Alt+i")
    name = pane.palette.get_by_label("Skriv for å finne en kode")
    expect(name).to_have_value("Nei … altså, jeg «turte» å si det som det var. Ingen skrev")
    expect(pane.palette.locator(".cp-about")).to_contain_text("Bytt ut navn")
    pane.press("Control+a")
    pane.type("turte å si det")
    with pane.page.expect_request("**/operations"):
        pane.press("ArrowDown", "Enter")
        stored = pane.page.evaluate("() => JSON.stringify(Object.entries(localStorage))")
    assert "turte" not in stored
    ((code, *_),) = pane.codings()
    with open_study(pane.address) as study:
        assert study.codebook.current().code(code).label.nb == "turte å si det"


def test_another_key_can_be_chosen_and_is_there_after_a_reload(pane):
    page = pane.page
    pane.press("Shift+?")
    page.get_by_role("button", name="Merk hele replikken:").click()
    pane.press("n")
    expect(page.locator(".cp-question")).to_contain_text("«Neste koding»")
    page.get_by_role("button", name="Velg en annen", exact=True).click()
    pane.press("q")
    expect(page.locator(".cp-help-status")).to_have_text("Hurtigtastene er lagret.")
    pane.press("Escape")
    pane.stand(2)
    pane.press("q")
    assert pane.holds(TALK[2][1])
    pane.open()
    pane.stand(2)
    pane.press("r")
    assert pane.holds("")
    pane.press("q")
    assert pane.holds(TALK[2][1])
    pane.press("Escape", "Shift+?")
    page.get_by_role("button", name="Tilbakestill alle").click()
    expect(page.locator(".cp-help-status")).to_have_text("Hurtigtastene er lagret.")


def test_keys_can_be_swapped(pane):
    page = pane.page
    pane.press("Shift+?")
    page.get_by_role("button", name="Merk setningen:").click()
    pane.press("Delete")
    page.get_by_role("button", name="Bytt om").click()
    expect(page.locator('[data-command="sentence_select"] .cp-keys')).to_have_text("Delete")
    expect(page.locator('[data-command="remove"] .cp-keys')).to_have_text("H")
    page.locator('[data-command="remove"]').get_by_role("button", name="Tilbakestill").click()
    expect(page.locator(".cp-question")).to_contain_text("«Merk setningen»")
    pane.press("Escape")
    page.get_by_role("button", name="Tilbakestill alle").click()
    expect(page.locator('[data-command="remove"] .cp-keys')).to_have_text("Delete")
    expect(page.locator(".cp-help-status")).to_have_text("Hurtigtastene er lagret.")


def test_sentences_and_turns_are_selected_by_keys_both_ways(pane):
    pane.stand(1)
    pane.press("Control+ArrowRight", "Control+ArrowRight", "h")
    assert pane.holds("Det var første gang jeg trodde på det.")
    pane.press("Alt+r")
    assert pane.holds(TALK[1][1])
    pane.press("Escape")
    pane.stand(2)
    pane.press("Alt+Shift+ArrowLeft")
    assert pane.holds("Så ble det bedre.")
    pane.press("Alt+Shift+ArrowLeft")
    assert pane.holds("De andre skjønte det 🙂👩‍👩‍👧‍👦 godt. Så ble det bedre.")
    pane.press("Control+Shift+ArrowUp", "Control+Shift+ArrowDown", "Control+Shift+ArrowDown")
    assert pane.holds(TALK[2][1])
    pane.press("Control+Shift+ArrowDown", "Control+Shift+ArrowDown")
    assert pane.holds(f"{TALK[2][1]}\n{TALK[3][1]}")


def test_a_selection_goes_on_over_turns_that_were_painted_anew(pane):
    pane.stand(1)
    pane.press("Alt+Shift+ArrowRight")
    pane.type("CH.C.1")
    pane.press("Enter")
    expect(pane.page.locator(".cp-stripe")).to_have_count(1)
    pane.press("Alt+Shift+ArrowRight", "Control+Shift+ArrowRight")
    assert pane.holds(
        "Det var første gang jeg trodde på det. De andre skjønte det 🙂👩‍👩‍👧‍👦 godt. Så"
    )
    pane.type("CH.C.2")
    pane.press("Enter", "Control+Shift+ArrowUp", "Control+Shift+ArrowUp")
    assert pane.holds(TALK[0][1])


def test_characters_are_whole_and_letters_count_only_on_demand(pane):
    pane.stand(1)
    pane.press("Shift+ArrowRight")
    assert pane.holds("Det")
    pane.press("Alt+x")
    assert pane.holds("D")
    expect(pane.page.get_by_role("button", name="Merker på bokstaven")).to_be_visible()
    pane.press("Escape", "End", "Home", "Alt+ArrowRight", "Alt+ArrowRight", "ArrowLeft")
    pane.press(*["Control+ArrowLeft"] * 2, *["Shift+ArrowRight"] * 4)
    assert pane.holds("det "[:3])
    pane.press("Shift+ArrowRight", "Shift+ArrowRight")
    assert pane.holds("det 🙂👩‍👩‍👧‍👦")
    pane.press("Alt+x")
    expect(pane.page.get_by_role("button", name="Merker på bokstaven")).to_be_hidden()


def test_a_mouse_selects_words_sentences_turns_and_letters(pane):
    page = pane.page
    pane.click(1, 2, times=2)
    assert pane.holds("første")
    expect(pane.palette.locator(".cp-palette-head")).to_have_text("Ett ord")
    pane.press("Escape", "Escape")
    pane.click(3, 1, times=3)
    assert pane.holds("Nei … altså, jeg «turte» å si det som det var.")
    pane.press("Escape", "Escape")
    page.locator('.cp-turn[data-turn="2"] .cp-number').click()
    assert pane.holds(TALK[2][1])
    pane.press("Escape", "Escape")
    page.keyboard.down("Alt")
    pane.drag((1, 3), (1, 4))
    page.keyboard.up("Alt")
    expect(pane.palette.locator(".cp-palette-head")).to_contain_text("merket på bokstaven")
    assert 0 < len(pane.selected()) < len("gang jeg")
    pane.press("Escape", "Escape")
    pane.drag((0, 2), (1, 2))
    expect(pane.palette.locator(".cp-palette-head")).to_have_text("6 ord over 2 replikker")
    assert pane.holds("gruppa for deg?\nDet var første")


def test_the_ends_of_a_coding_move_by_keys_and_back_by_undo(pane):
    pane.stand(1)
    pane.press(*["Control+Shift+ArrowRight"] * 3)
    pane.type("CH.H.1")
    pane.press("Enter", "Escape", "n")
    expect(pane.page.locator(".cp-card")).to_be_visible()
    said = []
    for key in ("]", "Control+Alt+ArrowRight", "[", "}", "Alt+[", "{", "Control+z", "Control+z"):
        pane.press(key)
        said.append(pane.codings()[0][1])
    assert said == [
        "Det var første gang",
        "Det var første gang jeg",
        "Det var første gang",
        "var første gang",
        "var første gan",
        "Det var første gan",
        "var første gan",
        "var første gang",
    ]


def test_an_open_coding_gets_another_code_and_says_more_by_keys(pane):
    pane.stand(1)
    pane.press("h")
    pane.type("CH.H.1")
    pane.press("Enter", "Escape", "n", "Alt+l", "c")
    expect(pane.palette.locator(".cp-palette-head")).to_contain_text("Ny kode i stedet for")
    pane.type("CH.C.2")
    pane.press("Enter")
    ((code, _, coding),) = pane.codings()
    assert (code, coding.level) == ("CH.C.2", "system")
    pane.press("n", "/")
    pane.type("UX.1")
    pane.press("Enter")
    assert [code for code, *_ in pane.codings()] == ["CH.C.2", "UX.1"]


def test_the_end_of_a_coding_is_dragged_by_words_and_with_alt_by_letters(pane):
    page = pane.page
    pane.stand(1)
    pane.press("Control+Shift+ArrowRight")
    pane.type("CH.H.1")
    pane.press("Enter", "Escape", "n")
    expect(page.locator(".cp-handle-end")).to_be_visible()
    for word, held, words in ((3, None, "Det var første gang"), (1, "Alt", "Det va")):
        grip = page.locator(".cp-handle-end").bounding_box()
        *_, x, y = page.evaluate(WORD_PLACE, [1, word, word])
        if held:
            page.keyboard.down(held)
        page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
        page.mouse.down()
        page.mouse.move(x - 5, y, steps=5)
        page.mouse.up()
        if held:
            page.keyboard.up(held)
        assert pane.codings()[0][1] == words


def test_a_pass_shows_its_codes_and_says_so(pane):
    pane.page.goto(f"{pane.base}/koding?kilde={pane.source_id}&pass=rq1")
    pane.page.locator(".cp-text").first.wait_for()
    pane.stand(1)
    pane.press("h", "/")
    expect(pane.palette.locator(".cp-palette-head")).to_contain_text("forskningsspørsmål 1")
    pane.type("Håp og")
    expect(pane.palette.locator(".cp-none")).to_contain_text("utenfor gjør det")
    pane.press("Control+a")
    pane.type("UR.1")
    expect(pane.palette.get_by_role("option").first).to_contain_text("Personlig recovery")


def test_a_finger_opens_codings_and_codes_what_it_selects(browser, study_served):
    base, address, sources = study_served
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="nb-NO", has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page, base, "Mona Lund")
    pane = Pane(page, base, address, next(sources))
    pane.open()
    page.locator('.cp-turn[data-turn="2"] .cp-text').tap()
    page.evaluate(
        """() => { const [text] = document.querySelector('.cp-turn[data-turn="1"] .cp-text').childNodes;
        document.getSelection().setBaseAndExtent(text, 5, text, 12); }"""
    )
    expect(pane.palette.locator(".cp-palette-head")).to_have_text("2 ord")
    pane.palette.locator(".cp-box").nth(1).tap()
    pane.palette.locator(".cp-option").nth(2).tap()
    assert [said for _, said, _ in pane.codings()] == ["var første", "var første"]
    page.locator(".cp-mark").tap()
    expect(page.locator(".cp-card")).to_be_visible()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_palette_and_shortcuts_pass_axe(browser, study_served, theme):
    base, address, sources = study_served
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="nb-NO", color_scheme=theme
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    sign_in(page, base, "Mona Lund")
    pane = Pane(page, base, address, next(sources))
    pane.open()
    pane.stand(1)
    pane.press("h")
    pane.type("DET.INS.3")
    pane.press("Alt+v", "Shift+Enter")
    pane.type("noe nytt")
    assert violations(page) == []
    pane.press("Escape", "Escape", "Shift+?")
    page.get_by_role("button", name="Neste koding:").click()
    pane.press("u")
    assert violations(page) == []
    context.close()

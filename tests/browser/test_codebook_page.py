"""The page of the codebook in a real browser: the tree by mouse and keys, edits, queue, review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import served, sign_in
from tests.browser.pane import INGRID, until
from tests.browser.test_accessibility import violations

from casestudy.domain.codebook_edits import Add, Describe, Retire, Split
from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.study import open_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

MONA, RUTH = "Mona Lund", "Ruth Whitfield"
WORDING = "Personen venter at livet kan bli bedre, også når det går tregt."


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """A busy machine draws a page late."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=None)


@pytest.fixture
def base(demo_copy) -> Iterator[str]:
    with served(demo_copy) as address:
        yield address


@pytest.fixture
def mona(page, base) -> Page:
    sign_in(page, base, MONA)
    return page


def go(page, base, **query):
    page.goto(f"{base}/kodebok?" + "&".join(f"{name}={value}" for name, value in query.items()))
    page.locator(".bt-row").first.wait_for()


def row(page, code):
    return page.locator(f'.bt-row[data-code="{code}"]')


def order(page):
    return page.locator(".bt-row").evaluate_all("rows => rows.map((row) => row.dataset.code)")


def said(page):
    return page.locator(".bt [role=status]").text_content()


def family(address, parent):
    with open_study(address) as study:
        book = study.codebook.current()
        return [code.id for code in book.children(parent) if code.status != "retired"]


def hold(page, code, over, *, share):
    """Drag a code's line to a share of another's height, and keep the button down."""
    start, end = row(page, code).bounding_box(), row(page, over).bounding_box()
    page.mouse.move(start["x"] + 90, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + 96, start["y"] + start["height"] / 2 + 12, steps=3)
    page.mouse.move(end["x"] + 96, end["y"] + end["height"] * share, steps=6)


def stored(page, address, parent, expected):
    for _ in range(100):
        if family(address, parent) == expected:
            return
        page.wait_for_timeout(100)
    assert family(address, parent) == expected


def write(page, label, words):
    """Write as a person does; Streamlit hears of a field when it is left."""
    page.get_by_label(label, exact=True).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Tab")


# The tree


def test_a_code_is_dragged_beside_and_under_another(mona, base, demo_copy):
    go(mona, base, kode="CH.H.1")
    hold(mona, "CH.H.1", "CH.H.4", share=0.95)
    expect(mona.locator(".bt-drop")).to_be_visible()
    mona.mouse.up()
    assert order(mona)[7:12] == ["CH.H.2", "CH.H.3", "CH.H.4", "CH.H.1", "CH.H.5"]
    stored(mona, demo_copy, "CH.H", ["CH.H.2", "CH.H.3", "CH.H.4", "CH.H.1", "CH.H.5"])
    expect(row(mona, "CH.H.1")).to_be_focused()
    hold(mona, "CH.H.5", "CH.H.2", share=0.5)
    expect(row(mona, "CH.H.2")).to_have_class("bt-row bt-into")
    mona.mouse.up()
    stored(mona, demo_copy, "CH.H.2", ["CH.H.5"])
    expect(row(mona, "CH.H.5")).to_have_attribute("aria-level", "4")


def test_escape_gives_up_a_drag(mona, base, demo_copy):
    go(mona, base, kode="CH.H.1")
    before = order(mona)
    hold(mona, "CH.H.1", "CH.H.4", share=0.95)
    mona.keyboard.press("Escape")
    expect(mona.locator(".bt-drop")).to_be_hidden()
    mona.mouse.up()
    mona.wait_for_timeout(1500)
    assert order(mona) == before
    assert family(demo_copy, "CH.H")[0] == "CH.H.1"


def test_a_closed_code_opens_under_what_is_dragged(mona, base):
    go(mona, base, kode="CH.H.1")
    row(mona, "CH.C").locator(".bt-twist").click()
    expect(row(mona, "CH.C.1")).to_have_count(0)
    hold(mona, "CH.H.1", "CH.C", share=0.5)
    row(mona, "CH.C.1").wait_for()
    mona.keyboard.press("Escape")
    mona.mouse.up()


def test_keys_move_a_code_and_say_where_it_is(mona, base, demo_copy):
    go(mona, base, kode="CH.H.3")
    row(mona, "CH.H.3").focus()
    mona.keyboard.press("Alt+ArrowUp")
    mona.keyboard.press("Alt+ArrowUp")
    until(mona, "() => document.querySelector('.bt [role=status]').textContent !== ''")
    assert "nummer 1 av 5 under Håp og optimisme" in said(mona)
    stored(mona, demo_copy, "CH.H", ["CH.H.3", "CH.H.1", "CH.H.2", "CH.H.4", "CH.H.5"])
    mona.keyboard.press("Alt+ArrowDown")
    mona.keyboard.press("Alt+ArrowRight")
    stored(mona, demo_copy, "CH.H.1", ["CH.H.3"])
    expect(row(mona, "CH.H.3")).to_be_focused()
    mona.keyboard.press("Alt+ArrowLeft")
    stored(mona, demo_copy, "CH.H", ["CH.H.1", "CH.H.3", "CH.H.2", "CH.H.4", "CH.H.5"])


def test_moves_made_faster_than_the_page_answers_are_all_stored(mona, base, demo_copy):
    go(mona, base, kode="CH.H.1")
    for code in ("CH.C.1", "CH.H.1", "CH.I.1", "CH.M.1"):
        row(mona, code).focus()
        mona.keyboard.press("Alt+ArrowDown")
        mona.wait_for_timeout(60)
    for parent in ("CH.C", "CH.H", "CH.I", "CH.M"):
        wanted = [f"{parent}.2", f"{parent}.1"]
        for _ in range(100):
            if family(demo_copy, parent)[:2] == wanted:
                break
            mona.wait_for_timeout(100)
        assert family(demo_copy, parent)[:2] == wanted


def test_a_refused_move_says_why_and_goes_back(mona, base, demo_copy):
    go(mona, base, kode="CH.H.1")
    with open_study(demo_copy) as study:
        study.codebook.edit(Retire(code="CH.C", why="Prøve"))
    hold(mona, "CH.H.1", "CH.C", share=0.5)
    mona.mouse.up()
    mona.locator(".bt-refusal").wait_for()
    assert "CH.C" in mona.locator(".bt-refusal").text_content()
    expect(row(mona, "CH.H.1")).to_have_attribute("aria-level", "3")
    assert family(demo_copy, "CH.H")[0] == "CH.H.1"
    assert violations(mona) == []


def test_the_tree_is_walked_by_keys(mona, base):
    go(mona, base, kode="CH")
    row(mona, "CH").focus()
    mona.keyboard.press("ArrowDown")
    expect(row(mona, "CH.C")).to_be_focused()
    mona.keyboard.press("ArrowLeft")
    expect(row(mona, "CH.C")).to_have_attribute("aria-expanded", "false")
    mona.keyboard.press("ArrowRight")
    mona.keyboard.press("ArrowRight")
    expect(row(mona, "CH.C.1")).to_be_focused()
    mona.keyboard.press("End")
    expect(mona.locator(".bt-row").last).to_be_focused()
    mona.keyboard.press("Home")
    mona.keyboard.type("håp")
    expect(row(mona, "CH.H")).to_be_focused()
    mona.keyboard.press("Enter")
    mona.get_by_role("heading", name="Håp og optimisme").wait_for()
    expect(row(mona, "CH.H")).to_be_focused()
    until(mona, "() => location.search.endsWith('kode=CH.H')")


def test_the_search_finds_the_other_language_and_leads_into_the_tree(mona, base):
    go(mona, base)
    mona.get_by_label("Søk i kodene").fill("spirituality")
    expect(mona.locator(".bt-row")).to_have_count(3)
    expect(mona.locator(".bt-row mark")).to_have_text("Spirituality")
    mona.get_by_label("Søk i kodene").press("Enter")
    mona.get_by_role("heading", name="Spiritualitet og livssyn").wait_for()
    expect(row(mona, "CH.M.2")).to_be_focused()
    mona.get_by_label("Søk i kodene").press("Escape")
    assert len(order(mona)) > 80


def test_what_is_open_scrolled_and_focused_stays_when_the_page_is_drawn_anew(mona, base):
    go(mona, base)
    row(mona, "CH.C").locator(".bt-twist").click()
    last = mona.locator(".bt-row").last
    last.scroll_into_view_if_needed()
    top = mona.locator(".bt-list").evaluate("(list) => list.scrollTop")
    assert top > 300
    last.click()
    mona.get_by_role("radio", name="Historie").wait_for()
    until(mona, "() => location.search.includes('kode=')")
    mona.wait_for_timeout(1500)
    assert mona.locator(".bt-list").evaluate("(list) => list.scrollTop") == pytest.approx(
        top, abs=40
    )
    expect(last).to_be_focused()
    expect(row(mona, "CH.C.1")).to_have_count(0)
    mona.reload()
    mona.locator(".bt-row").first.wait_for()
    expect(row(mona, "CH.C.1")).to_have_count(0)


# Edits


def test_a_wording_is_written_left_found_again_and_saved(mona, base, demo_copy):
    go(mona, base, kode="CH.H", vis="rediger")
    write(mona, "Definisjon · norsk", WORDING)
    mona.get_by_text("Hva er endret?").wait_for()
    assert violations(mona) == []
    row(mona, "CH.C").click()
    mona.get_by_text("Du har endringer som ikke er lagret").wait_for()
    row(mona, "CH.H").click()
    # For a moment the fields of both codes stand there.
    until(
        mona,
        """(words) => {
          const fields = document.querySelectorAll('[aria-label="Definisjon · norsk"]');
          return fields.length === 1 && fields[0].value === words;
        }""",
        WORDING,
    )
    mona.get_by_text("Bare ordlyden").click()
    mona.get_by_role("button", name="Lagre").first.click()
    mona.get_by_text("CH.H er lagret").first.wait_for()
    with open_study(demo_copy) as study:
        assert study.codebook.current().code("CH.H").definition.nb == WORDING


def test_codes_are_merged_with_what_it_comes_to_and_the_merge_is_undone(mona, base, demo_copy):
    go(mona, base, kode="CH.C.1")
    row(mona, "CH.C.2").click(modifiers=["Control"])
    mona.get_by_role("button", name="Slå sammen …").click()
    mona.get_by_text("Dette skjer").wait_for()
    mona.get_by_text("11 kodinger av 2 kodere").wait_for()
    assert violations(mona) == []
    write(mona, "Hvorfor?", "Vi ser ikke forskjell")
    mona.get_by_role("button", name="Slå sammen", exact=True).click()
    expect(row(mona, "CH.C.2")).to_have_count(0)
    with open_study(demo_copy) as study:
        assert study.codebook.counts()["CH.C.1"].codings == 64
    mona.get_by_role("button", name="Angre: sammenslåing").click()
    row(mona, "CH.C.2").wait_for()
    with open_study(demo_copy) as study:
        assert study.codebook.counts()["CH.C.1"].codings == 53


def test_a_split_code_is_gone_through_by_keys(page, base, demo_copy):
    parts = [Add(parent=None, words={"label.nb": one}) for one in ("Familie", "Venner")]
    with open_study(demo_copy) as study:
        study.codebook.edit(Split(code="CH.C.2", into=tuple(parts), why="To ting"))
        ingrid = study.as_member("ingrid")
        before = [one.coding_id for one in ingrid.coding.waiting()]
        places = {one.id: one.source_id for one in before and _codings(ingrid)}
    sign_in(page, base, INGRID)
    page.goto(f"{base}/kodebok?del=ko")
    count = len(before)
    for key in ("1", "2", "Enter", "1", "Enter", "Delete"):
        page.get_by_text("igjen", exact=False).first.wait_for()
        page.keyboard.press(key)
        page.wait_for_timeout(1200)
    assert violations(page) == []
    with open_study(demo_copy) as study:
        ingrid = study.as_member("ingrid")
        assert len(ingrid.coding.waiting()) == count - 3
        codes = [
            one.code_id
            for one in study.coding.of_source(places[before[0]])
            if one.coder_id == ingrid.member.id and one.code_id.startswith("CH.C.5")
        ]
        assert codes


def _codings(member):
    sources = [source["id"] for source in member.sources.all()]
    return [one for source in sources for one in member.coding.of_source(source)]


def test_a_release_is_made_and_what_changed_is_marked(mona, base, demo_copy):
    with open_study(demo_copy) as study:
        study.codebook.edit(Describe(code="CH.H", words={"definition.nb": WORDING}))
    mona.goto(f"{base}/kodebok?del=utgaver")
    mona.locator(".codebook-diff ins").first.wait_for()
    assert violations(mona) == []
    mona.get_by_text("Lag en ny utgave").click()
    mona.get_by_role("button", name="Lag utgaven").click()
    mona.get_by_text("Utgave 0.2 er laget").first.wait_for()
    with open_study(demo_copy) as study:
        assert [one.number for one in study.codebook.releases()] == ["0.1", "0.2"]


# Review


def test_a_remark_goes_from_the_reviewer_into_the_codebook_and_back(page, base, demo_copy):
    with open_study(demo_copy) as study:
        study.reviews.send_out("0.1", for_whom="King's")
    page.goto(base)
    page.get_by_role("button", name=RUTH).click()
    page.goto(f"{base}/kodebok?kode=CH.H")
    page.get_by_role("heading", name="Hope and optimism").wait_for()
    page.get_by_label("What is it about?").click()
    page.get_by_role("option", name="Definition").click()
    write(page, "The wording as you would have it", "Expecting that life can get better.")
    assert violations(page) == []
    page.get_by_role("button", name="Save the comment").first.click()
    page.get_by_text("The comment is saved").first.wait_for()
    page.get_by_role("button", name="Change person").click()
    page.get_by_role("button", name=MONA).click()
    page.get_by_role("button", name="Norsk").click()
    page.get_by_role("heading", name="Kodebok").wait_for()
    page.goto(f"{base}/kodebok?del=gjennomsyn")
    page.locator(".rm ins").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Ta inn").click()
    page.get_by_text("er tatt inn i kodeboka").first.wait_for()
    with open_study(demo_copy) as study:
        (item,) = study.reviews.items()
        assert (item.comment.kind, item.status) == (ReviewKind.WORDING, ReviewStatus.ACCEPTED)
        said = study.codebook.current().code("CH.H").definition.en
        assert said == "Expecting that life can get better."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("kode=CH.H", ".cc"),
        ("kode=CH.H&vis=historie", ".ls"),
        ("kode=CH.H&vis=rediger", "text=Farge og bruk"),
        ("del=ko", "text=Kodinger å se på"),
        ("del=gjennomsyn", "text=Send en utgave"),
    ],
)
def test_every_view_passes_axe(browser, base, scheme, address, seen):
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="nb-NO", color_scheme=scheme
    )
    page = context.new_page()
    sign_in(page, base, MONA)
    page.goto(f"{base}/kodebok?{address}")
    page.locator(seen).first.wait_for()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    context.close()

"""The whole way in a real browser: import, code, undo, matrix, export; and a study of one's own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import docx
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect
from tests.browser.conftest import served, sign_in

from casestudy.domain.vocabulary import Role
from casestudy.study import open_study

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

TALK = (
    ("I", "Hvordan har det vært å komme hit?"),
    ("P21", "Det var rart i starten, men så satt vi der med kaffen, og da turte jeg å si det."),
    ("I", "Hva gjorde at du turte?"),
    ("P21", "At ingen skrev det ned. Da fikk jeg tro på at det kunne bli bedre 🙂 for meg også."),
)
WORD_PLACE = """
async ([turn, from, to]) => {
  const row = document.querySelector(`.cp-turn[data-turn="${turn}"]`);
  row.scrollIntoView({ block: "center" });
  // Rows are made and painted as they come near.
  for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  row.scrollIntoView({ block: "center" });
  const node = document.querySelector(`.cp-turn[data-turn="${turn}"] .cp-text`);
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const pieces = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length)
    pieces.push([at, walker.currentNode]);
  const words = [...node.textContent.matchAll(/\\S+/g)];
  const place = (offset) => {
    const [at, piece] = pieces.findLast(([start]) => start <= offset);
    return [piece, offset - at];
  };
  const box = (word) => {
    const range = document.createRange();
    range.setStart(...place(word.index));
    const end = word.index + word[0].length;
    const [piece, offset] = place(end - 1);
    range.setEnd(piece, offset + 1);
    return range.getBoundingClientRect();
  };
  const first = box(words[from]), last = box(words[to]);
  return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
}
"""


def write_transcript(path: Path) -> None:
    document = docx.Document()
    for speaker, words in TALK:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{speaker}: ").bold = True
        paragraph.add_run(words)
    document.save(str(path))


def select_words(page: Page, turn: int, first: int, last: int) -> None:
    """Drag the mouse over the words of a turn, as a coder does (counted from 0)."""
    x1, y1, x2, y2 = page.evaluate(WORD_PLACE, [turn, first, last])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=4)
    page.mouse.move(x2, y2, steps=4)
    page.mouse.up()


def code(page: Page, turn: int, first: int, last: int, wanted: str) -> None:
    """Select words, type a code, press Enter, and wait until it is said to be saved."""
    select_words(page, turn, first, last)
    page.locator(".cp-palette").wait_for()
    page.keyboard.type(wanted)
    page.keyboard.press("Enter")
    expect(page.locator(".cp-status")).to_have_text("Lagret")
    page.keyboard.press("Escape")


def import_docx(page: Page, base: str, path: Path, case: str, *, choose_case: bool = True) -> None:
    """Import a file with two speakers: the interviewer, and a new participant."""
    page.goto(f"{base}/kilder")
    page.get_by_role("radio", name="Hent inn filer").click()
    page.get_by_text("Jeg har gått gjennom filene").click()
    page.locator('input[type="file"]').set_input_files(str(path))
    page.get_by_text("Hvem snakker?").wait_for()
    if choose_case:
        choose(page, "Case", f"{case} ·")
    expect(page.get_by_label("«I» er")).to_have_value("Intervjuer")
    expect(page.get_by_label("«P21» er")).to_have_value("Ny deltaker")
    choose(page, "Rolle", "bruker")
    choose(page, "Har samtykket til", "utskrift")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Lagre denne filen").click()
    page.get_by_text("er lagret som").first.wait_for()


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list; a page that is drawn anew closes the list, so open it again then."""
    box: Locator = page.get_by_label(label, exact=True).last
    wanted = page.get_by_role("option", name=option, exact=False).first
    for _ in range(6):
        box.click()
        try:
            wanted.click(timeout=4_000)
        except PlaywrightTimeout:
            continue
        return
    wanted.click()


def newest_source(address: str) -> dict[str, Any]:
    with open_study(address) as study:
        return max(study.sources.all(), key=lambda source: source["number"])


def test_from_a_word_transcript_to_a_matrix(page, demo_copy, tmp_path):
    transcript = tmp_path / "A9-bruker.docx"
    write_transcript(transcript)
    with served(demo_copy) as base:
        sign_in(page, base, "Mona Lund")
        import_docx(page, base, transcript, "A")
        source = newest_source(demo_copy)
        page.goto(f"{base}/koding?kilde={source['id']}")
        page.locator(".cp-text").first.wait_for()
        code(page, 1, 6, 11, "CH.C.1")
        code(page, 1, 8, 16, "CH.C.4")
        code(page, 1, 11, 17, "RE.MT")
        page.locator(".cp-scroll").focus()
        page.keyboard.press("Control+z")
        expect(page.locator('.cp-turn[data-turn="1"] .cp-stripe')).to_have_count(2)
        expect(page.locator(".cp-status")).to_have_text("Lagret")
        with open_study(demo_copy) as study:
            codings = study.coding.of_source(source["id"])
            text = study.sources.transcript(source["id"]).text
            said = {c.code_id: text[c.start : c.end] for c in codings}
        assert said == {
            "CH.C.1": "så satt vi der med kaffen,",
            "CH.C.4": "vi der med kaffen, og da turte jeg å",
        }

        page.goto(f"{base}/matrise?vis=koder")
        cell = page.get_by_role("button", name="Åpne Del av lokalsamfunnet, Case A")
        cell.click()
        page.get_by_text("vi der med kaffen, og da turte jeg å").wait_for()

        page.goto(f"{base}/matrise?vis=hva")
        with page.expect_download() as download:
            page.get_by_role("button", name="Word").click()
        exported = docx.Document(io.BytesIO(download.value.path().read_bytes()))
    printed = "\n".join(
        node.text or "" for node in exported.element.iter() if node.tag.endswith("}t")
    )
    with open_study(demo_copy) as study:
        matrix = study.matrices.cmo()
        withheld_text = study.sources.transcript(source["id"]).text
    row = matrix.rows[0]
    assert row.statement in printed
    assert [cell.case_label for cell in row.cases] == ["A", "B", "C"]
    assert "ikke spurt" in printed
    quotes = [quote for each in matrix.rows for quote in each.quotes]
    assert quotes
    assert all(quote.text in printed for quote in quotes)
    assert str(matrix.withheld) in printed
    assert "kaffen, og da turte jeg" in withheld_text
    assert "kaffen, og da turte jeg" not in printed


def test_a_study_of_ones_own_from_nothing_to_a_first_coding(page, tmp_path):
    address = str(tmp_path / "egen.db")
    command = [
        sys.executable,
        "-c",
        "from casestudy.cli.main import main; main()",
        "init",
        address,
    ]
    subprocess.run(
        [*command, "--title", "Egen studie", "--leader", "Kari Nes"],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "CASESTUDY_LANGUAGE": "nb"},
    )
    transcript = tmp_path / "X1-bruker.docx"
    write_transcript(transcript)
    with served(address) as base:
        sign_in(page, base, "Kari Nes")
        page.get_by_text("opprette den første casen").wait_for()
        for label in ("X", "Y"):
            page.goto(f"{base}/studie?del=caser")
            add_case(page, label)
        import_docx(page, base, transcript, "X")
        source = newest_source(address)
        page.goto(f"{base}/koding?kilde={source['id']}")
        page.locator(".cp-text").first.wait_for()
        code(page, 3, 5, 13, "Tro på bedring")
    with open_study(address) as study:
        (segment,) = study.segments().to_dict("records")
        assert segment["text"] == "Da fikk jeg tro på at det kunne bli"
        assert (segment["case"], segment["role"]) == ("X", Role.SERVICE_USER.value)
        assert [case.label for case in study.cases.all()] == ["X", "Y"]


def add_case(page: Page, label: str) -> None:
    box = page.locator("details", has_text="Ny case")
    box.wait_for()
    if box.get_attribute("open") is None:
        page.get_by_text("Ny case").click()
    page.get_by_label("Bokstav eller kort merke").last.fill(label)
    page.get_by_label("Navn på tjenesten").last.fill(f"Tjeneste {label}")
    # Leaving the field draws the page anew; a person is not so fast as to press the button meanwhile.
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Legg til casen").click()
    page.get_by_text(f"Case {label} er lagt til").first.wait_for()

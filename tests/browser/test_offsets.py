"""What is marked in the browser is what the store holds: emoji, combining marks, line ends."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from tests.browser.conftest import PATIENCE, served, sign_in
from tests.browser.pane import HELD
from tests.browser.test_walks import select_words
from tests.build import add_case, add_person, add_source, build_study

from casestudy.domain.text import text_hash
from casestudy.services.stores import check, create_store
from casestudy.store.tables import SEGMENT
from casestudy.study import open_study

PIECES = (
    *("håp", "ærlig", "👩‍👩‍👧‍👦", "🇳🇴", "é", "ñandú", "𝒳yz", "a\u0301\u0323", "🙂🙂", "«ja»", "–"),
    *("gruppa", "sa", "det.", "Åse", "čáppa", "x́", "1️⃣", "نعم", "ord", "og", "så"),
)


@pytest.fixture(scope="module")
def marked(browser, tmp_path_factory):
    """Mark and code random words of a torture text; return the store and what was picked."""
    address = str(tmp_path_factory.mktemp("offsets") / "studie.db")
    chance = random.Random(7)
    store = create_store(address)
    study = build_study(store.engine)
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    talk = [
        ("I" if turn % 2 else "P01", " ".join(chance.choices(PIECES, k=24))) for turn in range(8)
    ]
    source_id = add_source(study, case_id, talk, people={"P01": person})
    study.close()
    picked = []
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(PATIENCE)
    with served(address) as base:
        sign_in(page, base, "Mona Lund")
        page.goto(f"{base}/koding?kilde={source_id}")
        page.locator(".cp-text").first.wait_for()
        for number in range(14):
            first = chance.randrange(20)
            select_words(page, number % 8, first, first + chance.randrange(4))
            page.locator(".cp-palette").wait_for()
            picked.append(page.evaluate(HELD))
            page.keyboard.type("CH.H.1")
            page.keyboard.press("Enter")
            expect(page.locator(".cp-status")).to_have_text("Lagret")
            page.keyboard.press("Escape")
    page.context.close()
    return address, source_id, picked


def test_the_store_holds_the_very_characters_that_were_marked(marked):
    address, source_id, picked = marked
    with open_study(address) as study:
        text = study.sources.transcript(source_id).text
        held = [text[c.start : c.end] for c in study.coding.of_source(source_id)]
    assert sorted(held) == sorted(picked)


def test_every_segments_hash_matches_its_words(marked):
    address, source_id, _ = marked
    with open_study(address) as study:
        assert check(study.store.engine).is_sound
        text = study.sources.transcript(source_id).text
        with study.store.read() as reader:
            rows = reader.run(select(SEGMENT))
    assert rows
    assert all(text_hash(text[r["start"] : r["end"]]) == r["text_sha256"] for r in rows)

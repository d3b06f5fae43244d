"""Repair mends what has one solution, moves the turns along, and leaves the rest named."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudy.domain.text import canonical
from casestudy.domain.transcript import Block, Document, NoticeKind, ParsedSource, ParsedTurn
from casestudy.exchange.ligature_words import STEMS
from casestudy.exchange.repair import find, repair
from casestudy.exchange.turns import understand

LOST = "\ufffd"


def source(*paragraphs):
    blocks = tuple(Block(text=each) for each in paragraphs)
    return understand(Document(file_name="x.txt", file_sha256="", format="docx", blocks=blocks))


def one_turn(text):
    return ParsedSource(
        file_name="x.pdf",
        file_sha256="",
        format="pdf",
        title="x",
        text=text,
        turns=(ParsedTurn(speaker="", start=0, end=len(text)),),
        notices=find(text),
    )


def repaired(text):
    return repair(one_turn(text)).text


def kinds(notices):
    return {notice.kind: notice.count for notice in notices}


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (f"Jeg {LOST}kk hjelp", "Jeg fikk hjelp"),
        (f"behandlings{LOST}loso{LOST}en", "behandlingsfilosofien"),
        (f"{LOST}ere kon{LOST}ikter", "flere konflikter"),
        (f"re{LOST}eksjon og e{LOST}ektive tiltak", "refleksjon og effektive tiltak"),
        (f"Et o{LOST}sielt svar", "Et offisielt svar"),
        (f"di{LOST}erent from the o{LOST}ce", "different from the office"),
        ("ﬁnne ﬂere oﬀentlige kaﬃ", "finne flere offentlige kaffi"),
        ("akƟv og posiƟv støƩe", "aktiv og positiv støtte"),
    ],
)
def test_broken_ligatures(broken, whole):
    assert repaired(broken) == whole


def test_words_of_the_same_text_decide():
    assert (
        repaired(f"Sofies grafikk. So{LOST}es gra{LOST}kk.") == "Sofies grafikk. Sofies grafikk."
    )


@pytest.mark.parametrize(
    ("broken", "reported"),
    [(f"mu{LOST}i", 1), (LOST, 0), (f"xy{LOST}z", 1), (f"{LOST}{LOST}{LOST}{LOST}ab", 1)],
)
def test_what_has_no_single_solution_is_left_and_reported(broken, reported):
    result = repair(one_turn(f"Ord {broken} her"))
    assert result.text == f"Ord {broken} her"
    assert kinds(result.notices).get(NoticeKind.BROKEN_LIGATURES, 0) == reported


def test_ligatures_that_stand_unharmed_are_not_taken_for_lost():
    unharmed = "Litt natt hatt satt tatt katt. "
    assert LOST in repaired(unharmed + f"ma{LOST}e")


def test_soft_hyphens_are_removed():
    assert repaired("bedrings\u00adprosess og hå\u00adp") == "bedringsprosess og håp"


@pytest.mark.parametrize(
    ("divided", "whole"),
    [
        ("en bedrings-\nprosess her", "en bedringsprosess her"),
        ("en bedrings\u00ad\nprosess her", "en bedringsprosess her"),
        (
            "i recovery-\norientert og recovery-orientert",
            "i recovery-orientert og recovery-orientert",
        ),
        ("at CHIME-\nmodellen", "at CHIME-modellen"),
        ("en bottom-up-\nprosess", "en bottom-up-prosess"),
        ("til Nord-\nNorge", "til Nord-Norge"),
        ("Bedrings-\nprosess", "Bedringsprosess"),
        ("recovery-\nog helse", "recovery-\nog helse"),
        ("vi går. Men vi-\nnei, det. Og nei", "vi går. Men vi-\nnei, det. Og nei"),
    ],
)
def test_divided_words(divided, whole):
    assert repaired(divided) == whole


def test_broken_off_speech_before_the_next_speaker_is_no_divided_word():
    broken_off = source("I: Men du bedrings-", "P01: prosess, mener du?", "I: Ja?", "P01: Ja.")
    assert kinds(broken_off.notices) == {}
    assert repair(broken_off).text == broken_off.text


def test_nothing_is_repaired_without_being_asked():
    lines = [
        f"Jeg {LOST}kk hjelp til noe som de kalte en lang bedrings-",
        "prosess, og da fant jeg igjen litt av det store hå\u00adp",
        "som jeg hadde hatt da jeg var ung og alt var nytt og rart",
        "for meg, sånn som det er for de fleste.",
    ]
    blocks = tuple(Block(text=each) for each in lines)
    document = Document(file_name="x.txt", file_sha256="", format="txt", blocks=blocks)
    result = understand(document)
    assert result.text == "\n".join(lines).replace("p\nsom", "p som").replace("rart\n", "rart ")
    assert kinds(result.notices) == {
        NoticeKind.BROKEN_LIGATURES: 1,
        NoticeKind.HYPHENATED_LINES: 1,
        NoticeKind.SOFT_HYPHENS: 1,
        NoticeKind.NO_SPEAKERS: 1,
    }


def test_places_point_at_the_damage_and_are_not_too_many():
    text = f"a{LOST}b " * 80
    (notice,) = find(text)
    assert (notice.count, len(notice.places)) == (80, 50)
    assert {text[place] for place in notice.places} == {LOST}


def test_turns_speakers_and_other_notices_follow():
    before = source(
        "I: Hva \u00adda?", f"P01: Vi {LOST}kk det\x00 til.", "I: Ja?", "P01: Nei\x00."
    )
    after = repair(before)
    assert [(t.speaker, after.text[t.start : t.end]) for t in after.turns] == [
        ("I", "Hva da?"),
        ("P01", "Vi fikk det til."),
        ("I", "Ja?"),
        ("P01", "Nei."),
    ]
    assert [(s.label, s.interviewer) for s in after.speakers] == [("I", True), ("P01", False)]
    (notice,) = after.notices
    assert notice.kind is NoticeKind.CONTROL_CHARACTERS
    assert notice.places == (after.text.index("Vi"), after.text.index("Nei"))


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["og", f"{LOST}kk", "bedrings-\nprosess", "å\u00adp", "ﬁn\u0301", "a\u00ad\u030a", "q\u0307\u00ad\u0323", "vi-", "I: ", LOST])
            | st.text("abfi \n\u00ad-", max_size=6),
            max_size=8,
        ).map(" ".join),
        max_size=6,
    )
)  # fmt: skip
def test_repair_keeps_text_canonical_and_turns_whole(paragraphs):
    before = source(*paragraphs)
    after = repair(before)
    assert unicodedata.is_normalized("NFC", after.text)
    assert canonical(after.text) == after.text
    assert len(after.turns) == len(before.turns)
    assert all(0 <= place < len(after.text) for each in after.notices for place in each.places)
    spans = [(turn.start, turn.end) for turn in after.turns]
    assert all(b + 1 == c for (_, b), (c, _) in pairwise(spans))
    if spans:
        assert (spans[0][0], spans[-1][1]) == (0, len(after.text))
    assert repair(after).text == after.text or LOST in before.text


def test_every_stem_can_restore_something():
    ligatures = ("fi", "fl", "ff", "ft", "fj", "tt", "ti")
    assert [stem for stem in STEMS if not any(letters in stem for letters in ligatures)] == []

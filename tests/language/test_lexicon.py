"""The codebook's own words are found as they are said, with what negates them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.language.tools import Table

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingPass, Synonyms
from casestudy.domain.suggestions import CueField
from casestudy.domain.text import Range
from casestudy.language.lexicon import Lexicon


def code(code_id, label, *synonyms, cue="", parent="CH", english=""):
    return Code(
        id=code_id,
        parent=parent,
        label=Bilingual(nb=label, en=english or f"{label} in English"),
        synonyms=Synonyms(nb=synonyms),
        cue=Bilingual(nb=cue),
        colour="#3b7bd3",
    )


BOOK = Codebook(
    name="prøve",
    release="1",
    date=dt.date(2026, 1, 1),
    title=Bilingual(nb="Prøve", en="Trial"),
    codes=(
        Code(
            id="CH",
            assignable=False,
            label=Bilingual(nb="CHIME", en="CHIME"),
            attributes=(),
            passes=(CodingPass.RQ3,),
            hue=1,
            colour="#3b7bd3",
        ),
        code("H", "Håp", "tro på framtida", "små seire", "håpa", english="Hope"),
        code("D", "Ønsker", cue="jeg drømmer om egen leilighet; det er jeg som styrer"),
        code("I", "Hvis–så", "da", "enn å"),
        code("G", "Støttegruppe", "gruppe", "de blir jo aldri friske"),
    ),
)


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon(BOOK, Table())


def found(lexicon, text):
    sentences = Table().read(text, [Range(0, len(text))])
    return [
        (
            match.cue.code_id,
            " ".join(word.text for word in match.words),
            match.negation and match.negation.text,
        )
        for match in lexicon.all_matches(sentences, text)
    ]


def test_inflected_words_are_found_by_their_lemmas(lexicon):
    assert found(lexicon, "Da kom håpet tilbake i gruppa.") == [
        ("H", "håpet", None),
        ("G", "gruppa", None),
    ]


def test_a_phrase_needs_its_words_in_order_and_close(lexicon):
    assert found(lexicon, "Jeg drømte om en egen liten leilighet.") == [
        ("D", "drømte egen leilighet", None)
    ]
    assert found(lexicon, "Leilighet, drømte jeg om, og den var egen.") == []
    assert found(lexicon, "Egen leilighet er dyrt.") == []


def test_a_phrase_of_common_words_is_found_only_as_a_whole(lexicon):
    said = "det er jeg som styrer"
    assert found(lexicon, f"Nå {said} her.") == [("D", said, None)]
    assert found(lexicon, "Hun styrer avdelingen.") == []


def test_words_that_stand_in_any_text_are_no_cues(lexicon):
    assert found(lexicon, "Da var det bedre enn å vente.") == []


def test_a_phrase_does_not_run_into_the_next_sentence(lexicon):
    assert found(lexicon, "Vi hadde små. Seire var det ikke.") == []


@pytest.mark.parametrize(
    ("said", "negation"),
    [
        ("Det var ikke noe håp.", "ikke"),
        ("Æ hadd itj nå håp lenger.", "itj"),
        ("Håp har jeg aldri hatt.", "aldri"),
        ("Uten håp går det dårlig.", "Uten"),
        ("Nei, jeg har håp.", None),
        ("Jeg har håp, men ikke penger.", None),
        ("Jeg kom ikke dit den dagen jeg endelig fikk håp.", None),
    ],
)
def test_a_negation_in_the_same_clause_is_told_and_drops_nothing(lexicon, said, negation):
    assert [(code_id, negated) for code_id, _, negated in found(lexicon, said)] == [
        ("H", negation)
    ]


def test_a_cue_that_negates_itself_is_not_told_as_negated(lexicon):
    assert found(lexicon, "De blir jo aldri friske.") == [("G", "De blir jo aldri friske", None)]


def test_dialect_is_found_where_the_team_has_written_it_in_the_codebook(lexicon):
    assert found(lexicon, "Æ håpa på det.") == [("H", "håpa", None)]


def test_words_of_the_english_codebook_count_too(lexicon):
    assert found(lexicon, "De sa Hope heter det.") == [("H", "Hope", None)]


def test_the_reason_says_where_in_the_codebook_the_cue_stands(lexicon):
    sentences = Table().read("Gruppa var full av små seire.", [Range(0, 29)])
    cues = [match.cue for match in lexicon.all_matches(sentences, "Gruppa var full av små seire.")]
    assert {(cue.field, cue.phrase) for cue in cues} == {
        (CueField.SYNONYM, "gruppe"),
        (CueField.SYNONYM, "små seire"),
    }


def test_more_and_rarer_words_come_first(lexicon):
    text = "Gruppa har tro på framtida og små seire."
    sentences = Table().read(text, [Range(0, len(text))])
    assert lexicon.ranked(lexicon.all_matches(sentences, text)) == ["H", "G"]


_SAYABLE = st.lists(
    st.sampled_from(
        [
            "håpet",
            "gruppa",
            "ikke",
            "itj",
            "små",
            "seire",
            "drømmer",
            "om",
            "egen",
            "leilighet",
            "🙂",
            ",",
            ".",
            "det",
            "er",
            "jeg",
            "som",
            "styrer",
            "Åh",
            "én",
        ]
    ),
    max_size=30,
).map(" ".join)


@given(text=_SAYABLE)
def test_every_word_found_stands_at_its_place(lexicon, text):
    for match in lexicon.all_matches(Table().read(text, [Range(0, len(text))]), text):
        words = [*match.words, *([match.negation] if match.negation else [])]
        assert all(text[word.start : word.end] == word.text for word in words)
        assert [word.start for word in match.words] == sorted(word.start for word in match.words)

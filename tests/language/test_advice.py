"""Whatever is said in a study, each reason's words stand where the reason says."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.language.test_lexicon import BOOK
from tests.language.tools import Table

from casestudy.domain.sources import Source, Transcript, Turn
from casestudy.domain.suggestions import CodedSegment, CueReason, Material, SuggestionState
from casestudy.domain.text import Range
from casestudy.domain.vocabulary import SourceType
from casestudy.language import background, pipeline, prepared
from casestudy.language.advice import codes_for
from casestudy.language.more import places_like
from casestudy.language.words import lemmatiser

stand_in = os.environ.get(pipeline.TEST_MODEL_VARIABLE, "/work/shared/models/nb_standin_sm")
needs_model = pytest.mark.skipif(
    not Path(stand_in).is_dir(), reason="no stand-in model: set CASESTUDY_TEST_MODEL to its folder"
)
CODES = [code.id for code in BOOK.assignable]
MADE = iter(range(10**9))


@pytest.fixture(
    scope="module",
    params=[
        "table",
        pytest.param("simplemma", marks=pytest.mark.slow),
        pytest.param("model", marks=[pytest.mark.slow, needs_model]),
    ],
)
def _prepared(request):
    make = Table
    monkeypatch = pytest.MonkeyPatch()
    if request.param != "table":
        model = stand_in if request.param == "model" else ""
        monkeypatch.setenv(pipeline.TEST_MODEL_VARIABLE, model)
        monkeypatch.setattr(pipeline, "installed", tuple)
        make = lemmatiser
    monkeypatch.setattr(prepared, "lemmatiser", make)
    monkeypatch.setattr(prepared, "_lemmatisers", background.Kept(prepared._reader, most=1))
    monkeypatch.setattr(prepared, "_PATIENCE", 20)
    yield
    monkeypatch.undo()


def source(number, talk):
    turns, place = [], 0
    for at, words in enumerate(talk, 1):
        turns.append(
            Turn(
                number=at,
                start=place,
                end=place + len(words),
                seconds=None,
                speaker="P",
                role=None,
                interviewer=at == 1,
            )
        )
        place += len(words) + 1
    name = f"source-{next(MADE)}"
    record = Source(
        id=name,
        number=number,
        title="",
        type=SourceType.INTERVIEW,
        case_id=None,
        time_point_id=None,
        date=None,
        language="nb",
        interviewer="",
        peer_interviewer=False,
        place="",
        time="",
        situation="",
        observer="",
        file_sha256="",
        file_format="txt",
        words=0,
        text_version_id=f"text-{name}",
        coding_revision=0,
        imported_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        version=1,
    )
    return Transcript(source=record, text="\n".join(talk), text_sha256="", turns=tuple(turns))


_WORD = st.sampled_from(
    [
        *("håpet", "gruppa", "ikke", "små", "seire", "drømmer", "om", "egen", "leilighet", "🙂"),
        *("bollene", "bakte", "boller", "venner", "vennegruppe", "æ", "itj", "huset", "husene"),
    ]
)
_TURN = st.lists(_WORD, min_size=1, max_size=14).map(lambda words: " ".join(words) + ".")
_TALK = st.lists(_TURN, min_size=2, max_size=4)


@settings(max_examples=15)
@given(talks=st.lists(_TALK, min_size=2, max_size=4), chance=st.randoms(use_true_random=False))
def test_every_reasons_words_stand_at_their_place(_prepared, talks, chance):
    transcripts = [source(number, talk) for number, talk in enumerate(talks, 1)]
    coded = [
        CodedSegment(number, one.source.id, turn.start, turn.end, chance.choice(CODES), False)
        for number, (one, turn) in enumerate(
            ((one, turn) for one in transcripts for turn in one.turns), 1
        )
    ]
    material = Material(
        asker=f"member-{next(MADE)}",
        transcript=transcripts[0],
        codebook=BOOK,
        coded=coded,
        transcripts=lambda: transcripts,
    )
    texts = {one.source.id: one.text for one in transcripts}
    here = transcripts[0].text
    first = transcripts[0].turns[0]
    while prepared.prepare(material).comparison is None:
        prepared._comparer.soon(lambda: None).result(20)
    by_code = places_like(material, span=None, code_id=chance.choice(CODES))
    by_words = places_like(material, span=Range(first.start, first.end), code_id=None)
    codes = codes_for(material, Range(0, len(here)), None, frozenset())
    assert {by_code.state, by_words.state, codes.state} == {SuggestionState.READY}
    for given_ in (*codes.codes, *by_code.places, *by_words.places):
        assert given_.reasons
        for reason in given_.reasons:
            assert reason.found
            assert all(here[one.start : one.end] == one.text for one in reason.found)
            if isinstance(reason, CueReason):
                negation = reason.negation
                assert negation is None or here[negation.start : negation.end] == negation.text
            else:
                text = texts[reason.source_id]
                assert len(reason.theirs) == len(reason.found)
                assert all(text[one.start : one.end] == one.text for one in reason.theirs)

"""Coders at work while the text is corrected: every coding ends on its words in the current text."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from tests.correcting import words

from casestudy.errors import ConflictError
from casestudy.store.check import check

pytestmark = pytest.mark.slow
PHRASES = (
    "første gang",
    "trodde på det",
    "De andre",
    "skjønte det",
    "turte å si",
    "Kan du si mer",
)


def test_codings_made_resized_and_undone_during_corrections_lie_on_their_words(sourced):
    study, source_id = sourced
    made: dict[str, str] = {}

    def code(number):
        coder = study.as_member("ingrid" if number % 2 else "jonas")
        seen = coder.sources.transcript(source_id)
        phrase = PHRASES[number % len(PHRASES)]
        start = seen.text.index(phrase)
        coding_id = coder.coding.apply(
            source_id,
            start,
            start + 2,
            code="CH.H.1",
            text_version_id=seen.source.text_version_id,
        )
        coder.coding.change(
            coding_id,
            start=start,
            end=start + len(phrase),
            text_version_id=seen.source.text_version_id,
        )
        made[coding_id] = phrase

    numbers = count(1)

    def correct(_):
        seen = study.sources.transcript(source_id)
        turn = seen.turns[0]
        said = seen.text[turn.start : turn.end]
        try:
            study.corrections.correct(
                source_id,
                turn=1,
                text=f"{said} {next(numbers)}",
                text_version_id=seen.source.text_version_id,
            )
        except ConflictError as refused:
            assert refused.code == "correction.meanwhile"

    with ThreadPoolExecutor(6) as pool:
        work = [pool.submit(code, number) for number in range(24)]
        work += [pool.submit(correct, number) for number in range(12)]
        for each in work:
            each.result()
    assert len(study.corrections.history(source_id)) > 1
    assert words(study, source_id) == made
    assert check(study.store.engine).is_sound

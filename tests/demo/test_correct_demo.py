"""A typing error corrected in the demo's most coded turn moves nothing that it does not touch."""

from __future__ import annotations

import io
import shutil

import pandas as pd
import pytest

from casestudy.store.check import check
from casestudy.study import open_study

pytestmark = pytest.mark.slow

RIGHT, WRONG = "klipte og limte", "klipte og limtte"


@pytest.fixture
def study(demo_address, tmp_path):
    with open_study(shutil.copy(demo_address, tmp_path / "demo.db"), member="mona") as study:
        yield study


def turn_with(study, words):
    """Return the source whose text says ``words``, the turn's number and all it says."""
    for row in study.sources.all():
        found = study.sources.transcript(row["id"])
        at = found.text.find(words)
        if at >= 0:
            turn = next(turn for turn in found.turns if turn.start <= at < turn.end)
            return found.source, turn.number, found.text[turn.start : turn.end]
    raise AssertionError("the demo says something else now")


def segments(study):
    """Return one row per coding without what a correction moves."""
    return study.segments().drop(columns=["segment_id", "start", "end"])


def quotes(matrix):
    return [[(quote.number, quote.text) for quote in row.quotes] for row in matrix.rows]


def correct(study, was, now):
    source, turn, said = turn_with(study, was)
    return study.corrections.correct(
        source.id,
        turn=turn,
        text=said.replace(was, now),
        text_version_id=source.text_version_id,
    )


def test_all_other_quotes_counts_and_exports_stay(study):
    before, matrix = segments(study), study.matrices.cmo()
    code_case = study.analyses.code_case()
    made = correct(study, RIGHT, WRONG)
    after = segments(study)
    touched = before["text"].str.contains(RIGHT, regex=False)
    assert touched.sum() > 5
    expected = before.assign(text=before["text"].str.replace(RIGHT, WRONG, regex=False))
    pd.testing.assert_frame_equal(after, expected)
    assert len(made.evidence) > 0
    assert check(study.store.engine).is_sound
    now = study.matrices.cmo()
    assert quotes(now) == quotes(matrix)
    assert [row.profile for row in now.rows] == [row.profile for row in matrix.rows]
    assert study.analyses.code_case().codes == code_case.codes
    exported = pd.read_csv(
        io.BytesIO(study.exports.segments(form="csv")), sep=None, engine="python"
    )
    assert exported["text"].str.contains(WRONG, regex=False).sum() == touched.sum()


def test_correcting_back_leaves_everything_as_it_was(study):
    before = segments(study)
    correct(study, RIGHT, WRONG)
    correct(study, WRONG, RIGHT)
    pd.testing.assert_frame_equal(segments(study), before)
    source, _, _ = turn_with(study, RIGHT)
    assert study.corrections.checks(source.id).quotes == ()
    assert check(study.store.engine).is_sound

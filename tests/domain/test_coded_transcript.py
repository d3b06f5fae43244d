"""Turns are cut where codings begin and end, and no character is lost on the way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casestudy.domain.coded_transcript import Mark, coded_turns
from casestudy.domain.sources import Turn

TEXT = "Hva tenker du?\nJeg fikk håp igjen 🙂.\nTakk."
PLACES = ((0, 14), (15, 36), (37, 42))
TURNS = [
    Turn(number=n, start=a, end=b, seconds=None, speaker="P", role=None, interviewer=False)
    for n, (a, b) in enumerate(PLACES, 1)
]


def mark(number, start, end):
    return Mark(
        number=number,
        start=start,
        end=end,
        code_id=f"K.{number}",
        label="Håp",
        colour="#336699",
        coder="Ingrid",
        attributes=(),
        notes=(),
    )


def cut(*marks):
    return coded_turns(TEXT, TURNS, marks, roles={}, notes={})


def test_a_coding_opens_before_its_first_and_closes_after_its_last_character():
    turn = cut(mark(1, 19, 27), mark(2, 24, 34))[1]
    shown = [(piece.text, piece.opens, piece.closes) for piece in turn.pieces]
    assert shown == [
        ("Jeg ", (), ()),
        ("fikk ", (1,), ()),
        ("håp", (2,), (1,)),
        (" igjen ", (), (2,)),
        ("🙂.", (), ()),
    ]


def test_a_coding_over_two_turns_stands_beside_the_first_and_runs_through_both():
    first, second, third = cut(mark(1, 19, 41))
    assert not first.marks
    assert [one.number for one in second.marks] == [1]
    assert not third.marks
    assert third.pieces[0].colour
    assert third.pieces[0].closes == (1,)
    assert not second.pieces[-1].closes


@given(
    st.lists(st.tuples(st.integers(0, 42), st.integers(0, 42)).filter(lambda ab: ab[0] < ab[1]))
)
def test_the_pieces_are_the_text_and_every_coding_opens_and_closes_once(spans):
    # A coding may end on the line feed between turns only where a person can't put it.
    spans = sorted(span for span in spans if not {span[1] - 1, span[0]} & {14, 36})
    turns = cut(*(mark(n, *span) for n, span in enumerate(spans, 1)))
    for turn, (start, end) in zip(turns, PLACES, strict=True):
        assert "".join(piece.text for piece in turn.pieces) == TEXT[start:end]
    pieces = [piece for turn in turns for piece in turn.pieces]
    numbers = list(range(1, len(spans) + 1))
    assert sorted(number for piece in pieces for number in piece.opens) == numbers
    assert sorted(number for piece in pieces for number in piece.closes) == numbers

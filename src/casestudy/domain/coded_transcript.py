"""A transcript with its codings beside it, as it is printed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from casestudy.domain.matrix import Stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casestudy.domain.sources import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What someone wrote, and who; ``about`` are the words it is on, where it is on some."""

    author: str
    body: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A coding as it stands in the margin; ``number`` ties it to its words.

    ``start`` and ``end`` are code points of the text, ``attributes`` the names of its values.
    """

    number: int
    start: int
    end: int
    code_id: str
    label: str
    colour: str
    coder: str
    attributes: tuple[str, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a turn over which the same codings lie.

    ``opens`` and ``closes`` are the numbers of the codings that begin before its first and end
    after its last character.
    """

    text: str
    colour: str | None
    opens: tuple[int, ...]
    closes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedTurn:
    """A turn in pieces, with the codings that begin in it and the notes on it."""

    number: int
    speaker: str
    role: str
    interviewer: bool
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedTranscript:
    """A source with the codings that one member may see, for the team only."""

    language: str
    number: int
    title: str
    case_label: str
    type: str
    date: date | None
    coders: tuple[str, ...]
    turns: tuple[CodedTurn, ...]
    notes: tuple[Note, ...]
    stamp: Stamp


def coded_turns(
    text: str,
    turns: Iterable[Turn],
    marks: Iterable[Mark],
    *,
    roles: Mapping[int, str],
    notes: Mapping[int, tuple[Note, ...]],
) -> tuple[CodedTurn, ...]:
    """Cut turns where codings begin and end.

    Args:
        text: The canonical text.
        turns: In order.
        marks: Codings by place; one over several turns stands beside the first.
        roles: Names of the speakers' roles by turn number, where known.
        notes: Notes by turn number.
    """
    by_turn: defaultdict[int, list[Mark]] = defaultdict(list)
    listed = list(turns)
    starts = [turn.start for turn in listed]
    for mark in marks:
        first = max(0, bisect_right(starts, mark.start) - 1)
        for turn in listed[first : bisect_left(starts, mark.end)]:
            by_turn[turn.number].append(mark)
    return tuple(
        CodedTurn(
            number=turn.number,
            speaker=turn.speaker,
            role=roles.get(turn.number, ""),
            interviewer=turn.interviewer,
            pieces=_pieces(text, turn, by_turn[turn.number]),
            marks=tuple(mark for mark in by_turn[turn.number] if mark.start >= turn.start),
            notes=notes.get(turn.number, ()),
        )
        for turn in listed
    )


def _pieces(text: str, turn: Turn, marks: list[Mark]) -> tuple[Piece, ...]:
    cuts = {turn.start, turn.end}
    for mark in marks:
        cuts |= {max(mark.start, turn.start), min(mark.end, turn.end)}
    return tuple(_piece(text, start, end, marks) for start, end in pairwise(sorted(cuts)))


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> Piece:
    over = [mark for mark in marks if mark.start <= start and end <= mark.end]
    return Piece(
        text=text[start:end],
        colour=over[-1].colour if over else None,
        opens=tuple(mark.number for mark in over if mark.start == start),
        closes=tuple(mark.number for mark in over if mark.end == end),
    )

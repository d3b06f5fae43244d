"""Sentences as ranges of code points, never across turns."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from casestudy.language.pipeline import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casestudy.language.pipeline import Pipeline

#: Paragraphs within a turn; a line end after a hyphen divides a word, not a paragraph.
_PARAGRAPH = re.compile(r"(?:(?<=\w[-\u00ad])\n(?=\w)|[^\n])+")
_SENTENCE_END = re.compile("[.?!…]")
_LONGEST_PIECE = 50_000
_NEEDED = ("tok2vec", "senter", "parser", "sentencizer")


class HasRange(Protocol):
    """Anything from ``start`` to ``end`` in code points: a turn of the store or of a file."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""


def sentences(
    text: str, turns: Iterable[HasRange], *, pipeline: Pipeline | None = None
) -> list[tuple[int, int]]:
    """Return the ranges of the sentences in ``turns``, in order and without outer blanks.

    A paragraph without any sentence mark, as people speak, is one sentence.

    Args:
        text: Canonical text.
        turns: Ranges in it.
        pipeline: What splits; the best one installed where none is given.
    """
    nlp = (pipeline or load()).nlp
    ranges = [piece for turn in turns for piece in _pieces(text, turn.start, turn.end)]
    marked = [piece for piece in ranges if _SENTENCE_END.search(text, *piece)]
    unused = [name for name in nlp.pipe_names if name not in _NEEDED]
    documents = nlp.pipe((text[start:end] for start, end in marked), batch_size=64, disable=unused)
    found = {
        piece: [(sentence.start_char, sentence.end_char) for sentence in document.sents]
        for piece, document in zip(marked, documents, strict=True)
    }
    return [
        trimmed
        for start, end in ranges
        for first, last in found.get((start, end), [(0, end - start)])
        if (trimmed := _trim(text, start + first, start + last))
    ]


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of a turn, very long ones cut between words."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        cuts = [paragraph.start()]
        while paragraph.end() - cuts[-1] > _LONGEST_PIECE:
            limit = cuts[-1] + _LONGEST_PIECE
            blank = text.rfind(" ", cuts[-1] + 1, limit)
            cuts.append(blank if blank > 0 else limit)
        yield from pairwise([*cuts, paragraph.end()])


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    start += len(piece) - len(piece.lstrip())
    return start, start + len(stripped)

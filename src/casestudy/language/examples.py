"""Coded segments that a passage is compared with, and the words in which two are alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from casestudy.language.likeness import Likeness, grams
from casestudy.language.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence


_NEAREST: Final = 60
#: Likeness to a code is that to the three of its segments most alike; one may be chance.
COUNTED: Final = 3
#: What a word may lose at its end and still be the same, and what must be left.
_ENDING: Final = 2
_SHORTEST_STEM: Final = 4
_MOST_PAIRS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """A coded segment with its words and codes, or words that were chosen (no number)."""

    segment_number: int | None
    source_id: str
    start: int
    end: int
    words: tuple[Word, ...]
    codes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The coded segment most alike of one code, and in which words (here, there)."""

    code_id: str
    example: Example
    pairs: tuple[tuple[Word, Word], ...]


class Examples:
    """Segments of a study, ready to be compared with."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.all = tuple(examples)
        self._likeness = Likeness([forms(example.words) for example in self.all])
        self._sources = np.array([example.source_id for example in self.all])

    def nearest(self, words: Sequence[Word], *, without: str) -> list[tuple[Example, float]]:
        """Return the segments most like ``words``, none of the source ``without``."""
        scores = self._likeness.to(forms(words))
        scores[self._sources == without] = 0
        order = np.argsort(-scores, kind="stable")[:_NEAREST]
        return [(self.all[row], float(scores[row])) for row in order if scores[row] > 0]


def limited(
    nearest: Sequence[tuple[Example, float]], wanted: frozenset[str]
) -> list[tuple[Example, float]]:
    """Return ``nearest`` as if there were no other codes than ``wanted``."""
    return [
        (replace(one, codes=codes), score)
        for one, score in nearest
        if (codes := one.codes & wanted)
    ]


def by_code(nearest: Sequence[tuple[Example, float]]) -> list[tuple[str, Example]]:
    """Rank codes by the segments most alike; with each code the most alike of its segments."""
    scores: dict[str, list[float]] = {}
    first: dict[str, Example] = {}
    for example, score in nearest:
        for code_id in example.codes:
            first.setdefault(code_id, example)
            scores.setdefault(code_id, []).append(score)
    ranked = sorted(scores, key=lambda code_id: (-sum(scores[code_id][:COUNTED]), code_id))
    return [(code_id, first[code_id]) for code_id in ranked]


def neighbours(
    words: Sequence[Word], nearest: Sequence[tuple[Example, float]], *, most: int
) -> list[Neighbour]:
    """Return the first codes of ``nearest`` for which a word in common can be shown."""
    found: list[Neighbour] = []
    for code_id, example in by_code(nearest):
        pairs = pairs_of(words, example.words)
        if pairs:
            found.append(Neighbour(code_id=code_id, example=example, pairs=pairs))
        if len(found) == most:
            break
    return found


def pairs_of(here: Sequence[Word], there: Sequence[Word]) -> tuple[tuple[Word, Word], ...]:
    """Return words alike in both, the longest first, each form once."""
    theirs = {word.form: word for word in reversed(there) if not word.says_nothing}
    pairs: dict[str, tuple[Word, Word]] = {}
    for word in here:
        if word.form not in pairs and not word.says_nothing:
            alike = [other for other in theirs.values() if _are_alike(word, other)]
            if alike:
                closest = max(alike, key=lambda other: len(grams(word.form) & grams(other.form)))
                pairs[word.form] = word, closest
    longest = sorted(pairs.values(), key=lambda pair: -len(pair[0].form))
    return tuple(longest[:_MOST_PAIRS])


def _are_alike(one: Word, other: Word) -> bool:
    """Whether two words are forms of one, or one is in the other («gruppa», «vennegruppe»)."""
    if one.lemma == other.lemma:
        return True
    shorter, longer = sorted((one.form, other.form), key=len)
    stem = shorter[:-_ENDING]
    return len(stem) >= _SHORTEST_STEM and stem in longer


def forms(words: Sequence[Word]) -> list[str]:
    """Return the words as they are compared: in lower case, function words too."""
    return [word.form for word in words]

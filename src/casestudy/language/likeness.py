"""How alike passages are, by the letters of their words: TF-IDF of character 2- to 5-grams.

Grams stay within a word, so that dialect and compounds are alike in part («gruppa»,
«samtalegruppe»). They are counted in a fixed number of buckets, so that no list of them is kept.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float32]
    Places = NDArray[np.int32]

SIZES: Final = (2, 3, 4, 5)
_BUCKETS: Final = 2**18


class Likeness:
    """Passages, each given as its words, that others are compared with."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        counted = [_count(words) for words in passages]
        self._starts = np.cumsum([0, *(len(buckets) for buckets, _ in counted)])
        self._buckets = np.concatenate([np.zeros(0, np.int32), *(one[0] for one in counted)])
        counts = np.concatenate([np.zeros(0, np.float32), *(one[1] for one in counted)])
        holders = np.bincount(self._buckets, minlength=_BUCKETS)
        self._rarity = (np.log((1 + len(passages)) / (1 + holders)) + 1).astype(np.float32)
        weights = counts * self._rarity[self._buckets]
        lengths = np.sqrt(self._sums(weights**2))
        self._weights = weights / np.repeat(np.maximum(lengths, 1e-9), np.diff(self._starts))

    def to(self, words: Sequence[str]) -> Numbers:
        """Return the cosine of each passage with ``words``, 0 to 1."""
        wanted = self._vector(words)
        return self._sums(self._weights * wanted[self._buckets])

    def _vector(self, words: Sequence[str]) -> Numbers:
        buckets, counts = _count(words)
        vector = np.zeros(_BUCKETS, np.float32)
        vector[buckets] = counts * self._rarity[buckets]
        length = np.sqrt((vector**2).sum()) or 1
        scaled: Numbers = vector / length
        return scaled

    def _sums(self, values: Numbers) -> Numbers:
        totals = np.concatenate([np.zeros(1), np.cumsum(values, dtype=np.float64)])
        sums: Numbers = (totals[self._starts[1:]] - totals[self._starts[:-1]]).astype(np.float32)
        return sums


@lru_cache(maxsize=20_000)
def grams(word: str) -> frozenset[int]:
    """Return the buckets of the grams of a word, blanks around it included."""
    padded = f" {word} "
    return frozenset(
        crc32(padded[at : at + size].encode()) % _BUCKETS
        for size in SIZES
        for at in range(len(padded) - size + 1)
    )


def _count(words: Sequence[str]) -> tuple[Places, Numbers]:
    """Return the buckets of a passage in order and, dampened, how often each is hit."""
    every = np.fromiter(chain.from_iterable(map(grams, words)), np.int32)
    buckets, counts = np.unique(every, return_counts=True)
    return buckets, (1 + np.log(counts)).astype(np.float32)

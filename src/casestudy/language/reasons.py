"""Why something is suggested: words found here, told with their places."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeVar

from casestudy.domain.suggestions import CueReason, LikeReason, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casestudy.language.examples import Example
    from casestudy.language.lexicon import Match
    from casestudy.language.words import Word

Key = TypeVar("Key", int, str)
_MOST_CUES: Final = 3
#: Ranks count as 1/(5+rank): what stands high in one list beats what stands midway in both.
_RANK_OFFSET: Final = 5


def cue_reasons(matches: Iterable[Match]) -> list[CueReason]:
    """Return at most three reasons for one code, longer cues first, each cue's first place."""
    first: dict[str, Match] = {}
    for match in matches:
        first.setdefault(match.cue.phrase, match)
    longest = sorted(first.values(), key=lambda match: -len(match.words))
    return [
        CueReason(
            cue=match.cue.phrase,
            field=match.cue.field,
            found=_words(match.words),
            negation=None if match.negation is None else _words([match.negation])[0],
        )
        for match in longest[:_MOST_CUES]
    ]


def like_reason(other: Example, pairs: Sequence[tuple[Word, Word]]) -> LikeReason:
    """Return the reason that ``other`` is alike in ``pairs`` of words (here, there)."""
    return LikeReason(
        segment_number=other.segment_number,
        source_id=other.source_id,
        start=other.start,
        end=other.end,
        found=_words([here for here, _ in pairs]),
        theirs=_words([there for _, there in pairs]),
    )


def fused(*rankings: Sequence[Key]) -> list[Key]:
    """Make one ranking of several."""
    scores: dict[Key, float] = defaultdict(float)
    for ranking in rankings:
        for rank, key in enumerate(ranking):
            scores[key] += 1 / (_RANK_OFFSET + rank)
    return sorted(scores, key=lambda key: -scores[key])


def _words(words: Sequence[Word]) -> tuple[Words, ...]:
    return tuple(Words(start=word.start, end=word.end, text=word.text) for word in words)

"""Suggested codes and places, each with the words it rests on; nothing here is ever applied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from casestudy.domain.codebook import Codebook
from casestudy.domain.sources import Transcript

_FEWEST_SEGMENTS: Final = 5
_FEWEST_FOUND: Final = 2


class SuggestionState(StrEnum):
    """Whether there are suggestions, and if not, why."""

    READY = "ready"
    PREPARING = "preparing"
    OFF = "off"
    BLIND = "blind"


class CueField(StrEnum):
    """Where in the codebook a cue stands."""

    LABEL = "label"
    SYNONYM = "synonym"
    CUE = "cue"


class CodedSegment(NamedTuple):
    """One code on one segment, by whomever: what is known of it without its words."""

    segment_number: int
    source_id: str
    start: int
    end: int
    code_id: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What suggestions for one source are made from, as far as the member may see it.

    ``asker`` tells members apart, who may see different codings. ``transcripts`` gives the sources
    that ``coded`` lies in; it is asked only where they have not been read yet.
    """

    asker: str
    transcript: Transcript
    codebook: Codebook
    coded: Sequence[CodedSegment]
    transcripts: Callable[[], Sequence[Transcript]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a source: ``[start, end)`` in code points, and how they stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueReason:
    """Words that the codebook has for the code; ``negation`` holds a negating word beside them."""

    cue: str
    field: CueField
    found: tuple[Words, ...]
    negation: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeReason:
    """Words that are alike here (``found``) and in another passage (``theirs``).

    ``segment_number`` is None where the other passage is the one that was asked from.
    """

    segment_number: int | None
    source_id: str
    start: int
    end: int
    found: tuple[Words, ...]
    theirs: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How two ways of suggesting a code did on the study's own segments, three codes each time.

    Of ``segments`` that carry the code, ``…_found`` had it among the three; ``…_shown`` counts
    how often it was among the three at all.
    """

    code_id: str
    segments: int
    like_found: int
    like_shown: int
    cue_found: int
    cue_shown: int

    @property
    def likeness_is_better(self) -> bool:
        """Whether likeness finds the code with fewer misses and false alarms together (F1).

        With fewer than five segments, or than two found, nothing can be said.
        """
        return (
            self.segments >= _FEWEST_SEGMENTS
            and self.like_found >= _FEWEST_FOUND
            and self.like_found * (self.segments + self.cue_shown)
            > self.cue_found * (self.segments + self.like_shown)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSuggestion:
    """A code for chosen words; ``trial`` is there where likeness had a say."""

    code_id: str
    reasons: tuple[CueReason | LikeReason, ...]
    trial: Trial | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarPlace:
    """A place of the same source that may be about the same."""

    start: int
    end: int
    reasons: tuple[CueReason | LikeReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The answer to a question for suggestions, best first.

    Places are those of the text ``text_version_id``. ``model`` and ``model_version`` say what
    found the lemmas. ``tried`` is false while the two ways have not been compared on the study's
    segments yet.
    """

    state: SuggestionState
    codes: tuple[CodeSuggestion, ...] = ()
    places: tuple[SimilarPlace, ...] = ()
    text_version_id: str = ""
    model: str = ""
    model_version: str = ""
    tried: bool = False

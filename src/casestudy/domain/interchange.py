"""What of a study travels in a file to other programs, and comes back from them.

Ids are UUIDs and the GUIDs of every file. What may show who people are does not travel: names
and settings of services, details and age of participants, who interviewed and where.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from casestudy.domain.cases import Measure, TimePoint
from casestudy.domain.codebook import Codebook
from casestudy.domain.realist import CMOC, CMOCLink, Theory
from casestudy.domain.transcript import ParsedTurn
from casestudy.domain.vocabulary import (
    ClaimStatus,
    ConsentScope,
    Level,
    MemoTarget,
    Role,
    RoundVisibility,
    SourceType,
    Stage,
    Valence,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Somebody whose work is in the file."""

    id: str
    handle: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Who made something and when, as far as it is known."""

    by: str | None = None
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCase:
    """A case by its label; the service's name stays in the study."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedParticipant:
    """A person by pseudonym and coarse role, with what they agreed to."""

    id: str
    pseudonym: str
    case_id: str
    role: Role
    scopes: tuple[ConsentScope, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRound:
    """A coding round."""

    id: str
    name: str
    visibility: RoundVisibility
    opened_at: dt.datetime
    closed_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedSpeaker:
    """A label in a source, and who it stands for."""

    label: str
    is_interviewer: bool
    participant_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedSegment:
    """``[start, end)`` in code points; ``number`` is what people call it, None where unknown."""

    id: str
    number: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedCoding:
    """One code (by its guid) on a segment, by one coder, with what it says beside the code."""

    id: str
    segment_id: str
    code: str
    coder_id: str
    layer: str = "coder"
    round_id: str | None = None
    valence: Valence | None = None
    level: Level | None = None
    stage: Stage | None = None
    claim_status: ClaimStatus | None = None
    measure_id: str | None = None
    created_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedMemo:
    """A memo; ``target`` is the id of a coding, segment or source, or the number of a turn."""

    id: str
    target_kind: MemoTarget
    target: str
    author_id: str
    body: str
    round_id: str | None = None
    created_at: dt.datetime | None = None
    edited_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedSource:
    """A text with all that hangs on it; None stands for what the file does not say."""

    id: str
    number: int | None
    title: str
    text: str
    type: SourceType | None = None
    case_id: str | None = None
    time_point_id: str | None = None
    date: dt.date | None = None
    language: str = "nb"
    peer_interviewer: bool = False
    file_sha256: str | None = None
    file_format: str = "qdpx"
    speakers: tuple[CarriedSpeaker, ...] = ()
    turns: tuple[ParsedTurn, ...] = ()
    segments: tuple[CarriedSegment, ...] = ()
    codings: tuple[CarriedCoding, ...] = ()
    memos: tuple[CarriedMemo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyContent:
    """A study, or as much of one as a file holds.

    ``made`` says by id who made a theory, configuration, piece of evidence or verdict, and when.
    Configurations rest on segments of ``sources``. ``is_codebook_whole`` is false where the codes
    come from a program that does not know all fields of ours, so that much was made up.
    """

    title: str = ""
    coders: tuple[Coder, ...] = ()
    codebook: Codebook | None = None
    is_codebook_whole: bool = True
    cases: tuple[CarriedCase, ...] = ()
    participants: tuple[CarriedParticipant, ...] = ()
    time_points: tuple[TimePoint, ...] = ()
    measures: tuple[Measure, ...] = ()
    rounds: tuple[CarriedRound, ...] = ()
    sources: tuple[CarriedSource, ...] = ()
    theories: tuple[Theory, ...] = ()
    cmocs: tuple[CMOC, ...] = ()
    cmoc_links: tuple[CMOCLink, ...] = ()
    made: Mapping[str, Made] = field(default_factory=dict)

    @property
    def codings(self) -> tuple[CarriedCoding, ...]:
        """Every coding, source by source."""
        return tuple(coding for source in self.sources for coding in source.codings)

    @property
    def memos(self) -> tuple[CarriedMemo, ...]:
        """Every memo, source by source."""
        return tuple(memo for source in self.sources for memo in source.memos)

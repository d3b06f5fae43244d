"""Codings: one code on one segment by one coder, with its attributes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casestudy.domain.vocabulary import ClaimStatus, Level, Stage, Valence


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A written note on a coding."""

    id: str
    author_id: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One code on ``[start, end)`` (code points) of a source's current text by one coder."""

    id: str
    source_id: str
    segment_id: str
    start: int
    end: int
    code_id: str
    coder_id: str
    valence: Valence | None
    level: Level | None
    stage: Stage | None
    claim_status: ClaimStatus | None
    measure_id: str | None
    removed: bool
    revision: int
    version: int
    comments: tuple[Comment, ...] = ()

"""Codings: one code on one segment by one coder, with its attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casestudy.domain.memos import Memo
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
    layer: str
    valence: Valence | None
    level: Level | None
    stage: Stage | None
    claim_status: ClaimStatus | None
    measure_id: str | None
    removed: bool
    revision: int
    version: int
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCode:
    """One of the codes that a passage is given in one motion.

    ``code`` is an id, or the guid of a code that was proposed; ``attributes`` are those of
    :meth:`casestudy.services.coding.Coding.apply`.
    """

    code: str
    coding_id: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCoding:
    """A coding that was made elsewhere and is taken in with others.

    ``attributes`` are those of :meth:`casestudy.services.coding.Coding.apply`; ``made_at`` is when
    the coder made it, now where it is not known.
    """

    start: int
    end: int
    code: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    comment: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """Where a source stands for one member: its text, what changed in it, what can be undone.

    ``changed`` and ``memos`` hold what was changed after the revision that was asked from, removed
    ones among them; ask for all anew where ``revision`` is smaller than that one. ``proposals`` is
    how many codes have been proposed in the study. ``blind_rounds`` are the open rounds on the
    source whose codings are hidden from the member: where these are others than before, so is
    what there is to see, without any coding having changed.
    """

    text_version_id: str
    revision: int
    changed: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    can_undo: bool
    can_redo: bool
    proposals: int
    blind_rounds: frozenset[str]

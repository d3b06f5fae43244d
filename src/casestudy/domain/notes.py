"""What members note to themselves while they code: drafts of memos, and preferences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casestudy.domain.text import Range
from casestudy.domain.vocabulary import MemoTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A memo that is being written; ``target_id`` says on what, as a memo's own does.

    On a passage, which may have no segment yet, it is ``<source id>:<start>-<end>`` (code points).
    """

    target_kind: MemoTarget
    target_id: str
    source_id: str
    body: str
    at: datetime


def segment_target(source_id: str, start: int, end: int) -> str:
    """Return the ``target_id`` of a draft on a passage."""
    return f"{source_id}:{start}-{end}"


def segment_place(target_id: str) -> Range:
    """Return the passage that a draft's ``target_id`` names."""
    start, _, end = target_id.rpartition(":")[2].partition("-")
    return Range(int(start), int(end))


class Preference(StrEnum):
    """What a member sets for themselves for coding; ``CODING_PASS`` is the one they work in."""

    SHORTCUTS = "shortcuts"
    MARGIN = "margin"
    PANE = "pane"
    REMEMBERED = "remembered"
    CODING_PASS = "coding_pass"  # noqa: S105 - a pass through the material

"""What an edit of the codebook will come to, told before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UndoLimit(StrEnum):
    """What an edit can't be taken back after."""

    RELEASE = "release"
    CODING = "coding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What an edit concerns, as far as the member may see codings.

    Attributes:
        codings: Codings that are counted, shown or asked about otherwise.
        coders: By how many coders these are.
        sources: In how many sources.
        doubled: Segments on which one coder has several of the codes that become one; both
            codings stay, and count as two.
        below: Codes below that move, or are retired, along.
        evidence: Pieces of evidence on the segments of these codings; they stay as they are.
        configurations: Configurations that rest on this evidence or name one of the codes.
        waiting: Codings that then wait for a look by their coders.
        undo_until: What makes an end of undo: a release, and for some edits that someone codes
            with what is new.
    """

    codings: int
    coders: int
    sources: int
    doubled: int
    below: int
    evidence: int
    configurations: int
    waiting: int
    undo_until: tuple[UndoLimit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCount:
    """How much a code is used: codings, by how many coders, in how many sources."""

    codings: int = 0
    coders: int = 0
    sources: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What an edit made: the ids of new codes, in order, and of its steps in the lineage."""

    added: tuple[str, ...]
    steps: tuple[str, ...]

"""Two wordings beside each other: which words stayed, which came and which went."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from casestudy.domain.corrections import edits

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Between two changes, fewer kept letters than this read better as part of one change.
_FEWEST_KEPT: Final = 3


class Mark(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share a mark."""

    mark: Mark
    text: str


def marked_words(old: str, new: str) -> tuple[Run, ...]:
    """Return both wordings as one text with marks, no word cut; what went stands before what came.

    Kept and deleted runs together are the old text, kept and inserted ones the new text.

    >>> [(run.mark.value, run.text) for run in marked_words("ties to people", "ties to places")]
    [('kept', 'ties to '), ('deleted', 'people'), ('inserted', 'places')]
    """
    changes: list[list[int]] = []
    for old_start, old_end, new_start, new_end in edits(old, new):
        if changes and _is_little(old[changes[-1][1] : old_start]):
            changes[-1][1], changes[-1][3] = old_end, new_end
        else:
            changes.append([old_start, old_end, new_start, new_end])
    runs: list[Run] = []
    place = 0
    for old_start, old_end, new_start, new_end in changes:
        runs += [
            Run(Mark.KEPT, old[place:old_start]),
            Run(Mark.DELETED, old[old_start:old_end]),
            Run(Mark.INSERTED, new[new_start:new_end]),
        ]
        place = old_end
    runs.append(Run(Mark.KEPT, old[place:]))
    return tuple(run for run in runs if run.text)


def old_text(runs: Iterable[Run]) -> str:
    """Return the wording before."""
    return "".join(run.text for run in runs if run.mark is not Mark.INSERTED)


def new_text(runs: Iterable[Run]) -> str:
    """Return the wording after."""
    return "".join(run.text for run in runs if run.mark is not Mark.DELETED)


def _is_little(kept: str) -> bool:
    return sum(character.isalnum() for character in kept) < _FEWEST_KEPT

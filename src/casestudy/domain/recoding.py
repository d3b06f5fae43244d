"""Codings that wait for a look, since their code was split or came to mean something else."""

from __future__ import annotations

from dataclasses import dataclass

from casestudy.domain.lineage import LineageStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One coding of one's own that waits.

    ``start`` and ``end`` are code points of the source's text, ``text`` is what stands there.
    ``code_id`` is what the coding counts as, ``coded_as`` the code it was made with.
    ``choices`` are the codes that the code was split into, without the code itself; ``can_keep``
    tells whether its own code is still in use. ``because`` has the steps since it was made.
    """

    coding_id: str
    source_id: str
    source_number: int
    title: str
    segment: int
    start: int
    end: int
    text: str
    code_id: str
    coded_as: str
    choices: tuple[str, ...]
    can_keep: bool
    because: tuple[LineageStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCount:
    """How many codings of a code wait for a coder; ``coder`` is the handle."""

    code_id: str
    coder: str
    codings: int

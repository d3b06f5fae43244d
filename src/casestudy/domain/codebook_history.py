"""What can be taken back of what a member did to the codebook."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoStep:
    """One change: what was done (the verb of its change record), and to which codes."""

    verb: str
    codes: tuple[str, ...]

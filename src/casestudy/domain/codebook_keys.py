"""Moving a code by keys: up, down, in under the one before it, out to its parent's level."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from casestudy.domain.codebook_edits import Move

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook


class Key(StrEnum):
    """One step in the tree."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    OUT = "out"


def key_move(codebook: Codebook, code_id: str, key: Key) -> Move | None:
    """Return what ``key`` does to a code, None where there is no way in that direction.

    Raises:
        NotFoundError: ``codebook.unknown_code``.
    """
    code = codebook.code(code_id)
    siblings = _ids(codebook, code.parent)
    at = siblings.index(code_id)
    match key:
        case Key.UP if at > 0:
            return Move(code=code_id, parent=code.parent, before=siblings[at - 1])
        case Key.DOWN if at + 1 < len(siblings):
            after = siblings[at + 2 : at + 3]
            return Move(code=code_id, parent=code.parent, before=after[0] if after else None)
        case Key.IN if at > 0:
            return Move(code=code_id, parent=siblings[at - 1])
        case Key.OUT if code.parent is not None:
            outer = codebook.code(code.parent).parent
            level = _ids(codebook, outer)
            after = level[level.index(code.parent) + 1 :][:1]
            return Move(code=code_id, parent=outer, before=after[0] if after else None)
    return None


def _ids(codebook: Codebook, parent: str | None) -> list[str]:
    family = codebook.roots if parent is None else codebook.children(parent)
    return [code.id for code in family]

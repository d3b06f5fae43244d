"""What can be done to the working codebook, as values: what one edit is told, and nothing more.

``before`` names the sibling that a code is put in front of; without it the code comes last.
``why`` goes into the codes' lineage. What an edit does stands in ``domain.codebook_rules``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Wordings by the field's name in ``domain.codebook.REVIEWABLE``, as ``"definition.en"``: text, or
#: a tuple of texts for synonyms, ``maps_to`` and ``confused_with``.
Words = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A new code or branch (``assignable`` false).

    ``id`` is made from the parent's unless given. A name that is missing in one language is taken
    from the other and marked as unreviewed. Without a parent, ``attributes``, ``passes`` and
    ``hue`` must be among ``settings``, which are those of :class:`Configure`.
    """

    parent: str | None
    words: Words
    before: str | None = None
    id: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    guid: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Describe:
    """Other wordings for a code; fields that are named in either are no longer unreviewed.

    ``changes_meaning`` says that the code means something else from now, so that all codings with
    it wait for a look by their coders. Codings stay as they are where only the wording changes.
    """

    code: str
    words: Words = field(default_factory=dict)
    reviewed: tuple[str, ...] = ()
    changes_meaning: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configure:
    """How a code is shown and used.

    ``settings`` holds what changes: ``colour``, ``hue``, ``assignable``, ``attributes``,
    ``passes``; the last two and ``hue`` are taken from the parent where they are None.
    """

    code: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A code, with all below it, to another parent (None: a branch), another place, or both."""

    code: str
    parent: str | None
    before: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A proposed code into the tree, where it is a code like others from now."""

    code: str
    parent: str
    before: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retire:
    """A code, with all below it, out of use; codings with it stay.

    ``replaced_by`` is a code that coders are pointed to; it takes nothing over.
    """

    code: str
    replaced_by: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBack:
    """A retired or merged code into use again; its own codings count as it again."""

    code: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Codes into another one: they are retired, and their codings count as ``into``.

    The codes below them move to it.
    """

    codes: tuple[str, ...]
    into: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A code into several, new (``Add``) or existing; its codings wait for their coders.

    A new one stands after the code unless it says where. The code itself is retired unless
    ``keep``.
    """

    code: str
    into: tuple[str | Add, ...]
    keep: bool = False
    why: str = ""


Edit = Add | Describe | Configure | Move | Place | Retire | BringBack | Merge | Split

"""What a REFI-QDA file holds, as values: the standard's elements, freed from its spelling.

GUIDs are in lower case without braces. Texts are canonical (NFC, line feeds); positions are code
points of the canonical text, end exclusive. Times know their zone. ``""`` and None stand for what
the file does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casestudy.errors import InvalidInputError


class Direction(StrEnum):
    """Which way a link points."""

    ASSOCIATIVE = "Associative"
    ONE_WAY = "OneWay"
    BIDIRECTIONAL = "Bidirectional"


class VariableType(StrEnum):
    """What kind of value a variable has."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATE_TIME = "DateTime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """What somebody made, and somebody may have changed; users are GUIDs."""

    user: str | None = None
    created: datetime | None = None
    modifying_user: str | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiUser:
    """Somebody who coded; ``id`` is a short name that some programs keep."""

    guid: str
    name: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiCode:
    """One code; ``parent`` is the GUID of the code above. ``colour`` is ``#rrggbb``."""

    guid: str
    parent: str | None = None
    name: str
    description: str = ""
    colour: str | None = None
    is_codable: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiCoding:
    """One code on a selection or on a whole source: by whom and when."""

    guid: str
    code: str
    user: str | None = None
    created: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiSelection(Authored):
    """``[start, end)`` in code points of its source's text; may be empty, and without codings."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    codings: tuple[RefiCoding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiVariable:
    """A variable that cases and sources may have a value of."""

    guid: str
    name: str
    type: VariableType = VariableType.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiValue:
    """A variable's value as XML Schema writes its type: ``true``, ``12``, ``1.5``, ``2026-01-31``.

    None says that the variable has no value here.
    """

    variable: str
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiSource(Authored):
    """A text with what was marked in it; ``codings`` are on the text as a whole.

    Raises:
        InvalidInputError: ``transcript.range_outside_text``: a selection does not lie in the text.
    """

    guid: str
    name: str = ""
    description: str = ""
    text: str = ""
    selections: tuple[RefiSelection, ...] = ()
    codings: tuple[RefiCoding, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()

    def __post_init__(self) -> None:
        for selection in self.selections:
            start, end = selection.start, selection.end
            if not 0 <= start <= end <= len(self.text):
                raise InvalidInputError("transcript.range_outside_text", start=start, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiNote(Authored):
    """A memo; what it is about points at it."""

    guid: str
    name: str = ""
    description: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiCase:
    """A unit of comparison: its variables, and the sources and selections that belong to it.

    Some programs write a source's own variables as a case without a name and with one source.
    """

    guid: str
    name: str = ""
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiLink:
    """A relation between any two things, by their GUIDs."""

    guid: str
    origin: str
    target: str
    name: str = ""
    direction: Direction | None = None
    colour: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiSet:
    """A group of codes, sources and notes."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiProject(Authored):
    """A whole project; a codebook file is one with codes and sets only.

    Codes lie in reading order, each after the one above it.
    """

    name: str = ""
    description: str = ""
    users: tuple[RefiUser, ...] = ()
    codes: tuple[RefiCode, ...] = ()
    variables: tuple[RefiVariable, ...] = ()
    cases: tuple[RefiCase, ...] = ()
    sources: tuple[RefiSource, ...] = ()
    notes: tuple[RefiNote, ...] = ()
    links: tuple[RefiLink, ...] = ()
    sets: tuple[RefiSet, ...] = ()
    about: tuple[str, ...] = ()
    """GUIDs of the notes on the project as a whole."""

"""Fields as lines with labels, which people read as text and we read back exactly.

A code's description has one line per field: ``When to use: …``. Labels are fixed words of the
format, in both languages, and never change: files lie with other people for years. A value that
would not come back as it is (it has line breaks, or begins with a quotation mark) is written
as a string of JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from casestudy.domain.text import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A field by its name in the codebook, and what it is called in a description.
LABELS: Final = {
    "label.en": "Name",
    "label.nb": "Navn",
    "definition.en": "Definition",
    "definition.nb": "Definisjon",
    "use.en": "When to use",
    "use.nb": "Når koden brukes",
    "not_use.en": "When not to use",
    "not_use.nb": "Når koden ikke brukes",
    "cue.en": "Example",
    "cue.nb": "Eksempel",
    "synonyms.en": "Synonyms",
    "synonyms.nb": "Synonymer",
    "maps_to": "Maps to",
    "confused_with": "Confused with",
    "id": "Id",
    "status": "Status",
    "attributes": "Attributes",
    "passes": "Passes",
    "hue": "Hue",
    "colour": "Colour",
    "assignable": "Can be applied",
    "parent": "Below",
    "unreviewed": "Not reviewed",
    "codebook": "Codebook",
    "release": "Release",
    "date": "Date",
    "title.en": "Title",
    "title.nb": "Tittel",
    "note.en": "Note",
    "note.nb": "Merknad",
    "language": "Names in",
    "order": "Order",
}
_FIELDS: Final = {label.casefold(): field for field, label in LABELS.items()}
_LINE: Final = re.compile(
    rf"({'|'.join(re.escape(label) for label in LABELS.values())}):[ ](.*)", re.IGNORECASE
)
_NOTHING: Final = "-"
_JOIN: Final = "; "


def to_lines(fields: Mapping[str, str | tuple[str, ...]]) -> str:
    """Return fields as labelled lines, in their order; an empty list is said, no text is not."""
    return "\n".join(
        f"{LABELS[field]}: {listed(value) if isinstance(value, tuple) else _one(value)}"
        for field, value in fields.items()
        if value != ""
    )


def from_lines(description: str) -> tuple[dict[str, str], str]:
    """Return what each field says, and the words that stand before the first label.

    A line without a label goes on with the field before it, as somebody may have broken it.
    """
    fields: dict[str, str] = {}
    before: list[str] = []
    field = None
    for line in description.split("\n"):
        found = _LINE.fullmatch(line.strip())
        if found:
            field = _FIELDS[found[1].casefold()]
            fields[field] = found[2].strip()
        elif field is None:
            before.append(line)
        elif line.strip():
            fields[field] = f"{fields[field]} {line.strip()}"
    return fields, "\n".join(before).strip()


def words(said: str) -> str:
    """Return the text that a field holds."""
    if said.startswith('"'):
        try:
            read = json.loads(said)
        except ValueError:
            return said
        return read if isinstance(read, str) else said
    return said


def items(said: str) -> tuple[str, ...]:
    """Return the list that a field holds."""
    if said == _NOTHING:
        return ()
    return tuple(words(part.strip()) for part in _parts(said) if part.strip())


def _parts(said: str) -> Iterable[str]:
    """Split at semicolons that do not stand inside a quoted item."""
    return re.findall(r'\s*"(?:[^"\\]|\\.)*"(?=\s*(?:;|$))|[^;]+', said)


def _one(value: str) -> str:
    plain = value == canonical(value).strip() and "\n" not in value and not value.startswith('"')
    return value if plain else json.dumps(value)


def listed(values: tuple[str, ...]) -> str:
    """Return the one line that ``items`` reads as ``values``."""
    return _JOIN.join(map(_item, values)) or _NOTHING


def _item(value: str) -> str:
    said = _one(value)
    return json.dumps(value) if said in {"", _NOTHING} or ";" in value else said

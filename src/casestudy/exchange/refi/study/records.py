"""Records as notes: words for people, and below a mark the same as fields for programs.

The standard has notes on almost everything and little else that is free. So what it has no place
for stands in a note that a person in another program can read, and that we read back.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final, TypeVar

from casestudy.exchange.refi.guid import derived_guid, read_guid
from casestudy.texts import LANGUAGES
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import Enum

Member = TypeVar("Member", bound="Enum")

MARK: Final = "— casestudy —"
_CONTINUED: Final = "  "


def record(words: str, fields: Mapping[str, object]) -> str:
    r"""Return the text of a note; a field that is None or empty is left out.

    >>> print(record("Barriere", {"level": "service", "reason": "to\nlinjer", "stage": None}))
    Barriere
    <BLANKLINE>
    — casestudy —
    level: service
    reason: to
      linjer
    """
    lines = [
        f"{name}: " + f"\n{_CONTINUED}".join(str(value).split("\n"))
        for name, value in fields.items()
        if value not in {None, ""}
    ]
    return "\n".join([*([words, ""] if words else []), MARK, *lines])


def fields_of(text: str) -> dict[str, str] | None:
    r"""Return the fields of a record, None where a note is none.

    >>> fields_of("Barriere\n\n— casestudy —\nlevel: service\nreason: to\n  linjer")
    {'level': 'service', 'reason': 'to\nlinjer'}
    """
    _, mark, below = f"\n{text}\n".rpartition(f"\n{MARK}\n")
    if not mark:
        return None
    fields: dict[str, str] = {}
    name = ""
    for line in below.removesuffix("\n").split("\n"):
        if line.startswith(_CONTINUED) and name:
            fields[name] += "\n" + line.removeprefix(_CONTINUED)
            continue
        key, colon, value = line.partition(": ")
        if colon and key.isidentifier():
            name = key
            fields[name] = value
    return fields


def words_of(text: str) -> str:
    """Return what a record says to people."""
    return f"\n{text}\n".rpartition(f"\n{MARK}\n")[0].strip("\n")


def guid_of(key: str) -> str:
    """Return the GUID that stands for one of our ids, which nearly always is one."""
    return read_guid(key) or derived_guid("id", key)


def as_member(kind: type[Member], written: str | None) -> Member | None:
    """Return the value of a vocabulary by its stored key, or by its label in either language."""
    if not written:
        return None
    said = written.strip()
    for value in kind:
        if said == str(value.value):
            return value
    for value, language in itertools.product(kind, LANGUAGES):
        if said.casefold() == label(value, language).casefold():
            return value
    return None


def lines(pairs: Iterable[tuple[str, str]]) -> str:
    """Return ``name: value`` lines for people, without those that say nothing."""
    return "\n".join(f"{name}: {value}" for name, value in pairs if value)

"""Releases of the codebook: what may go into one, and what it is called."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook_rules import PROPOSALS
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from casestudy.domain.working_codebook import CodeRecord, WorkingCodebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One dated, frozen edition of the codebook; ``member`` is the handle of who froze it."""

    id: str
    number: str
    name: str
    date: dt.date
    title: Bilingual
    note: Bilingual
    frozen_at: dt.datetime
    member: str
    codes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What freezing the working codebook asks first.

    Attributes:
        number: The number that comes next.
        in_vivo: Codes named with the words of a source: rename them, or leave them by id.
        proposals: Proposed codes that nobody has placed: they stay out unless they are kept.
        untranslated: How many codes lack a wording in one of the languages.
        unreviewed: How many have wordings that nobody has checked.
        changed: Whether anything has changed since the last release.
    """

    number: str
    in_vivo: tuple[str, ...]
    proposals: tuple[str, ...]
    untranslated: int
    unreviewed: int
    changed: bool


def next_number(last: str) -> str:
    """Return the number after ``last``: its last digits counted up, as 0.9 → 0.10."""
    found = re.search(r"(\d+)(\D*)$", last)
    if found is None:
        return f"{last}.1"
    return f"{last[: found.start()]}{int(found[1]) + 1}{found[2]}"


def released(book: WorkingCodebook, keep_proposals: Collection[str]) -> tuple[CodeRecord, ...]:
    """Return the codes that go into a release, in reading order.

    Proposed codes stay out unless they are kept, with what stands below them; so do those that
    were retired or merged without ever having had a place.
    """
    kept: dict[str, CodeRecord] = {}
    for record in book.standing:
        parent = record.code.parent
        if parent is not None and parent not in kept:
            continue
        if not _is_unplaced(record) or record.id in keep_proposals:
            kept[record.id] = record
    return tuple(kept.values())


def _is_unplaced(record: CodeRecord) -> bool:
    status = record.code.status
    waits = bool(record.origin) and record.code.parent == PROPOSALS
    return status is CodeStatus.PROPOSED or (waits and status is CodeStatus.RETIRED)


def require_own_names(records: Iterable[CodeRecord], by_id: Collection[str]) -> None:
    """Refuse names that are the words of a source, unless they go by their ids.

    Raises:
        InvalidInputError: ``codebook.in_vivo_names``.
    """
    named = [one.id for one in records if one.origin.get("in_vivo") and one.id not in by_id]
    if named:
        raise InvalidInputError("codebook.in_vivo_names", codes=", ".join(named))

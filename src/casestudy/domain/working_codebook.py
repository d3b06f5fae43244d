"""The working codebook: every code of a study, with what became of it, between releases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casestudy.domain.codebook import Code, faults
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRecord:
    """One code as it stands in a study.

    ``number`` counts the versions of its wording, ``last_number`` those too that were taken back.
    ``position`` orders the codes of one parent. Codings with the code count as ``counts_as``:
    where ``merged_into`` leads in the end, the code itself where it leads nowhere. Those stamped
    with a version before ``recode_from`` wait for a look by their coders. A code whose addition
    was taken back is ``removed``; its id is not used again. ``origin`` says where a proposed code
    was met: ``number``, ``source_id``, and ``in_vivo`` where its name is the words of that source.
    """

    code: Code
    number: int = 0
    last_number: int = 0
    version: int = 0
    position: float = 0.0
    replaced_by: str | None = None
    merged_into: str | None = None
    counts_as: str = ""
    recode_from: int = 1
    removed: bool = False
    origin: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The code's id."""
        return self.code.id

    @property
    def retired(self) -> bool:
        """Whether the code can't be applied any more."""
        return self.code.status is CodeStatus.RETIRED


class WorkingCodebook:
    """All codes of a study by id, those among them that were taken back."""

    def __init__(self, records: Iterable[CodeRecord]) -> None:
        self.records = {record.id: record for record in records}

    def __getitem__(self, code_id: str) -> CodeRecord:
        """Return a code.

        Raises:
            NotFoundError: ``codebook.unknown_code``, also where it was taken back.
        """
        record = self.records.get(code_id)
        if record is None or record.removed:
            raise NotFoundError("codebook.unknown_code", id=code_id)
        return record

    def __contains__(self, code_id: str) -> bool:
        record = self.records.get(code_id)
        return record is not None and not record.removed

    @property
    def standing(self) -> tuple[CodeRecord, ...]:
        """The codes that were not taken back, in reading order: each before those below it."""
        return in_reading_order(self.records.values())

    def children(self, parent: str | None) -> list[CodeRecord]:
        """Return the codes directly below a code, or those without a parent, in order."""
        found = [one for one in self.records.values() if one.code.parent == parent]
        return sorted((one for one in found if not one.removed), key=_place)

    def below(self, code_id: str) -> list[CodeRecord]:
        """Return all codes below a code, each before those below it."""
        families = _families(self.records.values())
        found, waiting = [], list(reversed(families[code_id]))
        while waiting:
            record = waiting.pop()
            found.append(record)
            waiting.extend(reversed(families[record.id]))
        return found

    def above(self, code_id: str) -> list[CodeRecord]:
        """Return the code itself and those it stands under, up to its branch."""
        line = [self[code_id]]
        while line[-1].code.parent is not None:
            line.append(self[line[-1].code.parent])
        return line

    def counting_as(self, code_id: str) -> list[CodeRecord]:
        """Return the code and all that were merged into it."""
        return [one for one in self.records.values() if one.counts_as == code_id]

    def inherited(self, code_id: str, name: str) -> Any:
        """Return ``attributes``, ``passes`` or ``hue`` as they hold for a code."""
        said = (getattr(record.code, name) for record in self.above(code_id))
        return next(value for value in said if value is not None)

    def with_records(self, *records: CodeRecord) -> WorkingCodebook:
        """Return the book with some records in place of those with their ids, or added."""
        return WorkingCodebook((self.records | {one.id: one for one in records}).values())

    def placed(self, code_id: str, before: str | None) -> WorkingCodebook:
        """Return the book with a code before one of its siblings, or last among them.

        Raises:
            InvalidInputError: ``codebook.not_beside``: ``before`` has another parent.
        """
        record = self.records[code_id]
        siblings = [one for one in self.children(record.code.parent) if one.id != code_id]
        places = [one.position for one in siblings]
        at = len(siblings)
        if before is not None:
            at = next((n for n, one in enumerate(siblings) if one.id == before), -1)
        if at < 0:
            raise InvalidInputError("codebook.not_beside", id=code_id, other=before)
        low = places[at - 1] if at > 0 else (places[0] - 2.0 if places else 0.0)
        high = places[at] if at < len(places) else low + 2.0
        middle = (low + high) / 2
        if low < middle < high:
            return self.with_records(replace(record, position=middle))
        siblings.insert(at, record)
        return self.with_records(
            *(replace(one, position=float(place)) for place, one in enumerate(siblings, 1))
        )

    @property
    def stranded(self) -> frozenset[str]:
        """The codes in use that stand under a retired one."""
        return frozenset(
            one.id
            for one in self.records.values()
            if not (one.removed or one.retired or one.code.parent is None)
            and self[one.code.parent].retired
        )

    def check(self, *, before: WorkingCodebook) -> None:
        """Refuse what is no codebook, or leaves a code in use under a retired one.

        Args:
            before: The book before it was changed; codes that were stranded in it may stay so.

        Raises:
            InvalidInputError: A fault of :func:`casestudy.domain.codebook.faults`,
                ``codebook.parent_retired`` or ``codebook.merged_into_nothing``.
        """
        for fault in faults(tuple(one.code for one in self.records.values() if not one.removed)):
            raise fault.error
        for record in self.records.values():
            if not record.removed and record.counts_as not in self:
                raise InvalidInputError("codebook.merged_into_nothing", id=record.id)
        for code_id in sorted(self.stranded - before.stranded):
            parent = self[code_id].code.parent
            raise InvalidInputError("codebook.parent_retired", id=code_id, parent=parent)


def in_reading_order(records: Iterable[CodeRecord]) -> tuple[CodeRecord, ...]:
    """Return the records that were not taken back, each before those below it."""
    families = _families(records)
    found, waiting = [], list(reversed(families[None]))
    while waiting:
        record = waiting.pop()
        found.append(record)
        waiting.extend(reversed(families[record.id]))
    return tuple(found)


def resolved(records: Iterable[CodeRecord]) -> dict[str, str]:
    """Return what each code counts as: where ``merged_into`` leads in the end."""
    leads = {record.id: record.merged_into for record in records}
    found = {}
    for code_id in leads:
        end = code_id
        while (further := leads[end]) is not None:
            end = further
        found[code_id] = end
    return found


def _families(records: Iterable[CodeRecord]) -> dict[str | None, list[CodeRecord]]:
    families: defaultdict[str | None, list[CodeRecord]] = defaultdict(list)
    for record in sorted(records, key=_place):
        if not record.removed:
            families[record.code.parent].append(record)
    return families


def _place(record: CodeRecord) -> tuple[float, str]:
    return record.position, record.id

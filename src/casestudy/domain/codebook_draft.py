"""A working codebook while an edit is made to it, and what the edit comes to in the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from casestudy.domain.vocabulary import CodeStatus
from casestudy.domain.working_codebook import CodeRecord, WorkingCodebook, resolved
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code
    from casestudy.domain.lineage import LineageKind


class Step(NamedTuple):
    """One thing that happens to codes, as it goes into their lineage."""

    kind: LineageKind
    from_ids: tuple[str, ...]
    to_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The codebook after an edit, and what the edit comes to.

    Attributes:
        before: The book as it was.
        book: The book as it is then.
        steps: What goes into the lineage.
        added: The new codes, in order.
        concerned: The codes whose codings are counted, shown or asked about otherwise then.
        along: The codes below them that move, or are retired, along.
        meaning: The codes that mean something else then; their codings wait for a look.
        merged: The codes, one of them the target, that become one.
    """

    before: WorkingCodebook
    book: WorkingCodebook
    steps: tuple[Step, ...]
    added: tuple[str, ...]
    concerned: frozenset[str]
    along: frozenset[str]
    meaning: frozenset[str]
    merged: frozenset[str]

    @property
    def changed(self) -> tuple[CodeRecord, ...]:
        """The records that are new or not as they were."""
        old = self.before.records
        return tuple(one for one in self.book.records.values() if one is not old.get(one.id, None))


@dataclass(slots=True)
class Draft:
    """A codebook while an edit is being made to it."""

    book: WorkingCodebook
    steps: list[Step] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    concerned: set[str] = field(default_factory=set)
    along: set[str] = field(default_factory=set)
    meaning: set[str] = field(default_factory=set)
    renewed: set[str] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)

    def step(self, kind: LineageKind, from_ids: Any, to_ids: Any) -> None:
        """Write down what happens, for the lineage."""
        self.steps.append(Step(kind, tuple(from_ids), tuple(to_ids)))

    def put(self, record: CodeRecord, **code: Any) -> None:
        """Put a record into the book, with other values in its code."""
        self.book = self.book.with_records(
            replace(record, code=replace(record.code, **code)) if code else record
        )


def finished(before: WorkingCodebook, draft: Draft) -> Outcome:
    """Number new versions, lead merged codes to where they count, and check the whole.

    Raises:
        InvalidInputError: It is no codebook, or the same one.
    """
    leads = resolved(draft.book.records.values())
    records = {
        one.id: replace(one, counts_as=leads[one.id]) for one in draft.book.records.values()
    }
    for code_id, record in records.items():
        old = before.records.get(code_id)
        is_other = old is None or _content(old) != _content(record)
        if is_other or code_id in draft.meaning | draft.renewed:
            number = record.last_number + 1
            records[code_id] = replace(record, number=number, last_number=number)
    for code_id in draft.meaning:
        for record in [one for one in records.values() if one.counts_as == code_id]:
            first = record.number if record.id == code_id else record.last_number + 1
            records[record.id] = replace(record, recode_from=first)
    # an untouched record stays the very same object, which is how ``changed`` knows
    kept = [old if (old := before.records.get(one.id)) == one else one for one in records.values()]
    after = WorkingCodebook(kept)
    if not draft.steps and all(one is before.records.get(one.id) for one in kept):
        raise InvalidInputError("codebook.nothing_changed")
    after.check(before=before)
    return Outcome(
        before=before,
        book=after,
        steps=tuple(draft.steps),
        added=tuple(draft.added),
        concerned=frozenset(draft.concerned),
        along=frozenset(draft.along),
        meaning=frozenset(draft.meaning),
        merged=frozenset(draft.merged),
    )


def _content(record: CodeRecord) -> tuple[Code, Any]:
    return replace(record.code, status=CodeStatus.ACTIVE), dict(record.origin)

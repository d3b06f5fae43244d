"""What becomes of each coding and memo from elsewhere in one source, without a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from casestudy.domain.interchange import CarriedCoding, CarriedMemo, CarriedSource
from casestudy.domain.memos import turn_target
from casestudy.domain.merging import Outcome
from casestudy.domain.text import Range
from casestudy.domain.vocabulary import MemoTarget

_ATTRIBUTES: Final = ("valence", "level", "stage", "claim_status", "measure_id")
_Row = Mapping[str, Any]
_NOWHERE: Final = Range(0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What codes, coders and the like from elsewhere are here.

    Attributes:
        codes: The code here by the guid of the one from elsewhere; those left out are missing.
        coders: The member here by the coder from elsewhere; the same.
        measures: The measure here by the one from elsewhere.
        outside: Members all of whose work came out of files.
        attributes: What a coding with a code here may say beside it.
        taken_back: Ids that a merge brought in and that went when it was taken back.
    """

    codes: Mapping[str, str]
    coders: Mapping[str, str]
    measures: Mapping[str, str]
    outside: frozenset[str]
    attributes: Callable[[str], frozenset[str]]
    taken_back: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingStep:
    """One coding, what becomes of it, and the coding here that it is or will be.

    ``place`` is in the source's current text; ``values`` are what it says beside its code, as far
    as the code allows.
    """

    coding: CarriedCoding
    outcome: Outcome
    id: str = ""
    place: Range = _NOWHERE
    code: str = ""
    coder: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoStep:
    """One memo, what becomes of it, and what it is on: ``target`` as in ``domain.memos``."""

    memo: CarriedMemo
    outcome: Outcome
    id: str = ""
    target: str = ""
    place: Range | None = None
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSteps:
    """What becomes of all that hangs on one source."""

    codings: tuple[CodingStep, ...]
    memos: tuple[MemoStep, ...]

    @property
    def lost_attributes(self) -> int:
        """How many attributes the codes here do not allow."""
        return sum(
            getattr(step.coding, name) is not None and step.values.get(name) is None
            for step in self.codings
            if step.outcome is not Outcome.LEFT
            for name in _ATTRIBUTES
        )


def steps_of(
    source: CarriedSource,
    resolved: Resolved,
    *,
    source_id: str,
    places: Mapping[str, Range],
    codings: Iterable[_Row] = (),
    memos: Iterable[_Row] = (),
    turns: int,
) -> SourceSteps:
    """Work out what becomes of everything on a source.

    Args:
        source: What comes in.
        resolved: What it points at here.
        source_id: The source here that it goes into.
        places: Where each segment from elsewhere lies in the text here; others are left out.
        codings: The source's codings here, removed ones too, with ``start``, ``end``, ``code``.
        memos: Its memos here, with ``start`` and ``end`` where they are on a segment.
        turns: How many turns the text here has.
    """
    coded = _Codings(resolved, places, codings)
    coding_steps = tuple(coded.step(coding) for coding in source.codings)
    ids = {step.coding.id: step.id for step in coding_steps if step.outcome is not Outcome.LEFT}
    written = _Memos(resolved, places, memos, ids=ids, source_id=source_id, turns=turns)
    return SourceSteps(
        codings=coding_steps, memos=tuple(written.step(memo) for memo in source.memos)
    )


def count_outcomes(
    sources: Iterable[SourceSteps],
) -> tuple[dict[str, Counter[Outcome]], dict[str, Counter[Outcome]]]:
    """Count outcomes of codings and of memos, by coder from elsewhere."""
    codings: dict[str, Counter[Outcome]] = {}
    memos: dict[str, Counter[Outcome]] = {}
    for steps in sources:
        for step in steps.codings:
            codings.setdefault(step.coding.coder_id, Counter())[step.outcome] += 1
        for memo in steps.memos:
            memos.setdefault(memo.memo.author_id, Counter())[memo.outcome] += 1
    return codings, memos


class _Codings:
    def __init__(
        self, resolved: Resolved, places: Mapping[str, Range], here: Iterable[_Row]
    ) -> None:
        self._resolved = resolved
        self._places = places
        self._by_id = {row["id"]: row for row in here}
        self._by_place: dict[tuple[Any, ...], list[str]] = {}
        for row in self._by_id.values():
            if not row["removed"]:
                key = (row["start"], row["end"], row["code"], row["coder_id"], row["layer"])
                self._by_place.setdefault(key, []).append(row["id"])

    def step(self, coding: CarriedCoding) -> CodingStep:
        resolved = self._resolved
        code = resolved.codes.get(coding.code)
        coder = resolved.coders.get(coding.coder_id)
        place = self._places.get(coding.segment_id)
        if code is None or coder is None or place is None:
            return CodingStep(coding=coding, outcome=Outcome.LEFT)
        values = self._values(coding, code)
        outcome, key = self._outcome(coding, place, code, coder, values)
        return CodingStep(
            coding=coding,
            outcome=outcome,
            id=key,
            place=place,
            code=code,
            coder=coder,
            values=values,
        )

    def _values(self, coding: CarriedCoding, code: str) -> dict[str, Any]:
        allowed = self._resolved.attributes(code)
        said = {name: getattr(coding, name) for name in _ATTRIBUTES}
        said["measure_id"] = self._resolved.measures.get(coding.measure_id or "")
        return {
            name: value if name.removesuffix("_id") in allowed else None
            for name, value in said.items()
        }

    def _outcome(
        self,
        coding: CarriedCoding,
        place: Range,
        code: str,
        coder: str,
        values: Mapping[str, Any],
    ) -> tuple[Outcome, str]:
        row = self._by_id.get(coding.id)
        if row is None:
            alike = self._by_place.get((*place, code, coder, coding.layer))
            # programs that give new ids at every export bring the same coding again
            return (Outcome.SAME, alike[0]) if alike else (Outcome.ADDED, coding.id)
        if row["removed"] and coding.id in self._resolved.taken_back:
            return Outcome.UPDATED, coding.id
        same = (
            not row["removed"]
            and (row["start"], row["end"]) == place
            and row["code"] == code
            and row["layer"] == coding.layer
            and all(row[name] == value for name, value in values.items())
        )
        if same:
            return Outcome.SAME, coding.id
        is_imported = row["coder_id"] in self._resolved.outside and row["coder_id"] == coder
        return Outcome.UPDATED if is_imported else Outcome.KEPT, coding.id


class _Memos:
    def __init__(
        self,
        resolved: Resolved,
        places: Mapping[str, Range],
        here: Iterable[_Row],
        *,
        ids: Mapping[str, str],
        source_id: str,
        turns: int,
    ) -> None:
        self._resolved = resolved
        self._places = places
        self._ids = ids
        self._source_id = source_id
        self._turns = turns
        self._by_id = {row["id"]: row for row in here}
        self._said: dict[tuple[Any, ...], str] = {}
        for row in self._by_id.values():
            if not row["removed"]:
                target = (
                    (row["start"], row["end"]) if row["start"] is not None else row["target_id"]
                )
                key = (row["target_kind"], target, row["author_id"], row["body"])
                self._said.setdefault(key, row["id"])

    def step(self, memo: CarriedMemo) -> MemoStep:
        author = self._resolved.coders.get(memo.author_id)
        found = self._target(memo)
        if author is None or found is None:
            return MemoStep(memo=memo, outcome=Outcome.LEFT)
        target, place = found
        outcome, key = self._outcome(memo, target, place, author)
        return MemoStep(
            memo=memo, outcome=outcome, id=key, target=target, place=place, author=author
        )

    def _target(self, memo: CarriedMemo) -> tuple[str, Range | None] | None:
        match memo.target_kind:
            case MemoTarget.CODING:
                coding = self._ids.get(memo.target)
                return (coding, None) if coding else None
            case MemoTarget.SEGMENT:
                place = self._places.get(memo.target)
                return ("", place) if place else None
            case MemoTarget.TURN:
                number = int(memo.target)
                if not 1 <= number <= self._turns:
                    return None
                return turn_target(self._source_id, number), None
            case MemoTarget.SOURCE:
                return self._source_id, None

    def _outcome(
        self, memo: CarriedMemo, target: str, place: Range | None, author: str
    ) -> tuple[Outcome, str]:
        row = self._by_id.get(memo.id)
        if row is None:
            on = tuple(place) if place else target
            alike = self._said.get((memo.target_kind.value, on, author, memo.body))
            return (Outcome.SAME, alike) if alike else (Outcome.ADDED, memo.id)
        if row["removed"] and memo.id in self._resolved.taken_back:
            return Outcome.UPDATED, memo.id
        if row["body"] == memo.body and not row["removed"]:
            return Outcome.SAME, memo.id
        is_imported = row["author_id"] in self._resolved.outside and row["author_id"] == author
        return Outcome.UPDATED if is_imported else Outcome.KEPT, memo.id

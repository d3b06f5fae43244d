"""Taking codes in from elsewhere: what matches the study's own, what is new, what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain import codebook_rules as rules
from casestudy.domain.codebook import REVIEWABLE, Code, Codebook
from casestudy.domain.codebook_draft import Draft, finished
from casestudy.domain.lineage import LineageKind
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from casestudy.domain.codebook_draft import Outcome
    from casestudy.domain.working_codebook import WorkingCodebook

_SETTINGS: Final = ("parent", "assignable", "colour", "hue", "attributes", "passes")


class MatchedBy(StrEnum):
    """How a code from elsewhere was found to be one of the study's."""

    GUID = "guid"
    ID = "id"
    NAME = "name"


class TakeInChoice(StrEnum):
    """What is done with one code from elsewhere."""

    ADD = "add"
    KEEP = "keep"
    WORDING = "wording"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One code from elsewhere, and the study's code that it matches, if any.

    ``differs`` names what is not the same: fields as in ``domain.codebook.REVIEWABLE``, and
    settings. ``choice`` is what is done unless someone chooses otherwise: a new code is added,
    and the study's own kept.
    """

    code: Code
    matches: str | None
    by: MatchedBy | None
    differs: tuple[str, ...]

    @property
    def choice(self) -> TakeInChoice:
        """What is done unless someone chooses otherwise."""
        return TakeInChoice.ADD if self.matches is None else TakeInChoice.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInPlan:
    """Every code from elsewhere, in its order, on the study's codebook as it was ``seen``."""

    incoming: tuple[Incoming, ...]
    seen: Mapping[str, int]

    @property
    def new(self) -> tuple[Incoming, ...]:
        """Those that match nothing."""
        return tuple(one for one in self.incoming if one.matches is None)

    @property
    def different(self) -> tuple[Incoming, ...]:
        """Those that match a code which says something else."""
        return tuple(one for one in self.incoming if one.differs)


def plan_take_in(book: WorkingCodebook, codebook: Codebook) -> TakeInPlan:
    """Match codes from elsewhere with the study's: by guid, then id, then the path of names.

    A code of the study is matched once.
    """
    found = _Matching(book, codebook)
    incoming = tuple(found.incoming(code) for code in codebook.codes)
    seen = {one.id: one.version for one in book.standing}
    return TakeInPlan(incoming=incoming, seen=seen)


def as_far_as_told(book: WorkingCodebook, plan: TakeInPlan) -> TakeInPlan:
    """Return a plan in which codes differ only in what a program without our fields can say.

    What it leaves out is no difference, and taking over never empties a field of the study's.
    """
    return replace(
        plan,
        incoming=tuple(
            one
            if one.matches is None
            else replace(one, differs=_told(book[one.matches].code, one.code, one.differs))
            for one in plan.incoming
        ),
    )


def take_in(
    book: WorkingCodebook, plan: TakeInPlan, choices: Mapping[str, TakeInChoice]
) -> Outcome:
    """Return what a plan makes of the codebook.

    Args:
        book: The working codebook.
        plan: What was planned on it.
        choices: By the incoming code's id, where something else is to be done than planned.
            ``WORDING`` takes words and settings over, ``MEANING`` does so and lets codings wait
            for a look; both need a match.

    Raises:
        InvalidInputError: ``codebook.take_in_choice``: a choice that does not fit; or the result
            is no codebook.
    """
    draft, _ = taken_in(book, plan, choices)
    return finished(book, draft)


def taken_in(
    book: WorkingCodebook, plan: TakeInPlan, choices: Mapping[str, TakeInChoice]
) -> tuple[Draft, dict[str, str]]:
    """Return the codebook as a plan makes it, unfinished, and where each code from elsewhere went.

    Args:
        book: The working codebook.
        plan: What was planned on it.
        choices: As for :func:`take_in`.

    Returns:
        The draft, and the study's codes by the ids of those from elsewhere; one that is left out
        is missing.

    Raises:
        InvalidInputError: ``codebook.take_in_choice``.
    """
    draft = Draft(book)
    ours: dict[str, str] = {}
    home: dict[str | None, str | None] = {None: None}
    chosen: dict[str, Incoming] = {}
    for one in _parents_first(plan.incoming):
        choice = choices.get(one.code.id, one.choice)
        parent = home[one.code.parent]
        if choice is TakeInChoice.ADD:
            here = _add(draft, one.code, parent)
            chosen[here] = replace(one, matches=None)
        elif one.matches is not None:
            here = one.matches
            if choice is not TakeInChoice.KEEP:
                _take_over(draft, one, parent, is_meaning=choice is TakeInChoice.MEANING)
                chosen[here] = one
        elif choice is TakeInChoice.KEEP:
            # left out: what stands below it comes under the code above it
            home[one.code.id] = parent
            continue
        else:
            raise InvalidInputError("codebook.take_in_choice", id=one.code.id)
        ours[one.code.id] = home[one.code.id] = here
    _link_confused(draft, chosen, ours)
    return draft, ours


class _Matching:
    """The study's codes by what they can be found by; each is given away once."""

    def __init__(self, book: WorkingCodebook, codebook: Codebook) -> None:
        self._ours = {one.id: one.code for one in book.standing}
        self._theirs = {code.id: code for code in codebook.codes}
        guids = {code.guid: code.id for code in self._ours.values() if code.guid}
        paths = {_path(self._ours, code): code.id for code in self._ours.values()}
        self._found: dict[str, tuple[str, MatchedBy]] = {}
        self._match(
            MatchedBy.GUID, {code.id: guids.get(code.guid or "") for code in codebook.codes}
        )
        self._match(MatchedBy.ID, {code_id: code_id for code_id in self._theirs})
        self._match(
            MatchedBy.NAME,
            {code.id: paths.get(_path(self._theirs, code)) for code in codebook.codes},
        )

    def incoming(self, code: Code) -> Incoming:
        """Return one code from elsewhere with its match."""
        if code.id not in self._found:
            return Incoming(code=code, matches=None, by=None, differs=())
        ours, by = self._found[code.id]
        differs = _differences(self._ours[ours], self._as_here(code))
        return Incoming(code=code, matches=ours, by=by, differs=differs)

    def _match(self, by: MatchedBy, candidates: Mapping[str, str | None]) -> None:
        taken = {ours for ours, _ in self._found.values()}
        for theirs, ours in candidates.items():
            if theirs not in self._found and ours in self._ours and ours not in taken:
                self._found[theirs] = (ours, by)
                taken.add(ours)

    def _as_here(self, code: Code) -> Code:
        """Return a code with the codes it points at as they are called here."""

        def here(code_id: str) -> str:
            return self._found[code_id][0] if code_id in self._found else code_id

        parent = None if code.parent is None else here(code.parent)
        return replace(code, parent=parent, confused_with=tuple(map(here, code.confused_with)))


def _path(codes: Mapping[str, Code], code: Code) -> tuple[tuple[str, str], ...]:
    line = [code]
    while line[-1].parent is not None:
        line.append(codes[line[-1].parent])
    return tuple((one.label.nb.casefold(), one.label.en.casefold()) for one in line)


def _differences(ours: Code, theirs: Code) -> tuple[str, ...]:
    words = [name for name in sorted(REVIEWABLE) if _word(ours, name) != _word(theirs, name)]
    settings = [name for name in _SETTINGS if getattr(ours, name) != getattr(theirs, name)]
    return (*words, *settings)


def _word(code: Code, name: str) -> Any:
    field, _, language = name.partition(".")
    value = getattr(code, field)
    return getattr(value, language) if language else value


def _told(ours: Code, theirs: Code, differs: tuple[str, ...]) -> tuple[str, ...]:
    made_up = {name for name in _SETTINGS if name != "parent"}
    if theirs.parent is None:
        made_up.add("parent")
    if theirs.label.nb == theirs.label.en and theirs.label.nb in {ours.label.nb, ours.label.en}:
        made_up |= {"label.nb", "label.en"}
    return tuple(name for name in differs if name not in made_up and _word(theirs, name))


def _parents_first(incoming: tuple[Incoming, ...]) -> list[Incoming]:
    by_id = {one.code.id: one for one in incoming}
    ordered: dict[str, Incoming] = {}

    def put(one: Incoming) -> None:
        if one.code.id in ordered:
            return
        if one.code.parent is not None:
            put(by_id[one.code.parent])
        ordered[one.code.id] = one

    for one in incoming:
        put(one)
    return list(ordered.values())


def _add(draft: Draft, code: Code, parent: str | None) -> str:
    """Add a code from elsewhere under its own id and guid where these are free."""
    book = draft.book
    guids = {one.code.guid for one in book.records.values()}
    code_id = code.id
    if code_id in book.records:
        code_id = rules.next_id(book, parent, code.label.en)
    here = replace(
        code,
        id=code_id,
        parent=parent,
        confused_with=(),
        guid=None if code.guid in guids else code.guid,
        proposal=None,
    )
    rules.add_code(draft, here)
    draft.step(LineageKind.ADDED, [], [code_id])
    return code_id


def _take_over(draft: Draft, one: Incoming, parent: str | None, *, is_meaning: bool) -> None:
    ours, theirs = str(one.matches), one.code
    record = draft.book[ours]
    code = record.code
    for name in one.differs:
        if name not in {"parent", "confused_with"}:
            code = _with(code, name, _word(theirs, name))
    words = REVIEWABLE.intersection(one.differs)
    flags = (
        *(name for name in code.unreviewed if name not in words),
        *(name for name in theirs.unreviewed if name in words),
    )
    code = replace(code, unreviewed=flags)
    draft.put(replace(record, code=code, origin=rules.origin_after(record, code)))
    if words or is_meaning:
        kind = LineageKind.MEANING_CHANGED if is_meaning else LineageKind.REWORDED
        draft.step(kind, [ours], [ours])
    if is_meaning:
        draft.meaning.add(ours)
    draft.concerned.add(ours)
    if "parent" in one.differs:
        rules.move(draft, ours, parent, None)


def _with(code: Code, name: str, value: Any) -> Code:
    field, _, language = name.partition(".")
    if language:
        value = replace(getattr(code, field), **{language: value})
    return replace(code, **{field: value})


def _link_confused(draft: Draft, chosen: Mapping[str, Incoming], ours: Mapping[str, str]) -> None:
    """Point "confused with" at the codes as they are called here, once all are there."""
    for code_id, one in chosen.items():
        if one.matches is None or "confused_with" in one.differs:
            named = (ours[other] for other in one.code.confused_with if other in ours)
            others = tuple(dict.fromkeys(other for other in named if other != code_id))
            draft.put(draft.book[code_id], confused_with=others)

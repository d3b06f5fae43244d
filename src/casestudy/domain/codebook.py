"""One release of a codebook: its codes, and the tree that their parents make."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.colour import is_colour
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

BILINGUAL_FIELDS = ("label", "definition", "use", "not_use", "cue")
REVIEWABLE = frozenset(
    [
        f"{name}.{language}"
        for name, language in product((*BILINGUAL_FIELDS, "synonyms"), LANGUAGES)
    ]
    + ["maps_to", "confused_with"]
)


class CodingAttribute(StrEnum):
    """What a coding can say beside its code."""

    LEVEL = "level"
    VALENCE = "valence"
    STAGE = "stage"
    CLAIM_STATUS = "claim_status"
    MEASURE = "measure"


class CodingPass(StrEnum):
    """One reading of the material: a research question, or the realist reading."""

    RQ1 = "rq1"
    RQ2 = "rq2"
    RQ3 = "rq3"
    REALIST = "realist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonyms:
    """Other words for a code, by language."""

    nb: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One code, or one branch that only organises (``assignable`` is then false).

    ``attributes``, ``passes`` and ``hue`` hold for the code and all below it; ``None`` takes the
    parent's, and a code without a parent must say them. ``maps_to`` names constructs of other
    frameworks, ``confused_with`` codes easily taken for this one. ``unreviewed`` names the fields
    (of ``REVIEWABLE``, as ``"definition.nb"``) whose wording nobody has checked yet. ``colour`` is
    ``#rrggbb``. The store knows a code's ``guid``, which of the study's proposals it is
    (``proposal``, counted from 1), how often it was changed (``version``: hand it in as ``seen``),
    and the code to use instead of one that is retired or merged (``replaced_by``); none of it
    makes two codes different.
    """

    id: str
    parent: str | None = None
    assignable: bool = True
    status: CodeStatus = CodeStatus.ACTIVE
    label: Bilingual
    synonyms: Synonyms = field(default_factory=Synonyms)
    definition: Bilingual = field(default_factory=Bilingual)
    use: Bilingual = field(default_factory=Bilingual)
    not_use: Bilingual = field(default_factory=Bilingual)
    cue: Bilingual = field(default_factory=Bilingual)
    maps_to: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()
    attributes: tuple[CodingAttribute, ...] | None = None
    passes: tuple[CodingPass, ...] | None = None
    hue: int | None = None
    colour: str
    guid: str | None = field(default=None, compare=False)
    proposal: int | None = field(default=None, compare=False)
    version: int | None = field(default=None, compare=False)
    replaced_by: str | None = field(default=None, compare=False)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """The fields, as ``"definition.en"``, that are written in the other language only."""
        found = []
        for name in (*BILINGUAL_FIELDS, "synonyms"):
            words = getattr(self, name)
            if bool(words.nb) != bool(words.en):
                found.append(f"{name}.{'en' if words.nb else 'nb'}")
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that keeps codes from being a codebook.

    ``position`` is the code's place in the sequence, ``field`` what is at fault in it.
    """

    position: int
    field: str
    error: InvalidInputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All codes of one release, in reading order.

    The tree comes from each code's ``parent`` alone; ids are labels without meaning.

    Raises:
        InvalidInputError: The codes have a fault (the first one that ``faults`` lists).
    """

    name: str
    release: str
    date: dt.date
    title: Bilingual
    note: Bilingual = field(default_factory=Bilingual)
    codes: tuple[Code, ...]
    _by_id: dict[str, Code] = field(init=False, repr=False, compare=False)
    _children: dict[str | None, tuple[Code, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for fault in faults(self.codes):
            raise fault.error
        families: dict[str | None, tuple[Code, ...]] = {}
        for code in self.codes:
            families[code.parent] = (*families.get(code.parent, ()), code)
        object.__setattr__(self, "_by_id", {code.id: code for code in self.codes})
        object.__setattr__(self, "_children", families)

    @property
    def roots(self) -> tuple[Code, ...]:
        """The codes without a parent: the branches of the book."""
        return self._children.get(None, ())

    @property
    def assignable(self) -> tuple[Code, ...]:
        """The codes that can be applied: no branches, none retired."""
        return tuple(
            code
            for code in self.codes
            if code.assignable and code.status is not CodeStatus.RETIRED
        )

    @property
    def versions(self) -> dict[str, int]:
        """How often each stored code was changed, by id: what an edit has ``seen``."""
        return {code.id: code.version for code in self.codes if code.version is not None}

    def code(self, code_id: str) -> Code:
        """Return the code with this id.

        Raises:
            NotFoundError: ``codebook.unknown_code``. The other lookups raise it too.
        """
        try:
            return self._by_id[code_id]
        except KeyError:
            raise NotFoundError("codebook.unknown_code", id=code_id) from None

    def children(self, code_id: str) -> tuple[Code, ...]:
        """Return the codes directly below, in reading order."""
        return self._children.get(self.code(code_id).id, ())

    def descendants(self, code_id: str) -> tuple[Code, ...]:
        """Return the code itself and all below it, each before those below it."""
        found: list[Code] = []
        waiting = [self.code(code_id)]
        while waiting:
            code = waiting.pop()
            found.append(code)
            waiting.extend(reversed(self._children.get(code.id, ())))
        return tuple(found)

    def ancestry(self, code_id: str) -> tuple[Code, ...]:
        """Return the line from the code's branch down to the code itself."""
        line = [self.code(code_id)]
        while line[0].parent is not None:
            line.insert(0, self.code(line[0].parent))
        return tuple(line)

    def branch(self, code_id: str) -> Code:
        """Return the code without a parent that this one stands under; may be itself."""
        return self.ancestry(code_id)[0]

    def path(self, code_id: str, language: str) -> tuple[str, ...]:
        """Return the labels from the branch down to the code, in ``"nb"`` or ``"en"``."""
        return tuple(code.label.in_language(language) for code in self.ancestry(code_id))

    def attributes_of(self, code_id: str) -> tuple[CodingAttribute, ...]:
        """Return which attributes a coding with this code can carry."""
        said = [code.attributes for code in self.ancestry(code_id) if code.attributes is not None]
        return said[-1]

    def passes_of(self, code_id: str) -> tuple[CodingPass, ...]:
        """Return the passes in which the code is shown."""
        said = [code.passes for code in self.ancestry(code_id) if code.passes is not None]
        return said[-1]

    def assignable_in(self, coding_pass: CodingPass | None) -> frozenset[str]:
        """Return the ids of the codes that can be applied in a pass; None for any."""
        return frozenset(
            code.id
            for code in self.assignable
            if coding_pass is None or coding_pass in self.passes_of(code.id)
        )

    def hue_of(self, code_id: str) -> int:
        """Return the hue (OKLCH degrees) that colours of new codes beside this one start from."""
        said = [code.hue for code in self.ancestry(code_id) if code.hue is not None]
        return said[-1]


def faults(codes: tuple[Code, ...]) -> tuple[Fault, ...]:
    """List what keeps ``codes`` from being a codebook, in their order."""
    first: dict[str, Code] = {}
    for code in codes:
        first.setdefault(code.id, code)
    return tuple(
        Fault(position=position, field=name, error=error)
        for position, code in enumerate(codes)
        for name, error in [*_faults_in_tree(code, first), *_faults_in_code(code, first)]
    )


def _faults_in_tree(code: Code, first: dict[str, Code]) -> Iterator[tuple[str, InvalidInputError]]:
    if code.id and first[code.id] is not code:
        yield "id", InvalidInputError("codebook.duplicate_id", id=code.id)
    if code.parent is None:
        lacks = [name for name in ("attributes", "passes", "hue") if getattr(code, name) is None]
        if lacks:
            fields = ", ".join(lacks)
            yield "id", InvalidInputError("codebook.branch_lacks", id=code.id, fields=fields)
    elif code.parent not in first:
        yield (
            "parent",
            InvalidInputError("codebook.unknown_parent", id=code.id, parent=code.parent),
        )
    cycle = _cycle(code, first)
    if cycle and code.id == next(one for one in first if one in cycle):
        yield "parent", InvalidInputError("codebook.cycle", chain=" → ".join([*cycle, code.id]))


def _cycle(code: Code, first: dict[str, Code]) -> list[str]:
    """Return the ids from ``code`` upwards that lead back to it, or nothing."""
    chain: list[str] = []
    above: Code | None = code
    while above is not None and above.id not in chain:
        chain.append(above.id)
        above = None if above.parent is None else first.get(above.parent)
    return chain if above is not None and above.id == code.id else []


def _faults_in_code(code: Code, first: dict[str, Code]) -> Iterator[tuple[str, InvalidInputError]]:
    if not code.id.strip():
        yield "id", InvalidInputError("codebook.missing_id")
    for language in LANGUAGES:
        if not code.label.in_language(language).strip():
            error = InvalidInputError("codebook.missing_label", id=code.id, language=language)
            yield f"label.{language}", error
    if not is_colour(code.colour):
        yield "colour", InvalidInputError("codebook.bad_colour", id=code.id, value=code.colour)
    if code.hue is not None and not 0 <= code.hue < 360:
        yield "hue", InvalidInputError("codebook.bad_hue", id=code.id, value=code.hue)
    for other in code.confused_with:
        if other not in first or other == code.id:
            yield (
                "confused_with",
                InvalidInputError("codebook.unknown_confused", id=code.id, other=other),
            )
    for name in code.unreviewed:
        if name not in REVIEWABLE:
            yield (
                "unreviewed",
                InvalidInputError("codebook.unknown_unreviewed", id=code.id, field=name),
            )

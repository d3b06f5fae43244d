"""What differs between two releases of a codebook, code by code and word by word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, Final

from casestudy.domain.codebook import BILINGUAL_FIELDS, Code, Codebook
from casestudy.domain.lineage import LineageKind, LineageStep
from casestudy.domain.vocabulary import CodeStatus
from casestudy.domain.word_marks import Run, marked_words
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casestudy.domain.bilingual import Bilingual

#: What codes are, besides their words and their place.
PROPERTIES: Final = ("status", "assignable", "attributes", "passes", "colour", "hue", "unreviewed")
#: Words of a code, in the order in which readers meet them.
WORDED: Final = (
    *(
        f"{name}.{language}"
        for name, language in product((*BILINGUAL_FIELDS, "synonyms"), LANGUAGES)
    ),
    *("maps_to", "confused_with"),
)


class DiffKind(StrEnum):
    """How a code differs, in the order in which a reader is told."""

    ADDED = "added"
    SPLIT = "split"
    MERGED = "merged"
    RETIRED = "retired"
    BROUGHT_BACK = "brought_back"
    MOVED = "moved"
    REWORDED = "reworded"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A wording before and after; ``field`` is as in ``REVIEWABLE`` (``"definition.en"``)."""

    field: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PropertyChange:
    """One of ``PROPERTIES`` before and after, as the code has it."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """How one code differs.

    ``before`` and ``after`` are None where the book lacks it. ``step`` is the merge or split that
    the code went into or came of; ``meaning`` is true where the team said that the code has come
    to mean something else.
    """

    id: str
    kinds: tuple[DiffKind, ...]
    before: Code | None
    after: Code | None
    wording: tuple[FieldChange, ...] = ()
    properties: tuple[PropertyChange, ...] = ()
    step: LineageStep | None = None
    meaning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookDiff:
    """The difference between two books: ``codes`` in reading order, those that are gone last.

    ``book`` has what changed in the book's own title and note. The order of codes below the same
    parent is no difference.
    """

    before: Codebook
    after: Codebook
    codes: tuple[CodeChange, ...]
    book: tuple[FieldChange, ...] = ()

    def of(self, kind: DiffKind) -> tuple[CodeChange, ...]:
        """Return the changes of one kind; a code that differs in several ways is in several."""
        return tuple(change for change in self.codes if kind in change.kinds)

    def counts(self) -> dict[DiffKind, int]:
        """Return how many codes differ in each way, without the ways that none does."""
        found = {kind: len(self.of(kind)) for kind in DiffKind}
        return {kind: count for kind, count in found.items() if count}

    def in_language(self, language: str) -> CodebookDiff:
        """Return what a reader of one language is told; what is in no language stays."""
        changes = (_in_language(change, language) for change in self.codes)
        return replace(
            self,
            codes=tuple(change for change in changes if change.kinds),
            book=tuple(one for one in self.book if _is_in(one.field, language)),
        )

    def __bool__(self) -> bool:
        return bool(self.codes or self.book)


def codebook_diff(
    before: Codebook, after: Codebook, steps: Iterable[LineageStep] = ()
) -> CodebookDiff:
    """Return how ``after`` differs from ``before``.

    Args:
        before: The older book.
        after: The newer one.
        steps: What happened to codes in between, in order. Only what still shows in ``after``
            is told; without steps a merged code is told as retired, and a split as new codes.
    """
    comparison = _Comparison(before, after, tuple(steps))
    gone = [code.id for code in before.codes if code.id not in comparison.news]
    changes = (comparison.change(code_id) for code_id in [*comparison.news, *gone])
    return CodebookDiff(
        before=before,
        after=after,
        codes=tuple(change for change in changes if change.kinds),
        book=_wording(_words_of_book(before), _words_of_book(after)),
    )


def code_words(code: Code) -> dict[str, str]:
    """Return all words of a code by field, in reading order, each list as one line."""
    words = {name: getattr(code, name) for name in BILINGUAL_FIELDS}
    said = {
        **_by_language(words),
        **{f"synonyms.{one}": ", ".join(getattr(code.synonyms, one)) for one in LANGUAGES},
        "maps_to": "; ".join(code.maps_to),
        "confused_with": ", ".join(code.confused_with),
    }
    return {name: said[name] for name in WORDED}


class _Comparison:
    """Two books side by side, with what the steps between them say."""

    def __init__(self, before: Codebook, after: Codebook, steps: Sequence[LineageStep]) -> None:
        self.olds = {code.id: code for code in before.codes}
        self.news = {code.id: code for code in after.codes}
        self.merges: dict[str, LineageStep] = {}
        self.splits: dict[str, LineageStep] = {}
        self.origins: dict[str, LineageStep] = {}
        self.meanings: set[str] = set()
        for step in steps:
            self._take(step)

    def _take(self, step: LineageStep) -> None:
        made = [code_id for code_id in step.to_ids if code_id not in step.from_ids]
        if step.kind is LineageKind.MEANING_CHANGED:
            self.meanings |= set(step.to_ids)
        elif step.kind is LineageKind.MERGED:
            went = [code_id for code_id in step.from_ids if code_id not in step.to_ids]
            self.merges |= dict.fromkeys(went, step)
            self.origins |= dict.fromkeys(made, step)
        elif step.kind is LineageKind.SPLIT and any(_in_use(self.news.get(one)) for one in made):
            self.splits |= dict.fromkeys(step.from_ids, step)
            self.origins |= dict.fromkeys(made, step)

    def change(self, code_id: str) -> CodeChange:
        before, after = self.olds.get(code_id), self.news.get(code_id)
        kinds, step = self._fate(code_id, before, after)
        wording: tuple[FieldChange, ...] = ()
        properties: tuple[PropertyChange, ...] = ()
        meaning = code_id in self.meanings and before is not None and after is not None
        if before is not None and after is not None:
            wording = _wording(code_words(before), code_words(after))
            properties = _properties(before, after)
            if before.parent != after.parent:
                kinds.append(DiffKind.MOVED)
        if wording or meaning:
            kinds.append(DiffKind.REWORDED)
        if properties:
            kinds.append(DiffKind.CHANGED)
        return CodeChange(
            id=code_id,
            kinds=tuple(kinds),
            before=before,
            after=after,
            wording=wording,
            properties=properties,
            step=step,
            meaning=meaning,
        )

    def _fate(
        self, code_id: str, before: Code | None, after: Code | None
    ) -> tuple[list[DiffKind], LineageStep | None]:
        """Tell whether the code came, went or was divided, and in which merge or split."""
        if code_id in self.splits and before is not None:
            return [DiffKind.SPLIT], self.splits[code_id]
        if after is None or (not _in_use(after) and (before is None or _in_use(before))):
            merge = self.merges.get(code_id)
            return [DiffKind.MERGED if merge else DiffKind.RETIRED], merge
        if before is None:
            return [DiffKind.ADDED], self.origins.get(code_id)
        return [DiffKind.BROUGHT_BACK] if not _in_use(before) and _in_use(after) else [], None


def _in_language(change: CodeChange, language: str) -> CodeChange:
    wording = tuple(one for one in change.wording if _is_in(one.field, language))
    changed = (_property_in(one, language) for one in change.properties)
    properties = tuple(one for one in changed if one.before != one.after)
    gone = set()
    if not wording and not change.meaning:
        gone.add(DiffKind.REWORDED)
    if not properties:
        gone.add(DiffKind.CHANGED)
    kinds = tuple(kind for kind in change.kinds if kind not in gone)
    return replace(change, kinds=kinds, wording=wording, properties=properties)


def _property_in(change: PropertyChange, language: str) -> PropertyChange:
    """Leave names of fields in other languages out of ``unreviewed``."""
    if change.name != "unreviewed":
        return change
    before, after = (
        tuple(name for name in names if _is_in(name, language))
        for names in (change.before, change.after)
        if isinstance(names, tuple)
    )
    return replace(change, before=before, after=after)


def _is_in(field: str, language: str) -> bool:
    return "." not in field or field.endswith(f".{language}")


def _in_use(code: Code | None) -> bool:
    return code is not None and code.status is not CodeStatus.RETIRED


def _properties(before: Code, after: Code) -> tuple[PropertyChange, ...]:
    """Return what else differs, without the status of a code that went out of use or came back."""
    told = _in_use(before) is not _in_use(after)
    names = [name for name in PROPERTIES if not (told and name == "status")]
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in names)
    return tuple(
        PropertyChange(name=name, before=old, after=new) for name, old, new in pairs if old != new
    )


def _wording(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(field=name, runs=marked_words(before[name], after[name]))
        for name in before
        if before[name] != after[name]
    )


def _words_of_book(book: Codebook) -> dict[str, str]:
    return _by_language({"title": book.title, "note": book.note})


def _by_language(words: Mapping[str, Bilingual]) -> dict[str, str]:
    return {
        f"{name}.{language}": said.in_language(language)
        for name, said in words.items()
        for language in LANGUAGES
    }

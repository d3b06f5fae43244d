"""What changed between two releases of the codebook, in sentences and marked words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casestudy.domain.codebook_diff import (
    WORDED,
    CodebookDiff,
    CodeChange,
    DiffKind,
    FieldChange,
)
from casestudy.domain.lineage import LineageKind, LineageStep
from casestudy.domain.review_form import SHOWN_FIELDS, shown_words
from casestudy.domain.vocabulary import CodeStatus
from casestudy.domain.word_marks import Mark, Run
from casestudy.texts import text
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_diff import PropertyChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing told of a code: a field with its marked words, or a sentence without a title."""

    title: str = ""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCode:
    """A code that differs, with its name now, its colour, and what is told of it."""

    id: str
    name: str
    colour: str
    told: tuple[Told, ...]


def diff_title(diff: CodebookDiff, language: str) -> str:
    """Return which releases are compared."""
    return text(
        "codebook_diff.between",
        language,
        before=diff.before.release,
        after=diff.after.release,
    )


def summary(diff: CodebookDiff, language: str) -> str:
    """Count the changes of each kind on one line."""
    counted = [
        text(f"codebook_diff.counted.{kind}", language, count=count)
        for kind, count in diff.counts().items()
    ]
    if not counted and not diff.book:
        return text("codebook_diff.nothing", language)
    return " · ".join(counted)


def sections(diff: CodebookDiff, language: str) -> Iterator[tuple[str, list[ToldCode]]]:
    """Yield each kind's heading with its codes; a code stands under the first of its kinds."""
    for kind in DiffKind:
        codes = [
            _told_code(change, diff, language) for change in diff.codes if change.kinds[0] is kind
        ]
        if codes:
            yield text(f"codebook_diff.kind.{kind}", language), codes


def told_of_book(diff: CodebookDiff, language: str) -> tuple[Told, ...]:
    """Return what changed in the book's own title and note."""
    return tuple(
        Told(title=_titled("codebook_diff.book_field", one, diff, language), runs=one.runs)
        for one in diff.book
    )


def _told_code(change: CodeChange, diff: CodebookDiff, language: str) -> ToldCode:
    code = change.after or change.before
    assert code is not None
    told = [Told(runs=(Run(Mark.KEPT, one),)) for one in _sentences(change, diff, language)]
    if change.after is not None and change.kinds[0] is DiffKind.ADDED:
        words = shown_words(change.after, diff.after, language)
        told += [
            Told(
                title=text(f"codebook_document.field.{name}", language),
                runs=(Run(Mark.KEPT, words[name]),),
            )
            for name in SHOWN_FIELDS[1:]
            if words[name]
        ]
    told += [
        Told(title=_titled("codebook_document.field", one, diff, language), runs=one.runs)
        for one in change.wording
    ]
    name = code.label.in_language(language)
    return ToldCode(id=code.id, name=name, colour=code.colour, told=tuple(told))


def _sentences(change: CodeChange, diff: CodebookDiff, language: str) -> Iterator[str]:
    if change.step is not None:
        yield _joined(change, change.step, diff, language)
        if change.step.why:
            yield text("codebook_diff.why", language, reason=change.step.why)
    if DiffKind.MOVED in change.kinds and change.before and change.after:
        yield text(
            "codebook_diff.moved",
            language,
            before=_place(change.before.parent, diff.before, language),
            after=_place(change.after.parent, diff.after, language),
        )
    if change.meaning:
        yield text("codebook_diff.meaning", language)
    yield from dict.fromkeys(
        said for one in change.properties for said in _property(one, diff, language)
    )


def _joined(change: CodeChange, step: LineageStep, diff: CodebookDiff, language: str) -> str:
    """Say what a code went into, or came of."""
    made = [code_id for code_id in step.to_ids if code_id != change.id]
    if DiffKind.SPLIT in change.kinds:
        return text("codebook_diff.split_into", language, targets=_names(made, diff, language))
    if DiffKind.MERGED in change.kinds:
        return text("codebook_diff.merged_into", language, target=_names(made, diff, language))
    key = "came_of_split" if step.kind is LineageKind.SPLIT else "came_of_merge"
    return text(f"codebook_diff.{key}", language, codes=_names(step.from_ids, diff, language))


def _property(change: PropertyChange, diff: CodebookDiff, language: str) -> Iterator[str]:
    if change.name in ("colour", "hue"):
        yield text("codebook_diff.colour", language)
    elif change.name == "unreviewed":
        before, after = (_names_of_fields(one) for one in (change.before, change.after))
        for key, names in (("reviewed", before - after), ("to_review", after - before)):
            if names:
                fields = ", ".join(
                    _titled_name("codebook_document.field", name, diff, language)
                    for name in sorted(names, key=WORDED.index)
                )
                yield f"{text(f'codebook_diff.{key}', language)}: {fields}."
    else:
        yield text(
            "codebook_diff.property",
            language,
            name=text(f"codebook_diff.property_name.{change.name}", language),
            before=_value(change.name, change.before, language),
            after=_value(change.name, change.after, language),
        )


def _value(name: str, value: object, language: str) -> str:
    if isinstance(value, CodeStatus):
        return label(value, language)
    if isinstance(value, bool):
        return text(f"codebook_diff.{'yes' if value else 'no'}", language)
    if not isinstance(value, tuple):
        return text("codebook_diff.nothing_said", language)
    part = "attribute" if name == "attributes" else "pass"
    said = [text(f"codebook.{part}.{one}", language) for one in value]
    return ", ".join(said) or text("codebook_diff.none", language)


def _names_of_fields(value: object) -> set[str]:
    return set(value) if isinstance(value, tuple) else set()


def _place(parent: str | None, book: Codebook, language: str) -> str:
    if parent is None:
        return text("codebook_diff.top", language)
    return f"{parent} {book.code(parent).label.in_language(language)}"


def _names(code_ids: Iterable[str], diff: CodebookDiff, language: str) -> str:
    """Name codes by id and label, those of the newer book first looked up there."""
    labels = {
        code.id: code.label.in_language(language)
        for book in (diff.before, diff.after)
        for code in book.codes
    }
    return ", ".join(f"{code_id} {labels.get(code_id, '')}".strip() for code_id in code_ids)


def _titled(part: str, change: FieldChange, diff: CodebookDiff, language: str) -> str:
    return _titled_name(part, change.field, diff, language)


def _titled_name(part: str, field: str, diff: CodebookDiff, language: str) -> str:
    """Name a field, with its language where the diff tells of more than one."""
    name, _, spoken = field.partition(".")
    title = text(f"{part}.{name}", language)
    if not spoken or (spoken == language and not _is_mixed(diff)):
        return title
    return text(
        "codebook_diff.in_language",
        language,
        field=title,
        language=text(f"codebook_diff.language_{spoken}", language),
    )


def _is_mixed(diff: CodebookDiff) -> bool:
    changes = [one for change in diff.codes for one in change.wording] + list(diff.book)
    return len({one.field.partition(".")[2] for one in changes} - {""}) > 1

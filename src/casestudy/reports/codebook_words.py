"""What a codebook says of its codes, sentence by sentence; every form of it shares this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from casestudy.domain.review_form import SHOWN_FIELDS, field_in, quoted_words, shown_words
from casestudy.domain.vocabulary import CodeStatus
from casestudy.texts import text
from casestudy.texts.labels import capital

if TYPE_CHECKING:
    from datetime import date

    from casestudy.domain.codebook import Code
    from casestudy.domain.codebook_edition import CodebookEdition, CodeUse

#: What a code that can be applied should say; where it does not, that is shown.
_EXPECTED: Final = ("definition", "use", "not_use")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeField:
    """One field of a code as it is shown; ``missing`` where nobody has written it yet.

    ``name`` is one of ``SHOWN_FIELDS``, or None for what no reviewer would word anew.
    """

    name: str | None
    title: str
    words: str
    missing: bool = False


def code_fields(code: Code, edition: CodebookEdition) -> tuple[CodeField, ...]:
    """Return the fields below a code's name, without those that have nothing to say."""
    language = edition.language
    words = shown_words(code, edition.codebook, language)
    released = edition.examples.get(code.id, ())
    fields = []
    for name in SHOWN_FIELDS[1:]:
        if name == "cue" and released:
            quoted = "\n".join(quoted_words(one, language) for one in released)
            title = text("codebook_document.field.released", language)
            fields.append(CodeField(name=None, title=title, words=quoted))
        else:
            fields += _field(name, words[name], code, language)
    return tuple(fields)


def about_code(code: Code, edition: CodebookEdition) -> str:
    """Return on one line where a code stands, how often it was applied, and how settled it is."""
    language = edition.language
    parts = []
    if code.parent is not None:
        parent = edition.codebook.code(code.parent)
        name = f"{parent.id} {parent.label.in_language(language)}"
        parts.append(text("codebook_document.under", language, parent=name))
    if code.assignable and edition.uses is not None:
        parts.append(use_words(edition.uses.get(code.id), language))
    if code.status is CodeStatus.PROPOSED:
        parts.append(text("codebook_document.proposed", language))
    shown = {field_in(name, language) for name in SHOWN_FIELDS}
    if shown & set(code.unreviewed):
        parts.append(text("codebook_document.unreviewed", language))
    return capital(" · ".join(parts))


def named(code: Code, language: str) -> str:
    """Return id and label, as they head a code."""
    return f"{code.id}  {code.label.in_language(language)}"


def retired_words(code: Code, edition: CodebookEdition) -> str:
    """Name a code that is no longer in use, and the one to use instead where there is one."""
    language = edition.language
    if code.replaced_by is None:
        return named(code, language)
    other = named(edition.codebook.code(code.replaced_by), language)
    instead = text("codebook_document.instead", language, other=other)
    return f"{named(code, language)} · {instead}"


def use_words(use: CodeUse | None, language: str) -> str:
    """Say how often a code was applied, in how many sources, by how many coders."""
    if use is None or not use.codings:
        return text("codebook_document.unused", language)
    counts = {"codings": use.codings, "sources": use.sources, "coders": use.coders}
    said = {
        name: text(f"codebook_document.{name}_counted", language, count=count)
        for name, count in counts.items()
    }
    return text("codebook_document.uses", language, **said)


def edition_words(edition: CodebookEdition) -> str:
    """Return release and date: ``"Release 0.2 · 2026-12-01"``."""
    book = edition.codebook
    day = day_words(book.date, edition.language)
    return text("codebook_document.edition", edition.language, release=book.release, date=day)


def day_words(day: date, language: str) -> str:
    """Return a date as it is written in ``language``."""
    return text("matrix.date", language, day=day.day, month=day.month, year=day.year)


def size_words(edition: CodebookEdition) -> str:
    """Say how many codes can be applied, in how many branches."""
    language, current = edition.language, edition.current
    codes = sum(code.assignable for code in current)
    branches = sum(code.parent is None for code in current)
    return text(
        "codebook_document.size",
        language,
        codes=text("codebook_document.codes_counted", language, count=codes),
        branches=text("codebook_document.branches_counted", language, count=branches),
    )


def counts_words(edition: CodebookEdition) -> str:
    """Say where the counts come from, or nothing where nothing is counted."""
    language, stamp = edition.language, edition.stamp
    if edition.uses is None:
        return ""
    return text(
        "codebook_document.counts_from",
        language,
        codings=text("codebook_document.codings_counted", language, count=stamp.n),
        layer=text(f"matrix.layer.{stamp.layer}", language),
        version=stamp.data_version,
    )


def guide(edition: CodebookEdition) -> tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the page that says what to do with the document: title, then headed paragraphs."""
    language = edition.language
    example = next((code.id for code in edition.current if code.assignable), "CH.H.1")

    def said(part: str, *names: str) -> tuple[str, ...]:
        key = f"codebook_document.{part}"
        return tuple(text(f"{key}.{name}", language, example=example) for name in names)

    if not edition.for_review:
        counts = ("counts",) if edition.uses is not None else ()
        lines = said("guide", "id", "definition", "cue", "maps_to", "confused_with", *counts)
        return said("guide", "title")[0], (("", lines),)
    part = "review_guide"
    in_word, in_excel, after = said(part, "in_word", "in_excel", "after")
    return said(part, "title")[0], (
        ("", said(part, "lead")),
        (in_word, said(part, "word_changes", "word_comments", "word_new", "ids")),
        (in_excel, said(part, "excel", "both")),
        (after, said(part, "after_send", "after_answer")),
    )


def _field(name: str, words: str, code: Code, language: str) -> list[CodeField]:
    missing = not words and code.assignable and name in _EXPECTED
    if not words and not missing:
        return []
    field = CodeField(
        name=name,
        title=text(f"codebook_document.field.{name}", language),
        words=text("codebook_document.not_written", language) if missing else words,
        missing=missing,
    )
    return [field]

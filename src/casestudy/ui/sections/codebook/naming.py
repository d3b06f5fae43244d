"""What codes and fields are called on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import CodeStatus
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casestudy.domain.codebook import Code, Codebook


def code_name(book: Codebook, code_id: str) -> str:
    """Return a code's name with its id."""
    return f"{book.code(code_id).label.in_language(language())} ({code_id})"


def code_names(book: Codebook, code_ids: Iterable[str]) -> str:
    """Return the names of codes, with commas between."""
    return ", ".join(code_name(book, code_id) for code_id in code_ids)


def code_options(book: Codebook, keep: Callable[[Code], bool] = lambda _: True) -> dict[str, str]:
    """Return the codes in use that can be chosen from a list, with where they stand.

    Args:
        book: The codebook.
        keep: Which codes can be chosen.
    """
    return {
        code.id: f"{' › '.join(book.path(code.id, language()))} ({code.id})"
        for code in book.codes
        if code.status is not CodeStatus.RETIRED and keep(code)
    }


def field_name(field: str) -> str:
    """Return what a field as ``"definition.en"`` is called, with its language."""
    name, _, in_language = field.partition(".")
    said = t(f"codebook_page.field.{name}")
    return f"{said} · {t(f'codebook_page.language.{in_language}')}" if in_language else said

"""What became of a reviewer's remarks, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.review import ReviewComment, ReviewItem


def columns(language: str) -> tuple[str, str, str, str]:
    """Return the headings: number, subject, remark, answer."""
    number, subject, remark, answer = (
        text(f"review_answers.column.{name}", language)
        for name in ("number", "subject", "remark", "answer")
    )
    return number, subject, remark, answer


def summary_of_answers(answers: Iterable[ReviewItem], language: str) -> str:
    """Count the remarks by what became of them."""
    given = [answer.status for answer in answers]
    counted = [
        text(f"review_answers.counted.{status}", language, count=given.count(status))
        for status in ReviewStatus
        if status in given
    ]
    return " · ".join(counted)


def subject_words(comment: ReviewComment, book: Codebook, language: str) -> str:
    """Say what a remark is about: the code, and the field where it names one."""
    if comment.code_id is None:
        kind = "new_code" if comment.kind is ReviewKind.NEW_CODE else "whole_book"
        return text(f"review_answers.{kind}", language)
    labels = {code.id: code.label.in_language(language) for code in book.codes}
    name = f"{comment.code_id} {labels.get(comment.code_id, '')}".strip()
    if comment.field is None:
        return name
    field = text(f"codebook_document.field.{comment.field.partition('.')[0]}", language)
    return f"{name}\n{field}"


def remark_words(comment: ReviewComment, language: str) -> str:
    """Return the reviewer's own words: what they said, and the wording they proposed."""
    lines = [comment.text] if comment.text else []
    if comment.kind is ReviewKind.AGREE and not comment.text:
        lines.append(text("review_answers.agrees", language))
    if comment.kind is ReviewKind.DELETE and not comment.text:
        lines.append(text("review_answers.remove", language))
    if comment.proposed or comment.kind is ReviewKind.WORDING:
        proposed = comment.proposed or text("review_answers.no_words", language)
        lines.append(text("review_answers.proposed", language, words=proposed))
    return "\n".join(lines)

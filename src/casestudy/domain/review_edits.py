"""The edit of the codebook that a remark asks for by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.codebook_edits import Describe, Edit, Retire
from casestudy.domain.review import ReviewComment, ReviewKind
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code


def edit_asked_for(comment: ReviewComment, code: Code | None, *, reason: str = "") -> Edit | None:
    """Return the edit that accepting a remark makes; None where it asks for none.

    A wording becomes the field's, a deletion retires the code, and who agrees has checked what was
    unreviewed in English.

    Args:
        comment: The remark.
        code: The code it is about, as it stands now.
        reason: Why it is accepted; the reviewer's own words otherwise.

    Raises:
        InvalidInputError: ``review_needs_edit``: the remark does not say itself what to change.
    """
    why = reason or comment.text
    match comment.kind:
        case ReviewKind.WORDING if code is not None and comment.field and comment.proposed:
            return Describe(code=code.id, words={comment.field: comment.proposed}, why=why)
        case ReviewKind.DELETE if code is not None:
            return Retire(code=code.id, why=why)
        case ReviewKind.AGREE:
            checked = () if code is None else _checked(comment, code)
            return Describe(code=code.id, reviewed=checked, why=why) if code and checked else None
        case _:
            raise InvalidInputError("review_needs_edit")


def _checked(comment: ReviewComment, code: Code) -> tuple[str, ...]:
    return tuple(
        name
        for name in code.unreviewed
        if name == comment.field or (comment.field is None and name.endswith(".en"))
    )

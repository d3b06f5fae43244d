"""What was read out of a file that a reviewer sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from casestudy.domain.review import ReviewComment
from casestudy.texts import text


class ReviewNoticeKind(StrEnum):
    """Something about a returned file that the team should know."""

    NOTHING_FILLED_IN = "nothing_filled_in"
    OTHER_RELEASE = "other_release"
    UNKNOWN_RELEASE = "unknown_release"
    OTHER_CODEBOOK = "other_codebook"
    ROWS_MISSING = "rows_missing"
    ROWS_REPEATED = "rows_repeated"
    ID_RESTORED = "id_restored"
    ID_CORRECTED = "id_corrected"
    ID_DOUBTFUL = "id_doubtful"
    UNKNOWN_CODE = "unknown_code"
    COLUMNS_RECOGNISED = "columns_recognised"
    COLUMNS_MISSING = "columns_missing"
    COLUMNS_ADDED = "columns_added"
    MERGED_CELLS = "merged_cells"
    CELL_ERRORS = "cell_errors"
    EDITED_IN_PLACE = "edited_in_place"
    UNKNOWN_ANSWER = "unknown_answer"
    NEW_CODE_UNNAMED = "new_code_unnamed"
    FORMATTING_ONLY = "formatting_only"
    OUTSIDE_CODES = "outside_codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNotice:
    """One thing about a returned file: how often, and where (ids, cells or releases)."""

    kind: ReviewNoticeKind
    count: int = 1
    places: tuple[str, ...] = ()

    def sentence(self, language: str) -> str:
        """Say it in ``"nb"`` or ``"en"``."""
        places = ", ".join(self.places)
        return text(f"review.notice.{self.kind}", language, count=self.count, places=places)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewReturn:
    """The remarks in a returned file, in its order.

    ``passages`` are the words of the document that a remark was put at, by the remark's anchor.
    ``release`` is the one that the file was made from, ``""`` where it does not say.
    """

    comments: tuple[ReviewComment, ...]
    notices: tuple[ReviewNotice, ...]
    release: str
    reviewer: str
    passages: Mapping[str, str] = field(default_factory=dict)

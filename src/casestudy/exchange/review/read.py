"""Reads a file that a reviewer sent back: the filled form, or the codebook with remarks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.exchange.review.document import read_document
from casestudy.exchange.review.form import read_form
from casestudy.exchange.worker import read_returned

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.review_return import ReviewReturn


def read_review(content: bytes | Path, releases: Sequence[Codebook]) -> ReviewReturn:
    """Return the remarks in a returned .xlsx or .docx file.

    Each remark has the same anchor however often the file comes back. The file is read in a
    process of its own; nothing in it is trusted.

    Args:
        content: The whole file, or a path to read it from.
        releases: The releases that may have been sent out, the newest last; at least one.

    Raises:
        ImportRefusedError: ``review.not_a_form``, ``review.not_a_document``,
            ``review.unknown_format``, ``review.old_format``, ``review.too_many_cells``, or the
            file is empty, damaged, unsafe or too large.
    """
    file = read_returned(content)
    return (read_form if file.kind == "form" else read_document)(file, releases)

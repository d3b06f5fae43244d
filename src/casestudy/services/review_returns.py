"""Reading what a reviewer sent back, before any of it is taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.errors import NotFoundError
from casestudy.exchange.review.read import read_review
from casestudy.store.releases import release_codebook, releases

if TYPE_CHECKING:
    from casestudy.domain.review_return import ReviewReturn
    from casestudy.services.session import Session


def read_return(session: Session, content: bytes) -> ReviewReturn:
    """Return the remarks in a returned file, and what the team should know about it.

    Nothing is stored; :meth:`casestudy.services.reviews.Reviews.receive` takes the remarks in.

    Args:
        session: The acting member's.
        content: The whole file, .xlsx or .docx.

    Raises:
        ImportRefusedError: The file can't be read; says why.
        NotFoundError: ``not_found.codebook``.
        NotPermittedError: The member may not edit the codebook.
    """
    with session.read(Verb.EDIT_CODEBOOK) as (reader, _):
        books = [release_codebook(reader, release.number) for release in releases(reader)]
    if not books:
        raise NotFoundError("not_found.codebook")
    return read_review(content, books)

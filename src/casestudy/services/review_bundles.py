"""What goes to a reviewer in one round: the release, what has changed, what became of remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.codebook_edition import BundleContents
from casestudy.domain.permissions import Verb
from casestudy.errors import NotFoundError
from casestudy.exchange.refi.from_codebook import refi_from_codebook
from casestudy.exchange.refi.write_codes import write_qdc
from casestudy.services.codebook_differences import difference
from casestudy.services.codebook_files import edition_of
from casestudy.store import reviews
from casestudy.store.releases import release_codebook

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_diff import CodebookDiff
    from casestudy.services.session import Session
    from casestudy.store.reader import Reader


def bundle_contents(session: Session, bundle_id: str, *, language: str) -> BundleContents:
    """Return what goes out in a round.

    The difference is from the release of the round before, and the answers are to its remarks;
    counts are of codings as they are now.

    Args:
        session: The acting member's.
        bundle_id: The round.
        language: Of the documents.

    Raises:
        NotFoundError: ``not_found.review_bundle``.
    """
    with session.read(Verb.SEE_CODEBOOK) as (reader, visible):
        rounds = reviews.bundles(reader)
        place = next((at for at, one in enumerate(rounds) if one.id == bundle_id), None)
        if place is None:
            raise NotFoundError("not_found.review_bundle", id=bundle_id)
        book = release_codebook(reader, rounds[place].release)
        edition = edition_of(reader, visible, book, language=language, for_review=True)
        qdc = write_qdc(refi_from_codebook(book, language=language)).data
        if place == 0:
            return BundleContents(edition=edition, qdc=qdc)
        before = rounds[place - 1]
        return BundleContents(
            edition=edition,
            qdc=qdc,
            diff=_diff(reader, before.release, book),
            answers=tuple(reviews.items(reader, visible, bundle_id=before.id)),
        )


def _diff(reader: Reader, before: str, book: Codebook) -> CodebookDiff | None:
    """Return the difference from the release they saw before; None where it is the same one."""
    if before == book.release:
        return None
    return difference(reader, before, book, book.release)

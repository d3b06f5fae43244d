"""What differs between two releases, or between one and the codebook as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.codebook_diff import codebook_diff
from casestudy.domain.permissions import Verb
from casestudy.services.codebook_part import CodebookPart
from casestudy.store.codebook import working_codebook
from casestudy.store.codebook_records import lineage
from casestudy.store.releases import release_codebook, releases

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.domain.codebook_diff import CodebookDiff
    from casestudy.store.reader import Reader


class CodebookDifferences(CodebookPart):
    """Differences between editions of the codebook."""

    def diff(self, before: str, after: str | None = None) -> CodebookDiff:
        """Return how an edition differs from an older one.

        Args:
            before: Number of the older release.
            after: Number of the newer one; None is the codebook as it is now.

        Raises:
            NotFoundError: ``not_found.codebook_release``.
        """
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, visible):
            if after is None:
                return difference(reader, before, working_codebook(reader, visible), None)
            return difference(reader, before, release_codebook(reader, after), after)


def difference(reader: Reader, before: str, book: Codebook, after: str | None) -> CodebookDiff:
    """Return how ``book``, which is release ``after`` or not released yet, differs from a release.

    Raises:
        NotFoundError: ``not_found.codebook_release``.
    """
    old = release_codebook(reader, before)
    numbers = [release.number for release in releases(reader)]
    last = len(numbers) if after is None else numbers.index(after) + 1
    between = {*numbers[numbers.index(before) + 1 : last], after}
    steps = [step for step in lineage(reader) if step.release in between]
    return codebook_diff(old, book, steps)

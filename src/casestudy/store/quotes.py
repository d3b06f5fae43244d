"""Reading released quotes, always through the read filter and the consent of those who speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from casestudy.domain.dialogue import QuoteRelease
from casestudy.domain.vocabulary import Audience, QuoteWording
from casestudy.errors import NotFoundError
from casestudy.store.tables import QUOTE_RELEASE, SEGMENT, SOURCE, TEXT_VERSION
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility


def visible_releases(
    reader: Reader, visible: Visibility, *, audience: Audience | None = None
) -> list[QuoteRelease]:
    """Return the releases whose segments lie in visible sources, by number."""
    query = (
        select(QUOTE_RELEASE)
        .join(SEGMENT, SEGMENT.c.id == QUOTE_RELEASE.c.segment_id)
        .join(SOURCE, SOURCE.c.id == SEGMENT.c.source_id)
        .where(visible.sources())
        .order_by(QUOTE_RELEASE.c.number)
    )
    if audience is not None:
        query = query.where(QUOTE_RELEASE.c.audience == audience.value)
    return [as_value(QuoteRelease, row) for row in reader.run(query)]


def words_of(reader: Reader, visible: Visibility, release: QuoteRelease) -> str:
    """Return the released wording in Norwegian.

    Raises:
        NotFoundError: The source is gone or may not be seen.
    """
    if release.wording is not QuoteWording.VERBATIM:
        return release.text_nb
    query = (
        select(TEXT_VERSION.c.text, SEGMENT.c.start, SEGMENT.c.end)
        .join(TEXT_VERSION, TEXT_VERSION.c.id == SEGMENT.c.text_version_id)
        .join(SOURCE, SOURCE.c.id == SEGMENT.c.source_id)
        .where(SEGMENT.c.id == release.segment_id, visible.sources())
    )
    row = reader.connection.execute(query).first()
    if row is None:
        raise NotFoundError("not_found.segment", id=release.segment_id)
    return str(row.text[row.start : row.end])

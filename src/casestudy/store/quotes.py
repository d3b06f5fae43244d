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

    A verbatim quote has the words of its segment; where the text was corrected after its release,
    it has words of its own, those that were released.

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
    return release.text_nb or str(row.text[row.start : row.end])


def quotes_of_before(reader: Reader, visible: Visibility, source_id: str) -> list[str]:
    """Return the numbers of the quotes that were released with words the text no longer has."""
    query = (
        select(
            SEGMENT.c.number,
            SEGMENT.c.start,
            SEGMENT.c.end,
            QUOTE_RELEASE.c.text_nb,
            TEXT_VERSION.c.text,
        )
        .join(SEGMENT, SEGMENT.c.id == QUOTE_RELEASE.c.segment_id)
        .join(TEXT_VERSION, TEXT_VERSION.c.id == SEGMENT.c.text_version_id)
        .join(SOURCE, SOURCE.c.id == SEGMENT.c.source_id)
        .where(
            SEGMENT.c.source_id == source_id,
            QUOTE_RELEASE.c.wording == QuoteWording.VERBATIM.value,
            QUOTE_RELEASE.c.text_nb != "",
            visible.sources(),
        )
        .order_by(SEGMENT.c.number)
    )
    return [
        f"S-{row['number']:04}"
        for row in reader.run(query)
        if row["text_nb"] != row["text"][row["start"] : row["end"]]
    ]

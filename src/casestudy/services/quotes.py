"""Releasing quotes: proposed by one member, checked and approved by another, for one audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.domain.vocabulary import Audience, QuoteWording
from casestudy.errors import ConflictError, InvalidInputError, NotPermittedError
from casestudy.store.quotes import visible_releases, words_of
from casestudy.store.store import Done
from casestudy.store.tables import QUOTE_RELEASE, SEGMENT
from casestudy.store.text_history import current_segment, source_to_write
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Collection

    from casestudy.domain.dialogue import QuoteRelease
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit

#: What a person must have looked at before a quote may leave (method 3.5, QuoteRelease).
CHECKS = ("consent", "cell_size", "dialect", "third_person", "internal_confidentiality")


class Quotes:
    """Segments cleared for an audience; nothing else of the transcripts leaves the study."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, *, audience: Audience | None = None) -> list[QuoteRelease]:
        """Return the releases, approved or not, whose words may still be seen."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, visible):
            return visible_releases(reader, visible, audience=audience)

    def propose(
        self,
        segment_id: str,
        *,
        audience: Audience,
        wording: QuoteWording,
        checks: Collection[str],
        text_nb: str = "",
        text_en: str = "",
        edits: str = "",
        request_id: str | None = None,
    ) -> str:
        """Propose a segment for an audience; return the release's id.

        Args:
            segment_id: The words.
            audience: Who it is for.
            wording: Verbatim takes the segment's own words; otherwise ``text_nb`` is needed.
            checks: Which of ``CHECKS`` have been gone through.
            text_nb: The edited or paraphrased wording; a verbatim quote has none of its own.
            text_en: A translation, where the audience reads English.
            edits: What was edited and why.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``quote_wording_missing``.
            ConflictError: ``quote_exists`` for the same segment and audience.
        """
        if wording is not QuoteWording.VERBATIM and not text_nb.strip():
            raise InvalidInputError("quote_wording_missing")

        def work(unit: Unit) -> Done:
            segment = unit.get(SEGMENT, segment_id)
            visible = visibility(unit, self._session.member)
            source = source_to_write(unit, visible, segment["source_id"])
            segment = unit.get(SEGMENT, current_segment(unit, source, segment_id))
            if unit.find(QUOTE_RELEASE, segment_id=segment["id"], audience=audience.value):
                raise ConflictError("quote_exists", number=f"S-{segment['number']:04}")
            release_id = unit.insert(
                QUOTE_RELEASE,
                number=unit.next_number("quote"),
                segment_id=segment["id"],
                audience=audience.value,
                wording=wording.value,
                text_nb="" if wording is QuoteWording.VERBATIM else text_nb.strip(),
                text_en=text_en.strip(),
                checks={name: name in checks for name in CHECKS},
                edits=edits.strip(),
                proposed_by=self._session.member.id,
            )
            return Done("propose_quote", "quote_release", release_id)

        return str(self._session.write(Verb.PROPOSE_QUOTE, work, request_id=request_id))

    def approve(self, release: QuoteRelease, *, request_id: str | None = None) -> None:
        """Approve a release that another member proposed and checked.

        Raises:
            NotPermittedError: ``quote_own_approval``: a second person must approve.
            InvalidInputError: ``quote_checks_missing``.
            ConflictError: Someone changed the release since.
        """
        if release.proposed_by == self._session.member.id:
            raise NotPermittedError("quote_own_approval")
        if not all(release.checks.values()):
            missing = ", ".join(name for name, done in release.checks.items() if not done)
            raise InvalidInputError("quote_checks_missing", checks=missing)

        def work(unit: Unit) -> Done:
            unit.update(
                QUOTE_RELEASE,
                release.id,
                seen=release.version,
                approved_by=self._session.member.id,
                approved_at=unit.now,
            )
            return Done("approve_quote", "quote_release", release.id)

        self._session.write(Verb.APPROVE_QUOTE, work, request_id=request_id)

    def words(self, release: QuoteRelease) -> str:
        """Return the released wording of a quote in Norwegian."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, visible):
            return words_of(reader, visible, release)

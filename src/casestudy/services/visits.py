"""Being in a source: where a member is, what they have read, who else is there, what is new."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.domain.visits import PRESENT_FOR, Visit, with_turns, without_turns
from casestudy.errors import InvalidInputError
from casestudy.services.since import others_since
from casestudy.store import visits
from casestudy.store.codebook import codes_of_pass
from casestudy.store.progress import own_progress
from casestudy.store.sources import visible_source
from casestudy.store.tables import TURN, VISIT
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from casestudy.domain.codebook import CodingPass
    from casestudy.domain.passes import Progress
    from casestudy.domain.visits import Presence, Turns
    from casestudy.services.session import Session
    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility


class Visits:
    """The acting member's own visits; of others only who is there now, and where."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._me = session.member.id

    def of_source(self, source_id: str) -> Visit:
        """Return where the member left a source, what they have read, and what is new in it.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            contact = visits.find_contact(reader, self._me, source_id)
            if contact is None:
                return Visit(place=None, read_turns=(), left_at=None, since=())
            before = contact.visit_start(self._session.store.clock())
            return Visit(
                place=contact.place,
                read_turns=contact.read_turns,
                left_at=before.left_at,
                since=others_since(reader, visible, source_id, after=before.change),
            )

    def newest(self) -> str | None:
        """Return the source that the member was in last, None where they never were in one."""
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            rows = reader.rows(VISIT, order="seen_at", member_id=self._me)
        found = [row["source_id"] for row in rows if visible.shows(row["source_id"])]
        return found[-1] if found else None

    def present(self, source_id: str) -> tuple[Presence, ...]:
        """Return the other members who have a source open now, by name.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return self._present(reader, visible, source_id)

    def here(self, source_id: str, *, place: int) -> tuple[Presence, ...]:
        """Say that the member has a source before them, and return who else has.

        It is written down now and then only, so it may be said as often as one likes.

        Args:
            source_id: Which source.
            place: The first code point in view.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            contact = visits.find_contact(reader, self._me, source_id)
            others = self._present(reader, visible, source_id)
        if contact is None or contact.is_due(self._session.store.clock(), place):
            self._session.note(
                Verb.READ_TEXT,
                lambda unit: visits.keep_contact(unit, self._me, source_id, place=place),
            )
        return others

    def mark_read(self, source_id: str, first: int, last: int, *, read: bool = True) -> Turns:
        """Mark the turns ``first`` to ``last`` as read, or as not read; return all that are.

        Raises:
            InvalidInputError: ``turns_outside``: the source has no such turns.
            NotFoundError: No such source, or not visible.
        """

        def work(unit: Unit) -> Turns:
            source = visible_source(unit, visibility(unit, self._session.member), source_id)
            count = unit.count(TURN, text_version_id=source.text_version_id)
            if not 1 <= first <= last <= count:
                raise InvalidInputError("turns_outside", first=first, last=last, count=count)
            change = with_turns if read else without_turns
            return visits.keep_read(
                unit, self._me, source_id, partial(change, first=first, last=last)
            )

        return self._session.note(Verb.READ_TEXT, work)

    def progress(self, *, coding_pass: CodingPass | None = None) -> dict[str, Progress]:
        """Return how far the member has come in every visible source, by its id.

        Args:
            coding_pass: Count only codings with the codes of this pass; None counts all.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            codes = None if coding_pass is None else codes_of_pass(reader, visible, coding_pass)
            return own_progress(reader, visible, codes=codes)

    def _present(
        self, reader: Reader, visible: Visibility, source_id: str
    ) -> tuple[Presence, ...]:
        now = self._session.store.clock()
        return visits.present(reader, visible, source_id, after=now - PRESENT_FOR, now=now)

"""Drafts of memos: kept while one writes, gone when the memo is saved or the draft is emptied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casestudy.domain.notes import Draft
from casestudy.domain.permissions import Verb
from casestudy.errors import InvalidInputError
from casestudy.store.sources import visible_source
from casestudy.store.tables import DRAFT
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from casestudy.domain.vocabulary import MemoTarget
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit

#: The longest draft, in characters.
LONGEST: Final = 20_000


class Drafts:
    """The acting member's own drafts; nobody else can read them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_source(self, source_id: str) -> list[Draft]:
        """Return the member's drafts in a source, oldest first.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return reader.values(
                Draft,
                DRAFT,
                order="at target_id",
                member_id=self._session.member.id,
                source_id=source_id,
            )

    def save(self, source_id: str, target_kind: MemoTarget, target_id: str, body: str) -> None:
        """Keep what has been written so far; nothing but blanks drops the draft.

        Raises:
            InvalidInputError: ``draft_too_long``.
            NotFoundError: No such source, or not visible.
        """
        if len(body) > LONGEST:
            raise InvalidInputError("draft_too_long", longest=LONGEST)
        if not body.strip():
            self.drop(target_kind, target_id)
            return

        def work(unit: Unit) -> None:
            visible_source(unit, visibility(unit, self._session.member), source_id)
            unit.put(
                DRAFT,
                member_id=self._session.member.id,
                target_kind=target_kind.value,
                target_id=target_id,
                source_id=source_id,
                body=body,
                at=unit.now,
            )

        self._session.note(Verb.COMMENT, work)

    def drop(self, target_kind: MemoTarget, target_id: str) -> None:
        """Throw a draft away; nothing happens where there is none."""

        def work(unit: Unit) -> None:
            unit.delete(
                DRAFT,
                member_id=self._session.member.id,
                target_kind=target_kind.value,
                target_id=target_id,
            )

        self._session.note(Verb.COMMENT, work)

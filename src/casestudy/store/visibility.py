"""The one read filter: what a member may see, given consent, withdrawal and blind rounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select, true

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import ConsentScope, MemoTarget, RoundVisibility
from casestudy.store.tables import (
    ASSIGNMENT,
    CODING,
    CODING_ROUND,
    CONSENT,
    MEMO,
    PARTICIPANT,
    SOURCE,
    SPEAKER,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from casestudy.domain.study import Member
    from casestudy.store.reader import Reader


@dataclass(frozen=True, slots=True)
class Visibility:
    """Conditions that every query over sources and codings carries."""

    hidden_participants: frozenset[str]
    hidden_sources: frozenset[str]
    blind_rounds: frozenset[str]
    member_id: str
    reads_text: bool

    def sources(self) -> ColumnElement[bool]:
        """Sources none of whose speakers has withdrawn or not agreed to the transcript."""
        return SOURCE.c.id.not_in(self.hidden_sources) if self.hidden_sources else true()

    def codings(self) -> ColumnElement[bool]:
        """Codings that stand, on visible sources, of rounds this member may look into."""
        return and_(CODING.c.removed.is_(False), self.codings_ever())

    def codings_ever(self) -> ColumnElement[bool]:
        """As ``codings``, with those among them that have been removed."""
        conditions: list[ColumnElement[bool]] = []
        if self.hidden_sources:
            conditions.append(CODING.c.source_id.not_in(self.hidden_sources))
        if self.blind_rounds:
            conditions.append(self._open_to_me(CODING.c.round_id, CODING.c.coder_id))
        return and_(true(), *conditions)

    def memos(self) -> ColumnElement[bool]:
        """Memos that stand, on visible sources and codings, of rounds open to this member."""
        return and_(MEMO.c.removed.is_(False), self.memos_ever())

    def memos_ever(self) -> ColumnElement[bool]:
        """As ``memos``, with those among them that have been removed."""
        conditions: list[ColumnElement[bool]] = []
        if self.hidden_sources:
            conditions.append(MEMO.c.source_id.not_in(self.hidden_sources))
        if self.blind_rounds:
            hidden = select(CODING.c.id).where(
                CODING.c.round_id.in_(self.blind_rounds), CODING.c.coder_id != self.member_id
            )
            conditions.append(self._open_to_me(MEMO.c.round_id, MEMO.c.author_id))
            conditions.append(
                or_(MEMO.c.target_kind != MemoTarget.CODING.value, MEMO.c.target_id.not_in(hidden))
            )
        return and_(true(), *conditions)

    def shows_coding(self, coding: Mapping[str, Any]) -> bool:
        """Tell whether one coding row is visible."""
        open_to_me = (
            coding["round_id"] not in self.blind_rounds or coding["coder_id"] == self.member_id
        )
        return open_to_me and self.shows(coding["source_id"])

    def shows(self, source_id: str) -> bool:
        """Tell whether one source is visible."""
        return source_id not in self.hidden_sources

    def shows_words(self, source_id: str) -> bool:
        """Tell whether words of one source may be shown where they stand by themselves."""
        return self.reads_text and self.shows(source_id)

    def without_words(self) -> Visibility:
        """As seen by someone who may not read transcripts: what a file for others shows."""
        return replace(self, reads_text=False)

    def blind_rounds_on(self, reader: Reader, source_id: str) -> frozenset[str]:
        """Return the rounds whose codings on one source this member may not look into yet."""
        if not self.blind_rounds:
            return frozenset()
        query = select(ASSIGNMENT.c.round_id).where(
            ASSIGNMENT.c.source_id == source_id, ASSIGNMENT.c.round_id.in_(self.blind_rounds)
        )
        return frozenset(reader.connection.execute(query).scalars())

    def _open_to_me(
        self, round_id: ColumnElement[str], author_id: ColumnElement[str]
    ) -> ColumnElement[bool]:
        return or_(
            round_id.is_(None), round_id.not_in(self.blind_rounds), author_id == self.member_id
        )


def visibility(reader: Reader, member: Member) -> Visibility:
    """Work out what ``member`` may see now."""
    hidden = hidden_participants(reader)
    sources = _sources_of(reader, hidden)
    blind: frozenset[str] = frozenset()
    if not may(member, Verb.SEE_BLIND_CODINGS):
        rounds = reader.rows(CODING_ROUND, visibility=RoundVisibility.BLIND.value, closed_at=None)
        blind = frozenset(row["id"] for row in rounds)
    return Visibility(hidden, sources, blind, member.id, may(member, Verb.READ_TEXT))


def _sources_of(reader: Reader, participants: frozenset[str]) -> frozenset[str]:
    if not participants:
        return frozenset()
    query = select(SPEAKER.c.source_id).where(SPEAKER.c.participant_id.in_(participants))
    return frozenset(reader.connection.execute(query).scalars())


def hidden_participants(reader: Reader) -> frozenset[str]:
    """Participants whose words may not be read: withdrawn, or transcript not agreed to."""
    query = select(
        PARTICIPANT.c.id,
        PARTICIPANT.c.withdrawn_at,
        CONSENT.c.scopes,
        CONSENT.c.withdrawn_at.label("consent_withdrawn"),
    ).outerjoin(CONSENT, CONSENT.c.participant_id == PARTICIPANT.c.id)
    newest: dict[str, bool] = {}
    for row in reader.connection.execute(query.order_by(CONSENT.c.number)):
        allowed = (
            row.withdrawn_at is None
            and row.consent_withdrawn is None
            and ConsentScope.TRANSCRIPT.value in (row.scopes or ())
        )
        newest[row.id] = allowed
    return frozenset(key for key, allowed in newest.items() if not allowed)

"""Dialogue meetings with answers kept per group, and the register of recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.dialogue import DialogueMeeting, DialogueResponse, Recommendation
from casestudy.domain.permissions import Verb
from casestudy.errors import InvalidInputError
from casestudy.store.store import Done
from casestudy.store.tables import DIALOGUE_MEETING, DIALOGUE_RESPONSE, RECOMMENDATION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from casestudy.domain.vocabulary import Answer, Level, RecommendationStatus, Role
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


class Dialogue:
    """What groups said to the findings, and what should be done."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def meetings(self) -> list[DialogueMeeting]:
        """Return the meetings, by date."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, _):
            return reader.values(DialogueMeeting, DIALOGUE_MEETING, order="date title")

    def responses(self, meeting_id: str) -> list[DialogueResponse]:
        """Return the answers given at a meeting, by group."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, _):
            return reader.values(
                DialogueResponse,
                DIALOGUE_RESPONSE,
                order="cmoc_version_id role",
                meeting_id=meeting_id,
            )

    def recommendations(self) -> list[Recommendation]:
        """Return the recommendations, by number."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, _):
            return reader.values(Recommendation, RECOMMENDATION, order="number")

    def add_meeting(
        self,
        title: str,
        *,
        date: date | None,
        groups_present: Mapping[Role, str],
        case_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Add a meeting with the groups present in bands ("5–9"); return its id."""
        if not title.strip():
            raise InvalidInputError("empty_field")

        def work(unit: Unit) -> Done:
            meeting_id = unit.insert(
                DIALOGUE_MEETING,
                title=title.strip(),
                date=date,
                case_id=case_id,
                groups_present={role.value: band for role, band in groups_present.items()},
            )
            return Done("add_meeting", "dialogue_meeting", meeting_id)

        return str(self._session.write(Verb.RUN_MEETING, work, request_id=request_id))

    def add_response(
        self,
        meeting_id: str,
        cmoc_version_id: str,
        *,
        role: Role,
        answer: Answer,
        comment: str = "",
        request_id: str | None = None,
    ) -> str:
        """Record one group's answer to one statement; return its id."""

        def work(unit: Unit) -> Done:
            key = unit.insert(
                DIALOGUE_RESPONSE,
                meeting_id=meeting_id,
                cmoc_version_id=cmoc_version_id,
                role=role.value,
                answer=answer.value,
                comment=comment.strip(),
            )
            return Done("add_response", "dialogue_response", key)

        return str(self._session.write(Verb.RUN_MEETING, work, request_id=request_id))

    def add_recommendation(
        self,
        text_nb: str,
        *,
        level: Level,
        status: RecommendationStatus,
        cmoc_ids: Sequence[str],
        text_en: str = "",
        addressee: str = "",
        responsible: str = "",
        due: date | None = None,
        meeting_id: str | None = None,
        follow_up: str = "",
        request_id: str | None = None,
    ) -> str:
        """Add a recommendation that rests on configurations; return its id."""
        if not text_nb.strip():
            raise InvalidInputError("empty_field")

        def work(unit: Unit) -> Done:
            key = unit.insert(
                RECOMMENDATION,
                number=unit.next_number("recommendation"),
                text_nb=text_nb.strip(),
                text_en=text_en.strip(),
                level=level.value,
                addressee=addressee.strip(),
                cmoc_ids=list(cmoc_ids),
                meeting_id=meeting_id,
                responsible=responsible.strip(),
                due=due,
                status=status.value,
                follow_up=follow_up.strip(),
            )
            return Done("add_recommendation", "recommendation", key)

        return str(self._session.write(Verb.RUN_MEETING, work, request_id=request_id))

"""Members of the team, coding rounds, and what each is to code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.domain.study import Assignment, CodingRound, Member
from casestudy.domain.vocabulary import MemberRole, RoundVisibility
from casestudy.errors import InvalidInputError
from casestudy.services.handles import handle_from
from casestudy.store.store import Done
from casestudy.store.tables import ASSIGNMENT, CODING_ROUND, MEMBER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


class Members:
    """Who is in the team, and who codes what."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Member]:
        """Return all members, also those no longer active, by name."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return reader.values(Member, MEMBER, order="name id")

    def add(
        self,
        name: str,
        *,
        role: MemberRole,
        may_export: bool = False,
        language: str = "nb",
        request_id: str | None = None,
    ) -> str:
        """Add a member and return the id.

        Raises:
            InvalidInputError: ``empty_field``.
            NotPermittedError: Only a project leader may.
        """
        if not name.strip():
            raise InvalidInputError("empty_field")

        def work(unit: Unit) -> Done:
            taken = {row["handle"] for row in unit.rows(MEMBER)}
            member_id = unit.insert(
                MEMBER,
                handle=handle_from(name, taken=taken),
                name=name.strip(),
                role=role.value,
                may_export=may_export,
                language=language,
            )
            return Done("add_member", "member", member_id)

        return str(self._session.write(Verb.EDIT_MEMBERS, work, request_id=request_id))

    def change(
        self,
        member: Member,
        *,
        role: MemberRole | None = None,
        may_export: bool | None = None,
        active: bool | None = None,
        request_id: str | None = None,
    ) -> None:
        """Change a member as last seen; None leaves a field.

        Raises:
            ConflictError: Someone changed the member since.
            InvalidInputError: ``last_leader``: the study would have no project leader left.
        """
        values = {
            "role": (role or member.role).value,
            "may_export": member.may_export if may_export is None else may_export,
            "active": member.active if active is None else active,
            # who is let in acts for themselves, and their work is their own from then on
            "outside": member.outside and not active,
        }

        def work(unit: Unit) -> Done:
            unit.update(MEMBER, member.id, seen=member.version, **values)
            leaders = unit.count(MEMBER, role=MemberRole.PROJECT_LEADER.value, active=True)
            if not leaders:
                raise InvalidInputError("last_leader")
            return Done("change_member", "member", member.id)

        self._session.write(Verb.EDIT_MEMBERS, work, request_id=request_id)

    def rounds(self) -> list[CodingRound]:
        """Return the coding rounds, oldest first."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            return reader.values(CodingRound, CODING_ROUND, order="opened_at id")

    def open_round(
        self, name: str, *, visibility: RoundVisibility, request_id: str | None = None
    ) -> str:
        """Open a coding round and return its id."""

        def work(unit: Unit) -> Done:
            round_id = unit.insert(
                CODING_ROUND, name=name.strip(), visibility=visibility.value, opened_at=unit.now
            )
            return Done("open_round", "coding_round", round_id)

        return str(self._session.write(Verb.EDIT_MEMBERS, work, request_id=request_id))

    def close_round(self, coding_round: CodingRound, *, request_id: str | None = None) -> None:
        """Close a round; a blind round's codings are visible to all from then on."""

        def work(unit: Unit) -> Done:
            unit.update(
                CODING_ROUND, coding_round.id, seen=coding_round.version, closed_at=unit.now
            )
            return Done("close_round", "coding_round", coding_round.id)

        self._session.write(Verb.EDIT_MEMBERS, work, request_id=request_id)

    def assignments(self) -> list[Assignment]:
        """Return all coding tasks on sources this member may see."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, visible):
            found = reader.values(Assignment, ASSIGNMENT, order="source_id member_id id")
            return [task for task in found if visible.shows(task.source_id)]

    def assign(
        self,
        member_id: str,
        source_ids: Iterable[str],
        *,
        round_id: str | None = None,
        due: date | None = None,
        request_id: str | None = None,
    ) -> int:
        """Give a member sources to code, leaving those given before; return how many are new."""

        def work(unit: Unit) -> Done:
            unit.get(MEMBER, member_id)
            has = {
                row["source_id"]
                for row in unit.rows(ASSIGNMENT, member_id=member_id, round_id=round_id)
            }
            new = [source_id for source_id in source_ids if source_id not in has]
            for source_id in new:
                unit.insert(
                    ASSIGNMENT,
                    member_id=member_id,
                    source_id=source_id,
                    round_id=round_id,
                    due=due,
                )
            return Done("assign", "member", member_id, result=len(new))

        return int(self._session.write(Verb.EDIT_MEMBERS, work, request_id=request_id))

    def unassign(self, assignment: Assignment, *, request_id: str | None = None) -> None:
        """Take a task away; codings already made stay."""

        def work(unit: Unit) -> Done:
            unit.delete(ASSIGNMENT, id=assignment.id)
            return Done("unassign", "assignment", assignment.id, assignment.source_id)

        self._session.write(Verb.EDIT_MEMBERS, work, request_id=request_id)

    def mark_done(
        self, assignment: Assignment, *, done: bool = True, request_id: str | None = None
    ) -> None:
        """Say that one's own task is finished, or not after all.

        Raises:
            InvalidInputError: ``not_your_task``.
        """
        if assignment.member_id != self._session.member.id:
            raise InvalidInputError("not_your_task")

        def work(unit: Unit) -> Done:
            when = unit.now if done else None
            unit.update(ASSIGNMENT, assignment.id, seen=assignment.version, done_at=when)
            return Done("mark_done", "assignment", assignment.id, assignment.source_id)

        self._session.write(Verb.CODE, work, request_id=request_id)

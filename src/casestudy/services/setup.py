"""The beginning of a study: its record and its first project leader."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from casestudy.domain.study import Member, StudyInfo
from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.services.handles import handle_from
from casestudy.store.store import Done
from casestudy.store.tables import MEMBER, STUDY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.store.store import Store
    from casestudy.store.unit import Unit


def create_study(
    store: Store,
    *,
    title_nb: str,
    leader: str,
    title_en: str = "",
    research_questions: Sequence[str] = (),
    phase: str = "",
    is_demo: bool = False,
    cookie_secret: str | None = None,
) -> Member:
    """Write the study's record and its project leader into an empty store.

    Raises:
        InvalidInputError: ``empty_field`` for a blank title or name.
    """
    if not title_nb.strip() or not leader.strip():
        raise InvalidInputError("empty_field")

    def work(unit: Unit) -> Done:
        unit.insert(
            STUDY,
            title_nb=title_nb.strip(),
            title_en=title_en.strip(),
            research_questions=list(research_questions),
            phase=phase.strip(),
            approvals=[],
            is_demo=is_demo,
            cookie_secret=cookie_secret or secrets.token_hex(32),
            created_at=unit.now,
        )
        member_id = unit.insert(
            MEMBER,
            handle=handle_from(leader, taken=()),
            name=leader.strip(),
            role=MemberRole.PROJECT_LEADER.value,
            may_export=True,
        )
        return Done("create_study", "study", member_id)

    member_id = store.write(work, member_id=None)
    with store.read() as reader:
        return reader.value(Member, MEMBER, member_id)


def study_info(store: Store) -> StudyInfo:
    """Return the study's record.

    Raises:
        NotFoundError: ``not_found.study``: the store is empty.
    """
    with store.read() as reader:
        found = reader.values(StudyInfo, STUDY)
    if not found:
        raise NotFoundError("not_found.study")
    return found[0]


def cookie_secret(store: Store) -> bytes:
    """Return the secret that signs identity cookies, the same on every server of the study."""
    with store.read() as reader:
        return bytes.fromhex(reader.rows(STUDY)[0]["cookie_secret"])


def find_member(store: Store, handle_or_id: str) -> Member:
    """Return an active member by handle or id.

    Raises:
        NotFoundError: ``not_found.member``.
    """
    with store.read() as reader:
        for member in reader.values(Member, MEMBER):
            if member.active and handle_or_id in {member.handle, member.id}:
                return member
    raise NotFoundError("not_found.member", id=handle_or_id)


def active_members(store: Store) -> list[Member]:
    """Return the members one can act as, leaders first, by name."""
    order = list(MemberRole)
    with store.read() as reader:
        members = [member for member in reader.values(Member, MEMBER) if member.active]
    return sorted(members, key=lambda member: (order.index(member.role), member.name))

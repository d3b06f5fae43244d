"""Where the study stands: sources by case, coders' progress, open refutations, what to do next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casestudy.domain.cases import Case
from casestudy.domain.permissions import Verb
from casestudy.domain.study import Assignment, Member
from casestudy.domain.vocabulary import Stance, Verdict
from casestudy.store import realist
from casestudy.store.sources import source_list
from casestudy.store.tables import ASSIGNMENT, CASE, CODEBOOK_RELEASE, MEMBER, PARTICIPANT

if TYPE_CHECKING:
    from casestudy.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """One line per case: what has come in and how far coding is."""

    case: Case
    participants: int
    sources: int
    words: int
    coded: int
    codings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderState:
    """One line per member with tasks: how many sources, how many finished."""

    member: Member
    assigned: int
    done: int
    next_source_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The study at a glance."""

    cases: tuple[CaseState, ...]
    coders: tuple[CoderState, ...]
    codings: int
    cmocs: int
    open_refutations: tuple[str, ...]
    not_asked: tuple[str, ...]
    has_codebook: bool


def overview(session: Session) -> Overview:
    """Work out the study's state for the acting member.

    Raises:
        NotPermittedError: The member's role may not see it.
    """
    with session.read(Verb.SEE_OVERVIEW) as (reader, visible):
        cases = reader.values(Case, CASE, order="position label")
        people = Counter(row["case_id"] for row in reader.rows(PARTICIPANT))
        sources = source_list(reader, visible)
        members = {member.id: member for member in reader.values(Member, MEMBER)}
        tasks = [
            task
            for task in reader.values(Assignment, ASSIGNMENT, order="source_id id")
            if visible.shows(task.source_id)
        ]
        cmocs = realist.cmocs(reader, visible)
        has_codebook = reader.count(CODEBOOK_RELEASE) > 0
    states = []
    for case in cases:
        mine = [source for source in sources if source["case_id"] == case.id]
        states.append(
            CaseState(
                case=case,
                participants=people[case.id],
                sources=len(mine),
                words=sum(source["words"] for source in mine),
                coded=sum(1 for source in mine if source["codings"]),
                codings=sum(source["codings"] for source in mine),
            )
        )
    numbers = {source["id"]: source["number"] for source in sources}
    open_refutations = [
        f"CMOC-{cmoc.number:02}"
        for cmoc in cmocs
        if any(item.stance is Stance.REFUTES and not item.answered for item in cmoc.evidence)
    ]
    asked = {
        (cmoc.id, verdict.case_id)
        for cmoc in cmocs
        for verdict in cmoc.verdicts
        if verdict.verdict is not Verdict.NOT_ASKED
    }
    return Overview(
        cases=tuple(states),
        coders=tuple(_coders(tasks, members, numbers)),
        codings=sum(source["codings"] for source in sources),
        cmocs=len(cmocs),
        open_refutations=tuple(open_refutations),
        not_asked=tuple(
            f"CMOC-{cmoc.number:02} · {case.label}"
            for cmoc in cmocs
            for case in cases
            if (cmoc.id, case.id) not in asked
        ),
        has_codebook=has_codebook,
    )


def _coders(
    tasks: list[Assignment], members: dict[str, Member], numbers: dict[str, int]
) -> list[CoderState]:
    states = []
    for member_id in sorted({task.member_id for task in tasks}, key=lambda key: members[key].name):
        mine = [task for task in tasks if task.member_id == member_id]
        waiting = sorted(
            (task.source_id for task in mine if task.done_at is None),
            key=lambda source_id: numbers.get(source_id, 0),
        )
        states.append(
            CoderState(
                member=members[member_id],
                assigned=len(mine),
                done=sum(1 for task in mine if task.done_at is not None),
                next_source_id=waiting[0] if waiting else None,
            )
        )
    return states

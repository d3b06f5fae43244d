"""The people and places of the demo: study, members, cases, participants, measures, rounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casestudy.demo.clock import DemoClock, moment
from casestudy.demo.files import CODEBOOK_NAME, default_codebook_text
from casestudy.domain.vocabulary import (
    ConsentScope,
    MeasureOrigin,
    MemberRole,
    Role,
    RoundVisibility,
    Stage,
)
from casestudy.services.setup import create_study
from casestudy.study import Study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.store.store import Store

_Plan = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What has been made so far: the study as its leader, and ids by the names in the files."""

    study: Study
    clock: DemoClock
    cases: dict[str, str] = field(default_factory=dict)
    participants: dict[str, str] = field(default_factory=dict)
    measures: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def make_people(store: Store, plan: _Plan, clock: DemoClock) -> Made:
    """Make the study with its codebook, members, cases and the people in them."""
    study = plan["study"]
    clock.set(moment(study["begun"]))
    leader = create_study(
        store,
        title_nb=study["title"]["nb"],
        title_en=study["title"]["en"],
        research_questions=study["questions"],
        phase=study["phase"],
        leader=plan["leader"]["name"],
        is_demo=True,
    )
    made = Made(study=Study(store, leader), clock=clock)
    made.study.codebook.take_in(default_codebook_text(), file_name=CODEBOOK_NAME)
    for member in plan["members"]:
        made.study.members.add(
            member["name"],
            role=MemberRole(member["role"]),
            may_export=member.get("may_export", False),
            language=member.get("language", "nb"),
        )
    for point in plan["time_points"]:
        made.study.cases.add_time_point(**point)
    for case in plan["cases"]:
        _make_case(made, case)
    return made


def _make_case(made: Made, case: _Plan) -> None:
    case_id = made.study.cases.add(
        case["label"],
        name=case["name"],
        service_type=case["service_type"],
        setting=case["setting"],
        population={Role(role): count for role, count in case["population"].items()},
    )
    made.cases[case["label"]] = case_id
    for measure in case["measures"]:
        made.measures[f"{case['label']}.{measure['key']}"] = _make_measure(made, case_id, measure)
    first = min(source["imported"] for source in case["sources"])
    for person in case["participants"]:
        made.participants[person["pseudonym"]] = made.study.cases.add_participant(
            person["pseudonym"],
            case_id=case_id,
            role=Role(person["role"]),
            scopes=[ConsentScope(scope) for scope in person["consent"]],
            consent_given=moment(first).date(),
            role_detail=person["detail"],
            age_band=person["age"],
        )


def _make_measure(made: Made, case_id: str, measure: _Plan) -> str:
    return made.study.cases.add_measure(
        measure["name"]["nb"],
        case_id=case_id,
        name_en=measure["name"]["en"],
        origin=MeasureOrigin(measure["origin"]),
        stage=Stage(measure["stage"]),
        starts=measure["starts"],
        resource=measure["resource"],
        requested_vs_delivered=measure.get("requested_vs_delivered", ""),
    )


def open_round(made: Made, plan: _Plan) -> None:
    """Open the coding round and give every coder every source."""
    made.clock.set(moment(plan["round"]["opened"]))
    members = made.study.members
    round_id = members.open_round(
        plan["round"]["name"], visibility=RoundVisibility(plan["round"]["visibility"])
    )
    for coder, coder_id in coders(made, plan).items():
        for due, wanted in _tasks(made, plan, coder).items():
            members.assign(coder_id, wanted, round_id=round_id, due=due)


def coders(made: Made, plan: _Plan) -> Mapping[str, str]:
    """Return the ids of the coders by their handles."""
    handles = [member["handle"] for member in plan["members"] if member["role"] == "coder"]
    ids = {member.handle: member.id for member in made.study.members.all()}
    return {handle: ids[handle] for handle in handles}


def finish_task(made: Made, coder: str, source: str) -> None:
    """Let a coder say that a source is finished."""
    study = made.study.as_member(coder)
    for task in study.members.assignments():
        if task.source_id == made.sources[source] and task.member_id == study.member.id:
            study.members.mark_done(task)


def _tasks(made: Made, plan: _Plan, coder: str) -> dict[Any, list[str]]:
    tasks: dict[Any, list[str]] = {}
    for case in plan["cases"]:
        for source in case["sources"]:
            unfinished = coder in source.get("unfinished", ())
            due = plan["unfinished_due"] if unfinished else plan["round"]["due"]
            tasks.setdefault(due, []).append(made.sources[source["file"]])
    return tasks

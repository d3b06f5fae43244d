"""Work lists: what to go through in a pass, and what is finished in it."""

from __future__ import annotations

import pytest
from tests.build import add_source

from casestudy.domain.codebook import CodingPass
from casestudy.domain.vocabulary import MemberRole, RoundVisibility
from casestudy.errors import NotFoundError, NotPermittedError

RQ2, RQ3 = CodingPass.RQ2, CodingPass.RQ3


@pytest.fixture
def study(small):
    case_id = small.cases.all()[0].id
    for name in ("A2-bruker", "A3-bruker"):
        add_source(small, case_id, name=name)
    return small


@pytest.fixture
def sources(study):
    return [source["id"] for source in study.sources.all()]


def done(member, coding_pass):
    return [task.source_id for task in member.passes.work(coding_pass) if task.is_done]


def test_a_pass_goes_through_all_sources_with_what_one_has_done(study, sources):
    ingrid = study.as_member("ingrid")
    ingrid.coding.apply(sources[1], 0, 5, code="CH.H.1")
    ingrid.coding.apply(sources[1], 0, 5, code="DET.INS.1")
    tasks = ingrid.passes.work(RQ3)
    assert [(task.title, task.case_label) for task in tasks] == [
        ("A1-bruker", "A"),
        ("A2-bruker", "A"),
        ("A3-bruker", "A"),
    ]
    assert [task.progress.codings for task in tasks] == [0, 1, 0]
    assert tasks[1].progress.share_coded == 0.25


def test_a_pass_says_what_was_given_to_whom(study, sources):
    ingrid = study.as_member("ingrid")
    study.members.assign(ingrid.member.id, sources[1:])
    assert [task.is_given for task in ingrid.passes.work(RQ3)] == [False, True, True]
    assert [task.is_given for task in study.passes.work(RQ3)] == [False, False, False]


@pytest.mark.engines
def test_a_source_is_finished_and_taken_up_again_in_one_pass(study, sources):
    ingrid = study.as_member("ingrid")
    ingrid.passes.finish(sources[0], RQ2)
    assert done(ingrid, RQ2) == sources[:1]
    assert done(ingrid, RQ3) == []
    assert done(study, RQ2) == []
    ingrid.passes.take_up(sources[0], RQ2)
    assert done(ingrid, RQ2) == []
    ingrid.passes.finish(sources[0], RQ2)
    assert done(ingrid, RQ2) == sources[:1]


def test_a_repeated_request_finishes_once(study, sources):
    study.passes.finish(sources[0], RQ2, request_id="r1")
    study.passes.take_up(sources[0], RQ2)
    study.passes.finish(sources[0], RQ2, request_id="r1")
    assert done(study, RQ2) == []


def test_all_codes_at_once_is_finished_with_ones_tasks(study, sources):
    ingrid = study.as_member("ingrid")
    round_id = study.members.open_round("Én", visibility=RoundVisibility.OPEN)
    study.members.assign(ingrid.member.id, sources[:2])
    study.members.assign(ingrid.member.id, sources[:1], round_id=round_id)
    for task in study.members.assignments():
        if task.round_id is None:
            ingrid.members.mark_done(task)
    assert [task.is_given for task in ingrid.passes.work()] == [True, True, False]
    assert done(ingrid, None) == [sources[1]], "the first has a task left in a round"


def test_finishing_needs_the_right_to_code_and_a_source(study, sources):
    study.members.add("Ruth White", role=MemberRole.REVIEWER)
    with pytest.raises(NotPermittedError):
        study.as_member("ruth").passes.finish(sources[0], RQ2)
    with pytest.raises(NotFoundError):
        study.passes.finish("none", RQ2)

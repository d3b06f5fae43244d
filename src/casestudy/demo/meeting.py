"""What leaves the demo study: released quotes, a dialogue meeting and recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.demo.clock import moment
from casestudy.domain.vocabulary import (
    Answer,
    Audience,
    Level,
    QuoteWording,
    RecommendationStatus,
    Role,
)
from casestudy.services.quotes import CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casestudy.demo.people import Made
    from casestudy.demo.theories import Configuration

_Plan = dict[str, Any]


def release_quotes(
    made: Made,
    realist: _Plan,
    configurations: Mapping[str, Configuration],
    on_done: Callable[[int, int], None],
) -> None:
    """Let one member propose quotes and another approve those that are ready."""
    segments = {
        evidence.id: evidence.segment_id
        for cmoc in made.study.realist.cmocs()
        for evidence in cmoc.evidence
        if evidence.segment_id
    }
    releases = [
        (segments[configurations[plan["key"]].evidence[entry["line"]]], audience, release)
        for plan in realist["configurations"]
        for entry in plan["evidence"]
        for audience, release in entry.get("release", {}).items()
    ]
    made.clock.set(moment(realist["quotes"]["proposed"]))
    waiting = set()
    for count, (segment_id, audience, release) in enumerate(releases, 1):
        release_id = made.study.as_member(realist["quotes"]["by"]).quotes.propose(
            segment_id,
            audience=Audience(audience),
            wording=QuoteWording(release["wording"]),
            checks=set(CHECKS) - set(release.get("missing", ())),
            text_nb=release.get("nb", ""),
            text_en=release.get("en", ""),
            edits=release.get("edits", ""),
        )
        if not release.get("approved", True):
            waiting.add(release_id)
        on_done(count, len(releases))
    made.clock.set(moment(realist["quotes"]["approved"]))
    for proposed in made.study.quotes.all():
        if proposed.id not in waiting:
            made.study.quotes.approve(proposed)


def hold_meeting(made: Made, realist: _Plan, configurations: Mapping[str, Configuration]) -> None:
    """Record the meeting with each group's answers, and what was recommended."""
    meeting = realist["meeting"]
    made.clock.set(moment(meeting["held"]))
    dialogue = made.study.as_member(meeting["by"]).dialogue
    meeting_id = dialogue.add_meeting(
        meeting["title"],
        date=meeting["date"],
        groups_present={Role(role): band for role, band in meeting["groups"].items()},
    )
    for answer in meeting["answers"]:
        dialogue.add_response(
            meeting_id,
            configurations[answer["configuration"]].version_id,
            role=Role(answer["role"]),
            answer=Answer(answer["answer"]),
            comment=answer["comment"],
        )
    made.clock.set(moment(meeting["written_up"]))
    for wish in realist["recommendations"]:
        dialogue.add_recommendation(
            wish["text"]["nb"],
            text_en=wish["text"]["en"],
            level=Level(wish["level"]),
            status=RecommendationStatus(wish["status"]),
            cmoc_ids=[configurations[key].id for key in wish["configurations"]],
            addressee=wish["addressee"],
            responsible=wish["responsible"],
            due=wish.get("due"),
            meeting_id=meeting_id,
            follow_up=wish.get("follow_up", ""),
        )

"""What a member notes to themselves while coding, as the coding pane gets and sends it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from casestudy.domain.notes import Preference, segment_place
from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import MemoTarget
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.notes import Draft
    from casestudy.domain.visits import Activity, Presence, Visit
    from casestudy.study import Study


def own_notes(study: Study, source_id: str) -> dict[str, Any]:
    """Return what a source's document says of the member: visit, drafts, preferences, rights.

    Raises:
        NotFoundError: No such source, or not visible to the member.
    """
    return {
        "visit": _visit(study.visits.of_source(source_id)),
        "presence": plain_presence(study.visits.present(source_id)),
        "drafts": [_draft(draft) for draft in study.drafts.of_source(source_id)],
        "preferences": study.preferences.all(),
        "suggests": study.info.suggestions,
        "rights": {
            "code": may(study.member, Verb.CODE),
            "comment": may(study.member, Verb.COMMENT),
            "correct": may(study.member, Verb.EDIT_SOURCES),
            "propose_code": study.codebook.takes_proposals(),
        },
    }


def plain_presence(present: Iterable[Presence]) -> list[dict[str, Any]]:
    """Return who is there as plain JSON values."""
    return [
        {
            "member_id": one.member_id,
            "name": one.name,
            "place": one.place,
            "seconds": one.seconds,
        }
        for one in present
    ]


def keep_preference(study: Study, body: bytes) -> None:
    """Set the preference that a request names.

    Raises:
        InvalidInputError: ``web.bad_request``: there is no such preference, or it is no JSON;
            ``preference_too_large``.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise InvalidInputError("web.bad_request") from None
    if not isinstance(found, dict) or found.keys() != {"name", "value"}:
        raise InvalidInputError("web.bad_request")
    if found["name"] not in tuple(Preference):
        raise InvalidInputError("web.bad_request")
    study.preferences.set(Preference(found["name"]), found["value"])


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "place": visit.place,
        "read_turns": visit.read_turns,
        "left_at": None if visit.left_at is None else visit.left_at.isoformat(),
        "since": [_activity(activity) for activity in visit.since],
    }


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "member_id": activity.member_id,
        "name": activity.name,
        "applied": activity.applied,
        "changed": activity.changed,
        "removed": activity.removed,
        "comments": activity.comments,
        "coding_ids": activity.coding_ids,
    }


def _draft(draft: Draft) -> dict[str, Any]:
    about: dict[str, Any] = {"target_kind": draft.target_kind}
    match draft.target_kind:
        case MemoTarget.CODING:
            about["coding_id"] = draft.target_id
        case MemoTarget.SEGMENT:
            about |= segment_place(draft.target_id)._asdict()
        case MemoTarget.TURN:
            about["turn"] = int(draft.target_id.rpartition(":")[2])
        case _:
            pass
    return {**about, "body": draft.body, "at": draft.at.isoformat()}

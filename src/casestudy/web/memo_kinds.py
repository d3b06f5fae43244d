"""The operations on memos: written on one of four kinds of targets, changed, and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.vocabulary import MemoTarget
from casestudy.web.fields import is_count, is_text, is_uuid
from casestudy.web.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.web.fields import Checks
    from casestudy.web.kinds import Asked

#: What says where a memo, or the draft of one, is.
TARGET_FIELDS: Final[Checks] = {
    "coding_id": is_uuid,
    "start": is_count,
    "end": is_count,
    "turn": is_count,
}
_FIELDS_OF: Final = {
    MemoTarget.CODING: {"coding_id"},
    MemoTarget.SEGMENT: {"start", "end"},
    MemoTarget.TURN: {"turn"},
    MemoTarget.SOURCE: set[str](),
}
_ONE: Final[Checks] = {"memo_id": is_uuid}
_BODY: Final[Checks] = {"body": is_text}


def is_target(value: Any) -> bool:
    """Tell whether it is something that a memo can be on."""
    return isinstance(value, str) and value in set(MemoTarget)


def names_its_target(given: Mapping[str, Any]) -> bool:
    """Tell whether an operation says where its target is, and nothing of other targets."""
    return given.keys() & TARGET_FIELDS.keys() == _FIELDS_OF[MemoTarget(given["target_kind"])]


def _comment(asked: Asked) -> None:
    given = asked.given
    asked.study.coding.comment(
        given["coding_id"],
        given["body"],
        comment_id=given["comment_id"],
        request_id=asked.request_id,
    )


def _write(asked: Asked) -> None:
    given, memos = asked.given, asked.study.memos
    source_id, body = asked.source_id, given["body"]
    made = {"memo_id": given["memo_id"], "request_id": asked.request_id}
    match MemoTarget(given["target_kind"]):
        case MemoTarget.CODING:
            asked.study.coding.comment(
                given["coding_id"],
                body,
                comment_id=given["memo_id"],
                request_id=asked.request_id,
            )
        case MemoTarget.SEGMENT:
            memos.on_segment(
                source_id,
                given["start"],
                given["end"],
                body,
                text_version_id=asked.text_version_id,
                **made,
            )
        case MemoTarget.TURN:
            memos.on_turn(source_id, given["turn"], body, **made)
        case _:
            memos.on_source(source_id, body, **made)


def _edit(asked: Asked) -> None:
    given = asked.given
    asked.study.memos.edit(given["memo_id"], given["body"], request_id=asked.request_id)


def _remove(asked: Asked) -> None:
    asked.study.memos.remove(asked.given["memo_id"], request_id=asked.request_id)


MEMO_KINDS: Final = {
    "comment": Kind(needed={"coding_id": is_uuid, "comment_id": is_uuid, **_BODY}, do=_comment),
    "memo": Kind(
        needed={**_ONE, **_BODY, "target_kind": is_target},
        optional=TARGET_FIELDS,
        agrees=names_its_target,
        do=_write,
    ),
    "memo_edit": Kind(needed={**_ONE, **_BODY}, do=_edit),
    "memo_remove": Kind(needed=_ONE, do=_remove),
}

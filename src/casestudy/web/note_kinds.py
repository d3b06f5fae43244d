"""The operations that are notes to oneself: turns marked as read, and drafts of memos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.memos import turn_target
from casestudy.domain.notes import segment_target
from casestudy.domain.vocabulary import MemoTarget
from casestudy.web.fields import is_count, is_flag, is_text
from casestudy.web.kinds import Kind
from casestudy.web.memo_kinds import TARGET_FIELDS, is_target, names_its_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.web.kinds import Asked


def _read(asked: Asked) -> None:
    given = asked.given
    asked.study.visits.mark_read(
        asked.source_id, given["first"], given["last"], read=given["read"]
    )


def _draft(asked: Asked) -> None:
    kind, target_id = _target(asked.source_id, asked.given)
    asked.study.drafts.save(asked.source_id, kind, target_id, asked.given["body"])


def _target(source_id: str, given: Mapping[str, Any]) -> tuple[MemoTarget, str]:
    kind = MemoTarget(given["target_kind"])
    match kind:
        case MemoTarget.CODING:
            return kind, given["coding_id"]
        case MemoTarget.SEGMENT:
            return kind, segment_target(source_id, given["start"], given["end"])
        case MemoTarget.TURN:
            return kind, turn_target(source_id, given["turn"])
        case _:
            return kind, source_id


NOTE_KINDS: Final = {
    "read": Kind(needed={"first": is_count, "last": is_count, "read": is_flag}, do=_read),
    "draft": Kind(
        needed={"target_kind": is_target, "body": is_text},
        optional=TARGET_FIELDS,
        agrees=names_its_target,
        do=_draft,
    ),
}

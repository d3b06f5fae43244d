"""The operations that are notes to oneself: turns marked as read, and drafts of memos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casestudy.domain.memos import turn_target
from casestudy.domain.notes import segment_target
from casestudy.domain.vocabulary import MemoTarget
from casestudy.web.fields import is_count, is_flag, is_text
from casestudy.web.kinds import Kind
from casestudy.web.memo_kinds import TARGET_FIELDS, is_target, names_its_target

if TYPE_CHECKING:
    from casestudy.web.kinds import Asked


def _read(asked: Asked) -> None:
    given = asked.given
    asked.study.visits.mark_read(
        asked.source_id, given["first"], given["last"], read=given["read"]
    )


def _draft(asked: Asked) -> None:
    kind, target_id = _target(asked)
    asked.study.drafts.save(asked.source_id, kind, target_id, asked.given["body"])


def _target(asked: Asked) -> tuple[MemoTarget, str]:
    source_id, given = asked.source_id, asked.given
    kind = MemoTarget(given["target_kind"])
    match kind:
        case MemoTarget.CODING:
            return kind, given["coding_id"]
        case MemoTarget.SEGMENT:
            place = asked.study.corrections.place_now(
                source_id, asked.text_version_id, given["start"], given["end"]
            )
            return kind, segment_target(source_id, *place)
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

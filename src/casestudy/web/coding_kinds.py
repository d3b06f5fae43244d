"""The operations on codings and codes: apply, change, split, merge, remove, undo, propose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.coding import ChosenCode
from casestudy.web.fields import (
    has_fields,
    is_code,
    is_count,
    is_flag,
    is_key,
    is_list_of,
    is_rating,
    is_text,
    is_uuid,
)
from casestudy.web.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.web.fields import Checks
    from casestudy.web.kinds import Asked

_MOST_CODINGS: Final = 100
_ONE: Final[Checks] = {"coding_id": is_uuid}
_PLACE: Final[Checks] = {"start": is_count, "end": is_count}
_CODE: Final[Checks] = {"code_id": is_code}
_VALUES: Final[Checks] = {
    "level": is_key,
    "valence": is_rating,
    "stage": is_key,
    "claim_status": is_key,
    "measure_id": is_key,
}


def _is_chosen(found: Any) -> bool:
    return has_fields(found, {**_ONE, **_CODE}, _VALUES)


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] for name in _VALUES if name in given}


def _apply(asked: Asked) -> None:
    given = asked.given
    asked.study.coding.apply(
        asked.source_id,
        given["start"],
        given["end"],
        code=given["code_id"],
        coding_id=given["coding_id"],
        text_version_id=asked.text_version_id,
        request_id=asked.request_id,
        **_values(given),
    )


def _apply_all(asked: Asked) -> None:
    asked.study.coding.apply_all(
        asked.source_id,
        asked.given["start"],
        asked.given["end"],
        codes=[
            ChosenCode(code=one["code_id"], coding_id=one["coding_id"], attributes=_values(one))
            for one in asked.given["codings"]
        ],
        text_version_id=asked.text_version_id,
        request_id=asked.request_id,
    )


def _change(asked: Asked) -> None:
    given = asked.given
    asked.study.coding.change(
        given["coding_id"],
        start=given.get("start"),
        end=given.get("end"),
        code=given.get("code_id"),
        text_version_id=asked.text_version_id,
        request_id=asked.request_id,
        **_values(given),
    )


def _remove(asked: Asked) -> None:
    asked.study.coding.remove(asked.given["coding_id"], request_id=asked.request_id)


def _split(asked: Asked) -> None:
    given = asked.given
    asked.study.coding.split(
        given["coding_id"],
        end=given["end"],
        new_start=given["new_start"],
        new_id=given["new_id"],
        text_version_id=asked.text_version_id,
        request_id=asked.request_id,
    )


def _merge(asked: Asked) -> None:
    given = asked.given
    asked.study.coding.merge(given["coding_id"], given["other_ids"], request_id=asked.request_id)


def _undo(asked: Asked) -> None:
    asked.study.coding.undo(asked.source_id, request_id=asked.request_id)


def _redo(asked: Asked) -> None:
    asked.study.coding.redo(asked.source_id, request_id=asked.request_id)


def _settle_check(asked: Asked) -> None:
    asked.study.corrections.settle_check(asked.given["check_id"], request_id=asked.request_id)


def _propose_code(asked: Asked) -> None:
    given = asked.given
    asked.study.codebook.propose_code(
        asked.source_id,
        given["label"],
        guid=given["guid"],
        in_vivo=given["in_vivo"],
        request_id=asked.request_id,
    )


CODING_KINDS: Final = {
    "apply": Kind(needed={**_ONE, **_PLACE, **_CODE}, optional=_VALUES, do=_apply),
    "apply_all": Kind(
        needed={**_PLACE, "codings": is_list_of(_is_chosen, most=_MOST_CODINGS)}, do=_apply_all
    ),
    "change": Kind(needed=_ONE, optional={**_PLACE, **_CODE, **_VALUES}, do=_change),
    "remove": Kind(needed=_ONE, do=_remove),
    "split": Kind(
        needed={**_ONE, "end": is_count, "new_id": is_uuid, "new_start": is_count}, do=_split
    ),
    "merge": Kind(
        needed={**_ONE, "other_ids": is_list_of(is_uuid, most=_MOST_CODINGS)}, do=_merge
    ),
    "undo": Kind(do=_undo),
    "redo": Kind(do=_redo),
    "check_seen": Kind(needed={"check_id": is_uuid}, do=_settle_check),
    "propose_code": Kind(
        needed={"guid": is_uuid, "label": is_text, "in_vivo": is_flag}, do=_propose_code
    ),
}

"""Taking a merge back: all of it, or nothing where something else has come to rest on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.errors import ConflictError, InvalidInputError, NotFoundError
from casestudy.store import codings
from casestudy.store.codebook_records import hold_codebook, read_records
from casestudy.store.erase import erase_source
from casestudy.store.merge_state import MERGE
from casestudy.store.merge_undo import delete_row, is_used, rests_on
from casestudy.store.tables import (
    CHANGE,
    CODE,
    CODEBOOK_RELEASE,
    CODING,
    LINEAGE_STEP,
    MEMBER,
    MEMO,
    MEMO_VERSION,
    METADATA,
    SEGMENT,
    SOURCE,
    SPEAKER,
    TEXT_VERSION,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.working_codebook import WorkingCodebook
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit

#: Rows that are put out of sight, so that others' open pages see them go.
_REMOVABLE: Final = frozenset({CODE.name, LINEAGE_STEP.name, CODING.name, MEMO.name})
#: Rows that stay where something still points at them; alone they are seen nowhere.
_MAY_STAY: Final = frozenset({MEMBER.name, SEGMENT.name})
#: Rows that go with their source, or that never change and stay.
_WITH_OTHERS: Final = frozenset({TEXT_VERSION.name, SPEAKER.name, MEMO_VERSION.name})


def undo_merge(unit: Unit, member_id: str, merge_id: str) -> int:
    """Put everything back to before a merge; return the number of its change record.

    A codebook that a study began with the merge stays.

    Raises:
        NotFoundError: ``not_found.merge``: there is none of this member that stands.
        ConflictError: ``undo_later_change``, ``source_in_use`` or ``undo_coded``.
    """
    change = unit.find(CHANGE, verb=MERGE, target_id=merge_id, member_id=member_id, undone=False)
    if change is None:
        raise NotFoundError("not_found.merge", id=merge_id)
    images = _to_put_back(change["rows"])
    mine = {image["id"] for image in images}
    new_sources = [
        image["id"] for image in images if image["table"] == SOURCE.name and not image["before"]
    ]
    for source_id in new_sources:
        if rests_on(unit, source_id, mine):
            raise ConflictError("source_in_use", codings=0)
        erase_source(unit, source_id)
    book = read_records(unit)
    revisions = _Revisions(unit)
    for image in reversed(images):
        _put_back(unit, image, revisions, mine)
    _check_codes(unit, images, book)
    for image in reversed(images):
        table = METADATA.tables[image["table"]]
        is_new = image["table"] in _MAY_STAY and not image["before"]
        if is_new and not is_used(unit, table, image["id"]):
            delete_row(unit, table, image["id"])
    unit.mark_undone(change["number"], undone=True)
    return int(change["number"])


def _to_put_back(images: list[Row]) -> list[Row]:
    """Return the images without those of a codebook that the study began with."""
    if all(image["table"] != CODEBOOK_RELEASE.name for image in images):
        return images
    of_codebook = {CODEBOOK_RELEASE.name, CODE.name, LINEAGE_STEP.name}
    return [image for image in images if image["table"] not in of_codebook]


class _Revisions:
    """One new revision per source that loses something."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._known: dict[str, int] = {}

    def of(self, source_id: str) -> int:
        if source_id not in self._known:
            self._known[source_id] = codings.next_revision(self._unit, source_id)
        return self._known[source_id]


def _put_back(unit: Unit, image: Row, revisions: _Revisions, mine: set[str]) -> None:
    name, before, after = image["table"], image["before"], image["after"]
    if name in _MAY_STAY | _WITH_OTHERS or name == SOURCE.name:
        return
    table = METADATA.tables[name]
    if name in _REMOVABLE:
        if unit.find(table, id=image["id"]) is None:
            return
        fixed: dict[str, Any] = {}
        if name in {CODING.name, MEMO.name}:
            # what it points at may go too
            links = [link for link in ("measure_id", "round_id") if after.get(link) in mine]
            fixed = dict.fromkeys(links) | {"revision": revisions.of(after["source_id"])}
        unit.restore(image, **fixed)
    elif before is None:
        if is_used(unit, table, image["id"]):
            raise ConflictError("undo_later_change")
        delete_row(unit, table, image["id"])
    else:
        unit.restore(image)


def _check_codes(unit: Unit, images: Iterable[Row], before: WorkingCodebook) -> None:
    added = [one["id"] for one in images if one["table"] == CODE.name and not one["before"]]
    if not added:
        return
    hold_codebook(unit)
    used = {row["code_id"] for row in unit.rows(CODING, code_id=tuple(added), removed=False)}
    if used:
        raise ConflictError("undo_coded", codes=", ".join(sorted(used)))
    try:
        read_records(unit).check(before=before)
    except InvalidInputError:
        raise ConflictError("undo_codebook_depends") from None

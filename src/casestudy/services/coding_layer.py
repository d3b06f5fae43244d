"""A member's own layer in a source: what coding, changing and writing memos start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.coding_attributes import checked_attributes
from casestudy.domain.text import Range
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store import codings
from casestudy.store.tables import CODING, MEASURE
from casestudy.store.text_history import current_places, hold_source_of, source_to_write
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.sources import Source
    from casestudy.services.session import Session
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Layer:
    """What the acting member may touch; others' work is only read and commented on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._me = session.member.id

    def _source(self, unit: Unit, source_id: str) -> Source:
        """Return the source, whose text stays the same until this write is done."""
        return source_to_write(unit, visibility(unit, self._session.member), source_id)

    def _segment(
        self, unit: Unit, source: Source, start: int, end: int, seen: str | None = None
    ) -> str:
        """Return the segment on a place in the text that was ``seen``, or in the current one."""
        return codings.segment_at(
            unit,
            source_id=source.id,
            text_version_id=source.text_version_id,
            span=self._place(unit, source, start, end, seen),
        )

    def _place(self, unit: Unit, source: Source, start: int, end: int, seen: str | None) -> Range:
        """Return where a place in the text that was ``seen`` lies in the current one."""
        (place,) = current_places(unit, source, seen, [Range(start, end)])
        return place

    def _round(self, unit: Unit, source_id: str) -> str | None:
        return codings.open_round_for(unit, member_id=self._me, source_id=source_id)

    def _visible_coding(self, unit: Unit, coding_id: str) -> Row:
        hold_source_of(unit, coding_id)
        coding = unit.find(CODING, id=coding_id, removed=False)
        visible = visibility(unit, self._session.member)
        if coding is None or not visible.shows_coding(coding):
            raise NotFoundError("not_found.coding", id=coding_id)
        return coding

    def _own(self, unit: Unit, coding_id: str) -> Row:
        coding = self._visible_coding(unit, coding_id)
        if coding["coder_id"] != self._me:
            raise NotPermittedError("not_your_coding")
        return coding

    def _attributes(
        self, unit: Unit, source: Source, attributes: Mapping[str, Any], code: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return the attributes as columns; a measure must be one of the source's case, if any."""
        values = checked_attributes(attributes, code)
        measure_id = values.get("measure_id")
        if measure_id is not None:
            case_id = unit.get(MEASURE, measure_id)["case_id"]
            if source.case_id not in {None, case_id}:
                raise InvalidInputError("measure_of_other_case")
        return values

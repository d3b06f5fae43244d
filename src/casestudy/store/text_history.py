"""The texts a source has had: how it was corrected, and where a place of an older one lies now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from casestudy.domain.corrections import (
    CorrectedTurn,
    Correction,
    Edit,
    Replaced,
    Review,
    TextCheck,
    carried_through,
)
from casestudy.domain.text import Range
from casestudy.errors import ConflictError
from casestudy.store.codings import require_words, segment_at
from casestudy.store.sources import visible_source
from casestudy.store.tables import CODING, SEGMENT, SOURCE, TEXT_CHECK, TEXT_VERSION, TURN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.sources import Source
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility


def source_to_write(unit: Unit, visible: Visibility, source_id: str) -> Source:
    """Return one source's record; its text stays the same until this write is done.

    Raises:
        NotFoundError: There is none, or this member may not see it.
    """
    held = select(SOURCE.c.id).where(SOURCE.c.id == source_id).with_for_update()
    unit.connection.execute(held)
    return visible_source(unit, visible, source_id)


def hold_source_of(unit: Unit, coding_id: str) -> None:
    """Let no other write change the text of a coding's source until this one is done."""
    mine = select(CODING.c.source_id).where(CODING.c.id == coding_id)
    unit.connection.execute(select(SOURCE.c.id).where(SOURCE.c.id.in_(mine)).with_for_update())


def corrections_since(
    reader: Reader, source: Source, text_version_id: str | None
) -> list[Correction]:
    """Return what led from a text of this source to its current one, the oldest first.

    Raises:
        ConflictError: ``text_changed``: it is no text of this source.
    """
    if text_version_id in {None, source.text_version_id}:
        return []
    seen = reader.find(TEXT_VERSION, id=text_version_id, source_id=source.id)
    if seen is None:
        raise ConflictError("text_changed")
    return [
        Correction(
            text=version["text"],
            turn=_place(_corrected_turn(reader, version)),
            edits=tuple(Edit(*edit) for edit in version["edits"]),
        )
        for version in _versions(reader, source.id, after=seen["number"])
    ]


def current_places(
    reader: Reader, source: Source, text_version_id: str | None, spans: Iterable[Range]
) -> list[Range]:
    """Return where places in a text of this source lie in its current text.

    Args:
        reader: Where to read.
        source: Which source.
        text_version_id: One of its texts; None for the current one, where all stay.
        spans: Places in that text.

    Raises:
        ConflictError: ``text_changed``: it is no text of this source.
        InvalidInputError: ``empty_segment`` or ``segment_outside``.
    """
    since = corrections_since(reader, source, text_version_id)
    found = list(spans)
    if not since:
        return found
    length = len(reader.get(TEXT_VERSION, str(text_version_id))["text"])
    for span in found:
        require_words(span, length)
    return [carried_through(span, since) for span in found]


def current_segment(unit: Unit, source: Source, segment_id: str) -> str:
    """Return the segment on the current text that stands for one of any text of this source."""
    segment = unit.get(SEGMENT, segment_id)
    if segment["text_version_id"] == source.text_version_id:
        return segment_id
    seen = segment["text_version_id"]
    (span,) = current_places(unit, source, seen, [_place(segment)])
    return segment_at(unit, source_id=source.id, text_version_id=source.text_version_id, span=span)


def on_current_text(unit: Unit, source: Source, image: Row) -> Row:
    """Return the image of a coding's change with the segments that stand for its own today."""
    moved = {
        side: row and {**row, "segment_id": current_segment(unit, source, row["segment_id"])}
        for side, row in (("before", image["before"]), ("after", image["after"]))
    }
    return {**image, **moved}


def corrected_turns(reader: Reader, source_id: str) -> list[CorrectedTurn]:
    """Return the corrections of a source, the oldest first, without words."""
    return [
        CorrectedTurn(
            text_version_id=version["id"],
            turn=_corrected_turn(reader, version)["number"],
            at=version["created_at"],
            made_by=version["made_by"],
            reason=version["reason"],
        )
        for version in _versions(reader, source_id, after=1)
    ]


def reviews(reader: Reader, visible: Visibility, source_id: str) -> list[Review]:
    """Return the visible codings that nobody has looked at since their words were changed."""
    query = (
        select(TEXT_CHECK)
        .join(CODING, CODING.c.id == TEXT_CHECK.c.coding_id)
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .where(
            TEXT_CHECK.c.source_id == source_id, TEXT_CHECK.c.seen_at.is_(None), visible.codings()
        )
        .order_by(SEGMENT.c.start, SEGMENT.c.end, TEXT_CHECK.c.id)
    )
    checks = defaultdict(list)
    for row in reader.run(query):
        checks[row["text_version_id"]].append(TextCheck(row["id"], row["coding_id"]))
    return [
        Review(
            corrected=corrected,
            replaced=_replaced(reader, corrected.text_version_id),
            checks=tuple(checks[corrected.text_version_id]),
        )
        for corrected in (corrected_turns(reader, source_id) if checks else ())
        if corrected.text_version_id in checks
    ]


def _replaced(reader: Reader, text_version_id: str) -> tuple[Replaced, ...]:
    version = reader.get(TEXT_VERSION, text_version_id)
    before = reader.find(
        TEXT_VERSION, source_id=version["source_id"], number=version["number"] - 1
    )
    old, new = (before or version)["text"], version["text"]
    edits = [Edit(*edit) for edit in version["edits"]]
    return tuple(
        Replaced(
            was=old[edit.old_start : edit.old_end].strip(),
            now=new[edit.new_start : edit.new_end].strip(),
        )
        for edit in edits
    )


def _versions(reader: Reader, source_id: str, *, after: int) -> list[Row]:
    query = (
        select(TEXT_VERSION)
        .where(TEXT_VERSION.c.source_id == source_id, TEXT_VERSION.c.number > after)
        .order_by(TEXT_VERSION.c.number)
    )
    return reader.run(query)


def _corrected_turn(reader: Reader, version: Row) -> Row:
    first = version["edits"][0][2]
    query = (
        select(TURN)
        .where(TURN.c.text_version_id == version["id"], TURN.c.start <= first)
        .order_by(TURN.c.number.desc())
        .limit(1)
    )
    return reader.run(query)[0]


def _place(row: Row) -> Range:
    return Range(row["start"], row["end"])

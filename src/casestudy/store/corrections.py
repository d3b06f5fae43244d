"""Storing a corrected text: everything that points at a segment is led to the same words in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from casestudy.domain.notes import segment_place, segment_target
from casestudy.domain.text import Range, text_hash, word_count
from casestudy.domain.vocabulary import MemoTarget, QuoteWording
from casestudy.store.tables import (
    CODING,
    DIALOGUE_RESPONSE,
    DRAFT,
    EVIDENCE,
    MEMO,
    QUOTE_RELEASE,
    SEGMENT,
    SOURCE,
    TEXT_CHECK,
    TEXT_VERSION,
    TURN,
    VISIT,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import Column, ColumnElement

    from casestudy.domain.corrections import Correction
    from casestudy.domain.sources import Source
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


@dataclass(frozen=True, slots=True)
class _Moved:
    """What became of the segments of the old text.

    Attributes:
        successors: Id on the old text → id on the new one.
        heirs: The same for those whose number went over; any other has come to lie on the place
            of one of these.
        words: The old words of the segments whose words were changed, by old id.
    """

    successors: dict[str, str] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def store_correction(
    unit: Unit, source: Source, correction: Correction, *, reason: str, by: str, revision: int
) -> dict[str, Any]:
    """Make a corrected text the source's current one and carry over all that lies on the old one.

    Returns:
        ``text_version_id``, and the ids of ``evidence`` and released ``quotes`` that rest on
        changed words.
    """
    old = unit.get(TEXT_VERSION, source.text_version_id)
    new_id = _store_text(unit, old, correction, reason=reason, by=by)
    moved = _move_segments(unit, old, correction, new_id)
    changed = tuple(sorted(moved.words))
    codings = unit.rows(CODING, order="id", segment_id=changed)
    evidence = unit.rows(EVIDENCE, order="id", segment_id=changed, removed=False)
    quotes = _keep_released_words(unit, moved)
    _ask_for_a_look(unit, [coding["id"] for coding in codings], source.id, new_id)
    _point_at_successors(unit, moved, revision=revision)
    _move_drafts(unit, source.id, correction)
    _move_visits(unit, source.id, len(old["text"]), correction)
    return {
        "text_version_id": new_id,
        "evidence": [item["id"] for item in evidence],
        "quotes": quotes,
    }


def _store_text(unit: Unit, old: Row, correction: Correction, *, reason: str, by: str) -> str:
    new_id = unit.insert(
        TEXT_VERSION,
        source_id=old["source_id"],
        number=old["number"] + 1,
        text=correction.text,
        text_sha256=text_hash(correction.text),
        created_at=unit.now,
        edits=[list(edit) for edit in correction.edits],
        reason=reason,
        made_by=by,
    )
    turns = unit.rows(TURN, order="number", text_version_id=old["id"])
    unit.insert_many(TURN, (_on_new_text(turn, correction, new_id) for turn in turns))
    # The row's own version stays: it guards what people write in the source's form.
    unit.connection.execute(
        update(SOURCE)
        .where(SOURCE.c.id == old["source_id"])
        .values(text_version_id=new_id, words=word_count(correction.text))
    )
    return new_id


def _on_new_text(turn: Row, correction: Correction, text_version_id: str) -> Row:
    start, end = correction.turn
    if turn["start"] != start:
        (start, end), _ = correction.carried(Range(turn["start"], turn["end"]))
    return {**turn, "text_version_id": text_version_id, "start": start, "end": end}


def _move_segments(unit: Unit, old: Row, correction: Correction, new_id: str) -> _Moved:
    """Give every segment a successor, which takes over its number: people know it by that."""
    moved = _Moved()
    made: dict[Range, Row] = {}
    for row in unit.rows(SEGMENT, order="number", text_version_id=old["id"]):
        span, touched = correction.carried(Range(row["start"], row["end"]))
        words, now = old["text"][row["start"] : row["end"]], correction.text[slice(*span)]
        if touched and words.split() != now.split():
            moved.words[row["id"]] = words
        if span not in made:
            place = {"text_version_id": new_id, "start": span.start, "end": span.end}
            made[span] = {**row, **place, "id": unit.new_id(), "text_sha256": text_hash(now)}
            moved.heirs[row["id"]] = made[span]["id"]
        moved.successors[row["id"]] = made[span]["id"]
    _give_up_numbers(unit, list(moved.heirs))
    unit.insert_many(SEGMENT, made.values())
    return moved


def _give_up_numbers(unit: Unit, ids: list[str]) -> None:
    """Number segments of an old text below zero, where nobody sees them."""
    if not ids:
        return
    last = unit.next_number("old_segment", step=len(ids))
    query = update(SEGMENT).where(SEGMENT.c.id == bindparam("old")).values(number=bindparam("to"))
    numbers = range(last - len(ids) + 1, last + 1)
    unit.connection.execute(
        query, [{"old": old, "to": -number} for old, number in zip(ids, numbers, strict=True)]
    )


def _point_at_successors(unit: Unit, moved: _Moved, *, revision: int) -> None:
    on_segment = MEMO.c.target_kind == MemoTarget.SEGMENT.value
    _repoint(unit, CODING.c.segment_id, moved.successors, revision=revision)
    _repoint(unit, EVIDENCE.c.segment_id, moved.successors)
    _repoint(unit, DIALOGUE_RESPONSE.c.comment_segment_id, moved.successors)
    _repoint(unit, MEMO.c.target_id, moved.successors, on_segment, revision=revision)
    # A segment has one release per audience: where two have come to lie on one place, those of
    # the second stay with its old words.
    _repoint(unit, QUOTE_RELEASE.c.segment_id, moved.heirs)


def _repoint(
    unit: Unit,
    column: Column[Any],
    successors: Mapping[str, str],
    *conditions: ColumnElement[bool],
    **fixed: int,
) -> None:
    """Lead one column from old segments to new ones; only what is in use costs a statement."""
    used = select(column).distinct().where(column.in_(tuple(successors)), *conditions)
    found = [
        {"old": old, "new": successors[old]} for old in unit.connection.execute(used).scalars()
    ]
    if found:
        query = update(column.table).where(column == bindparam("old"), *conditions)
        unit.connection.execute(query.values({column.name: bindparam("new"), **fixed}), found)


def _keep_released_words(unit: Unit, moved: _Moved) -> list[str]:
    """Keep the words of verbatim quotes as they were released; return the ids of the quotes.

    A quote that waits for approval takes the new words, and counts as changed for those who have
    the old ones before them.
    """
    verbatim = unit.rows(
        QUOTE_RELEASE,
        order="number",
        wording=QuoteWording.VERBATIM.value,
        segment_id=tuple(sorted(moved.words)),
    )
    kept = []
    for quote in verbatim:
        if quote["approved_by"] is None:
            unit.update(QUOTE_RELEASE, quote["id"])
            continue
        words = quote["text_nb"] or moved.words[quote["segment_id"]]
        unit.update(QUOTE_RELEASE, quote["id"], text_nb=words)
        kept.append(quote["id"])
    return kept


def _ask_for_a_look(unit: Unit, codings: list[str], source_id: str, text_version_id: str) -> None:
    """Put codings on the list of what to look at, once until somebody has."""
    open_ones = unit.rows(TEXT_CHECK, source_id=source_id, seen_at=None)
    listed = {check["coding_id"] for check in open_ones}
    unit.insert_many(
        TEXT_CHECK,
        (
            {
                "id": unit.new_id(),
                "source_id": source_id,
                "text_version_id": text_version_id,
                "coding_id": coding_id,
            }
            for coding_id in codings
            if coding_id not in listed
        ),
    )


def _move_drafts(unit: Unit, source_id: str, correction: Correction) -> None:
    """Keep the drafts of memos on their words; where two come to be about the same, as one."""
    kind = MemoTarget.SEGMENT.value
    moved: dict[tuple[str, str], Row] = {}
    for draft in unit.rows(DRAFT, order="at target_id", source_id=source_id, target_kind=kind):
        span, _ = correction.carried(segment_place(draft["target_id"]))
        key = (draft["member_id"], segment_target(source_id, *span))
        before = moved.get(key)
        body = f"{before['body']}\n\n{draft['body']}" if before else draft["body"]
        moved[key] = {**draft, "target_id": key[1], "body": body}
    unit.delete(DRAFT, source_id=source_id, target_kind=kind)
    unit.insert_many(DRAFT, moved.values())


def _move_visits(unit: Unit, source_id: str, length: int, correction: Correction) -> None:
    """Keep the place in the text where each member left off."""
    for visit in unit.rows(VISIT, source_id=source_id):
        if visit["place"] < length:
            span, _ = correction.carried(Range(visit["place"], visit["place"] + 1))
            mine = (VISIT.c.source_id == source_id) & (VISIT.c.member_id == visit["member_id"])
            unit.connection.execute(update(VISIT).where(mine).values(place=span.start))

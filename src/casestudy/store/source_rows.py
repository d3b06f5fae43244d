"""Storing a source: its record, its text, who speaks in it, and their turns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.text import text_hash, word_count
from casestudy.store.tables import SOURCE, SPEAKER, TEXT_VERSION, TURN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casestudy.domain.sources import SpeakerLink
    from casestudy.domain.transcript import ParsedTurn
    from casestudy.store.unit import Unit


def insert_source(
    unit: Unit,
    facts: Mapping[str, Any],
    *,
    source_id: str,
    number: int,
    text: str,
    turns: Sequence[ParsedTurn],
    speakers: Iterable[SpeakerLink],
    member_id: str,
) -> None:
    """Store a source.

    Args:
        unit: The write.
        facts: The other columns of its record.
        source_id: Its id.
        number: What people know it by.
        text: In canonical form.
        turns: In order; each label among them is one of ``speakers``.
        speakers: Who the labels stand for.
        member_id: Who brings it in.
    """
    version_id = unit.new_id()
    unit.insert(
        SOURCE,
        id=source_id,
        number=number,
        words=word_count(text),
        text_version_id=version_id,
        coding_revision=0,
        imported_at=unit.now,
        imported_by=member_id,
        **facts,
    )
    unit.insert(
        TEXT_VERSION,
        id=version_id,
        source_id=source_id,
        number=1,
        text=text,
        text_sha256=text_hash(text),
        created_at=unit.now,
    )
    speaker_ids = {
        speaker.label: unit.insert(
            SPEAKER,
            source_id=source_id,
            label=speaker.label,
            is_interviewer=speaker.is_interviewer,
            participant_id=speaker.participant_id,
        )
        for speaker in speakers
    }
    unit.insert_many(
        TURN,
        (
            {"text_version_id": version_id, "number": place, **_turn(turn, speaker_ids)}
            for place, turn in enumerate(turns, start=1)
        ),
    )


def _turn(turn: ParsedTurn, speaker_ids: Mapping[str, str]) -> dict[str, Any]:
    return {
        "speaker_id": speaker_ids.get(turn.speaker),
        "start": turn.start,
        "end": turn.end,
        "seconds": turn.seconds,
    }

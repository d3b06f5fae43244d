"""Whose words a coding covers: turns met, participants and coarse roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray


def turn_spans(codings: pd.DataFrame, turns: pd.DataFrame) -> tuple[NDArray[np.int64], ...]:
    """Return for each coding the first and last row of ``turns`` that it touches.

    Args:
        codings: Columns ``source_id``, ``start``, ``end`` (code points, end exclusive).
        turns: Columns ``source_id``, ``start``, ``end``; turns of a source lie together, in order.

    Returns:
        Two arrays of positions in ``turns``, ``first`` and ``last`` (inclusive).
    """
    first = np.zeros(len(codings), dtype=np.int64)
    last = np.full(len(codings), -1, dtype=np.int64)
    rows = codings.groupby("source_id", sort=False, observed=True).indices
    places = turns.groupby("source_id", sort=False, observed=True).indices
    starts, ends = codings["start"].to_numpy(), codings["end"].to_numpy()
    turn_starts, turn_ends = turns["start"].to_numpy(), turns["end"].to_numpy()
    for source_id, mine in rows.items():
        here = places.get(source_id)
        if here is None:
            continue
        first[mine] = here[0] + np.searchsorted(turn_ends[here], starts[mine], side="right")
        last[mine] = here[0] + np.searchsorted(turn_starts[here], ends[mine], side="left") - 1
    return first, last


def voices_frame(codings: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Return one row per coding and participant heard in it (interviewers left out).

    Columns: ``coding_id``, ``participant``, ``role``. A segment over two speakers has two rows.
    """
    first, last = turn_spans(codings, turns)
    lengths = np.maximum(last - first + 1, 0)
    which = np.repeat(np.arange(len(codings)), lengths)
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    touched = turns.iloc[np.repeat(first, lengths) + offsets]
    voices = pd.DataFrame(
        {
            "coding_id": codings["coding_id"].to_numpy()[which],
            "participant": touched["participant"].to_numpy(),
            "role": touched["role"].to_numpy(),
            "interviewer": touched["interviewer"].to_numpy(),
        }
    )
    heard = voices[~voices["interviewer"] & voices["participant"].notna()]
    return heard.drop(columns="interviewer").drop_duplicates(ignore_index=True)


def with_speakers(codings: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Add who speaks in each coding.

    New columns: ``turn``, ``speaker``, ``participant``, ``role``, ``shared``, ``interviewer``. The
    speaker is the first participant heard in the segment, or the interviewer where only the
    interviewer is; ``shared`` is true where several speakers are heard.
    """
    first, last = turn_spans(codings, turns)
    asks = turns["interviewer"].to_numpy(dtype=bool)
    onward = np.where(asks, len(turns), np.arange(len(turns)))
    next_heard = np.minimum.accumulate(onward[::-1])[::-1] if len(turns) else onward
    heard = next_heard[first]
    best = np.where(heard <= last, heard, first)
    speakers = turns["speaker"].astype("category")
    switches = np.cumsum(speakers.cat.codes.diff().fillna(0).to_numpy() != 0)
    frame = codings.copy(deep=False)
    frame["turn"] = turns["turn"].to_numpy(dtype="int64")[first]
    frame["speaker"] = speakers.array.take(best)
    frame["participant"] = turns["participant"].astype("category").array.take(best)
    frame["role"] = turns["role"].array.take(best)
    frame["shared"] = switches[last] != switches[first]
    frame["interviewer"] = asks[best]
    return frame

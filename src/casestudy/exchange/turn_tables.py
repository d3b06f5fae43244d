"""Transcripts laid out as tables: which column holds the time, the speaker and the words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from casestudy.domain.transcript import Block
from casestudy.exchange import turn_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEADERS = {
    "time": "tid tidspunkt tidskode tidsstempel start time timestamp timecode start time",
    "speaker": "taler snakker hvem navn deltaker person rolle stemme speaker who name participant",
    "text": "tekst utsagn ytring replikk innhold transkripsjon tale text utterance transcript "
    "content speech",
    "number": "nr nr. # linje no no. line",
    "end": "slutt end",
}
_KIND_OF_HEADER = {word: kind for kind, words in _HEADERS.items() for word in words.split()}
_TIME = re.compile(rf"{turn_times.ANY}$")
_LONGEST_SPEAKER = 40


def without_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with each table row turned into what its columns mean.

    A transcript's row becomes a block with speaker and seconds; another table's row becomes its
    cells, two of them as ``label: value``.
    """
    for in_table, group in groupby(blocks, key=lambda block: block.cells is not None):
        if in_table:
            yield from _rows([block.cells or () for block in group])
        else:
            yield from group


def _rows(rows: list[tuple[str, ...]]) -> Iterator[Block]:
    width = max(map(len, rows))
    table = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    columns = _columns_by_header(table[0])
    if columns:
        del table[0]
    else:
        columns = _columns_by_content(table)
    if "speaker" not in columns or "text" not in columns:
        yield from _plain_rows(rows)
        return
    silent = {columns[kind] for kind in ("time", "speaker", "number", "end") if kind in columns}
    speaker = ""
    for row in table:
        speaker = row[columns["speaker"]] or speaker
        time = row[columns["time"]] if "time" in columns else ""
        texts = [cell for number, cell in enumerate(row) if number not in silent and cell]
        if texts:
            yield Block(
                text="\n".join(texts),
                speaker=speaker.rstrip(": ") or None,
                seconds=turn_times.seconds_of(time) if _TIME.match(time) else None,
            )


def _plain_rows(rows: Iterable[tuple[str, ...]]) -> Iterator[Block]:
    for row in rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == 2 and len(cells[0]) <= _LONGEST_SPEAKER and "\n" not in cells[0]:
            yield Block(text=f"{cells[0].rstrip(':')}: {cells[1]}")
        else:
            yield Block(text="\n".join(cells))


def _columns_by_header(row: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for number, cell in enumerate(row):
        kind = _KIND_OF_HEADER.get(cell.casefold().rstrip(":"))
        if kind:
            columns.setdefault(kind, number)
    return columns if {"speaker", "text"} <= columns.keys() else {}


def _columns_by_content(table: Sequence[Sequence[str]]) -> dict[str, int]:
    """Tell the columns of a table without a header row apart; empty where it is no transcript."""
    columns: dict[str, int] = {}
    lengths: dict[int, int] = {}
    for number, cells in enumerate(zip(*table, strict=True)):
        filled = [cell for cell in cells if cell]
        if filled and all(_TIME.match(cell) for cell in filled):
            columns.setdefault("time", number)
        elif filled and all(cell.rstrip(".").isdigit() for cell in filled):
            columns.setdefault("number", number)
        elif "speaker" not in columns and _recur(filled):
            columns["speaker"] = number
        else:
            lengths[number] = sum(map(len, filled))
    if lengths:
        columns["text"] = max(lengths, key=lengths.__getitem__)
    return columns


def _recur(cells: Sequence[str]) -> bool:
    """True where the cells are few short names again and again."""
    if not cells or max(map(len, cells)) > _LONGEST_SPEAKER:
        return False
    names = Counter(cell.casefold() for cell in cells)
    return len(cells) >= 4 and 2 * len(names) <= len(cells)

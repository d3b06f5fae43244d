"""Read models as DataFrames: one row per coding, and who is heard in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from casestudy.domain.vocabulary import ClaimStatus, Level, Role, SourceType, Stage
from casestudy.store.codebook import COUNTED, OF_CODING, counted_as
from casestudy.store.tables import (
    CASE,
    CHANGE,
    CODE,
    CODE_VERSION,
    CODING,
    CODING_ROUND,
    MEASURE,
    MEMBER,
    PARTICIPANT,
    SEGMENT,
    SOURCE,
    SPEAKER,
    TEXT_VERSION,
    TURN,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility

_CODING_COLUMNS = {
    "coding_id": CODING.c.id,
    "segment_id": CODING.c.segment_id,
    "segment": SEGMENT.c.number,
    "source_id": CODING.c.source_id,
    "text_version_id": SEGMENT.c.text_version_id,
    "start": SEGMENT.c.start,
    "end": SEGMENT.c.end,
    "code": COUNTED,
    "coded_as": CODING.c.code_id,
    "code_version_id": CODING.c.code_version_id,
    "coder_id": CODING.c.coder_id,
    "round_id": CODING.c.round_id,
    "layer": CODING.c.layer,
    "valence": CODING.c.valence,
    "level": CODING.c.level,
    "stage": CODING.c.stage,
    "claim_status": CODING.c.claim_status,
    "measure_id": CODING.c.measure_id,
}


def codings_frame(
    reader: Reader,
    visible: Visibility,
    *,
    codes: Iterable[str] | None = None,
    case_id: str | None = None,
) -> pd.DataFrame:
    """Return one row per visible coding, with source, case, coder and place, without text.

    Args:
        reader: Where to read.
        visible: What the member may see.
        codes: Only these code ids; None for all.
        case_id: Only sources of this case; None for all.
    """
    query = (
        select(*(column.label(name) for name, column in _CODING_COLUMNS.items()))
        .join(SEGMENT, SEGMENT.c.id == CODING.c.segment_id)
        .join(CODE, OF_CODING)
        .where(visible.codings(), *_wanted(codes, case_id))
    )
    frame = _frame(reader, query, list(_CODING_COLUMNS))
    sources = _lookup(
        reader,
        select(
            SOURCE.c.id,
            SOURCE.c.number,
            SOURCE.c.title,
            SOURCE.c.type,
            SOURCE.c.date,
            CASE.c.label.label("case"),
        ).outerjoin(CASE, CASE.c.id == SOURCE.c.case_id),
    )
    # One pass per column over small tables: a join in SQL would repeat each title per coding.
    index = sources.index.get_indexer(pd.Index(frame["source_id"]))
    frame["source"] = sources["number"].to_numpy()[index]
    frame["title"] = _categories(sources["title"], index)
    frame["type"] = _categories(sources["type"], index, [kind.value for kind in SourceType])
    frame["case"] = _categories(sources["case"], index)
    frame["date"] = pd.to_datetime(sources["date"]).to_numpy()[index]
    names = _lookup(reader, select(MEMBER.c.id, MEMBER.c.handle.label("name")))
    frame["coder"] = _named(frame.pop("coder_id"), names)
    rounds = _lookup(reader, select(CODING_ROUND.c.id, CODING_ROUND.c.name))
    frame["round"] = _named(frame.pop("round_id"), rounds)
    measures = _lookup(reader, select(MEASURE.c.id, MEASURE.c.name_nb.label("name")))
    frame["measure"] = _named(frame.pop("measure_id"), measures)
    versions = _lookup(reader, select(CODE_VERSION.c.id, CODE_VERSION.c.number))
    positions = versions.index.get_indexer(pd.Index(frame.pop("code_version_id")))
    frame["code_version"] = versions["number"].to_numpy(dtype="int64")[positions]
    frame["valence"] = frame["valence"].astype("Int64")
    for name, kind in (("level", Level), ("stage", Stage), ("claim_status", ClaimStatus)):
        frame[name] = pd.Categorical(frame[name], categories=[value.value for value in kind])
    for name in ("code", "coded_as", "layer"):
        frame[name] = frame[name].astype("category")
    return frame


def turns_frame(reader: Reader, source_ids: Iterable[str]) -> pd.DataFrame:
    """Return the turns of the sources' current texts with speaker, participant and role."""
    wanted = tuple(source_ids)
    query = (
        select(
            SOURCE.c.id.label("source_id"),
            TURN.c.number.label("turn"),
            TURN.c.start,
            TURN.c.end,
            SPEAKER.c.label.label("speaker"),
            func.coalesce(SPEAKER.c.is_interviewer, False).label("interviewer"),
            PARTICIPANT.c.pseudonym.label("participant"),
            PARTICIPANT.c.role,
        )
        .select_from(TURN)
        .join(SOURCE, SOURCE.c.text_version_id == TURN.c.text_version_id)
        .outerjoin(SPEAKER, SPEAKER.c.id == TURN.c.speaker_id)
        .outerjoin(PARTICIPANT, PARTICIPANT.c.id == SPEAKER.c.participant_id)
        .order_by(SOURCE.c.id, TURN.c.number)
    )
    if len(wanted) <= 500:
        query = query.where(SOURCE.c.id.in_(wanted))
    names = ["source_id", "turn", "start", "end", "speaker", "interviewer", "participant", "role"]
    frame = _frame(reader, query, names)
    frame["role"] = pd.Categorical(frame["role"], categories=[role.value for role in Role])
    frame["interviewer"] = frame["interviewer"].astype(bool)
    return frame


def texts_of(reader: Reader, text_version_ids: Iterable[str]) -> dict[str, str]:
    """Return the texts of these versions; read whole, since slicing here beats SQL's substr."""
    wanted = tuple(text_version_ids)
    query = select(TEXT_VERSION.c.id, TEXT_VERSION.c.text)
    if len(wanted) <= 500:
        query = query.where(TEXT_VERSION.c.id.in_(wanted))
    return {row.id: row.text for row in reader.connection.execute(query)}


class DataVersion(NamedTuple):
    """The newest change: two equal numbers mean equal data."""

    number: int
    at: datetime


def data_version(reader: Reader) -> DataVersion:
    """Return the number and moment of the newest change; taking something out changes nothing."""
    query = (
        select(CHANGE.c.number, CHANGE.c.at)
        .where(CHANGE.c.verb != "export")
        .order_by(CHANGE.c.number.desc())
        .limit(1)
    )
    row = reader.connection.execute(query).one()
    return DataVersion(row.number, row.at)


def _wanted(codes: Iterable[str] | None, case_id: str | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if codes is not None:
        conditions.append(counted_as(codes))
    if case_id is not None:
        sources = select(SOURCE.c.id).where(SOURCE.c.case_id == case_id)
        conditions.append(CODING.c.source_id.in_(sources))
    return conditions


def _frame(reader: Reader, query: Any, names: list[str]) -> pd.DataFrame:
    rows = reader.connection.execute(query).fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pd.DataFrame({name: list(values) for name, values in zip(names, columns, strict=True)})


def _lookup(reader: Reader, query: Any) -> pd.DataFrame:
    rows = reader.connection.execute(query)
    return pd.DataFrame(rows.fetchall(), columns=list(rows.keys())).set_index("id")


def _categories(
    values: pd.Series[Any], index: Any, categories: list[str] | None = None
) -> pd.Categorical[Any]:
    known = pd.Categorical(values, categories=categories)
    codes = known.codes.astype("int64") if len(known) else np.array([], dtype="int64")
    return pd.Categorical.from_codes(codes[index], dtype=known.dtype)


def _named(ids: pd.Series[Any], names: pd.DataFrame) -> pd.Categorical[Any]:
    index = names.index.get_indexer(pd.Index(ids))
    known = pd.Categorical(names["name"])
    codes = np.append(known.codes.astype("int64"), -1)
    return pd.Categorical.from_codes(codes[index], dtype=known.dtype)

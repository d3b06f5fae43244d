"""Counting codings by code and case: participants, codings and sources, never mixed up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Values = Literal["participants", "codings", "sources"]


def crosstab(
    codings: pd.DataFrame,
    voices: pd.DataFrame,
    *,
    rows: str = "code",
    columns: str = "case",
    values: Values = "participants",
) -> pd.DataFrame:
    """Cross two columns of the segments frame.

    Args:
        codings: The segments frame; interviewers' own words are left out of every count.
        voices: One row per coding and participant (``analysis.voices.voices_frame``).
        rows: A column of ``codings``.
        columns: Another.
        values: Distinct participants heard, codings, or distinct sources.

    Returns:
        Integer counts, zero where nothing is; rows and columns that occur, in category order.
    """
    counted = codings[~codings["interviewer"]]
    if values == "codings":
        table = counted.groupby([rows, columns], observed=True).size()
    elif values == "sources":
        table = counted.groupby([rows, columns], observed=True)["source_id"].nunique()
    else:
        keys = counted[["coding_id", *dict.fromkeys([rows, columns])]]
        if "role" in {rows, columns}:
            keys = keys.drop(columns="role")
        heard = keys.merge(voices, on="coding_id")
        table = heard.groupby([rows, columns], observed=True)["participant"].nunique()
    counts = table.unstack(fill_value=0)  # noqa: PD010 - a pivot would sort the categories anew
    return counts.astype("int64")


def with_descendants(
    frame: pd.DataFrame, descendants: Mapping[str, Sequence[str]], *, column: str = "code"
) -> pd.DataFrame:
    """Repeat each row for every code that contains its code, so that parents count too.

    Args:
        frame: Rows with a code in ``column``.
        descendants: For each code, itself and all codes below it.
        column: The column that holds the code.
    """
    pairs = pd.DataFrame(
        [(below, above) for above, belows in descendants.items() for below in belows],
        columns=[column, "ancestor"],
    )
    merged = frame.assign(**{column: frame[column].astype(str)}).merge(pairs, on=column)
    return merged.drop(columns=column).rename(columns={"ancestor": column})

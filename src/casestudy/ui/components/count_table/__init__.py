"""A table of counts whose cells open: a tree of rows, one column per case."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.components.v2.types import ComponentRenderer


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One line: ``depth`` in the tree, a colour mark, and a count per column (0 is shown as ·)."""

    id: str
    label: str
    depth: int
    colour: str
    counts: tuple[int, ...]


def count_table(
    rows: Sequence[CountRow],
    *,
    columns: Sequence[tuple[str, str]],
    caption: str,
    row_heading: str,
    open_label: str,
    selected: tuple[str, str] | None,
    on_open: Callable[[str, str], None],
    key: str,
) -> None:
    """Draw the table; a click or Enter on a count calls ``on_open(row id, column id)``.

    Args:
        rows: In reading order.
        columns: Id and heading of each column of counts.
        caption: Says what is counted, for everyone and for screen readers.
        row_heading: Heading of the first column.
        open_label: What a cell's button is called, with ``{row}``, ``{column}`` and ``{count}``.
        selected: Row and column of the cell that is open.
        on_open: What to do; runs before the page is drawn again.
        key: Identity of the table on the page.
    """

    def opened() -> None:
        cell = st.session_state[key].cell
        if cell:
            on_open(str(cell["row"]), str(cell["column"]))

    _component()(
        key=key,
        data={
            "rows": [asdict(row) for row in rows],
            "columns": [{"id": column, "label": label} for column, label in columns],
            "caption": caption,
            "row_heading": row_heading,
            "open_label": open_label,
            "selected": list(selected) if selected else None,
        },
        on_cell_change=opened,
    )


@cache
def _files() -> tuple[str, str]:
    folder = Path(__file__).parent
    return (
        (folder / "count_table.js").read_text("utf-8"),
        (folder / "count_table.css").read_text("utf-8"),
    )


def _component() -> ComponentRenderer:
    script, style = _files()
    return st.components.v2.component(
        "casestudy_count_table", js=script, css=style, isolate_styles=False
    )

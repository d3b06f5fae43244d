"""The sources of the study, one line each, in groups by case."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from casestudy.domain.vocabulary import SourceType
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import day
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Links in the list lead to the page they are on; Streamlit would mark them all as current.
_STYLE: Final = """<style>
[class*="st-key-source-"] a { background: none; padding-left: 0; }
[class*="st-key-source-"] a p { text-decoration: underline; font-weight: 600; }
</style>"""


def source_list(rows: Sequence[Mapping[str, Any]], voices: Mapping[str, Sequence[str]]) -> None:
    """Draw the sources with a link each.

    Args:
        rows: Sources with ``case_label``, ``codings`` and ``coders``, sorted by case.
        voices: Who speaks in each, by the source's id.
    """
    st.html(_STYLE)
    for case, of_case in groupby(rows, key=lambda row: row["case_label"]):
        heading = t("sources.list.case", case=escape(case)) if case else t("sources.list.no_case")
        st.header(heading, anchor=False)
        for row in of_case:
            with st.container(gap=None, key=f"source-{row['id']}"):
                st.page_link(
                    "pages/sources.py",
                    label=escape(row["title"]),
                    query_params={"kilde": row["id"]},
                )
                st.caption(_line(row, voices.get(row["id"], ())))


def words_of(count: int) -> str:
    """Return a count with thin spaces between the thousands."""
    return f"{count:,}".replace(",", "\u202f")


def _line(row: Mapping[str, Any], voices: Sequence[str]) -> str:
    kind = capital(label(SourceType(row["type"]), language()))
    codings = t("sources.list.codings", count=row["codings"])
    if row["coders"]:
        codings += " " + t("sources.list.by_coders", count=row["coders"])
    parts = [
        t("sources.number", number=row["number"]),
        kind,
        day(row["date"]) or t("sources.list.no_date"),
        t("sources.list.words", words=words_of(row["words"])),
        ", ".join(voices),
        codings,
    ]
    return " · ".join(escape(part) for part in parts if part)

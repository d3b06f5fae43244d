"""Case × code on the page: counts in a tree, a cell that opens its segments, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import Role
from casestudy.texts import catalogue
from casestudy.texts.labels import label
from casestudy.ui.components.count_table import CountRow, count_table
from casestudy.ui.components.export_buttons import export_buttons
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, place, set_place, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.matrix import CodeCaseMatrix
    from casestudy.study import Study

_VALUES = ("participants", "codings", "sources")
_PAGE = 20


def code_case_view(study: Study) -> None:
    """Show how often each code occurs in each case; a cell opens what was said."""
    matrix = study.analyses.code_case(language=language())
    if not matrix.case_labels:
        st.info(t("matrix_page.no_cases"))
        return
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        values = st.segmented_control(
            t("matrix_page.count"),
            _VALUES,
            format_func=lambda name: t(f"matrix.code_case.values.{name}"),
            default="participants",
            required=True,
        )
    with right:
        unused = st.toggle(t("matrix_page.unused"), value=False)
    selected = _selected(matrix)
    rows = _rows(matrix, str(values or "participants"), with_unused=unused)
    if not rows:
        st.info(t("matrix_page.nothing_coded"))
        return
    table, cell = st.columns([3, 2], gap="large") if selected else (st.container(), None)
    with table:
        count_table(
            rows,
            columns=[(one, t("matrix.case", label=one)) for one in matrix.case_labels],
            caption=t(
                "matrix_page.caption",
                values=t(f"matrix.code_case.values.{values}"),
                coders=t("matrix.code_case.coders", count=matrix.coders),
            ),
            row_heading=t("matrix.code_case.code"),
            open_label=catalogue(language())["matrix_page.open_cell"],
            selected=selected,
            on_open=_open,
            key="code_case_table",
        )
    if selected and cell:
        with cell:
            _segments_panel(study, matrix, *selected)
    export_buttons(
        study.exports.code_case,
        member=study.member,
        name="caser-og-koder" if language() == "nb" else "cases-and-codes",
        key="code_case",
    )


def _rows(matrix: CodeCaseMatrix, values: str, *, with_unused: bool) -> list[CountRow]:
    rows = []
    for code_id, name, depth, colour in matrix.codes:
        cells = matrix.cells[code_id]
        counts = tuple(getattr(cells[one], values) for one in matrix.case_labels)
        if with_unused or any(cell.codings for cell in cells.values()):
            rows.append(
                CountRow(id=code_id, label=name, depth=depth, colour=colour, counts=counts)
            )
    return rows


def _open(code: str, case: str) -> None:
    set_place(kode=code, sak=case)


def _close() -> None:
    set_place(kode=None, sak=None)


def _selected(matrix: CodeCaseMatrix) -> tuple[str, str] | None:
    code, case = place("kode"), place("sak")
    if code in matrix.cells and case in matrix.case_labels:
        return str(code), str(case)
    return None


def _segments_panel(study: Study, matrix: CodeCaseMatrix, code: str, case: str) -> None:
    name = next(label for code_id, label, *_ in matrix.codes if code_id == code)
    st.header(escape(name))
    st.caption(t("matrix.case", label=escape(case)))
    st.button(t("matrix_page.close_cell"), on_click=_close, icon=":material/close:")
    if not may(study.member, Verb.READ_TEXT):
        st.info(t("matrix_page.no_reading"))
        return
    frame = study.segments(code=code, case=case, language=language())
    frame = frame[~frame["interviewer"]]
    st.caption(t("matrix_page.segments", count=len(frame)))
    shown = _PAGE * int(st.session_state.get("cell_pages", 1))
    with st.container(height=560, border=False):
        for segment in frame.head(shown).to_dict("records"):
            segment_card(segment)
    if len(frame) > shown:
        st.button(t("matrix_page.more"), on_click=_more)


def _more() -> None:
    st.session_state["cell_pages"] = int(st.session_state.get("cell_pages", 1)) + 1


def segment_card(segment: Mapping[Any, Any]) -> None:
    """Show one coded segment: its words, who says it, who coded it, and the way to its place."""
    role = segment["role"]
    who = label(Role(role), language()) if isinstance(role, str) else t("matrix_page.no_speaker")
    with st.container(border=True):
        st.markdown(escape(" ".join(str(segment["text"]).split())))
        st.caption(
            f"S\\-{segment['segment']:04} · {escape(str(segment['title']))} · {escape(who)} · "
            f"{escape(str(segment['code']))} · {escape(str(segment['coder']))}"
        )
        st.page_link(
            "pages/coding.py",
            label=t("matrix_page.to_place"),
            icon=":material/arrow_forward:",
            query_params={"kilde": segment["source_id"], "sted": segment["coding_id"]},
        )

"""What works, for whom, in which circumstances, on the page: statements that open downwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import Audience, Stance
from casestudy.reports.fields import Field, claim_fields, ground_fields, plain
from casestudy.reports.wording import (
    by_theory,
    quote_marks,
    quote_words,
    row_number,
    verdict_words,
    withheld_words,
)
from casestudy.texts.labels import capital, label
from casestudy.ui.components.export_buttons import export_buttons
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from casestudy.domain.matrix import MatrixRow
    from casestudy.study import Study


def cmo_view(study: Study) -> None:
    """Show the matrix for the team: each statement with what speaks for and against it."""
    matrix = study.matrices.cmo(language=language(), audience=Audience.TEAM)
    if not matrix.rows:
        st.info(t("matrix.empty"))
        return
    st.caption(f"{t('matrix_page.cmo_intro')} {withheld_words(matrix.withheld, language())}")
    for theory, rows in by_theory(matrix):
        st.header(escape(theory))
        for row in rows:
            with st.container(border=True):
                _statement(row)
                _parts(claim_fields(row, language()))
                with st.expander(t("matrix_page.ground")):
                    _parts(ground_fields(row, language()))
                    _quotes(row)
                _evidence(study, row)
    export_buttons(
        partial(study.exports.cmo, audience=Audience.TEAM),
        member=study.member,
        name="hva-virker-for-hvem" if language() == "nb" else "what-works-for-whom",
        key="cmo",
    )


def _statement(row: MatrixRow) -> None:
    st.caption(
        f"{escape(row_number(row, language()))} · {escape(capital(label(row.status, language())))}"
    )
    st.markdown(f"### {escape(row.statement or row.title)}")
    st.markdown(
        " \u2003 ".join(
            f"**{t('matrix.case', label=escape(cell.case_label))}** "
            f"{escape(verdict_words(cell.verdict, language()))}"
            for cell in row.cases
        )
    )
    reasons = [cell for cell in row.cases if cell.reason]
    if reasons:
        with st.expander(t("matrix_page.reasons")):
            for cell in reasons:
                case = t("matrix.case", label=escape(cell.case_label))
                st.markdown(f"**{case}:** {escape(cell.reason)}")


def _parts(fields: tuple[Field, ...]) -> None:
    filled = [field for field in fields if field.lines]
    for start in range(0, len(filled), 3):
        for column, field in zip(st.columns(3), filled[start : start + 3], strict=False):
            with column:
                st.markdown(f"**{escape(field.title)}**")
                group = ""
                for line in field.lines:
                    if line.group and line.group != group:
                        group = line.group
                        st.caption(escape(group))
                    st.markdown(escape(plain(line)))


def _quotes(row: MatrixRow) -> None:
    st.markdown(f"**{t('matrix_page.quotes')}**")
    for quote in row.quotes:
        marks = " · ".join([quote.number, *quote_marks(quote, language())])
        st.markdown(f"> {escape(quote_words(quote, language()))}")
        st.caption(escape(marks))
    st.caption(escape(withheld_words(row.quotes_withheld, language())))


def _evidence(study: Study, row: MatrixRow) -> None:
    if not may(study.member, Verb.READ_TEXT):
        return
    if not st.toggle(t("matrix_page.evidence"), key=f"evidence_{row.cmoc_id}"):
        return
    frame = study.matrices.evidence(row.cmoc_version_id)
    parts = {part.element_id: part.text for part in row.parts}
    for item in frame.to_dict("records"):
        stance = capital(label(Stance(item["stance"]), language()))
        about = parts.get(item["target_id"], t("matrix_page.whole"))
        with st.container(border=True):
            st.markdown(f"**{escape(stance)}:** {escape(about)}")
            if item["text"]:
                st.markdown(f"> {escape(' '.join(str(item['text']).split()))}")
                st.caption(
                    f"S\\-{int(item['segment']):04} · {escape(str(item['title']))} · "
                    f"{escape(str(item['added_by']))} · {item['added_at']:%d.%m.%Y}"
                )
                st.page_link(
                    "pages/coding.py",
                    label=t("matrix_page.to_place"),
                    icon=":material/arrow_forward:",
                    query_params={
                        "kilde": item["source_id"],
                        "sted": f"{int(item['start'])}-{int(item['end'])}",
                    },
                )
            else:
                st.caption(escape(str(item["literature"])))
            if item["note"]:
                st.caption(escape(str(item["note"])))

"""What happened to one code, as a story, and as a picture where it met other codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.charts.lineage import lineage_figure
from casestudy.domain.colour import INK, Theme
from casestudy.domain.lineage import LineageKind
from casestudy.ui.components.lineage_story import story
from casestudy.ui.sections.codebook.naming import code_name
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code, Codebook
    from casestudy.study import Study


def show(here: Study, book: Codebook, code: Code) -> None:
    """Draw the history of a code."""
    steps = here.codebook.lineage(code.id)
    if not steps:
        st.info(t("lineage.nothing"))
        return
    graph = here.codebook.lineage_graph(code.id)
    if len(graph) > 1:
        known = {one.id: one for one in book.codes}
        is_dark = st.context.theme.type == "dark"
        figure = lineage_figure(
            graph,
            names={one: known[one].label.in_language(language()) for one in graph if one in known},
            colours={one: known[one].colour for one in graph if one in known},
            kinds={kind.value: t(f"lineage.kind.{kind.value}") for kind in LineageKind},
            current=code.id,
            ink=INK[Theme.DARK if is_dark else Theme.LIGHT],
        )
        st.plotly_chart(
            figure,
            key=f"codebook.lineage.{code.id}",
            config={"displayModeBar": False, "staticPlot": True},
            alt=t("lineage.picture", code=code_name(book, code.id)),
        )
    members = {member.handle: member.name for member in here.members.all()}
    story(steps, book, members=members)

"""The lineage of a code as a picture: codes from left to right, a line for what each became."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import networkx as nx
import plotly.graph_objects as go

if TYPE_CHECKING:
    from collections.abc import Mapping

_GAP: Final = 92
_LINE: Final = "#7d8790"


def lineage_figure(
    graph: nx.MultiDiGraph,
    *,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    kinds: Mapping[str, str],
    current: str,
    ink: str,
) -> go.Figure:
    """Return the figure; codes that came of others stand to the right of them.

    Args:
        graph: From :func:`casestudy.analysis.lineage.lineage_graph`.
        names: What each code is called; its id where it is not among them.
        colours: Each code's own colour.
        kinds: What each kind of step is called.
        current: The code whose lineage it is.
        ink: Colour of the words.
    """
    places = _places(graph)
    figure = go.Figure()
    for old, new, about in graph.edges(data=True):
        if old == new:
            continue
        (x0, y0), (x1, y1) = places[old], places[new]
        figure.add_annotation(
            x=x1, y=y1, ax=x0, ay=y0, axref="x", ayref="y", showarrow=True, arrowhead=2,
            arrowcolor=_LINE, arrowwidth=1.6, standoff=12, startstandoff=12,
        )  # fmt: skip
        figure.add_annotation(
            x=(x0 + x1) / 2, y=(y0 + y1) / 2, showarrow=False, yshift=11,
            text=kinds[about["kind"].value], font={"size": 12, "color": ink},
        )  # fmt: skip
    codes = list(graph.nodes)
    figure.add_scatter(
        x=[places[one][0] for one in codes],
        y=[places[one][1] for one in codes],
        mode="markers+text",
        text=[names.get(one, one) for one in codes],
        textposition="bottom center",
        textfont={"size": 13, "color": ink},
        marker={
            "size": [20 if one == current else 14 for one in codes],
            "color": [colours.get(one, _LINE) for one in codes],
            "line": {"width": [3 if one == current else 0 for one in codes], "color": ink},
        },
        hoverinfo="text",
        hovertext=[f"{names.get(one, one)} ({one})" for one in codes],
    )
    columns = 1 + max(place[0] for place in places.values())
    return _calm(figure, columns=columns, rows=1 + max(-place[1] for place in places.values()))


def _places(graph: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    """Put each code right of those it came of; the codes of a ring stand below each other."""
    plain = nx.DiGraph(graph)
    plain.remove_edges_from(nx.selfloop_edges(plain))
    rings = nx.condensation(plain)
    places: dict[str, tuple[float, float]] = {}
    for column, generation in enumerate(nx.topological_generations(rings)):
        members = sorted(one for ring in generation for one in rings.nodes[ring]["members"])
        for row, code in enumerate(members):
            places[code] = (float(column), -float(row))
    return places


def _calm(figure: go.Figure, *, columns: float, rows: float) -> go.Figure:
    hidden = {"visible": False, "fixedrange": True}
    figure.update_layout(
        height=int(70 + _GAP * rows),
        margin={"l": 10, "r": 10, "t": 24, "b": 10},
        showlegend=False,
        xaxis={**hidden, "range": [-0.5, columns - 0.5]},
        yaxis={**hidden, "range": [-rows + 0.35, 0.5]},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure

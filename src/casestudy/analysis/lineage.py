"""The lineage of a code, from the steps in the life of the whole codebook."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx

from casestudy.domain.lineage import LineageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.lineage import LineageStep


def lineage_steps(steps: Sequence[LineageStep], code_id: str) -> tuple[LineageStep, ...]:
    """Return what happened to a code, to what it came of and to what came of it.

    Codes that were merged into the same one, or split from the same one, are told of only where
    they meet this code's line. Of codes that were added together only those in the line are named.

    Args:
        steps: Every step of the codebook, oldest first.
        code_id: Which code.
    """
    kept: dict[int, LineageStep] = {}
    line = {code_id}
    for order, step in reversed(list(enumerate(steps))):
        if line.intersection(step.to_ids):
            line.update(step.from_ids)
            kept[order] = _narrowed(step, line)
    line = {code_id}
    for order, step in enumerate(steps):
        if line.intersection(step.from_ids):
            line.update(step.to_ids)
            kept[order] = step
    return tuple(kept[order] for order in sorted(kept))


def lineage_graph(steps: Sequence[LineageStep], code_id: str) -> nx.MultiDiGraph:
    """Return the lineage of a code as a graph: a node per code, an edge per code it became.

    A step that leaves a code itself is an edge back to it; added and retired codes have none for
    that. Edges carry ``kind``, ``at``, ``member``, ``why``, ``release`` and ``order``.

    Args:
        steps: Every step of the codebook, oldest first.
        code_id: Which code.
    """
    graph = nx.MultiDiGraph()
    graph.add_node(code_id)
    for order, step in enumerate(lineage_steps(steps, code_id)):
        graph.add_nodes_from((*step.from_ids, *step.to_ids))
        about = {
            "kind": step.kind,
            "at": step.at,
            "member": step.member,
            "why": step.why,
            "release": step.release,
            "order": order,
        }
        graph.add_edges_from((old, new, about) for old in step.from_ids for new in step.to_ids)
    return graph


def _narrowed(step: LineageStep, line: set[str]) -> LineageStep:
    if step.kind is not LineageKind.ADDED:
        return step
    return replace(step, to_ids=tuple(one for one in step.to_ids if one in line))

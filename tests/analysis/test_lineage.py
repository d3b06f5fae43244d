"""The lineage of a code: what it came of, what came of it, and nothing of its neighbours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from casestudy.analysis.lineage import lineage_graph, lineage_steps
from casestudy.domain.lineage import LineageKind, LineageStep


def steps(*told):
    start = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        LineageStep(
            kind=LineageKind(kind),
            from_ids=tuple(old.split()),
            to_ids=tuple(new.split()),
            at=start + timedelta(days=day),
            member="mona",
            why="",
            release=None,
        )
        for day, (kind, old, new) in enumerate(told)
    ]


LIFE = steps(
    ("added", "", "A B C"),
    ("reworded", "B", "B"),
    ("split", "A", "D E"),
    ("moved", "E", "E"),
    ("merged", "B E", "C"),
    ("meaning_changed", "C", "C"),
    ("retired", "D", ""),
)


def kinds(code_id):
    return [step.kind.value for step in lineage_steps(LIFE, code_id)]


def test_a_code_is_followed_to_what_it_came_of_and_what_came_of_it():
    assert kinds("E") == ["added", "split", "moved", "merged", "meaning_changed"]
    assert kinds("D") == ["added", "split", "retired"]
    assert kinds("B") == ["added", "reworded", "merged", "meaning_changed"]
    assert lineage_steps(LIFE, "X") == ()


def test_the_target_of_a_merge_knows_all_that_it_is_made_of():
    assert kinds("C") == ["added", "reworded", "split", "moved", "merged", "meaning_changed"]


def test_of_codes_that_were_added_together_only_the_line_is_named():
    assert lineage_steps(LIFE, "D")[0].to_ids == ("A",)
    assert lineage_steps(LIFE, "C")[0].to_ids == ("A", "B", "C")


def test_the_graph_has_an_edge_for_each_code_that_a_step_made_of_another():
    graph = lineage_graph(LIFE, "E")
    edges = [(old, new, data["kind"]) for old, new, data in graph.edges(data=True)]
    assert sorted(edges) == [
        ("A", "D", "split"),
        ("A", "E", "split"),
        ("B", "C", "merged"),
        ("C", "C", "meaning_changed"),
        ("E", "C", "merged"),
        ("E", "E", "moved"),
    ]
    assert set(lineage_graph(LIFE, "X")) == {"X"}

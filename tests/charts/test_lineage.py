"""The picture of a code's lineage: who came of whom, from left to right."""

from __future__ import annotations

from datetime import UTC, datetime

from casestudy.analysis.lineage import lineage_graph
from casestudy.charts.lineage import lineage_figure
from casestudy.domain.lineage import LineageKind, LineageStep

KINDS = {kind.value: kind.value for kind in LineageKind}


def step(kind, old, new):
    at = datetime(2026, 12, 1, tzinfo=UTC)
    return LineageStep(
        kind=kind, from_ids=old, to_ids=new, at=at, member="mona", why="", release=None
    )


def figure(*steps, code="A"):
    return lineage_figure(
        lineage_graph(steps, code),
        names={"A": "Alfa"},
        colours={"A": "#3b7bd3"},
        kinds=KINDS,
        current=code,
        ink="#000000",
    )


def places(drawn):
    (points,) = drawn.data
    return dict(zip(points.text, zip(points.x, points.y, strict=True), strict=True))


def test_what_came_of_a_code_stands_to_its_right_with_what_happened_between():
    drawn = figure(step(LineageKind.SPLIT, ("A",), ("B", "C")))
    found = places(drawn)
    assert found["Alfa"][0] < found["B"][0] == found["C"][0]
    assert found["B"][1] != found["C"][1]
    assert [one.text for one in drawn.layout.annotations if one.text] == ["split", "split"]


def test_codes_without_a_name_go_by_their_ids_and_all_lie_in_the_picture():
    drawn = figure(
        step(LineageKind.MERGED, ("A", "B"), ("C",)), step(LineageKind.MERGED, ("C",), ("D",))
    )
    left, right = drawn.layout.xaxis.range
    low, high = drawn.layout.yaxis.range
    for x, y in places(drawn).values():
        assert left < x < right
        assert low < y < high
    assert set(places(drawn)) == {"Alfa", "B", "C", "D"}


def test_a_code_that_goes_round_in_a_ring_is_drawn_too():
    ring = step(LineageKind.MERGED, ("A",), ("B",)), step(LineageKind.SPLIT, ("B",), ("A", "C"))
    assert set(places(figure(*ring))) == {"Alfa", "B", "C"}

"""Sets that stand for variables."""

from __future__ import annotations

from casestudy.exchange.refi.set_variables import with_variables_from_sets
from casestudy.exchange.refi.values import RefiProject, RefiSet, RefiSource, RefiVariable

from .build import guid


def test_sets_named_by_variable_and_value_become_values_of_their_sources():
    sources = tuple(RefiSource(guid=guid(number), name=f"I{number}") for number in (1, 2))
    known = RefiVariable(guid=guid(9), name="alder")
    groups = [
        ("kjønn: kvinne", (guid(1),)),
        ("alder: 25", (guid(1), guid(2))),
        ("alder: ung", (guid(2),)),
        ("Bare en gruppe", (guid(2),)),
        ("tom: ", (guid(2),)),
        ("kode: ja", ()),
    ]
    sets = tuple(
        RefiSet(guid=guid(number, "e"), name=name, sources=members)
        for number, (name, members) in enumerate(groups)
    )
    project = with_variables_from_sets(RefiProject(sources=sources, sets=sets, variables=(known,)))
    names = {variable.guid: variable.name for variable in project.variables}
    assert sorted(names.values()) == ["alder", "kjønn"]
    assert names[guid(9)] == "alder"
    assert [
        [(names[one.variable], one.value) for one in source.values] for source in project.sources
    ] == [
        [("kjønn", "kvinne"), ("alder", "25")],
        [("alder", "25"), ("alder", "ung")],
    ]
    assert [one.name for one in project.sets] == ["Bare en gruppe", "tom: ", "kode: ja"]

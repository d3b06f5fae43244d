"""Sets named «variable: value», as ATLAS.ti writes what it has no cases for, read as variables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.read_codes import variable_of
from casestudy.exchange.refi.values import RefiValue, RefiVariable

if TYPE_CHECKING:
    from casestudy.exchange.refi.values import RefiProject


def with_variables_from_sets(project: RefiProject) -> RefiProject:
    """Return the project with such sets of sources turned into values of their sources.

    A report notes them as ``LIKE_VARIABLE``; whether they are meant so, a person decides. A
    source in two sets of one variable gets both values.
    """
    by_name = {variable.name: variable for variable in project.variables}
    values: dict[str, list[RefiValue]] = {}
    left = []
    for one in project.sets:
        told = variable_of(one.name)
        if told is None or not one.sources:
            left.append(one)
            continue
        name, said = told
        if name not in by_name:
            by_name[name] = RefiVariable(guid=derived_guid("variable", name), name=name)
        for source in one.sources:
            value = RefiValue(variable=by_name[name].guid, value=said)
            values.setdefault(source, []).append(value)
    return replace(
        project,
        variables=tuple(by_name.values()),
        sources=tuple(
            replace(source, values=(*source.values, *values.get(source.guid, ())))
            for source in project.sources
        ),
        sets=tuple(left),
    )

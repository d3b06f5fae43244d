"""The fields that describe a source, in the preview of an import and in its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.vocabulary import SourceType
from casestudy.texts.labels import capital, label
from casestudy.ui.components.fields import Field
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casestudy.domain.cases import Case, TimePoint

_INTERVIEWED: Final = ("interviewer", "peer_interviewer")
_OBSERVED: Final = ("place", "time", "situation", "observer")


def source_fields(
    values: Mapping[str, Any], *, cases: Sequence[Case], time_points: Sequence[TimePoint]
) -> list[Field]:
    """Return title, type, case, date and time point with ``values``."""
    types = {kind: capital(label(kind, language())) for kind in SourceType}
    return [
        Field(
            name="title",
            label=t("sources.field.title"),
            value=values.get("title"),
            hint=t("sources.hint.title"),
        ),
        Field(
            name="type",
            label=t("sources.field.type"),
            kind="one",
            value=values.get("type"),
            options=types,
        ),
        Field(
            name="case_id",
            label=t("sources.field.case_id"),
            kind="one",
            value=values.get("case_id"),
            options={case.id: case_name(case) for case in cases},
            unset=t("sources.unset.case"),
        ),
        Field(name="date", label=t("sources.field.date"), kind="date", value=values.get("date")),
        Field(
            name="time_point_id",
            label=t("sources.field.time_point_id"),
            kind="one",
            value=values.get("time_point_id"),
            options={point.id: point.label for point in time_points},
            unset=t("sources.unset.time_point"),
        ),
    ]


def occasion_fields(kind: SourceType | None, values: Mapping[str, Any]) -> list[Field]:
    """Return what is asked about the occasion: of observation notes, or of conversations."""
    if kind is SourceType.OBSERVATION:
        return [
            Field(name=name, label=t(f"sources.field.{name}"), value=values.get(name))
            for name in _OBSERVED
        ]
    name, peer = _INTERVIEWED
    return [
        Field(
            name=name,
            label=t(f"sources.field.{name}"),
            value=values.get(name),
            hint=t("sources.hint.interviewer"),
        ),
        Field(name=peer, label=t(f"sources.field.{peer}"), kind="yes_no", value=values.get(peer)),
    ]


def case_name(case: Case) -> str:
    """Return a case as it stands in lists inside the study."""
    return f"{case.label} · {case.name}" if case.name else case.label

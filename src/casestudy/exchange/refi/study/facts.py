"""Facts of sources, cases and participants as variables, and variables as facts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from casestudy.domain.vocabulary import ConsentScope
from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.study.records import as_member
from casestudy.exchange.refi.values import RefiValue, RefiVariable, VariableType
from casestudy.texts import text
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_JOIN: Final = "; "


class Fact(StrEnum):
    """What a variable of ours says."""

    KIND = "kind"
    CASE = "case"
    ROLE = "role"
    CONSENT = "consent"
    TYPE = "type"
    DATE = "date"
    TIME_POINT = "time_point"


class CaseKind(StrEnum):
    """What a case of the standard is here."""

    CASE = "case"
    PARTICIPANT = "participant"


def fact_guid(fact: Fact) -> str:
    """Return the GUID of a variable, the same in every file of ours."""
    return derived_guid("variable", fact)


def variables(language: str) -> tuple[RefiVariable, ...]:
    """Return every variable of ours with its name in ``language``."""
    return tuple(
        RefiVariable(
            guid=fact_guid(fact),
            name=text(f"refi_study.fact.{fact}", language),
            type=VariableType.DATE if fact is Fact.DATE else VariableType.TEXT,
        )
        for fact in Fact
    )


def values(said: Mapping[Fact, str]) -> tuple[RefiValue, ...]:
    """Return the values that say something, in the order of ``Fact``."""
    return tuple(
        RefiValue(variable=fact_guid(fact), value=said[fact]) for fact in Fact if said.get(fact)
    )


def facts(held: Iterable[RefiValue]) -> dict[Fact, str]:
    """Return what variables of ours say."""
    by_guid = {fact_guid(fact): fact for fact in Fact}
    return {
        by_guid[one.variable]: one.value for one in held if one.variable in by_guid and one.value
    }


def kind_label(kind: CaseKind, language: str) -> str:
    """Return what a case of this kind is called."""
    return text(f"refi_study.kind.{kind}", language)


def kind_of(said: Mapping[Fact, str], names: Mapping[str, CaseKind]) -> CaseKind | None:
    """Return the kind that a case says it is, by all names that kinds have."""
    return names.get(said.get(Fact.KIND, ""))


def scopes_written(scopes: Iterable[ConsentScope], language: str) -> str:
    """Return what somebody agreed to as one value."""
    return _JOIN.join(label(scope, language) for scope in scopes)


def scopes_of(written: str) -> tuple[ConsentScope, ...]:
    """Return what a value says that somebody agreed to."""
    found = (as_member(ConsentScope, part) for part in written.split(_JOIN))
    return tuple(scope for scope in found if scope is not None)


def date_of(written: str | None) -> dt.date | None:
    """Return the date that a value holds."""
    try:
        return dt.date.fromisoformat(written) if written else None
    except ValueError:
        return None

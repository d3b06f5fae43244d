"""Reads variables and their values, each in the spelling that XML Schema gives its type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.elements import children, content, local_name, one_line, paragraphs
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.values import RefiValue, RefiVariable, VariableType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from casestudy.exchange.refi.elements import Interpreter

_TRUTHS: Final = {"true": "true", "1": "true", "false": "false", "0": "false"}
_LARGEST_EXPONENT: Final = 300


def read_variables(
    nodes: Iterable[etree._Element], meaning: Interpreter
) -> tuple[RefiVariable, ...]:
    """Return the variables; one of an unknown type becomes text."""
    variables: list[RefiVariable] = []
    for node in nodes:
        name = meaning.name(node)
        written = (node.get("typeOfVariable") or "").strip().lower()
        kind = next((one for one in VariableType if one.lower() == written), None)
        if kind is None:
            meaning.ledger.note(Element.VARIABLE, Happened.VARIABLE_TYPE, name=name)
        variables.append(
            RefiVariable(
                guid=meaning.guid(node, Element.VARIABLE),
                name=name,
                type=kind or VariableType.TEXT,
                description=meaning.description(node),
            )
        )
    return tuple(variables)


def read_values(
    node: etree._Element,
    meaning: Interpreter,
    variables: dict[str, RefiVariable],
    *,
    name: str,
) -> Iterator[RefiValue]:
    """Yield the values that a case or source has, each as its variable's type demands.

    Args:
        node: The element with ``VariableValue`` directly below.
        meaning: What its GUIDs mean.
        variables: The variables there are, by GUID.
        name: What the ledger calls the case or source.
    """
    for held in children(node, "VariableValue"):
        ref = next(children(held, "VariableRef"), None)
        variable = variables.get(meaning.reference(ref) if ref is not None else "")
        if variable is None:
            meaning.ledger.note(Element.VALUE, Happened.UNKNOWN_VARIABLE, name=name)
            continue
        said = next((one for one in held if local_name(one).endswith("Value")), None)
        written = content(said) if said is not None else None
        if written is None:
            yield RefiValue(variable=variable.guid)
            continue
        value = lexical(written, variable.type)
        if value is None:
            meaning.ledger.note(Element.VALUE, Happened.UNREADABLE_VALUE, name=variable.name)
        else:
            yield RefiValue(variable=variable.guid, value=value)


def lexical(written: str, kind: VariableType) -> str | None:
    """Return a value as XML Schema writes ``kind``, or None where it is no such value.

    >>> lexical("1,50", VariableType.FLOAT), lexical("1.50", VariableType.FLOAT)
    (None, '1.50')
    """
    said = one_line(written)
    match kind:
        case VariableType.TEXT:
            return paragraphs(written)
        case VariableType.BOOLEAN:
            return _TRUTHS.get(said.lower())
        case VariableType.INTEGER:
            return _number(said, whole=True)
        case VariableType.FLOAT:
            return _number(said, whole=False)
        case VariableType.DATE:
            return _day(said)
        case VariableType.DATE_TIME:
            return _moment(said)


def _number(said: str, *, whole: bool) -> str | None:
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > _LARGEST_EXPONENT:
        return None
    if not whole:
        return f"{number:f}"
    return str(int(number)) if number == number.to_integral_value() else None


def _day(said: str) -> str | None:
    try:
        return dt.datetime.fromisoformat(said).date().isoformat()
    except ValueError:
        return None


def _moment(said: str) -> str | None:
    try:
        return dt.datetime.fromisoformat(said).isoformat()
    except ValueError:
        return None

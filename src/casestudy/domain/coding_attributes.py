"""What a coding says beside its code: which values are legal, and what a new code can't carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.codebook import CodingAttribute
from casestudy.domain.vocabulary import ClaimStatus, Level, Stage, Valence
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS = {
    "valence": Valence,
    "level": Level,
    "stage": Stage,
    "claim_status": ClaimStatus,
}


def checked_attributes(attributes: Mapping[str, Any], code: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes as stored keys; None clears one.

    Args:
        attributes: By column name: ``valence``, ``level``, ``stage``, ``claim_status``,
            ``measure_id``.
        code: ``code_id`` and the ``attributes`` that apply to it.

    Raises:
        InvalidInputError: ``attribute_not_for_code`` or ``unknown_value``.
    """
    values: dict[str, Any] = {}
    for name, value in attributes.items():
        attribute = CodingAttribute.MEASURE if name == "measure_id" else CodingAttribute(name)
        if value is not None and attribute.value not in code["attributes"]:
            raise InvalidInputError("attribute_not_for_code", attribute=name, code=code["code_id"])
        kind = _KINDS.get(name)
        try:
            values[name] = value if kind is None or value is None else kind(value).value
        except ValueError:
            raise InvalidInputError("unknown_value", field=name, value=value) from None
    return values


def cleared_attributes(coding: Mapping[str, Any], code: Mapping[str, Any]) -> dict[str, None]:
    """Return, as None, what ``coding`` has that its new ``code`` can't carry."""
    return {
        name: None
        for name in (*_KINDS, "measure_id")
        if coding[name] is not None and name.removesuffix("_id") not in code["attributes"]
    }

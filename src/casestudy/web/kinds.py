"""A kind of operation: what it must say, what it may say, and how it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from casestudy.study import Study
from casestudy.web.fields import Checks, has_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One operation on a source, by the member who sent it.

    ``given`` holds the fields of its kind by the protocol's names; ``text_version_id`` is the text
    that its offsets are of.
    """

    study: Study
    source_id: str
    text_version_id: str
    request_id: str
    given: Mapping[str, Any]


def _anything(_given: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of operation.

    ``agrees`` checks what no single field can tell.
    """

    needed: Checks = field(default_factory=dict)
    optional: Checks = field(default_factory=dict)
    agrees: Callable[[Mapping[str, Any]], bool] = _anything
    do: Callable[[Asked], object]

    def fits(self, given: Mapping[str, Any]) -> bool:
        """Tell whether the fields of an operation are those of this kind."""
        return has_fields(given, self.needed, self.optional) and self.agrees(given)

"""What a member sets for themselves in the coding pane: shortcuts, margin, what is remembered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.permissions import Verb
from casestudy.errors import InvalidInputError
from casestudy.store.tables import PREFERENCE

if TYPE_CHECKING:
    from casestudy.domain.notes import Preference
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit

#: The most that one preference may hold, in bytes of JSON.
LARGEST: Final = 20_000


class Preferences:
    """The acting member's own preferences, the same in every browser."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[str, Any]:
        """Return what has been set, by name."""
        with self._session.read(Verb.READ_TEXT) as (reader, _):
            rows = reader.rows(PREFERENCE, member_id=self._session.member.id)
        return {row["name"]: row["value"] for row in rows}

    def set(self, name: Preference, value: Any) -> None:
        """Set one preference to a JSON value; None takes it back to what it is for everyone.

        Raises:
            InvalidInputError: ``preference_unusable``: not JSON; ``preference_too_large``.
        """
        _check(value)

        def work(unit: Unit) -> None:
            key = {"member_id": self._session.member.id, "name": name.value}
            if value is None:
                unit.delete(PREFERENCE, **key)
            else:
                unit.put(PREFERENCE, **key, value=value)

        self._session.note(Verb.READ_TEXT, work)


def _check(value: Any) -> None:
    try:
        size = len(json.dumps(value, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError):
        raise InvalidInputError("preference_unusable") from None
    if size > LARGEST:
        raise InvalidInputError("preference_too_large", longest=LARGEST)

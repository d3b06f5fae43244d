"""What the environment says about how the program runs, read once into one value."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Where a message's language is looked for, first hit wins; the last three are POSIX locales.
_LANGUAGE_VARIABLES = ("CASESTUDY_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of one process.

    Attributes:
        store: Address of the store to serve (``CASESTUDY_STORE``), None where it is not set.
        language: ``"en"`` where ``CASESTUDY_LANGUAGE`` or the locale says so, else ``"nb"``.
        has_key: Whether ``CASESTUDY_KEY`` holds a passphrase; never the passphrase itself.
        debug: Whether unexpected errors show their full trace (``CASESTUDY_DEBUG=1``). A trace
            can hold text from the study.
        names: File with full names that no export may hold (``CASESTUDY_NAMES``).
    """

    store: str | None = None
    language: str = "nb"
    has_key: bool = False
    debug: bool = False
    names: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings.

        >>> Settings.from_environment({"LANG": "en_GB.UTF-8"}).language
        'en'
        """
        wanted = next(filter(None, map(environment.get, _LANGUAGE_VARIABLES)), "")
        return cls(
            store=environment.get("CASESTUDY_STORE") or None,
            language="en" if wanted.lower().startswith("en") else "nb",
            has_key=bool(environment.get("CASESTUDY_KEY")),
            debug=environment.get("CASESTUDY_DEBUG") == "1",
            names=environment.get("CASESTUDY_NAMES") or None,
        )

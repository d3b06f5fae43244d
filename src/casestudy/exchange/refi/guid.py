"""GUIDs as REFI-QDA writes them: in braces or not, in any case, and sometimes none at all."""

from __future__ import annotations

import re
import uuid
from typing import Final

_WRITTEN: Final = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
#: What GUIDs are derived from where a file or a codebook has none: always the same ones.
_NAMESPACE: Final = uuid.UUID("6d1f1f0a-7d5c-5b1e-9a43-0e2c5b7f4c11")


def read_guid(written: str) -> str | None:
    """Return a GUID in lower case without braces, or None where it is not one.

    >>> read_guid("{5215CC69-B628-4E02-AFB9-9BEEAEE55808}")
    '5215cc69-b628-4e02-afb9-9beeaee55808'
    """
    found = _WRITTEN.fullmatch(written.strip())
    return found[1].lower() if found else None


def derived_guid(*words: str) -> str:
    """Return the GUID that stands for ``words``, the same at every time and place."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(words)))

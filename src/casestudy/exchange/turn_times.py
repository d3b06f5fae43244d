"""Time stamps as transcripts write them: ``[00:12:31]``, ``(0:12)``, ``#00:12:31-5#``."""

from __future__ import annotations

import re

_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,-]\d{1,3})?(?![\d:])"
_FULL_CLOCK = r"\d{1,2}:\d{2}:\d{2}(?:[.,-]\d{1,3})?(?![\d:])"
_TO = rf"(?:\s*(?:-->|–|-)\s*{_CLOCK})?"

#: A stamp that can't be a time of day told in a sentence: in brackets, or with seconds.
CERTAIN = rf"(?:[\[({{<#]\s*{_CLOCK}{_TO}\s*[\])}}>#]|{_FULL_CLOCK}{_TO})"
#: Any stamp; ``10:30`` may be a time of day as well.
ANY = rf"(?:{CERTAIN}|{_CLOCK})"

_LEADING = re.compile(rf"{CERTAIN}[\s:]*(?:[–-]\s+)?")
_LEADING_ANY = re.compile(rf"{ANY}\s+(?:[–-]\s+)?")
_TRAILING = re.compile(rf"\s*(?:[\[({{<]\s*{_FULL_CLOCK}\s*[\])}}>]|#{_CLOCK}#)$")
_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,-](\d{1,3}))?")


def seconds_of(stamp: str) -> float:
    """Return the seconds from the start of the recording that ``stamp`` stands for."""
    found = _PARTS.search(stamp)
    if found is None:
        raise ValueError(stamp)
    hours, minutes, seconds, fraction = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + float(f"0.{fraction or 0}")


def leading(text: str, start: int = 0, *, label_follows: bool = False) -> tuple[float | None, int]:
    """Return the seconds of a stamp at ``start`` and where the text behind it begins."""
    found = (_LEADING_ANY if label_follows else _LEADING).match(text, start)
    return (seconds_of(found[0]), found.end()) if found else (None, start)


def trailing(text: str) -> tuple[float | None, int]:
    """Return the seconds of a stamp that closes ``text`` and where the text before it ends."""
    found = _TRAILING.search(text, max(0, len(text) - 40))
    return (seconds_of(found[0]), found.start()) if found else (None, len(text))

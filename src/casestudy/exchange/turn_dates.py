"""Dates as people write them in Norwegian and English."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan",
            "februar february feb",
            "mars march mar",
            "april apr",
            "mai may",
            "juni june jun",
            "juli july jul",
            "august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b"),
    re.compile(r"\b(?P<d>\d{1,2})[./] ?(?P<m>\d{1,2})[./] ?(?P<y>\d{4}|\d{2})\b"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)? (?P<m>{_MONTH})\.?,? (?P<y>\d{{4}})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})\b", re.IGNORECASE
    ),
)


def find_date(text: str) -> date | None:
    """Return the first date in ``text``; day before month, two-digit years in this century."""
    for form in _FORMS:
        for found in form.finditer(text):
            month = found["m"].casefold()
            year = int(found["y"])
            try:
                return date(
                    year if year > 99 else 2000 + year,
                    int(month) if month.isdigit() else _MONTHS[month],
                    int(found["d"]),
                )
            except ValueError:
                continue
    return None

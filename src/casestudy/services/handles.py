"""Short names by which members are known in files and commands."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def handle_from(name: str, *, taken: Collection[str]) -> str:
    """Make a handle from a person's first name: lower-case ASCII, unique among ``taken``.

    >>> handle_from("Åse Lund", taken={"ase"})
    'ase2'
    """
    first = name.strip().split()[0].lower() if name.strip() else "member"
    plain = first.replace("ø", "o").replace("æ", "ae")
    letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    handle = "".join(letter for letter in letters if letter.isalnum()) or "member"
    number = 1
    while (unique := handle if number == 1 else f"{handle}{number}") in taken:
        number += 1
    return unique

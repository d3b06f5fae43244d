"""The list of full names that no export may hold: a plain file beside the store, never in it."""

from __future__ import annotations

from pathlib import Path

from casestudy.errors import StoreError


def names_file(place: str, *, given: str | None) -> Path | None:
    """Return the file with the names: the one ``given``, else ``<store>.names.txt`` if there.

    Args:
        place: Where the store is; a server has no file beside it.
        given: What ``CASESTUDY_NAMES`` says.
    """
    if given:
        return Path(given)
    beside = Path(f"{place}.names.txt")
    return beside if "://" not in place and beside.is_file() else None


def read_names(file: Path) -> tuple[str, ...]:
    """Return the names, one per line; blank lines and lines that begin with ``#`` are left out.

    Raises:
        StoreError: ``store.names_unreadable``: no export goes on without the list.
    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise StoreError("store.names_unreadable", file=str(file)) from None
    names = (line.strip() for line in lines)
    return tuple(name for name in names if name and not name.startswith("#"))

"""Zip files that hold no clock: the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The earliest date a zip can hold.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644 << 16
_UNIX: Final = 3


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip file with ``files`` (name and content), in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr, member.create_system = _MODE, _UNIX
            archive.writestr(member, content)
    return buffer.getvalue()


def without_clock(data: bytes) -> bytes:
    """Return the same zip file without the times at which its members were written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped((name, archive.read(name)) for name in archive.namelist())

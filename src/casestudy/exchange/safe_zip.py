"""Reads the members of an untrusted zip file by name, never unpacking it to disk."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from casestudy.errors import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
# Below this size a high ratio is ordinary (a thumbnail of one colour) and harmless.
RATIO_COUNTS_FROM_BYTES = 1024 * 1024
CHUNK_BYTES = 256 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
FLAG_ENCRYPTED = 0x1
READ_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


class SafeZip:
    """A zip file held in memory whose directory was checked before any member is unpacked.

    Args:
        data: The whole file.
        members: The most members it may have.
        declared: The most bytes its directory may promise. Fewer are ever unpacked
            (``MAX_UNPACKED_BYTES``): more is for files whose large members nobody reads.

    Raises:
        ImportRefusedError: ``import.damaged``, ``import.zip_bomb``, ``import.unsafe_zip`` or
            ``import.password``.
    """

    def __init__(
        self, data: bytes, *, members: int = MAX_MEMBERS, declared: int = MAX_UNPACKED_BYTES
    ) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise ImportRefusedError("import.damaged") from None
        directory = self._archive.infolist()
        if len(directory) > members:
            raise ImportRefusedError("import.zip_bomb")
        _check_sizes(directory, packed=len(data), declared=declared)
        _check_names(directory)
        self._members = {member.filename: member for member in directory}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """All member names, in the order of the directory."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Unpack one member, counting the bytes as they come.

        Raises:
            ImportRefusedError: ``import.damaged`` where it is missing or broken,
                ``import.zip_bomb`` where it holds more than the directory said.
        """
        if name not in self._members:
            raise ImportRefusedError("import.damaged")
        chunks: list[bytes] = []
        try:
            with self._archive.open(self._members[name]) as member:
                while chunk := member.read(CHUNK_BYTES):
                    self._unpacked += len(chunk)
                    if self._unpacked > MAX_UNPACKED_BYTES:
                        raise ImportRefusedError("import.zip_bomb")
                    chunks.append(chunk)
        except READ_ERRORS:
            raise ImportRefusedError("import.damaged") from None
        return b"".join(chunks)


def _check_sizes(members: list[zipfile.ZipInfo], *, packed: int, declared: int) -> None:
    unpacked = sum(member.file_size for member in members)
    # The whole is weighed too: members of a bomb may share the same packed bytes.
    if unpacked > declared or _is_swollen(unpacked, packed):
        raise ImportRefusedError("import.zip_bomb")
    if any(_is_swollen(member.file_size, member.compress_size) for member in members):
        raise ImportRefusedError("import.zip_bomb")


def _is_swollen(unpacked: int, packed: int) -> bool:
    return unpacked >= RATIO_COUNTS_FROM_BYTES and unpacked > MAX_RATIO * packed


def _check_names(members: Iterable[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for member in members:
        if member.flag_bits & FLAG_ENCRYPTED:
            raise ImportRefusedError("import.password")
        # zipfile cuts a name at NUL and turns separators; the name as written is what counts.
        name = member.orig_filename
        parts = re.split(r"[\\/]", name)
        outside = parts[0] == "" or ":" in parts[0] or ".." in parts or "\0" in name
        if outside or _is_link(member) or member.filename in seen:
            raise ImportRefusedError("import.unsafe_zip")
        if member.compress_type not in METHODS:
            raise ImportRefusedError("import.damaged")
        seen.add(member.filename)


def _is_link(member: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(member.external_attr >> 16)

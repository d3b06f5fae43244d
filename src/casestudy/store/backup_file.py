"""The backup file: a zip archive whose last 64 characters are the hash of all that precedes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final, Self

from casestudy.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

_FORMAT: Final = "casestudy-backup-1"
_STORE: Final = "store.db"
_HEADER: Final = "store.db.key.json"
_MANIFEST: Final = "manifest.json"
_HASH_LENGTH: Final = 64
_BLOCK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds.

    Attributes:
        created: When it was made, ISO 8601 in UTC.
        schema_version: The schema of the store inside.
        origin: ``"sqlite"`` or ``"postgresql"``; either restores into both.
        encrypted: Whether the store inside needs its passphrase.
        rows: How many rows each table holds.
        store_sha256: Hash of the store inside.
        store_bytes: Size of the store inside.
    """

    created: str
    schema_version: str
    origin: str
    encrypted: bool
    rows: dict[str, int]
    store_sha256: str
    store_bytes: int

    def to_json(self) -> str:
        """Return the manifest as it stands in the backup."""
        return json.dumps({"format": _FORMAT, **asdict(self)}, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote.

        Raises:
            ValueError: It is not such a manifest.
        """
        values = json.loads(text)
        if not isinstance(values, dict) or values.pop("format", None) != _FORMAT:
            raise ValueError("another format")
        try:
            return cls(**values)
        except TypeError as error:
            raise ValueError("another format") from error


def write_backup(target: Path, *, manifest: Manifest, store: Path, header: Path | None) -> None:
    """Write a backup file to the new file ``target`` and put it safely on disk."""
    # encrypted pages can't be pressed together
    compression = zipfile.ZIP_STORED if manifest.encrypted else zipfile.ZIP_DEFLATED
    target.touch(mode=0o600, exist_ok=False)
    with zipfile.ZipFile(target, "w", compression, compresslevel=3) as archive:
        archive.writestr(_MANIFEST, manifest.to_json())
        archive.write(store, _STORE)
        if header is not None:
            archive.write(header, _HEADER)
        archive.comment = b"-" * _HASH_LENGTH
    with target.open("r+b") as file:
        length = file.seek(0, os.SEEK_END) - _HASH_LENGTH
        file.seek(0)
        digest = _hash(file, length)
        file.seek(length)
        file.write(digest.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def read_manifest(file: Path) -> Manifest:
    """Return what the backup ``file`` holds, after checking every byte of it.

    Raises:
        StoreError: It is missing, no backup (``store.backup_foreign``) or damaged
            (``store.backup_damaged``).
    """
    try:
        with file.open("rb") as stream:
            start = stream.read(2)
            length = stream.seek(0, os.SEEK_END) - _HASH_LENGTH
            stream.seek(0)
            intact = length > 0 and _hash(stream, length).encode("ascii") == stream.read()
        if not intact:
            # a damaged first letter must not turn a backup into a foreign file
            foreign = start != b"PK" and not zipfile.is_zipfile(file)
            code = "store.backup_foreign" if foreign else "store.backup_damaged"
            raise StoreError(code, file=file.name, detail="SHA-256")
        with zipfile.ZipFile(file) as archive:
            return Manifest.from_json(archive.read(_MANIFEST).decode("utf-8"))
    except FileNotFoundError as error:
        raise StoreError("store.not_found", store=str(file)) from error
    except OSError as error:
        raise StoreError("store.not_reachable", store=str(file), detail=error.strerror) from error
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise StoreError("store.backup_foreign", file=file.name) from error


def unpack(file: Path, *, store: Path, header: Path) -> None:
    """Write the store, and the key header if there is one, from a checked backup to new files."""
    with zipfile.ZipFile(file) as archive:
        _extract(archive, _STORE, store)
        if _HEADER in archive.namelist():
            _extract(archive, _HEADER, header)


def file_hash(file: Path) -> str:
    """Return the SHA-256 of ``file``."""
    with file.open("rb") as stream:
        return _hash(stream, file.stat().st_size)


def _extract(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as source, target.open("xb") as file:
        target.chmod(0o600)
        shutil.copyfileobj(source, file, _BLOCK)
        file.flush()
        os.fsync(file.fileno())


def _hash(stream: BinaryIO, length: int) -> str:
    digest = hashlib.sha256()
    while length > 0 and (block := stream.read(min(_BLOCK, length))):
        digest.update(block)
        length -= len(block)
    return digest.hexdigest()

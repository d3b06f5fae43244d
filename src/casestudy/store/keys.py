"""The key of an encrypted store: made from a passphrase, never stored."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from argon2.low_level import Type, hash_secret_raw

from casestudy.errors import StoreError
from casestudy.store.places import is_server, store_path

if TYPE_CHECKING:
    from collections.abc import Callable

#: The environment variable that holds the passphrase.
KEY_VARIABLE: Final = "CASESTUDY_KEY"
#: Shortest passphrase for a new store, in characters.
SHORTEST_PASSPHRASE: Final = 12
#: Length of a raw key, in bytes.
KEY_LENGTH: Final = 32
_PLAIN_SQLITE: Final = b"SQLite format 3\0"
_FORMAT: Final = "casestudy-key-1"
#: Highest costs (rounds, KiB, lanes) a header may ask for: a forged one can't stop the machine.
_HIGHEST: Final = (100, 4 * 1024 * 1024, 64)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHeader:
    """What turns a passphrase into a store's key; worth nothing without the passphrase.

    Attributes:
        salt: Random, one per store.
        time_cost: Rounds of argon2id.
        memory_kib: Memory of argon2id, in KiB.
        parallelism: Lanes of argon2id.
        check: Tells a wrong key before the store is opened; made from the key one way.
    """

    salt: bytes
    time_cost: int = 3
    memory_kib: int = 64 * 1024
    parallelism: int = 4
    check: bytes = b""

    def derive(self, passphrase: str) -> bytes:
        """Return the raw 256-bit key for ``passphrase``; takes about half a second."""
        return hash_secret_raw(
            unicodedata.normalize("NFC", passphrase).encode("utf-8"),
            self.salt,
            time_cost=self.time_cost,
            memory_cost=self.memory_kib,
            parallelism=self.parallelism,
            hash_len=KEY_LENGTH,
            type=Type.ID,
        )

    def fits(self, key: bytes) -> bool:
        """Whether ``key`` is the one this header was made with."""
        return hmac.compare_digest(self.check, _check_value(key))

    def to_json(self) -> str:
        """Return the header as it stands in its file."""
        values = asdict(self)
        values["salt"] = base64.b64encode(self.salt).decode("ascii")
        values["check"] = base64.b64encode(self.check).decode("ascii")
        return json.dumps({"format": _FORMAT, "kdf": "argon2id", **values}, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote.

        Raises:
            ValueError: It is not such a header, or asks for more than a machine should give.
        """
        try:
            values = json.loads(text)
            if (values.pop("format"), values.pop("kdf")) != (_FORMAT, "argon2id"):
                raise ValueError("another format")
            for name in ("salt", "check"):
                values[name] = base64.b64decode(values[name], validate=True)
            header = cls(**values)
        except (KeyError, TypeError, AttributeError, binascii.Error) as error:
            raise ValueError("not a key header") from error
        costs = (header.time_cost, header.memory_kib, header.parallelism)
        if not all(type(cost) is int and cost >= 1 for cost in costs):
            raise ValueError("costs are whole numbers")
        if any(cost > highest for cost, highest in zip(costs, _HIGHEST, strict=True)):
            raise ValueError("too costly")
        if len(header.salt) < 8 or header.memory_kib < 8 * header.parallelism:
            raise ValueError("too weak for argon2id")
        return header


def is_encrypted(path: Path | str) -> bool:
    """Whether the file at ``path`` is an encrypted store: not plain, with its key header.

    A new, still empty store counts as encrypted when its key header is there.
    """
    return header_path(path).is_file() and not is_plain(path)


def is_plain(path: Path | str) -> bool:
    """Whether the file at ``path`` is a SQLite file that anyone can read."""
    try:
        with Path(path).open("rb") as file:
            return file.read(len(_PLAIN_SQLITE)) == _PLAIN_SQLITE
    except OSError:
        return False


def header_path(path: Path | str) -> Path:
    """Return where the key header of the store at ``path`` stands: beside it."""
    path = Path(path)
    return path.with_name(f"{path.name}.key.json")


def create_key(address: str, passphrase: str) -> bytes:
    """Write a key header for the new store at ``address`` and return its key.

    Raises:
        StoreError: The passphrase is too short, there is a store or header already, or the
            address is a server's.
    """
    if is_server(address):
        raise StoreError("store.no_server_encryption")
    path = store_path(address)
    if path.exists():
        raise StoreError("store.exists", store=str(path))
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise StoreError("store.passphrase_short", shortest=SHORTEST_PASSPHRASE)
    unchecked = KeyHeader(salt=secrets.token_bytes(16))
    key = unchecked.derive(passphrase)
    header = KeyHeader(salt=unchecked.salt, check=_check_value(key))
    target = header_path(path)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(header.to_json())
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise StoreError("store.exists", store=str(target)) from None
    except OSError as error:
        raise StoreError(
            "store.not_reachable", store=str(target), detail=error.strerror
        ) from error
    return key


def find_key(address: str, *, prompt: Callable[[], str] | None = None) -> bytes | None:
    """Return the key of the store at ``address``, or None where it is not encrypted.

    Args:
        address: As for ``open_engine``; a server has no key.
        prompt: Asks a person for the passphrase where ``CASESTUDY_KEY`` is not set.

    Raises:
        StoreError: No passphrase was given (``store.key_needed``), it is a wrong one
            (``store.wrong_key``), or the key header is damaged.
    """
    if is_server(address):
        return None
    path = store_path(address)
    if not is_encrypted(path):
        return None
    passphrase = os.environ.get(KEY_VARIABLE) or (prompt() if prompt else "")
    if not passphrase:
        raise StoreError("store.key_needed", store=str(path))
    header = read_header(path)
    key = header.derive(passphrase)
    if not header.fits(key):
        raise StoreError("store.wrong_key", store=str(path))
    return key


def read_header(path: Path | str) -> KeyHeader:
    """Return the key header of the store at ``path``.

    Raises:
        StoreError: It is missing or damaged (``store.key_header_damaged``).
    """
    try:
        return KeyHeader.from_json(header_path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError("store.key_header_damaged", file=header_path(path).name) from error


def _check_value(key: bytes) -> bytes:
    return hashlib.sha256(b"casestudy key check\0" + key).digest()[:16]

"""Files that appear whole under their name or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from casestudy.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_server(address: str) -> bool:
    """Whether the address names a database server and not a file."""
    return "://" in address


def shown_address(address: str) -> str:
    """Return an address as it may be printed.

    >>> shown_address("postgresql+psycopg://mona:hemmelig@db/pilot")
    'postgresql+psycopg://mona:***@db/pilot'
    """
    return re.sub(r"(://[^:@/]*):[^@/]*@", r"\1:***@", address)


def store_file(address: str) -> Path:
    """Return the file behind an address that is a path."""
    return Path(address).expanduser().absolute()


def refuse_existing(path: Path) -> None:
    """Let through only a path where nothing is.

    Raises:
        StoreError: ``store.exists``.
    """
    if path.exists():
        raise StoreError("store.exists", store=str(path))


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file under a temporary name, make sure it is on the disk, then give it its name.

    Raises:
        StoreError: Something is at ``path`` and may not be replaced, the folder is missing or
            the disk is full; what was at ``path`` is untouched.
    """
    with _private_folder(path) as folder:
        finished = folder / "finished"
        with finished.open("xb") as file:
            # what leaves the study is for its owner to share
            finished.chmod(0o600)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(finished, path, replace=replace)


@contextmanager
def new_store(address: str) -> Iterator[str]:
    """Give a place to make a store; it stands at ``address`` when the block has ended well.

    Where the block fails or is interrupted, nothing is left. On a database server the store is
    made in place.

    Raises:
        StoreError: Something is at ``address``, or its folder can't be written to.
    """
    if is_server(address):
        yield address
        return
    target = store_file(address)
    refuse_existing(target)
    with _private_folder(target) as folder:
        yield str(folder / target.name)
        # a key header goes before its store, which is of no use without it
        for made in sorted(folder.iterdir(), key=lambda file: file.name == target.name):
            _name(made, target.with_name(made.name), replace=False)


@contextmanager
def _private_folder(target: Path) -> Iterator[Path]:
    """Give a folder on the same disk as ``target`` that is gone afterwards."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".casestudy-", dir=target.parent))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = "store.disk_full" if full else "store.not_reachable"
        raise StoreError(code, store=str(target), detail=error.strerror) from error


def _name(finished: Path, target: Path, *, replace: bool) -> None:
    if replace:
        finished.replace(target)
        return
    try:
        # a second name fails where the name is taken; a rename would replace what has it
        os.link(finished, target)
    except FileExistsError:
        raise StoreError("store.exists", store=str(target)) from None
    except OSError:
        # file systems without second names: exFAT, some network drives
        refuse_existing(target)
        finished.rename(target)

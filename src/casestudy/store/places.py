"""Where a store lies: on a server or in a file, and whether the file's folder is safe."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from casestudy.errors import StoreError

_MOUNTS: Final = Path("/proc/mounts")
_NETWORK: Final = re.compile(
    r"^(nfs\d*|cifs|smb\w*|smbfs|afpfs|davfs|ncpfs|9p|ceph|glusterfs|lustre"
    r"|fuse\.(sshfs|rclone|davfs2?|gvfsd-fuse|s3fs|glusterfs|onedriver|google-drive-ocamlfuse))$"
)
_SYNCHRONISED: Final = re.compile(
    r"^(onedrive|dropbox|google ?drive|my drive|min disk|icloud ?drive|mobile documents"
    r"|nextcloud|owncloud|box sync|syncthing|sharepoint)\b",
    re.IGNORECASE,
)


def is_server(address: str) -> bool:
    """Whether ``address`` names a database server and not a file.

    Raises:
        StoreError: The address is a URL of a kind that can't hold a store.
    """
    if "://" not in address:
        return False
    if address.startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        return True
    raise StoreError("store.unknown_address", scheme=address.split("://", 1)[0])


def store_path(address: str) -> Path:
    """Return the file behind a path address, absolute."""
    return Path(address).expanduser().absolute()


def shared_place(path: str | Path, *, mounts: str | None = None) -> str | None:
    """Return what speaks against keeping a store at ``path``, or None.

    Args:
        path: The store's file.
        mounts: The system's table of mounts; read from Linux's unless given.
    """
    path = Path(path)
    if str(path).startswith(("\\\\", "//")):
        return "\\\\"
    for part in path.parts[:-1]:
        if _SYNCHRONISED.match(part):
            return part
    kind = _file_system(path.resolve(), _read_mounts() if mounts is None else mounts)
    return kind if _NETWORK.match(kind) else None


def _file_system(path: Path, mounts: str) -> str:
    found, depth = "", -1
    for line in mounts.splitlines():
        _, mount, kind, *_ = line.split(" ")
        # the table writes a blank as \040
        root = Path(mount.replace("\\040", " "))
        if path.is_relative_to(root) and len(root.parts) > depth:
            found, depth = kind, len(root.parts)
    return found


def _read_mounts() -> str:
    return _MOUNTS.read_text("utf-8") if _MOUNTS.exists() else ""

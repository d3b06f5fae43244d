"""The parts of a .qdpx file: the project's XML, and the texts that it names."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from casestudy.errors import ImportRefusedError
from casestudy.exchange.safe_zip import SafeZip

#: A project may bring recordings, which are never unpacked, and a survey's thousands of answers.
MAX_MEMBERS: Final = 20_000
MAX_DECLARED_BYTES: Final = 2 * 1024**3 - 1
#: What a Mac adds to archives for itself.
_LITTER: Final = ("__macosx/", "._")


class Package:
    """The members of a .qdpx file by the names a project uses for them.

    Args:
        data: The whole file.

    Raises:
        ImportRefusedError: What ``SafeZip`` refuses, ``refi.no_project`` or
            ``refi.two_projects``.
    """

    def __init__(self, data: bytes) -> None:
        self._zip = SafeZip(data, members=MAX_MEMBERS, declared=MAX_DECLARED_BYTES)
        files = [name for name in self._zip.names if not name.endswith("/") and not _litter(name)]
        projects = [name for name in files if name.lower().endswith(".qde")]
        if not projects:
            raise ImportRefusedError("refi.no_project")
        if len(projects) > 1:
            raise ImportRefusedError("refi.two_projects")
        self._project = projects[0]
        self._members = {_key(name): name for name in files}
        self._unused = set(files) - set(projects)

    @property
    def project(self) -> bytes:
        """The project's XML."""
        return self._zip.read(self._project)

    @property
    def unused(self) -> tuple[str, ...]:
        """Names of the members that nothing asked for, as written."""
        return tuple(sorted(name for name in self._unused if not _base(name).startswith(".")))

    def find(self, path: str) -> str | None:
        """Return the member that an ``internal://`` path means, in whatever folder and case.

        A path out of the file finds nothing; nothing is ever looked for outside the package.
        """
        name = self._members.get(_key(path)) or self._members.get(_key(unquote(path)))
        if name is not None:
            self._unused.discard(name)
        return name

    def read(self, member: str) -> bytes:
        """Unpack a member that ``find`` gave.

        Raises:
            ImportRefusedError: It is broken, or too much was unpacked.
        """
        return self._zip.read(member)


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", _base(path)).casefold()


def _base(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


def _litter(name: str) -> bool:
    return name.lower().startswith(_LITTER[0]) or _base(name).startswith(_LITTER[1])

"""The one study that this process serves, opened once."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Final

from casestudy.errors import StoreError
from casestudy.services import setup
from casestudy.study import Study, open_study
from casestudy.texts import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.study import Member

#: The environment variable that names the store where :func:`use` was not called.
STORE_VARIABLE: Final = "CASESTUDY_STORE"


class _Opened:
    """What this process serves: an address, and from the first use on a study and its secret."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.address: str | None = None
        self.language = DEFAULT_LANGUAGE
        self.study: Study | None = None
        self.secret = b""


_opened = _Opened()


def use(address: str, *, language: str | None = None) -> None:
    """Serve the store at ``address`` from now on; a study opened before is closed.

    Args:
        address: A path, or a ``postgresql+psycopg://`` URL.
        language: Of the pages, for those who have not chosen one.
    """
    close()
    with _opened.lock:
        _opened.address, _opened.language = address, language or DEFAULT_LANGUAGE


def close() -> None:
    """Close the study that was opened; the next call opens it again."""
    with _opened.lock:
        if _opened.study is not None:
            _opened.study.close()
        _opened.study = None


def study(*, prompt: Callable[[], str] | None = None) -> Study:
    """Return the study served here, for its first project leader; opened at the first call.

    Raises:
        StoreError: ``web.no_store``: no address was given; or the store can't be opened.
        NotFoundError: ``not_found.study``: the store is empty.
    """
    with _opened.lock:
        if _opened.study is None:
            address = _opened.address or os.environ.get(STORE_VARIABLE, "")
            if not address:
                raise StoreError("web.no_store", variable=STORE_VARIABLE)
            _opened.study = open_study(address, prompt=prompt)
            _opened.secret = setup.cookie_secret(_opened.study.store)
        return _opened.study


def cookie_secret() -> bytes:
    """Return the secret that signs identity cookies.

    Raises:
        StoreError: As for :func:`study`.
    """
    study()
    return _opened.secret


def language() -> str:
    """Return the language of the pages for those who have not chosen one."""
    return _opened.language


def members() -> list[Member]:
    """Return the members one can choose to be.

    Raises:
        StoreError: As for :func:`study`.
    """
    return setup.active_members(study().store)

"""Who is at the browser: a signed cookie with a member's id, and the language of the pages.

The cookie says which member was chosen, not who is behind it: until accounts exist, identity is
not verified, and the pages say so.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING, Final

from casestudy.errors import NotFoundError
from casestudy.texts import LANGUAGES
from casestudy.web import opened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.study import Study

MEMBER_COOKIE: Final = "casestudy_member"
LANGUAGE_COOKIE: Final = "casestudy_language"
#: How long a choice holds: a working day, in seconds.
LIFETIME: Final = 12 * 60 * 60


def sign(member_id: str, *, secret: bytes, now: float | None = None) -> str:
    """Return the cookie's value for ``member_id``: id, expiry (Unix seconds) and signature."""
    expiry = int(time.time() if now is None else now) + LIFETIME
    said = f"{member_id}.{expiry}"
    return f"{said}.{_signature(said, secret)}"


def signed_member(value: str, *, secret: bytes, now: float | None = None) -> str | None:
    """Return the member's id in a cookie's value, or None if it is forged or has run out."""
    said, _, signature = value.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(said, secret).encode()):
        return None
    member_id, _, expiry = said.rpartition(".")
    return member_id if int(expiry) > (time.time() if now is None else now) else None


def study_for(cookies: Mapping[str, str]) -> Study | None:
    """Return the study for the member in ``cookies``, or None where nobody has been chosen.

    Raises:
        StoreError: The store can't be opened or read.
    """
    member_id = signed_member(cookies.get(MEMBER_COOKIE, ""), secret=opened.cookie_secret())
    if member_id is None:
        return None
    try:
        return opened.study().as_member(member_id)
    except NotFoundError:  # no longer active
        return None


def language_for(cookies: Mapping[str, str]) -> str:
    """Return the language of the pages: the one chosen in this browser, else the server's."""
    chosen = cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else opened.language()


def _signature(said: str, secret: bytes) -> str:
    return hmac.new(secret, f"{MEMBER_COOKIE}:{said}".encode(), hashlib.sha256).hexdigest()

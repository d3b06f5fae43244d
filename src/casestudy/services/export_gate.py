"""The gate that every export passes: its form, the list of names, and a note in the log."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from casestudy.config import Settings
from casestudy.domain.permissions import Verb, require
from casestudy.errors import InvalidInputError
from casestudy.exchange.names_list import names_file, read_names
from casestudy.store.store import Done
from casestudy.store.tables import STUDY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casestudy.domain.vocabulary import Audience
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit

#: What can be exported, and the file endings each kind can be written with.
EXPORT_FORMS: Final = {
    "matrix": ("docx", "xlsx", "html"),
    "code-case": ("docx", "xlsx", "html"),
    "segments": ("xlsx", "csv"),
    "codebook": ("yaml", "docx", "html", "xlsx", "csv", "ttl"),
    "review-bundle": ("zip",),
    "qdc": ("qdc",),
    "qdpx": ("qdpx",),
    "transcript": ("docx", "html"),
}


class ExportGate:
    """What must hold before anything leaves the study as a file, for one acting member."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def require(self, kind: str, form: str) -> None:
        """Refuse what the member may not export, or a form that the kind does not have.

        Raises:
            NotPermittedError: The member may not export.
            InvalidInputError: ``unknown_form``.
        """
        require(self._session.member, Verb.EXPORT)
        forms = EXPORT_FORMS[kind]
        if form not in forms:
            shown = ", ".join(f".{ending}" for ending in forms)
            raise InvalidInputError("unknown_form", kind=kind, form=form, forms=shown)

    def stop_names(self, texts: Iterable[str]) -> None:
        """Let nothing out that holds a full name of the list beside the store.

        Raises:
            InvalidInputError: ``export_stopped_by_names``.
            StoreError: ``store.names_unreadable``.
        """
        given = Settings.from_environment().names
        file = names_file(self._session.store.place, given=given)
        names = read_names(file) if file else ()
        if names and (count := len(names_found(names, texts))):
            raise InvalidInputError("export_stopped_by_names", count=count)

    def note(self, kind: str, form: str, *, audience: Audience, rows: int) -> None:
        """Write in the log that a file was made: of what, for whom, with how many rows."""

        def work(unit: Unit) -> Done:
            study_id = unit.rows(STUDY)[0]["id"]
            facts = {"what": kind, "form": form, "audience": audience.value, "rows": rows}
            return Done("export", "study", study_id, result=facts)

        self._session.write(Verb.EXPORT, work)


def names_found(names: Iterable[str], texts: Iterable[str]) -> set[str]:
    """Return the full names that stand in any of the texts, also in the genitive.

    >>> names_found(["Kari Moe"], ["Det var kari  moes idé."])
    {'Kari Moe'}
    """
    patterns = {name: _pattern(name) for name in names if name.strip()}
    found: set[str] = set()
    for words in map(_folded, texts):
        found |= {name for name, pattern in patterns.items() if pattern.search(words)}
    return found


def _pattern(name: str) -> re.Pattern[str]:
    parts = r"\s+".join(re.escape(part) for part in _folded(name).split())
    return re.compile(rf"(?<!\w){parts}s?(?!\w)")


def _folded(words: str) -> str:
    return unicodedata.normalize("NFC", words).casefold()


def words_in(value: Any) -> Iterator[str]:
    """Yield every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from words_in(tuple(value.items()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from words_in(item)

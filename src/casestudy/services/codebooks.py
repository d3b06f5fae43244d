"""The study's codebook: taken in from a file once, read by everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.store.codebook import add_release, working_codebook
from casestudy.store.store import Done
from casestudy.store.tables import CODEBOOK_RELEASE

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


class Codebooks:
    """The codes with their definitions, and the releases they were frozen in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def current(self) -> Codebook:
        """Return the codes as they stand now.

        Raises:
            NotFoundError: ``not_found.codebook``: none has been taken in.
        """
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return working_codebook(reader)

    def has_codebook(self) -> bool:
        """Tell whether a codebook has been taken in."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return reader.count(CODEBOOK_RELEASE) > 0

    def take_in(self, text: str, *, file_name: str, request_id: str | None = None) -> str:
        """Validate a codebook file, store its codes and freeze them as a release.

        Raises:
            CodebookFileError: The file has mistakes; all are named with their lines.
            InvalidInputError: ``release_exists``.
        """
        codebook = read_codebook(text, file_name=file_name)

        def work(unit: Unit) -> Done:
            release_id = add_release(unit, codebook, member_id=self._session.member.id)
            return Done("take_in_codebook", "codebook_release", release_id)

        return str(self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id))

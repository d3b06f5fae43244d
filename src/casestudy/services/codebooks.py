"""The study's codebook: read by everyone, added to while coding, changed by some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.codebook_words import LONGEST_LABEL
from casestudy.domain.permissions import Verb, may
from casestudy.errors import InvalidInputError
from casestudy.services.codebook_edits import CodebookEdits
from casestudy.services.codebook_releases import CodebookReleases
from casestudy.services.codebook_take_in import CodebookTakeIn
from casestudy.services.codebook_undo import CodebookUndo
from casestudy.store.codebook import working_codebook
from casestudy.store.proposals import add_proposal, has_branch
from casestudy.store.sources import visible_source
from casestudy.store.store import Done
from casestudy.store.tables import CODEBOOK_RELEASE
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.store.unit import Unit


class Codebooks(CodebookEdits, CodebookUndo, CodebookReleases, CodebookTakeIn):
    """The codes with their definitions, their lives, and the releases they were frozen in."""

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

    def takes_proposals(self) -> bool:
        """Tell whether this member may propose codes, and the codebook has room for them."""
        if not may(self._session.member, Verb.CODE):
            return False
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return has_branch(reader)

    def propose_code(
        self,
        source_id: str,
        label: str,
        *,
        guid: str | None = None,
        in_vivo: bool = False,
        request_id: str | None = None,
    ) -> str:
        """Propose a code met while coding a source; return its id, ``NY.<n>``.

        It can be applied at once, has no definition yet, and takes attributes and passes from
        the branch NY. Its id is never used again. Undo of codings with it leaves it there.

        Args:
            source_id: The source that was being coded.
            label: Its name, in the one language it was thought in.
            guid: Made by the caller; codings may name the code by it. The same guid again gives
                the same code.
            in_vivo: The name is the words of the source; it is hidden, and erased, with these.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``empty_field``, ``label_too_long``, ``no_branch_for_proposals``.
            NotFoundError: No such source, or not visible.
        """
        name = " ".join(label.split())
        if not name:
            raise InvalidInputError("empty_field")
        if len(name) > LONGEST_LABEL:
            raise InvalidInputError("label_too_long", most=LONGEST_LABEL)

        def work(unit: Unit) -> Done:
            visible_source(unit, visibility(unit, self._session.member), source_id)
            code_id = add_proposal(
                unit,
                name,
                guid=guid or unit.new_id(),
                in_vivo=in_vivo,
                source_id=source_id,
                member_id=self._session.member.id,
            )
            return Done("propose_code", "code", code_id, source_id)

        return str(self._session.write(Verb.CODE, work, request_id=request_id))

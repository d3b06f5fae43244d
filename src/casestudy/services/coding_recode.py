"""Going through one's own codings whose code was split or came to mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.coding_attributes import cleared_attributes
from casestudy.domain.permissions import Verb
from casestudy.errors import InvalidInputError
from casestudy.services.coding_layer import Layer
from casestudy.store import codings
from casestudy.store.codebook import applicable_code
from casestudy.store.recoding import waiting, waits
from casestudy.store.store import Done
from casestudy.store.tables import CODING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.recoding import Waiting
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Recoding(Layer):
    """Decisions about codings that wait; each is one step of undo in its source.

    To take one away is :meth:`casestudy.services.coding_edits.Edits.remove`.
    """

    def waiting(self, *, code: str | None = None) -> tuple[Waiting, ...]:
        """Return the member's own codings that wait for a look, by source and place.

        Args:
            code: Only codings that count as this code; None for all.

        Raises:
            NotPermittedError: The member may not code.
        """
        with self._session.read(Verb.CODE) as (reader, visible):
            return waiting(reader, visible, code_id=code)

    def keep(self, coding_id: str, *, request_id: str | None = None) -> None:
        """Say that a coding is right with its code as that is now.

        Raises:
            InvalidInputError: ``not_waiting``, or ``code_retired``: the code is no longer in use.
            NotPermittedError: ``not_your_coding``.
            NotFoundError: The coding is gone.
        """

        def work(unit: Unit) -> Done:
            coding = self._waiting(unit, coding_id)
            code = applicable_code(unit, coding["code_id"])
            unit.update(
                CODING,
                coding_id,
                code_id=code["code_id"],
                code_version_id=code["code_version_id"],
                revision=codings.next_revision(unit, coding["source_id"]),
            )
            return Done("keep_coding", "coding", coding_id, coding["source_id"])

        self._session.write(Verb.CODE, work, request_id=request_id)

    def recode(
        self, coding_id: str, codes: Sequence[str], *, request_id: str | None = None
    ) -> list[str]:
        """Give a segment one or several codes in place of one that waits; return the codings' ids.

        The coding itself gets the first of them, with its memos; attributes that a code does not
        have are left out.

        Args:
            coding_id: The coding that waits.
            codes: One or several codes; its own may be among them.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``not_waiting``, ``empty_field`` where no code is given, or a code
                that can't be applied.
            NotPermittedError: ``not_your_coding``.
            NotFoundError: The coding is gone.
        """

        def work(unit: Unit) -> Done:
            coding = self._waiting(unit, coding_id)
            chosen = [applicable_code(unit, code) for code in dict.fromkeys(codes)]
            if not chosen:
                raise InvalidInputError("empty_field")
            revision = codings.next_revision(unit, coding["source_id"])
            first, *others = ({**_coded(coding, code), "revision": revision} for code in chosen)
            unit.update(CODING, coding_id, **first)
            made = [
                unit.insert(
                    CODING,
                    **coding
                    | {"id": unit.new_id(), "created_at": unit.now, "version": 1}
                    | values,
                )
                for values in others
            ]
            return Done(
                "recode_coding",
                "coding",
                coding_id,
                coding["source_id"],
                result=[coding_id, *made],
            )

        return list(self._session.write(Verb.CODE, work, request_id=request_id))

    def _waiting(self, unit: Unit, coding_id: str) -> Row:
        coding = self._own(unit, coding_id)
        if not waits(unit, coding):
            raise InvalidInputError("not_waiting")
        return coding


def _coded(coding: Row, code: Row) -> Row:
    """Return the columns that a coding has with another code."""
    return cleared_attributes(coding, code) | {
        name: code[name] for name in ("code_id", "code_version_id")
    }

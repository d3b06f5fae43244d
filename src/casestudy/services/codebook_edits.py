"""Changing the working codebook: what an edit will come to, and making it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casestudy.domain import codebook_edits as edits
from casestudy.domain.codebook_rules import outcome
from casestudy.domain.consequences import CodeCount, Consequences, Edited
from casestudy.domain.permissions import Verb
from casestudy.services.codebook_part import CodebookPart
from casestudy.store.codebook_counts import code_counts, consequences_of
from casestudy.store.codebook_records import hold_codebook, read_records, save_outcome
from casestudy.store.recoding import waiting_counts
from casestudy.store.store import Done

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook_edits import Edit
    from casestudy.domain.recoding import WaitingCount
    from casestudy.store.unit import Unit

_VERBS: Final[dict[type, str]] = {
    edits.Add: "add_code",
    edits.Describe: "describe_code",
    edits.Configure: "configure_code",
    edits.Move: "move_code",
    edits.Place: "place_code",
    edits.Retire: "retire_code",
    edits.BringBack: "bring_back_code",
    edits.Merge: "merge_codes",
    edits.Split: "split_code",
}


class CodebookEdits(CodebookPart):
    """Edits of the working codebook; nobody's codings are changed by one."""

    def consequences(self, edit: Edit) -> Consequences:
        """Return what an edit would come to, as far as the member may see codings.

        Raises:
            InvalidInputError: As for :meth:`edit`.
            NotFoundError: ``codebook.unknown_code``.
            NotPermittedError: The member may not edit the codebook.
        """
        with self._session.read(Verb.EDIT_CODEBOOK) as (reader, visible):
            return consequences_of(reader, visible, outcome(read_records(reader), edit))

    def edit(
        self,
        edit: Edit,
        *,
        seen: Mapping[str, int] | None = None,
        request_id: str | None = None,
    ) -> Edited:
        """Change the working codebook in one step of undo.

        Args:
            edit: What to do, a value of ``casestudy.domain.codebook_edits``.
            seen: The versions of the codes that the member saw
                (:attr:`casestudy.domain.codebook.Codebook.versions`); codes that are not in it,
                or that the edit leaves alone, are not checked.
            request_id: Makes a repeated call harmless.

        Raises:
            ConflictError: ``changed_meanwhile``: someone was faster with one of the codes.
            InvalidInputError: The edit can't be made; the code says why.
            NotFoundError: ``codebook.unknown_code``.
            NotPermittedError: The member may not edit the codebook.
        """

        def work(unit: Unit) -> Done:
            result = make_edit(unit, edit, member_id=self._me, seen=seen)
            code_id = result["added"][0] if isinstance(edit, edits.Add) else _about(edit)
            return Done(_VERBS[type(edit)], "code", code_id, result=result)

        made = self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)
        return Edited(added=tuple(made["added"]), steps=tuple(made["steps"]))

    def counts(self) -> dict[str, CodeCount]:
        """Return how much each code is used, for those that are; merged codes count as one.

        Raises:
            NotPermittedError: The member may not see frequencies.
        """
        with self._session.read(Verb.SEE_FREQUENCIES) as (reader, visible):
            return code_counts(reader, visible)

    def waiting_counts(self) -> tuple[WaitingCount, ...]:
        """Return how many codings wait for a look since their code was split or changed.

        By code and coder, as far as the member may see codings. Each coder's own stand in
        :meth:`casestudy.services.coding.Coding.waiting`.

        Raises:
            NotPermittedError: The member may not see frequencies.
        """
        with self._session.read(Verb.SEE_FREQUENCIES) as (reader, visible):
            return waiting_counts(reader, visible)


def make_edit(
    unit: Unit, edit: Edit, *, member_id: str, seen: Mapping[str, int] | None = None
) -> dict[str, list[str]]:
    """Make an edit inside a write; return the ids of new codes and of steps in the lineage.

    Raises:
        ConflictError: ``changed_meanwhile``.
        InvalidInputError: The edit can't be made.
    """
    hold_codebook(unit)
    made = outcome(read_records(unit), edit)
    steps = save_outcome(unit, made, member_id=member_id, seen=seen, why=getattr(edit, "why", ""))
    return {"added": list(made.added), "steps": steps}


def _about(edit: Edit) -> str:
    match edit:
        case edits.Add():
            return edit.id or ""
        case edits.Merge():
            return edit.into
        case _:
            return edit.code

"""Undo and redo of what a member did to the codebook and to remarks on it, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.codebook_history import UndoStep
from casestudy.domain.permissions import Verb
from casestudy.errors import ConflictError, InvalidInputError
from casestudy.services.codebook_part import CODEBOOK_VERBS, FREEZE, CodebookPart
from casestudy.store.codebook_records import hold_codebook, read_records
from casestudy.store.codebook_undo import coded_since, frozen_since
from casestudy.store.store import Done
from casestudy.store.tables import REVIEW_COMMENT
from casestudy.store.undo import newest_undoing, undo_stack, when_done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit


class CodebookUndo(CodebookPart):
    """One's own edits of the codebook, newest first; nobody else's."""

    def undo_steps(self) -> tuple[UndoStep | None, UndoStep | None]:
        """Return the change of one's own that undo would take back, and redo would make again."""
        with self._session.read(Verb.EDIT_CODEBOOK) as (reader, _):
            undo, redo = self._stack(reader)
        return _step(undo), _step(redo)

    def undo(self, *, request_id: str | None = None) -> None:
        """Take back one's own newest edit of the codebook.

        A code that was added goes out of sight; its id is never used again.

        Raises:
            InvalidInputError: ``nothing_to_undo``.
            ConflictError: ``undo_released``: a release has been frozen since; ``undo_coded``:
                somebody has coded with what the edit made; ``undo_later_change`` or
                ``undo_codebook_depends``: the codes were changed since, or others lean on them.
        """

        def work(unit: Unit) -> Done:
            hold_codebook(unit)
            change, _ = self._stack(unit)
            if change is None:
                raise InvalidInputError("nothing_to_undo")
            done = when_done(unit, change)
            _require_free(unit, done)
            _restore(unit, done["rows"])
            unit.mark_undone(change["number"], undone=True)
            return Done("undo_codebook", "change", str(change["number"]), undoes=change["number"])

        self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)

    def redo(self, *, request_id: str | None = None) -> None:
        """Make the edit again that undo took back last.

        Raises:
            InvalidInputError: ``nothing_to_redo``.
            ConflictError: ``undo_later_change`` or ``undo_codebook_depends``, as for :meth:`undo`.
        """

        def work(unit: Unit) -> Done:
            hold_codebook(unit)
            _, change = self._stack(unit)
            if change is None:
                raise InvalidInputError("nothing_to_redo")
            undoing = newest_undoing(unit, change["number"])
            _restore(unit, undoing["rows"])
            unit.mark_undone(change["number"], undone=False)
            return Done("redo_codebook", "change", str(change["number"]), undoes=undoing["number"])

        self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)

    def _stack(self, reader: Reader) -> tuple[Row | None, Row | None]:
        return undo_stack(reader, member_id=self._me, verbs=CODEBOOK_VERBS)


def _step(change: Row | None) -> UndoStep | None:
    if change is None:
        return None
    codes = (change["target_id"],) if change["target_kind"] == "code" else ()
    return UndoStep(verb=change["verb"], codes=codes)


def _require_free(unit: Unit, done: Row) -> None:
    """Refuse where a release or somebody's codings rest on what was done to codes."""
    if all(image["table"] == REVIEW_COMMENT.name for image in done["rows"]):
        return
    release = frozen_since(unit, done["number"], verb=FREEZE)
    if release is not None:
        raise ConflictError("undo_released", release=release)
    codes = coded_since(unit, done["number"], done["rows"])
    if codes:
        raise ConflictError("undo_coded", codes=", ".join(codes))


def _restore(unit: Unit, images: Iterable[Row]) -> None:
    before = read_records(unit)
    for image in reversed(list(images)):
        unit.restore(image)
    try:
        read_records(unit).check(before=before)
    except InvalidInputError:
        raise ConflictError("undo_codebook_depends") from None

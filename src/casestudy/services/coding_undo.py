"""Undo and redo of what a member did in a source, step by step and across reloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casestudy.domain.permissions import Verb
from casestudy.domain.vocabulary import MemoTarget
from casestudy.errors import InvalidInputError
from casestudy.services.coding_layer import Layer
from casestudy.store import codings
from casestudy.store.memos import move_memos, touch_memos_on
from casestudy.store.store import Done
from casestudy.store.tables import CODING, MEMO
from casestudy.store.text_history import on_current_text
from casestudy.store.undo import newest_undoing, undo_stack, when_done

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.sources import Source
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit

#: Steps after which a coding stands for others that are gone; memos on those move to it.
_GATHERING: Final = frozenset({"split_coding", "merge_codings"})


class Undoing(Layer):
    """One's own steps in a source, newest first; nobody else's."""

    def undo(self, source_id: str, *, request_id: str | None = None) -> None:
        """Take back one's own newest change in a source.

        Raises:
            InvalidInputError: ``nothing_to_undo``.
            ConflictError: ``undo_later_change``: something was changed since.
        """

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id)
            change, _ = self._stack(unit, source_id)
            if change is None:
                raise InvalidInputError("nothing_to_undo")
            self._restore(unit, source, change, when_done(unit, change)["rows"])
            unit.mark_undone(change["number"], undone=True)
            return Done(
                "undo", "change", str(change["number"]), source_id, undoes=change["number"]
            )

        self._session.write(Verb.CODE, work, request_id=request_id)

    def redo(self, source_id: str, *, request_id: str | None = None) -> None:
        """Bring again what undo took back last.

        Raises:
            InvalidInputError: ``nothing_to_redo``.
            ConflictError: ``undo_later_change``: something was changed since.
        """

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id)
            _, change = self._stack(unit, source_id)
            if change is None:
                raise InvalidInputError("nothing_to_redo")
            undoing = newest_undoing(unit, change["number"])
            self._restore(unit, source, change, undoing["rows"])
            unit.mark_undone(change["number"], undone=False)
            return Done(
                "redo", "change", str(change["number"]), source_id, undoes=undoing["number"]
            )

        self._session.write(Verb.CODE, work, request_id=request_id)

    def _stack(self, reader: Reader, source_id: str) -> tuple[Row | None, Row | None]:
        return undo_stack(
            reader, member_id=self._me, verbs=codings.CODING_VERBS, source_id=source_id
        )

    def _restore(self, unit: Unit, source: Source, change: Row, images: Iterable[Row]) -> None:
        """Put rows back to before ``images``; segments and wordings never change and stay.

        Where the text was corrected since, a coding goes back to the same words as they are now.
        """
        revision = codings.next_revision(unit, source.id)
        put_back: dict[str, None] = {}
        for image in reversed(list(images)):
            if image["table"] == CODING.name:
                unit.restore(on_current_text(unit, source, image), revision=revision)
                put_back[image["id"]] = None
            elif image["table"] == MEMO.name:
                unit.restore(image, revision=revision)
                memo = unit.get(MEMO, image["id"])
                if memo["target_kind"] == MemoTarget.CODING.value:
                    codings.touch(unit, memo["target_id"], revision)
        gone = [key for key in put_back if unit.get(CODING, key)["removed"]]
        if change["verb"] in _GATHERING:
            move_memos(unit, gone, change["target_id"], revision=revision)
        for coding_id in put_back:
            touch_memos_on(unit, coding_id, revision)

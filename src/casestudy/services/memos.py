"""Memos on a coding, a segment, a turn or a source; only one's own are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.memos import turn_target
from casestudy.domain.permissions import Verb
from casestudy.domain.vocabulary import MemoTarget
from casestudy.errors import InvalidInputError, NotFoundError, NotPermittedError
from casestudy.services.coding_layer import Layer
from casestudy.store import codings
from casestudy.store.memos import insert_memo, reword_memo, source_memos, visible_memo
from casestudy.store.sources import visible_source
from casestudy.store.store import Done
from casestudy.store.tables import MEMO, TURN
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.memos import Memo
    from casestudy.domain.sources import Source
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Comments(Layer):
    """Memos on codings, one's own and others'."""

    def comment(
        self,
        coding_id: str,
        body: str,
        *,
        comment_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Write a memo on any visible coding; return its id.

        Raises:
            InvalidInputError: ``empty_field``.
            NotFoundError: The coding is gone or not visible.
        """
        _require_words(body)

        def work(unit: Unit) -> Done:
            source_id = self._visible_coding(unit, coding_id)["source_id"]
            revision = codings.next_revision(unit, source_id)
            memo_id = insert_memo(
                unit,
                source_id=source_id,
                target=(MemoTarget.CODING, coding_id),
                author_id=self._me,
                round_id=self._round(unit, source_id),
                body=body,
                revision=revision,
                memo_id=comment_id,
            )
            codings.touch(unit, coding_id, revision)
            return Done("comment_coding", "coding", coding_id, source_id, memo_id)

        return str(self._session.write(Verb.COMMENT, work, request_id=request_id))


class Memos(Layer):
    """Memos of a source; :meth:`casestudy.services.coding.Coding.comment` writes one on a coding.

    A memo written while its author codes the source in a blind round is hidden as a coding is.
    """

    def of_source(self, source_id: str) -> list[Memo]:
        """Return the memos of a source that this member may see, those on codings among them.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return source_memos(reader, visible, source_id)

    def on_segment(
        self,
        source_id: str,
        start: int,
        end: int,
        body: str,
        *,
        memo_id: str | None = None,
        text_version_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Write a memo on ``[start, end)`` (code points of the source's text); return its id.

        Raises:
            InvalidInputError: ``empty_field``; an empty range, or one outside the text.
            ConflictError: ``text_changed``: the source never had the text that was seen.
            NotFoundError: No such source, or not visible.
        """

        def place(unit: Unit) -> tuple[Source, MemoTarget, str]:
            source = self._source(unit, source_id)
            segment_id = self._segment(unit, source, start, end, text_version_id)
            return source, MemoTarget.SEGMENT, segment_id

        return self._write(place, body, memo_id, request_id)

    def on_turn(
        self,
        source_id: str,
        turn: int,
        body: str,
        *,
        memo_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Write a memo on a turn, by its number; return its id.

        Raises:
            InvalidInputError: ``empty_field``.
            NotFoundError: No such source or turn, or not visible.
        """

        def place(unit: Unit) -> tuple[Source, MemoTarget, str]:
            source = self._source(unit, source_id)
            if not unit.count(TURN, text_version_id=source.text_version_id, number=turn):
                raise NotFoundError("not_found.turn", id=turn)
            return source, MemoTarget.TURN, turn_target(source_id, turn)

        return self._write(place, body, memo_id, request_id)

    def on_source(
        self,
        source_id: str,
        body: str,
        *,
        memo_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Write a memo on a source as a whole; return its id.

        Raises:
            InvalidInputError: ``empty_field``.
            NotFoundError: No such source, or not visible.
        """

        def place(unit: Unit) -> tuple[Source, MemoTarget, str]:
            return self._source(unit, source_id), MemoTarget.SOURCE, source_id

        return self._write(place, body, memo_id, request_id)

    def edit(self, memo_id: str, body: str, *, request_id: str | None = None) -> None:
        """Give one's own memo other words; undo brings back those before.

        Raises:
            InvalidInputError: ``empty_field``.
            NotPermittedError: ``not_your_memo``.
            NotFoundError: The memo is gone or not visible.
        """
        _require_words(body)

        def work(unit: Unit) -> Done:
            memo = self._own_memo(unit, memo_id)
            revision = self._touch(unit, memo)
            reword_memo(unit, memo_id, body, revision=revision)
            return Done("edit_memo", "memo", memo_id, memo["source_id"])

        self._session.write(Verb.COMMENT, work, request_id=request_id)

    def remove(self, memo_id: str, *, request_id: str | None = None) -> None:
        """Take away one's own memo; undo brings it back.

        Raises:
            NotPermittedError: ``not_your_memo``.
            NotFoundError: The memo is gone or not visible.
        """

        def work(unit: Unit) -> Done:
            memo = self._own_memo(unit, memo_id)
            unit.update(MEMO, memo_id, removed=True, revision=self._touch(unit, memo))
            return Done("remove_memo", "memo", memo_id, memo["source_id"])

        self._session.write(Verb.COMMENT, work, request_id=request_id)

    def _write(
        self,
        place: Callable[[Unit], tuple[Source, MemoTarget, str]],
        body: str,
        memo_id: str | None,
        request_id: str | None,
    ) -> str:
        _require_words(body)

        def work(unit: Unit) -> Done:
            source, kind, target_id = place(unit)
            made = insert_memo(
                unit,
                source_id=source.id,
                target=(kind, target_id),
                author_id=self._me,
                round_id=self._round(unit, source.id),
                body=body,
                revision=codings.next_revision(unit, source.id),
                memo_id=memo_id,
            )
            return Done("write_memo", "memo", made, source.id)

        return str(self._session.write(Verb.COMMENT, work, request_id=request_id))

    def _own_memo(self, unit: Unit, memo_id: str) -> Row:
        memo = visible_memo(unit, visibility(unit, self._session.member), memo_id)
        if memo is None:
            raise NotFoundError("not_found.memo", id=memo_id)
        if memo["author_id"] != self._me:
            raise NotPermittedError("not_your_memo")
        return memo

    def _touch(self, unit: Unit, memo: Row) -> int:
        """Count up the source's revision, for the coding too that the memo may be on."""
        revision = codings.next_revision(unit, memo["source_id"])
        if memo["target_kind"] == MemoTarget.CODING.value:
            codings.touch(unit, memo["target_id"], revision)
        return revision


def _require_words(body: str) -> None:
    if not body.strip():
        raise InvalidInputError("empty_field")

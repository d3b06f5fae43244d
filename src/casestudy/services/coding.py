"""Coding a source in one's own layer: apply, change, remove, comment, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.coding import SourceState
from casestudy.domain.coding_attributes import checked_attributes, cleared_attributes
from casestudy.domain.permissions import Verb
from casestudy.domain.text import Range
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store import codings
from casestudy.store.codebook import applicable_code
from casestudy.store.sources import visible_source
from casestudy.store.store import Done
from casestudy.store.tables import CHANGE, CODING, MEMO, MEMO_VERSION, SEGMENT
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from casestudy.domain.coding import Coding as CodingValue
    from casestudy.domain.coding import NewCoding
    from casestudy.domain.sources import Source
    from casestudy.services.session import Session
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Coding:
    """The acting member's own layer of codings; others' are only read and commented on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_source(self, source_id: str) -> list[CodingValue]:
        """Return the codings of a source that this member may see, by place.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return codings.source_codings(reader, visible, source_id)

    def state_since(self, source_id: str, revision: int) -> SourceState:
        """Return what the coding pane needs to be up to date again, in one read.

        Raises:
            NotFoundError: No such source, or not visible.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            source = visible_source(reader, visible, source_id)
            changed: list[CodingValue] = []
            if source.coding_revision > revision:
                changed = codings.source_codings(reader, visible, source_id, since=revision)
            undo, redo = codings.undo_stack(
                reader, member_id=self._session.member.id, source_id=source_id
            )
        return SourceState(
            text_version_id=source.text_version_id,
            revision=source.coding_revision,
            changed=tuple(changed),
            can_undo=undo is not None,
            can_redo=redo is not None,
        )

    def apply(
        self,
        source_id: str,
        start: int,
        end: int,
        *,
        code: str,
        coding_id: str | None = None,
        text_version_id: str | None = None,
        request_id: str | None = None,
        **attributes: Any,
    ) -> str:
        """Put a code on ``[start, end)`` (code points of the source's text); return the id.

        Args:
            source_id: Which source.
            start: First code point.
            end: One past the last code point.
            code: A code's id; it must be assignable and not retired.
            coding_id: An id made by the caller; one is made otherwise.
            text_version_id: The text the caller saw; None for the current one.
            request_id: Makes a repeated call harmless.
            attributes: ``valence``, ``level``, ``stage``, ``claim_status``, ``measure_id``, as
                far as they apply to the code.

        Raises:
            InvalidInputError: An empty range, one outside the text, an unknown or retired code,
                or an attribute that does not apply to it.
            ConflictError: ``text_changed``: the text is no longer the one that was seen.
        """

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id, text_version_id)
            chosen = applicable_code(unit, code)
            values = checked_attributes(attributes, chosen)
            member_id = self._session.member.id
            new_id = unit.insert(
                CODING,
                **({"id": coding_id} if coding_id else {}),
                segment_id=self._segment(unit, source, start, end),
                source_id=source_id,
                code_id=code,
                code_version_id=chosen["code_version_id"],
                coder_id=member_id,
                removed=False,
                round_id=codings.open_round_for(unit, member_id=member_id, source_id=source_id),
                layer="coder",
                created_at=unit.now,
                revision=codings.next_revision(unit, source_id),
                **values,
            )
            return Done("apply_code", "coding", new_id, source_id)

        return str(self._session.write(Verb.CODE, work, request_id=request_id))

    def apply_many(
        self,
        source_id: str,
        codings_made: Sequence[NewCoding],
        *,
        text_version_id: str | None = None,
        request_id: str | None = None,
    ) -> list[str]:
        """Take in the member's own codings, made elsewhere, all or none; return their ids.

        They are one change, and not one that undo in the coding pane takes back.

        Raises:
            InvalidInputError: As for :meth:`apply`.
            ConflictError: ``text_changed``: the text is no longer the one that was seen.
        """

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id, text_version_id)
            common = {
                "source_id": source_id,
                "round_id": codings.open_round_for(
                    unit, member_id=self._session.member.id, source_id=source_id
                ),
                "revision": codings.next_revision(unit, source_id),
            }
            used = sorted({made.code for made in codings_made})
            codes = {code: applicable_code(unit, code) for code in used}
            segments = codings.segments_at(
                unit,
                source_id=source_id,
                text_version_id=source.text_version_id,
                spans=[Range(made.start, made.end) for made in codings_made],
            )
            ids = [
                self._insert_made(unit, made, codes[made.code], segments, common)
                for made in codings_made
            ]
            return Done("apply_codes", "source", source_id, source_id, result=ids)

        return list(self._session.write(Verb.CODE, work, request_id=request_id))

    def change(
        self,
        coding_id: str,
        *,
        start: int | None = None,
        end: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        **attributes: Any,
    ) -> None:
        """Move one's own coding, give it another code or set attributes (None clears one).

        Raises:
            NotPermittedError: ``not_your_coding``.
            NotFoundError: The coding is gone.
            InvalidInputError: As for :meth:`apply`.
        """

        def work(unit: Unit) -> Done:
            coding = self._own(unit, coding_id)
            source = self._source(unit, coding["source_id"], None)
            segment = unit.get(SEGMENT, coding["segment_id"])
            chosen = applicable_code(unit, code or coding["code_id"])
            values = checked_attributes(attributes, chosen)
            if code is not None and code != coding["code_id"]:
                values = cleared_attributes(coding, chosen) | values
                values |= {"code_id": code, "code_version_id": chosen["code_version_id"]}
            if start is not None or end is not None:
                span = (
                    segment["start"] if start is None else start,
                    segment["end"] if end is None else end,
                )
                values["segment_id"] = self._segment(unit, source, *span)
            values["revision"] = codings.next_revision(unit, source.id)
            unit.update(CODING, coding_id, **values)
            return Done("change_coding", "coding", coding_id, source.id)

        self._session.write(Verb.CODE, work, request_id=request_id)

    def remove(self, coding_id: str, *, request_id: str | None = None) -> None:
        """Take away one's own coding; undo brings it back.

        Raises:
            NotPermittedError: ``not_your_coding``.
        """

        def work(unit: Unit) -> Done:
            coding = self._own(unit, coding_id)
            revision = codings.next_revision(unit, coding["source_id"])
            unit.update(CODING, coding_id, removed=True, revision=revision)
            return Done("remove_coding", "coding", coding_id, coding["source_id"])

        self._session.write(Verb.CODE, work, request_id=request_id)

    def comment(
        self,
        coding_id: str,
        body: str,
        *,
        comment_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Write a comment on any visible coding; return its id.

        Raises:
            InvalidInputError: ``empty_field``.
            NotFoundError: The coding is gone or not visible.
        """
        if not body.strip():
            raise InvalidInputError("empty_field")

        def work(unit: Unit) -> Done:
            coding = self._visible_coding(unit, coding_id)
            memo_id = self._insert_comment(
                unit, coding["source_id"], coding_id, body, at=unit.now, memo_id=comment_id
            )
            codings.touch(unit, coding_id, codings.next_revision(unit, coding["source_id"]))
            return Done("comment_coding", "coding", coding_id, coding["source_id"], memo_id)

        return str(self._session.write(Verb.COMMENT, work, request_id=request_id))

    def undo(self, source_id: str, *, request_id: str | None = None) -> None:
        """Take back one's own newest change in a source.

        Raises:
            InvalidInputError: ``nothing_to_undo``.
            ConflictError: ``undo_later_change``: something was changed since.
        """

        def work(unit: Unit) -> Done:
            change, _ = codings.undo_stack(
                unit, member_id=self._session.member.id, source_id=source_id
            )
            if change is None:
                raise InvalidInputError("nothing_to_undo")
            self._restore(unit, source_id, change)
            unit.mark_undone(change["number"], undone=True)
            return Done(
                "undo", "change", str(change["number"]), source_id, undoes=change["number"]
            )

        self._session.write(Verb.CODE, work, request_id=request_id)

    def redo(self, source_id: str, *, request_id: str | None = None) -> None:
        """Bring again what undo took back last.

        Raises:
            InvalidInputError: ``nothing_to_redo``.
        """

        def work(unit: Unit) -> Done:
            _, change = codings.undo_stack(
                unit, member_id=self._session.member.id, source_id=source_id
            )
            if change is None:
                raise InvalidInputError("nothing_to_redo")
            undoing = unit.rows(CHANGE, undoes=change["number"], order="number")[-1]
            self._restore(unit, source_id, undoing)
            unit.mark_undone(change["number"], undone=False)
            return Done("redo", "change", str(change["number"]), source_id)

        self._session.write(Verb.CODE, work, request_id=request_id)

    def _restore(self, unit: Unit, source_id: str, change: Row) -> None:
        revision = codings.next_revision(unit, source_id)
        for image in reversed(change["rows"]):
            if image["table"] not in {CODING.name, MEMO.name}:
                continue  # segments and wordings are immutable and stay
            unit.restore(image, revision=revision)
            if image["table"] == MEMO.name:
                target = image["after"]["target_id"]
                codings.touch(unit, target, revision)

    def _insert_made(
        self,
        unit: Unit,
        made: NewCoding,
        code: Row,
        segments: Mapping[Range, str],
        common: Mapping[str, Any],
    ) -> str:
        made_at = made.made_at or unit.now
        coding_id = unit.insert(
            CODING,
            segment_id=segments[Range(made.start, made.end)],
            code_id=made.code,
            code_version_id=code["code_version_id"],
            coder_id=self._session.member.id,
            layer="coder",
            created_at=made_at,
            **common,
            **checked_attributes(made.attributes, code),
        )
        if made.comment.strip():
            self._insert_comment(unit, common["source_id"], coding_id, made.comment, at=made_at)
        return coding_id

    def _insert_comment(
        self,
        unit: Unit,
        source_id: str,
        coding_id: str,
        body: str,
        *,
        at: datetime,
        memo_id: str | None = None,
    ) -> str:
        memo_id = unit.insert(
            MEMO,
            **({"id": memo_id} if memo_id else {}),
            target_kind="coding",
            target_id=coding_id,
            source_id=source_id,
            author_id=self._session.member.id,
            created_at=at,
            removed=False,
        )
        unit.insert(MEMO_VERSION, memo_id=memo_id, number=1, body=body.strip(), created_at=at)
        return memo_id

    def _source(self, unit: Unit, source_id: str, text_version_id: str | None) -> Source:
        source = visible_source(unit, visibility(unit, self._session.member), source_id)
        if text_version_id not in {None, source.text_version_id}:
            raise ConflictError("text_changed")
        return source

    def _segment(self, unit: Unit, source: Source, start: int, end: int) -> str:
        return codings.segment_at(
            unit,
            source_id=source.id,
            text_version_id=source.text_version_id,
            span=Range(start, end),
        )

    def _visible_coding(self, unit: Unit, coding_id: str) -> Row:
        coding = unit.find(CODING, id=coding_id, removed=False)
        visible = visibility(unit, self._session.member)
        if coding is None or not visible.shows_coding(coding):
            raise NotFoundError("not_found.coding", id=coding_id)
        return coding

    def _own(self, unit: Unit, coding_id: str) -> Row:
        coding = self._visible_coding(unit, coding_id)
        if coding["coder_id"] != self._session.member.id:
            raise NotPermittedError("not_your_coding")
        return coding

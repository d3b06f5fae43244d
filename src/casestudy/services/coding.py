"""Coding a source in one's own layer: reading it, and putting codes on passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.coding import ChosenCode, SourceState
from casestudy.domain.permissions import Verb
from casestudy.domain.text import Range
from casestudy.domain.vocabulary import MemoTarget
from casestudy.services.coding_edits import Edits
from casestudy.services.coding_recode import Recoding
from casestudy.services.coding_undo import Undoing
from casestudy.services.memos import Comments
from casestudy.store import codings
from casestudy.store.codebook import applicable_code
from casestudy.store.memos import insert_memo, source_memos
from casestudy.store.proposals import count_proposals
from casestudy.store.sources import visible_source
from casestudy.store.store import Done
from casestudy.store.tables import CODING
from casestudy.store.text_history import current_places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casestudy.domain.coding import Coding as CodingValue
    from casestudy.domain.coding import NewCoding
    from casestudy.domain.memos import Memo
    from casestudy.domain.sources import Source
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit


class Coding(Edits, Recoding, Comments, Undoing):
    """The acting member's own layer of codings; others' are only read and commented on."""

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
            memos: list[Memo] = []
            if source.coding_revision > revision:
                changed = codings.source_codings(reader, visible, source_id, since=revision)
                memos = source_memos(reader, visible, source_id, since=revision)
            undo, redo = self._stack(reader, source_id)
            proposals = count_proposals(reader)
        return SourceState(
            text_version_id=source.text_version_id,
            revision=source.coding_revision,
            changed=tuple(changed),
            memos=tuple(memos),
            can_undo=undo is not None,
            can_redo=redo is not None,
            proposals=proposals,
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
            code: A code's id, or the guid of a proposed one; it must be assignable and not
                retired.
            coding_id: An id made by the caller; one is made otherwise.
            text_version_id: The text the caller saw; from one that was corrected since, the
                range is carried over. None for the current one.
            request_id: Makes a repeated call harmless.
            attributes: ``valence``, ``level``, ``stage``, ``claim_status``, ``measure_id``, as
                far as they apply to the code.

        Raises:
            InvalidInputError: An empty range, one outside the text, an unknown or retired code,
                an attribute that does not apply to it, or a measure of another case.
            ConflictError: ``text_changed``: the source never had the text that was seen.
        """
        chosen = ChosenCode(code=code, coding_id=coding_id, attributes=attributes)

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id)
            segment_id = self._segment(unit, source, start, end, text_version_id)
            (made,) = self._apply_chosen(unit, source, (chosen,), segment_id)
            return Done("apply_code", "coding", made, source_id)

        return str(self._session.write(Verb.CODE, work, request_id=request_id))

    def apply_all(
        self,
        source_id: str,
        start: int,
        end: int,
        *,
        codes: Sequence[ChosenCode],
        text_version_id: str | None = None,
        request_id: str | None = None,
    ) -> list[str]:
        """Put several codes on ``[start, end)``, all or none, in one step of undo; return the ids.

        Raises:
            InvalidInputError: As for :meth:`apply`.
            ConflictError: ``text_changed``: the source never had the text that was seen.
        """

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id)
            segment_id = self._segment(unit, source, start, end, text_version_id)
            made = self._apply_chosen(unit, source, codes, segment_id)
            return Done("apply_codes_together", "source", source_id, source_id, result=made)

        return list(self._session.write(Verb.CODE, work, request_id=request_id))

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
            ConflictError: ``text_changed``: the source never had the text that was seen.
        """

        def work(unit: Unit) -> Done:
            source = self._source(unit, source_id)
            common = self._common(unit, source)
            seen = [Range(made.start, made.end) for made in codings_made]
            places = current_places(unit, source, text_version_id, seen)
            segments = codings.segments_at(
                unit,
                source_id=source_id,
                text_version_id=source.text_version_id,
                spans=places,
            )
            codes = {
                code: applicable_code(unit, code)
                for code in sorted({made.code for made in codings_made})
            }
            ids = [
                self._insert_made(
                    unit,
                    source,
                    made,
                    codes[made.code],
                    segments[place],
                    common,
                )
                for made, place in zip(codings_made, places, strict=True)
            ]
            return Done("apply_codes", "source", source_id, source_id, result=ids)

        return list(self._session.write(Verb.CODE, work, request_id=request_id))

    def _apply_chosen(
        self, unit: Unit, source: Source, codes: Sequence[ChosenCode], segment_id: str
    ) -> list[str]:
        common = self._common(unit, source)
        made = []
        for chosen in codes:
            code = applicable_code(unit, chosen.code)
            coding_id = unit.insert(
                CODING,
                **({"id": chosen.coding_id} if chosen.coding_id else {}),
                **common,
                segment_id=segment_id,
                code_id=code["code_id"],
                code_version_id=code["code_version_id"],
                **self._attributes(unit, source, chosen.attributes, code),
            )
            made.append(coding_id)
        return made

    def _insert_made(
        self,
        unit: Unit,
        source: Source,
        made: NewCoding,
        code: Row,
        segment_id: str,
        common: Mapping[str, Any],
    ) -> str:
        made_at = made.made_at or unit.now
        coding_id = unit.insert(
            CODING,
            **{**common, "created_at": made_at},
            segment_id=segment_id,
            code_id=code["code_id"],
            code_version_id=code["code_version_id"],
            **self._attributes(unit, source, made.attributes, code),
        )
        if made.comment.strip():
            insert_memo(
                unit,
                source_id=source.id,
                target=(MemoTarget.CODING, coding_id),
                author_id=self._me,
                round_id=common["round_id"],
                body=made.comment,
                revision=common["revision"],
                at=made_at,
            )
        return coding_id

    def _common(self, unit: Unit, source: Source) -> dict[str, Any]:
        """Return what all codings have in common that are made in one step."""
        return {
            "source_id": source.id,
            "coder_id": self._me,
            "round_id": self._round(unit, source.id),
            "layer": "coder",
            "removed": False,
            "created_at": unit.now,
            "revision": codings.next_revision(unit, source.id),
        }

"""Changing one's own codings: place, code and attributes, in two, into one, and away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.coding_attributes import cleared_attributes
from casestudy.domain.permissions import Verb
from casestudy.domain.text import Range
from casestudy.errors import InvalidInputError
from casestudy.services.coding_layer import Layer
from casestudy.store import codings
from casestudy.store.codebook import applicable_code, attributes_of
from casestudy.store.memos import move_memos, touch_memos_on
from casestudy.store.store import Done
from casestudy.store.tables import CODING, SEGMENT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casestudy.domain.sources import Source
    from casestudy.store.reader import Row
    from casestudy.store.unit import Unit

#: What a coding says beside its code; two codings that differ in any of it are not one.
_SAID: Final = (
    *("valence", "level", "stage", "claim_status", "measure_id"),
    *("source_id", "round_id", "layer"),
)


class Edits(Layer):
    """Changes of codings that stand; each is one step of undo."""

    def change(
        self,
        coding_id: str,
        *,
        start: int | None = None,
        end: int | None = None,
        code: str | None = None,
        text_version_id: str | None = None,
        request_id: str | None = None,
        **attributes: Any,
    ) -> None:
        """Move one's own coding, give it another code or set attributes (None clears one).

        A place in a text that was corrected since (``text_version_id``) is carried over.

        Raises:
            NotPermittedError: ``not_your_coding``.
            NotFoundError: The coding is gone.
            InvalidInputError: As for :meth:`casestudy.services.coding.Coding.apply`.
        """

        def work(unit: Unit) -> Done:
            coding = self._own(unit, coding_id)
            source = self._source(unit, coding["source_id"])
            stands_for = attributes_of(unit, coding["code_id"])
            chosen = stands_for if code is None else applicable_code(unit, code)
            values = self._attributes(unit, source, attributes, chosen)
            if chosen["code_id"] != stands_for["code_id"]:
                values = cleared_attributes(coding, chosen) | values
                values |= {name: chosen[name] for name in ("code_id", "code_version_id")}
            if start is not None or end is not None:
                segment = unit.get(SEGMENT, coding["segment_id"])
                span = self._resized(unit, source, segment, (start, end), text_version_id)
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
            touch_memos_on(unit, coding_id, revision)
            return Done("remove_coding", "coding", coding_id, coding["source_id"])

        self._session.write(Verb.CODE, work, request_id=request_id)

    def split(
        self,
        coding_id: str,
        *,
        end: int,
        new_start: int,
        new_id: str | None = None,
        text_version_id: str | None = None,
        request_id: str | None = None,
    ) -> str:
        """Make two of one's own coding, alike in code and attributes; return the new one's id.

        Memos stay on the first part.

        Args:
            coding_id: The coding that keeps the first part.
            end: One past the last code point of the first part.
            new_start: The first code point of the second part, at ``end`` or after.
            new_id: An id made by the caller; one is made otherwise.
            text_version_id: The text the caller saw; None for the current one.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``split_outside``: a part would be empty or reach further.
            NotPermittedError: ``not_your_coding``.
            NotFoundError: The coding is gone.
        """

        def work(unit: Unit) -> Done:
            coding = self._own(unit, coding_id)
            source = self._source(unit, coding["source_id"])
            whole = unit.get(SEGMENT, coding["segment_id"])
            first_end = self._place(unit, source, end - 1, end, text_version_id).end
            after = self._place(unit, source, new_start, new_start + 1, text_version_id).start
            if not whole["start"] < first_end <= after < whole["end"]:
                raise InvalidInputError("split_outside")
            revision = codings.next_revision(unit, source.id)
            second = coding | {
                "id": new_id or unit.new_id(),
                "segment_id": self._segment(unit, source, after, whole["end"]),
                "created_at": unit.now,
                "revision": revision,
                "version": 1,
            }
            first = self._segment(unit, source, whole["start"], first_end)
            unit.update(CODING, coding_id, segment_id=first, revision=revision)
            unit.insert(CODING, **second)
            return Done("split_coding", "coding", coding_id, source.id, result=second["id"])

        return str(self._session.write(Verb.CODE, work, request_id=request_id))

    def merge(
        self, coding_id: str, other_ids: Sequence[str], *, request_id: str | None = None
    ) -> None:
        """Make one of one's own codings that say the same of passages side by side.

        The first coding stretches over all, the others are removed, and the memos on them, of
        whomever, move along.

        Raises:
            InvalidInputError: ``merge_nothing``: no other coding is named; ``merge_differs``: the
                code, an attribute or the round is not the same; ``merge_apart``: there are words
                between them.
            NotPermittedError: ``not_your_coding``.
            NotFoundError: A coding is gone.
        """

        def work(unit: Unit) -> Done:
            coding = self._own(unit, coding_id)
            others = [self._own(unit, key) for key in dict.fromkeys(other_ids) if key != coding_id]
            if not others:
                raise InvalidInputError("merge_nothing")
            if any(_said(unit, other) != _said(unit, coding) for other in others):
                raise InvalidInputError("merge_differs")
            source = self._source(unit, coding["source_id"])
            span = self._joined(unit, source.text_version_id, [coding, *others])
            revision = codings.next_revision(unit, source.id)
            segment_id = self._segment(unit, source, span.start, span.end)
            unit.update(CODING, coding_id, segment_id=segment_id, revision=revision)
            for other in others:
                unit.update(CODING, other["id"], removed=True, revision=revision)
            move_memos(unit, [other["id"] for other in others], coding_id, revision=revision)
            return Done("merge_codings", "coding", coding_id, source.id)

        self._session.write(Verb.CODE, work, request_id=request_id)

    def _resized(
        self,
        unit: Unit,
        source: Source,
        segment: Row,
        ends: tuple[int | None, int | None],
        seen: str | None,
    ) -> Range:
        """Return the passage with new ends, given in the text that was ``seen``."""
        start, end = ends
        if start is not None and end is not None:
            return self._place(unit, source, start, end, seen)
        first, last = segment["start"], segment["end"]
        if start is not None:
            first = self._place(unit, source, start, start + 1, seen).start
        if end is not None:
            last = self._place(unit, source, end - 1, end, seen).end
        return Range(first, last)

    def _joined(self, unit: Unit, text_version_id: str, merged: Iterable[Row]) -> Range:
        """Return the passage that codings cover together."""
        segments = [unit.get(SEGMENT, coding["segment_id"]) for coding in merged]
        first, *rest = sorted(Range(each["start"], each["end"]) for each in segments)
        end = first.end
        for span in rest:
            if codings.has_words(unit, text_version_id, Range(end, span.start)):
                raise InvalidInputError("merge_apart")
            end = max(end, span.end)
        return Range(first.start, end)


def _said(unit: Unit, coding: Row) -> tuple[Any, ...]:
    code = attributes_of(unit, coding["code_id"])["code_id"]
    return code, *(coding[name] for name in _SAID)

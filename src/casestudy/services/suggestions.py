"""Suggested codes and places for a coder to take or leave, and the account of what was taken.

Nothing of the language package is loaded unless suggestions are made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.domain.suggestions import Material, Suggestions, SuggestionState
from casestudy.domain.text import Range
from casestudy.domain.vocabulary import SuggestionAnswer
from casestudy.errors import ConflictError, InvalidInputError
from casestudy.store.codebook import applicable_code, working_codebook
from casestudy.store.sources import transcript, visible_source
from casestudy.store.suggestions import answer_counts, are_wanted, coded_segments, codes_blind
from casestudy.store.tables import SUGGESTION
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from casestudy.domain.codebook import CodingPass
    from casestudy.domain.sources import Transcript
    from casestudy.domain.vocabulary import SuggestionKind
    from casestudy.services.session import Session
    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility


class Suggesting:
    """Suggestions for the acting member, where the study and the round allow them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def enabled(self) -> bool:
        """Whether the study has suggestions switched on."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return are_wanted(reader)

    def for_segment(
        self, source_id: str, start: int, end: int, *, coding_pass: CodingPass | None = None
    ) -> Suggestions:
        """Suggest codes for ``[start, end)`` (code points), best first, each with its reasons.

        Codes that the member has put on all of these words already are left out.

        Args:
            source_id: Which source.
            start: First code point.
            end: One past the last code point.
            coding_pass: Only codes of this pass; None for all.

        Raises:
            NotFoundError: No such source, or not visible; or the study has no codebook.
            InvalidInputError: ``empty_segment`` or ``segment_outside``.
            NotPermittedError: The member may not code.
        """
        with self._session.read(Verb.CODE) as (reader, visible):
            kept_from = self._kept_from(reader, visible, source_id)
            if kept_from is not None:
                return Suggestions(state=kept_from)
            material = self._material(reader, visible, source_id)
            span = _span(material.transcript, start, end)
            from casestudy.language.advice import codes_for  # noqa: PLC0415 - only where wanted

            return codes_for(material, span, coding_pass, _codes_on(material, span))

    def similar(
        self,
        source_id: str,
        start: int | None = None,
        end: int | None = None,
        *,
        code: str | None = None,
    ) -> Suggestions:
        """Suggest places of a source that resemble ``[start, end)``, a code, or both.

        Args:
            source_id: Which source.
            start: First code point of the words to resemble.
            end: One past the last of them.
            code: A code whose cues and coded segments are to be resembled; places that the member
                has given it are left out.

        Raises:
            NotFoundError: No such source, or not visible; or the study has no codebook.
            InvalidInputError: ``empty_segment``, ``segment_outside``, or a code that can't be
                applied.
            NotPermittedError: The member may not code.
        """
        with self._session.read(Verb.CODE) as (reader, visible):
            kept_from = self._kept_from(reader, visible, source_id)
            if kept_from is not None:
                return Suggestions(state=kept_from)
            material = self._material(reader, visible, source_id)
            span = None
            if code is None or start is not None or end is not None:
                span = _span(material.transcript, start or 0, end or 0)
            if code is not None:
                applicable_code(reader, code)
            from casestudy.language.more import places_like  # noqa: PLC0415 - only where wanted

            return places_like(material, span=span, code_id=code)

    def answered(
        self,
        source_id: str,
        codes: Sequence[str],
        *,
        kind: SuggestionKind,
        answer: SuggestionAnswer,
    ) -> None:
        """Note what became of suggested codes, one line each, for the methods report.

        Raises:
            NotFoundError: No such source, or not visible.
            InvalidInputError: A code that can't be applied.
            ConflictError: ``suggestions_off``: they may not be made here.
        """

        def work(unit: Unit) -> None:
            visible = visibility(unit, self._session.member)
            if self._kept_from(unit, visible, source_id) is not None:
                raise ConflictError("suggestions_off")
            for code in codes:
                applicable_code(unit, code)
                unit.insert(
                    SUGGESTION,
                    member_id=self._session.member.id,
                    source_id=source_id,
                    code_id=code,
                    kind=kind.value,
                    answer=answer.value,
                    at=unit.now,
                )

        self._session.note(Verb.CODE, work)

    def report(self) -> pd.DataFrame:
        """Return how often each code was suggested, taken and rejected, for the methods section.

        One row per kind of suggestion and code, with ``members``: how many were shown it or
        answered. What was neither taken nor rejected was passed over.

        Raises:
            NotPermittedError: The member may not see frequencies.
        """
        import pandas as pd  # noqa: PLC0415 - slow to load, and only needed here

        with self._session.read(Verb.SEE_FREQUENCIES) as (reader, visible):
            rows = answer_counts(reader, visible)
        answers = [answer.value for answer in SuggestionAnswer]
        frame = pd.DataFrame(rows, columns=["kind", "code", "answer", "member", "count"])
        by_code = frame.groupby(["kind", "code"])
        counts = frame.pivot_table(
            index=["kind", "code"], columns="answer", values="count", aggfunc="sum", fill_value=0
        ).reindex(columns=answers, fill_value=0)
        counts.insert(0, "members", by_code["member"].nunique())
        counts.columns.name = None
        return counts.astype("int64").reset_index()

    def _kept_from(
        self, reader: Reader, visible: Visibility, source_id: str
    ) -> SuggestionState | None:
        """Return why no suggestions may be made, or None where they may."""
        visible_source(reader, visible, source_id)
        if not are_wanted(reader):
            return SuggestionState.OFF
        if codes_blind(reader, member_id=self._session.member.id, source_id=source_id):
            return SuggestionState.BLIND
        return None

    def _material(self, reader: Reader, visible: Visibility, source_id: str) -> Material:
        coded = coded_segments(reader, visible)

        def transcripts() -> list[Transcript]:
            sources = dict.fromkeys(one.source_id for one in coded)
            return [transcript(reader, visible, each) for each in sources]

        return Material(
            asker=self._session.member.id,
            transcript=transcript(reader, visible, source_id),
            codebook=working_codebook(reader, visible),
            coded=coded,
            transcripts=transcripts,
        )


def _span(found: Transcript, start: int, end: int) -> Range:
    if start >= end:
        raise InvalidInputError("empty_segment")
    if start < 0 or end > len(found.text):
        raise InvalidInputError("segment_outside")
    return Range(start, end)


def _codes_on(material: Material, span: Range) -> frozenset[str]:
    """Return the codes that the member has put on all of ``span``."""
    source_id = material.transcript.source.id
    return frozenset(
        coded.code_id
        for coded in material.coded
        if coded.mine
        and coded.source_id == source_id
        and coded.start <= span.start
        and span.end <= coded.end
    )

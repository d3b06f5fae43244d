"""Correcting the words of a turn; codings and all else that lies on the text go along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.corrections import Checks, Corrected, corrected
from casestudy.domain.permissions import Verb, may
from casestudy.domain.text import Range, canonical
from casestudy.errors import ConflictError, InvalidInputError, NotFoundError, NotPermittedError
from casestudy.store.codings import next_revision
from casestudy.store.corrections import store_correction
from casestudy.store.quotes import quotes_of_before
from casestudy.store.sources import visible_source
from casestudy.store.store import Done
from casestudy.store.tables import CODING, TEXT_CHECK, TEXT_VERSION, TURN
from casestudy.store.text_history import (
    corrected_turns,
    corrections_since,
    current_places,
    reviews,
    source_to_write,
)
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from casestudy.domain.corrections import CorrectedTurn
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


class Corrections:
    """Corrections of what a source says, and what to look at after them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def correct(
        self,
        source_id: str,
        *,
        turn: int,
        text: str,
        text_version_id: str,
        reason: str = "",
        request_id: str | None = None,
    ) -> Corrected:
        """Let a turn say ``text``; every coding stays on its words.

        The codings of all coders are carried over, removed ones too, so that undo still finds
        its place; see :meth:`casestudy.domain.corrections.Correction.carried` for the rules. It
        is nobody's change of a coding, and undo in the coding pane doesn't take it back.

        Args:
            source_id: Which source.
            turn: The turn's number.
            text: All that is said in the turn, as it should be.
            text_version_id: The text the person saw.
            reason: Why; kept with the text, never in the log.
            request_id: Makes a repeated call harmless.

        Raises:
            NotPermittedError: The member may not edit sources.
            NotFoundError: ``not_found.source``: there is none, or it is hidden.
            ConflictError: ``correction.meanwhile``: the text was corrected since it was seen;
                ``text_changed``: it is no text of this source.
            InvalidInputError: ``correction.empty``, ``correction.line_breaks``,
                ``correction.nothing``, ``correction.no_turn``.
        """

        def work(unit: Unit) -> Done:
            source = source_to_write(unit, visibility(unit, self._session.member), source_id)
            if corrections_since(unit, source, text_version_id):
                raise ConflictError("correction.meanwhile")
            place = unit.find(TURN, text_version_id=text_version_id, number=turn)
            if place is None:
                raise InvalidInputError("correction.no_turn", turn=turn)
            old = unit.get(TEXT_VERSION, text_version_id)["text"]
            result = store_correction(
                unit,
                source,
                corrected(old, Range(place["start"], place["end"]), text),
                reason=canonical(reason).strip(),
                by=self._session.member.id,
                revision=next_revision(unit, source_id),
            )
            text_id = result["text_version_id"]
            return Done("correct_text", "text_version", text_id, source_id, result=result)

        result = self._session.write(Verb.EDIT_SOURCES, work, request_id=request_id)
        return Corrected(
            text_version_id=result["text_version_id"],
            evidence=tuple(result["evidence"]),
            quotes=tuple(result["quotes"]),
        )

    def has_had(self, source_id: str, text_version_id: str) -> bool:
        """Tell whether a text is the source's current one or one from before a correction.

        Raises:
            NotFoundError: ``not_found.source``.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return reader.count(TEXT_VERSION, id=text_version_id, source_id=source_id) > 0

    def place_now(self, source_id: str, text_version_id: str, start: int, end: int) -> Range:
        """Return where ``[start, end)`` of a text that the source has had lies today.

        Raises:
            NotFoundError: ``not_found.source``.
            ConflictError: ``text_changed``: it is no text of this source.
            InvalidInputError: ``empty_segment`` or ``segment_outside``.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            source = visible_source(reader, visible, source_id)
            return current_places(reader, source, text_version_id, [Range(start, end)])[0]

    def history(self, source_id: str) -> list[CorrectedTurn]:
        """Return who corrected which turn when and why, the oldest first; no words.

        Raises:
            NotFoundError: ``not_found.source``.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return corrected_turns(reader, source_id)

    def checks(self, source_id: str) -> Checks:
        """Return the visible codings whose words were changed, until somebody has looked.

        Raises:
            NotFoundError: ``not_found.source``.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            visible_source(reader, visible, source_id)
            return Checks(
                reviews=tuple(reviews(reader, visible, source_id)),
                quotes=tuple(quotes_of_before(reader, visible, source_id)),
            )

    def settle_check(self, check_id: str, *, request_id: str | None = None) -> None:
        """Note that a coding still fits its words; a second time changes nothing.

        Raises:
            NotFoundError: ``not_found.text_check``: there is none, or its coding is not visible.
            NotPermittedError: ``correction.not_your_check``: another's coding, and the member
                may not edit sources.
        """

        def work(unit: Unit) -> Done:
            check = unit.find(TEXT_CHECK, id=check_id)
            coding = check and unit.get(CODING, check["coding_id"])
            visible = visibility(unit, self._session.member)
            if check is None or coding is None or not visible.shows_coding(coding):
                raise NotFoundError("not_found.text_check", id=check_id)
            member = self._session.member
            if coding["coder_id"] != member.id and not may(member, Verb.EDIT_SOURCES):
                raise NotPermittedError("correction.not_your_check")
            if check["seen_at"] is None:
                unit.update(TEXT_CHECK, check_id, seen_at=unit.now, seen_by=member.id)
            return Done("settle_check", "text_check", check_id, check["source_id"])

        self._session.write(Verb.CODE, work, request_id=request_id)

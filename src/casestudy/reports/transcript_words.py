"""The sentences that every form of a coded transcript shares."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

from casestudy.domain.codebook import CodingPass
from casestudy.reports.wording import case_name
from casestudy.texts import text
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from casestudy.domain.coded_transcript import CodedTranscript, CodedTurn, Mark, Note, Piece

_LONGEST_ABOUT: Final = 60


def title_words(coded: CodedTranscript) -> str:
    """Return number and title of the source."""
    return text("transcript_print.title", coded.language, number=coded.number, title=coded.title)


def about_words(coded: CodedTranscript) -> str:
    """Return kind, case and date of the source on one line."""
    language = coded.language
    case = case_name(coded.case_label, language) if coded.case_label else ""
    day = coded.date
    date = (
        text("matrix.date", language, day=day.day, month=day.month, year=day.year) if day else ""
    )
    return " · ".join(part for part in (coded.type, case, date) if part)


def counted_words(coded: CodedTranscript) -> str:
    """Say how many codings there are, by whom, and what was left out."""
    language = coded.language
    count = coded.stamp.n
    if not count:
        return text("transcript_print.uncoded", language)
    said = text("transcript_print.codings", language, count=count, coders=", ".join(coded.coders))
    chosen = coded.stamp.filters
    if not chosen:
        return said
    name = label(CodingPass(chosen), language)
    return f"{said} {text('transcript_print.only_pass', language, name=name)}"


def speaker_words(turn: CodedTurn) -> str:
    """Return who speaks, and in which role where it is known."""
    return f"{turn.speaker} ({turn.role})" if turn.role and turn.speaker else turn.speaker


def opening_words(piece: Piece) -> str:
    """Return the numbers of the codings that begin at a piece: ``"8,9‹"``."""
    return f"{_listed(piece.opens)}‹" if piece.opens else ""


def closing_words(piece: Piece) -> str:
    """Return the numbers of the codings that end with a piece: ``"›8,9"``."""
    return f"›{_listed(piece.closes)}" if piece.closes else ""


def _listed(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def mark_words(mark: Mark) -> str:
    """Return code id, who coded and the attributes: ``"DET.IND.1 · IB · TJE · pådriver"``."""
    return " · ".join((mark.code_id, initials(mark.coder), *mark.attributes))


def about_note_words(note: Note) -> str:
    """Return the first words that a note is on, before what it says: ``"«vi turte …» "``."""
    if not note.about:
        return ""
    return f"«{textwrap.shorten(note.about, _LONGEST_ABOUT, placeholder=' …')}» "


def initials(name: str) -> str:
    """Return up to three initials.

    >>> initials("Ingrid Berg")
    'IB'
    """
    return "".join(part[0] for part in name.split()[:3]).upper()

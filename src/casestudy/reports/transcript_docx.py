"""A coded transcript as a Word document: speaker, words, and the codes in the margin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docx.enum.text import WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from casestudy.reports.docx_grid import Grid, GridCell
from casestudy.reports.docx_page import (
    A4_LANDSCAPE,
    INK,
    MUTED,
    new_document,
    set_running_lines,
    to_bytes,
    write,
)
from casestudy.reports.transcript_words import (
    about_note_words,
    about_words,
    closing_words,
    counted_words,
    mark_words,
    opening_words,
    speaker_words,
    title_words,
)
from casestudy.reports.wording import stamp_words
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from casestudy.domain.coded_transcript import CodedTranscript, CodedTurn, Mark, Note, Piece

_UNITS = 60
_SPEAKER, _WORDS, _CODES = 8, 34, 18
_HEAD = "DDE5EC"
_ASKED = "F4F6F8"


def transcript_docx(coded: CodedTranscript) -> bytes:
    """Return the transcript as a .docx, one row per turn, on A4 across."""
    language = coded.language
    title = title_words(coded)
    document = new_document(
        title=title, language=language, paper=A4_LANDSCAPE, day=coded.stamp.date
    )
    demo = text("matrix.demo", language) if coded.stamp.is_demo else ""
    team = text("transcript_print.team_only", language)
    set_running_lines(
        document,
        header=(title, " · ".join(filter(None, (team, demo)))),
        footer=stamp_words(coded.stamp, language),
        language=language,
    )
    write(document.add_paragraph(style="Title"), title)
    for words in (about_words(coded), counted_words(coded)):
        write(document.add_paragraph(), words, colour=MUTED)
    write(document.add_paragraph(), text("transcript_print.how_to_read", language), colour=MUTED)
    _write_notes(document.add_paragraph, coded.notes)
    _write_turns(document, coded)
    return to_bytes(document)


def _write_turns(document: Document, coded: CodedTranscript) -> None:
    grid = Grid(document, units=_UNITS)
    heads = ("speaker", "words", "codes")
    grid.row(
        [
            GridCell(
                span=span,
                fill=_HEAD,
                write=partial(_heading, words=text(f"transcript_print.{name}", coded.language)),
            )
            for name, span in zip(heads, (_SPEAKER, _WORDS, _CODES), strict=True)
        ],
        header=True,
    )
    for turn in coded.turns:
        fill = _ASKED if turn.interviewer else None
        grid.row(
            [
                GridCell(span=_SPEAKER, fill=fill, write=partial(_who, turn=turn)),
                GridCell(span=_WORDS, fill=fill, write=partial(_said, turn=turn)),
                GridCell(span=_CODES, fill=fill, write=partial(_codes, turn=turn)),
            ],
            breaks=True,
        )


def _heading(cell: _Cell, *, words: str) -> None:
    write(cell.paragraphs[0], words, size=9, bold=True)


def _who(cell: _Cell, *, turn: CodedTurn) -> None:
    write(cell.paragraphs[0], f"{turn.number}", size=9, colour=MUTED)
    write(cell.add_paragraph(), speaker_words(turn), size=9, bold=True)


def _said(cell: _Cell, *, turn: CodedTurn) -> None:
    paragraph = cell.paragraphs[0]
    for piece in turn.pieces:
        _write_piece(paragraph, piece)


def _write_piece(paragraph: Paragraph, piece: Piece) -> None:
    _write_numbers(paragraph, opening_words(piece))
    run = paragraph.add_run(piece.text)
    if piece.colour:
        run.font.underline = WD_UNDERLINE.THICK
        _colour_underline(run, piece.colour.lstrip("#"))
    _write_numbers(paragraph, closing_words(piece))


def _write_numbers(paragraph: Paragraph, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.superscript = True
    run.font.color.rgb = RGBColor.from_string(MUTED)


def _colour_underline(run: object, colour: str) -> None:
    run._r.rPr.find(qn("w:u")).set(qn("w:color"), colour)  # type: ignore[attr-defined]  # noqa: SLF001


def _codes(cell: _Cell, *, turn: CodedTurn) -> None:
    paragraphs = iter([cell.paragraphs[0]])
    for mark in turn.marks:
        _write_mark(next(paragraphs, None) or cell.add_paragraph(), mark)
        _write_notes(cell.add_paragraph, mark.notes)
    _write_notes(cell.add_paragraph, turn.notes)


def _write_mark(paragraph: Paragraph, mark: Mark) -> None:
    paragraph.paragraph_format.space_after = Pt(2)
    square = paragraph.add_run("■ ")
    square.font.size = Pt(9)
    square.font.color.rgb = RGBColor.from_string(mark.colour.lstrip("#"))
    write(paragraph, f"{mark.number} ", size=9, colour=MUTED)
    write(paragraph, mark.label, size=9, bold=True, colour=INK)
    write(paragraph, f" {mark_words(mark)}", size=8, colour=MUTED)


def _write_notes(add_paragraph: Callable[[], Paragraph], notes: Sequence[Note]) -> None:
    for note in notes:
        paragraph = add_paragraph()
        write(paragraph, f"{note.author}: ", size=9, bold=True)
        write(paragraph, about_note_words(note), size=9, colour=MUTED)
        write(paragraph, note.body, size=9, italic=True)

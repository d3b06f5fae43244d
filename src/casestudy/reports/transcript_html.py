"""A coded transcript as one printable page: speaker, words, and the codes in the margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.reports.markup import Node, page, tag
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
    from collections.abc import Sequence

    from casestudy.domain.coded_transcript import CodedTranscript, CodedTurn, Mark, Note, Piece


def transcript_html(coded: CodedTranscript) -> bytes:
    """Return the transcript as one HTML page without scripts or anything from elsewhere."""
    language = coded.language
    title = title_words(coded)
    demo = coded.stamp.is_demo
    return page(
        tag(
            "header",
            tag("p", text("matrix.demo", language), class_="demo") if demo else None,
            tag("p", text("transcript_print.team_only", language), class_="team"),
            tag("h1", title),
            tag("p", about_words(coded), class_="lead"),
            tag("p", counted_words(coded), class_="soft"),
            tag("p", text("transcript_print.how_to_read", language), class_="soft"),
            *_notes(coded.notes),
        ),
        tag("main", *(_turn(turn) for turn in coded.turns), class_="transcript"),
        tag("footer", stamp_words(coded.stamp, language)),
        title=title,
        language=language,
        style="transcript.css",
    )


def _turn(turn: CodedTurn) -> Node:
    who = tag(
        "div",
        tag("span", str(turn.number), class_="number"),
        tag("b", speaker_words(turn)),
        class_="who",
    )
    said = tag("p", *(node for piece in turn.pieces for node in _piece(piece)), class_="said")
    codes = tag("ul", *(_mark(mark) for mark in turn.marks)) if turn.marks else None
    margin = tag("div", codes, *_notes(turn.notes), class_="codes")
    kind = "turn asked" if turn.interviewer else "turn"
    return tag("section", who, said, margin, class_=kind, id=f"turn-{turn.number}")


def _piece(piece: Piece) -> list[Node]:
    words = tag("span", piece.text)
    if piece.colour:
        words.set("class", "coded")
        words.set("style", f"text-decoration-color: {piece.colour}")
    return [
        *([tag("sup", opening_words(piece))] if piece.opens else []),
        words,
        *([tag("sup", closing_words(piece))] if piece.closes else []),
    ]


def _mark(mark: Mark) -> Node:
    return tag(
        "li",
        tag("i", class_="swatch", style=f"background: {mark.colour}"),
        tag("span", str(mark.number), class_="number"),
        tag("b", mark.label),
        tag("span", mark_words(mark), class_="soft"),
        *_notes(mark.notes),
    )


def _notes(notes: Sequence[Note]) -> list[Node]:
    return [
        tag(
            "p",
            tag("b", f"{note.author}: "),
            tag("span", about_note_words(note), class_="soft"),
            note.body,
            class_="note",
        )
        for note in notes
    ]

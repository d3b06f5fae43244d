"""What a file becomes before it is stored: blocks as read, then text with turns and speakers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from casestudy.domain.vocabulary import SourceType


class NoticeKind(StrEnum):
    """Something the person should know about a file that was read."""

    COMMENTS_LEFT_OUT = "comments_left_out"
    HEADERS_LEFT_OUT = "headers_left_out"
    NOTES_LEFT_OUT = "notes_left_out"
    IMAGES_LEFT_OUT = "images_left_out"
    DELETIONS_LEFT_OUT = "deletions_left_out"
    TEXT_BOXES_LEFT_OUT = "text_boxes_left_out"
    BROKEN_LIGATURES = "broken_ligatures"
    SOFT_HYPHENS = "soft_hyphens"
    HYPHENATED_LINES = "hyphenated_lines"
    CONTROL_CHARACTERS = "control_characters"
    NO_SPEAKERS = "no_speakers"
    TEXT_BEFORE_FIRST_SPEAKER = "text_before_first_speaker"
    LONE_SPEAKER = "lone_speaker"
    ENCODING_GUESSED = "encoding_guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One kind of finding in a file.

    ``count`` says how often; ``places`` are code-point offsets in the final text (at most 50),
    empty where the finding is not in the text (comments, headers).
    """

    kind: NoticeKind
    count: int
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, caption cue or table row of a file, in reading order.

    ``bold`` is the number of code points at the start of ``text`` that are bold (a bold speaker
    label). A table row has ``cells``, and its ``text`` is the cells joined by tabs. ``speaker``
    and ``seconds`` are filled only where the format itself holds them (vtt, srt).
    """

    text: str
    bold: int = 0
    heading: bool = False
    cells: tuple[str, ...] | None = None
    speaker: str | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: its blocks, and what was left out on purpose."""

    file_name: str
    file_sha256: str
    format: str
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTurn:
    """One speaker's utterance: ``[start, end)`` in code points of the transcript's text.

    ``speaker`` is the label as the file has it ("I", "P03", "Informant 2"), ``""`` where there
    is none (observation notes, documents).
    """

    speaker: str
    start: int
    end: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerGuess:
    """A label found in the file, how much it says, and whether it looks like an interviewer."""

    label: str
    turns: int
    words: int
    interviewer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationForm:
    """The head of an observation note, as far as the file has it."""

    place: str = ""
    time: str = ""
    situation: str = ""
    observer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSource:
    """A file understood: canonical text (NFC, line feeds), turns in order, and guesses.

    Turns do not overlap, lie in order and cover every non-blank character of ``text``; labels
    and timestamps are not part of ``text``. Turns are separated by one line feed.
    """

    file_name: str
    file_sha256: str
    format: str
    title: str
    text: str
    turns: tuple[ParsedTurn, ...]
    speakers: tuple[SpeakerGuess, ...] = ()
    notices: tuple[Notice, ...] = ()
    type: SourceType = SourceType.INTERVIEW
    date: dt.date | None = None
    observation: ObservationForm = field(default_factory=ObservationForm)

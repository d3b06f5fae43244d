"""Understands a document: its text in canonical form, its turns, speakers, date and form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from casestudy.domain.text import refused_characters, word_count
from casestudy.domain.transcript import (
    Notice,
    NoticeKind,
    ObservationForm,
    ParsedSource,
    ParsedTurn,
)
from casestudy.domain.vocabulary import SourceType
from casestudy.exchange import repair, turn_times
from casestudy.exchange.repair import MOST_PLACES
from casestudy.exchange.turn_head import read_head
from casestudy.exchange.turn_labels import Kind, choose, read_lead, speaker_key
from casestudy.exchange.turn_lines import read_lines, whole_paragraphs
from casestudy.exchange.turn_speakers import guess_speakers, is_crowd, usual_spellings
from casestudy.texts import text as sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from casestudy.domain.transcript import Document, SpeakerGuess
    from casestudy.exchange.turn_head import Head
    from casestudy.exchange.turn_labels import Lead
    from casestudy.exchange.turn_lines import Line

_FIRST_PERSON = re.compile(r"\b(?:jeg|eg|æ|ej|meg|mæ|I|my|me)\b")
_TALK = re.compile(r"\b(?:jeg|eg|æ|ej|e|meg|mæ|du|vi|my|me|you|we|Jeg|Eg|Æ|Du|Vi|I|You|We)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """Words without label and stamp; ``speaker`` is ``None`` where nobody new begins."""

    text: str
    speaker: str | None
    seconds: float | None
    refused: int


@dataclass(slots=True, kw_only=True)
class _Group:
    """Paragraphs in a row by the same speaker."""

    speaker: str
    seconds: float | None
    paragraphs: list[_Paragraph] = field(default_factory=list)


def understand(document: Document) -> ParsedSource:
    """Find speakers, turns and the head of ``document``; repair nothing.

    Text before the first speaker is kept as a turn without a speaker; recognised head fields
    (date, place, duration) are taken out of the text. Without speakers each paragraph is a turn.
    """
    lines = read_lines(document)
    possible = [read_lead(line) for line in lines]
    head = read_head(lines, possible, document.file_name)
    kept = [number for number in range(len(lines)) if number not in head.lines]
    observed = head.type is SourceType.OBSERVATION
    leads = choose([None if observed else possible[number] for number in kept])
    paragraphs = list(
        _paragraphs(
            [lines[number] for number in kept], leads, document.format, stamps=not observed
        )
    )
    text, turns, places = _lay_out(_group(paragraphs))
    speakers = guess_speakers(text, turns)
    kind = _type(head, speakers, text)
    return ParsedSource(
        file_name=document.file_name,
        file_sha256=document.file_sha256,
        format=document.format,
        title=head.title or _neutral_title(kind, head),
        text=text,
        turns=turns,
        speakers=speakers,
        notices=(
            *document.notices,
            *_notices(head, kind, text, turns, speakers),
            *_refused(document, places),
            *repair.find(text, turns),
        ),
        type=kind,
        date=head.date,
        observation=head.form if observed else ObservationForm(),
    )


def _paragraphs(
    lines: Sequence[Line], leads: Sequence[Lead | None], file_format: str, *, stamps: bool
) -> Iterator[_Paragraph]:
    """Yield the paragraphs; a stamp on a line of its own or behind one counts for the next."""
    starts = [
        lead is not None and not (lead.kind is Kind.GIVEN and before and before.key == lead.key)
        for before, lead in pairwise([None, *leads])
    ]
    carried: float | None = None
    for first, whole in whole_paragraphs(lines, starts, file_format):
        lead, seconds, begin, end = leads[first], lines[first].seconds, 0, len(whole)
        behind: float | None = None
        if lead:
            seconds, begin = lead.seconds, lead.end
        elif stamps:
            stamp, begin = turn_times.leading(whole)
            seconds = stamp if seconds is None else seconds
        if stamps:
            behind, end = turn_times.trailing(whole)
        seconds = carried if seconds is None else seconds
        body = whole[begin:end].strip()
        carried = behind
        if not body and not lead:
            carried = seconds if behind is None else behind
            continue
        yield _Paragraph(
            text=body,
            speaker=lead.label if lead else None,
            seconds=seconds,
            refused=lines[first].refused,
        )


def _group(paragraphs: Sequence[_Paragraph]) -> list[_Group]:
    """Put each paragraph with its speaker.

    Where one label only is in the file, what stands without it is someone else's.
    """
    spellings = usual_spellings([each.speaker for each in paragraphs if each.speaker is not None])
    groups: list[_Group] = []
    for paragraph in paragraphs:
        current = groups[-1] if groups else None
        speaker = ""
        if paragraph.speaker is not None:
            speaker = spellings[speaker_key(paragraph.speaker)]
        elif current and (len(spellings) > 1 or not any(p.text for p in current.paragraphs)):
            speaker = current.speaker
        if not (current and spellings and current.speaker == speaker):
            current = _Group(speaker=speaker, seconds=paragraph.seconds)
            groups.append(current)
        current.paragraphs.append(paragraph)
    return groups


def _lay_out(groups: Iterable[_Group]) -> tuple[str, tuple[ParsedTurn, ...], list[int]]:
    """Return the text, its turns, and where the paragraphs begin that lost characters."""
    turns: list[ParsedTurn] = []
    texts: list[str] = []
    places: list[int] = []
    start = 0
    for group in groups:
        end = start
        for paragraph in group.paragraphs:
            if not paragraph.text:
                continue
            if paragraph.refused:
                places.append(end)
            texts.append(paragraph.text)
            end += len(paragraph.text) + 1
        if end > start:
            turns.append(
                ParsedTurn(speaker=group.speaker, start=start, end=end - 1, seconds=group.seconds)
            )
        start = end
    return "\n".join(texts), tuple(turns), places


def _type(head: Head, speakers: Sequence[SpeakerGuess], text: str) -> SourceType:
    if head.type not in (None, SourceType.INTERVIEW):
        return head.type
    asked = [each for each in speakers if not each.interviewer and not is_crowd(each.label)]
    if len(asked) > 2:
        return SourceType.GROUP_INTERVIEW
    if speakers or head.type or _sounds_spoken(text):
        return SourceType.INTERVIEW
    return SourceType.DOCUMENT


def _sounds_spoken(text: str) -> bool:
    """True where people talk about themselves or ask and answer."""
    paragraphs = text.split("\n")
    asked = sum(paragraph.endswith("?") for paragraph in paragraphs) / len(paragraphs)
    words = max(1, word_count(text))
    first_person = len(_FIRST_PERSON.findall(text)) / words
    return asked > 0.2 or first_person > 0.015 or len(_TALK.findall(text)) / words > 0.07


def _neutral_title(kind: SourceType, head: Head) -> str:
    title = sentence(f"transcript.title.{kind}")
    return f"{title} {head.date:%d.%m.%Y}" if head.date else title


def _notices(
    head: Head,
    kind: SourceType,
    text: str,
    turns: Sequence[ParsedTurn],
    speakers: Sequence[SpeakerGuess],
) -> Iterator[Notice]:
    if turns and not speakers and kind in (SourceType.INTERVIEW, SourceType.GROUP_INTERVIEW):
        yield Notice(kind=NoticeKind.NO_SPEAKERS, count=len(turns))
    before = 0
    if speakers and not turns[0].speaker:
        before = text.count("\n", 0, turns[0].end) + 1
    taken = len(head.lines) if speakers else head.lost
    if before + taken:
        yield Notice(
            kind=NoticeKind.TEXT_BEFORE_FIRST_SPEAKER,
            count=before + taken,
            places=(0,) if before else (),
        )
    spoken = [turn for turn in turns if turn.speaker]
    lone = {
        each.label
        for each in speakers
        if (each.turns == 1 and len(spoken) > 2 * len(speakers))
        or (len(speakers) == 1 and len(spoken) < len(turns))
    }
    if lone:
        places = tuple(turn.start for turn in spoken if turn.speaker in lone)
        yield Notice(kind=NoticeKind.LONE_SPEAKER, count=len(lone), places=places[:MOST_PLACES])


def _refused(document: Document, places: Sequence[int]) -> Iterator[Notice]:
    count = sum(refused_characters(block.text) for block in document.blocks)
    if count:
        yield Notice(
            kind=NoticeKind.CONTROL_CHARACTERS, count=count, places=tuple(places[:MOST_PLACES])
        )

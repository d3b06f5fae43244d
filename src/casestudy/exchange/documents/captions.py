"""Reads captions (vtt, srt): one block per cue and voice, with its time and speaker."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from casestudy.domain.transcript import Block, Notice
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents.text import decode, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
TIMING = re.compile(rf"\s*{CLOCK}\s*-->\s*(?:\d{{1,4}}:)?\d{{1,2}}:\d{{1,2}}[.,]\d{{1,3}}.*")
NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]*)>")
TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)>|</?>|\{\\[^{}]*\}")
# A label, not a sentence with a colon: short, each word capitalised, a number or a code.
WORD = r"[A-ZÆØÅÄÖÁČĐŊŠŦŽ][\w.'-]{0,24}"
NAME = rf"{WORD}(?: (?:{WORD}|\d{{1,3}})){{0,3}}"
LABEL = re.compile(rf"(?:\[({NAME})\]|\(({NAME})\)|({NAME})):\s+")


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return the cues of a vtt or srt file.

    A label such as ``P03:`` becomes the cue's speaker where it starts at least two cues.

    Raises:
        ImportRefusedError: ``import.damaged``: no cue has a time.
        UnicodeDecodeError: The encoding is unknown.
    """
    text, notices = decode(data)
    if not is_captions(text):
        raise ImportRefusedError("import.damaged")
    blocks = [block for cue in _cues(text) for block in _blocks(*cue)]
    labels = Counter(_label(block) for block in blocks)
    return [_labelled(block) if labels[_label(block)] > 1 else block for block in blocks], notices


def is_captions(text: str) -> bool:
    """Tell whether a text holds at least one line with the times of a cue."""
    return "-->" in text and any(map(TIMING.fullmatch, lines(text)))


def _cues(text: str) -> Iterator[tuple[float, str]]:
    """Yield each cue's start in seconds and its text.

    Text after a blank line belongs to the cue before it, unless it is a note or a style.
    """
    timing: re.Match[str] | None = None
    payload: list[str] = []
    for chunk in _chunks(text):
        for line, following in zip(chunk, [*chunk[1:], ""], strict=True):
            started = TIMING.fullmatch(line)
            if started:
                if timing is not None:
                    yield _seconds(timing), " ".join(payload)
                timing, payload = started, []
            elif not TIMING.fullmatch(following):
                payload.append(line.strip())
    if timing is not None:
        yield _seconds(timing), " ".join(payload)


def _chunks(text: str) -> Iterator[list[str]]:
    """Yield the lines between blank lines, without the chunks that hold no cue."""
    for blank, group in groupby(lines(text), key=lambda line: not line.strip()):
        chunk = list(group)
        if not blank and not NO_CUE.match(chunk[0]):
            yield chunk


def _seconds(timing: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = timing.groups()[:4]
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(fraction.ljust(3, "0")) / 1000


def _blocks(seconds: float, payload: str) -> Iterator[Block]:
    """Yield what each voice says in a cue."""
    before, *voices = VOICE.split(payload)
    spoken = [(None, before), *zip(voices[::2], voices[1::2], strict=True)]
    for speaker, said in spoken:
        text = html.unescape(TAG.sub("", said)).strip()
        if text:
            name = html.unescape(speaker).strip() if speaker else None
            yield Block(text=text, speaker=name or None, seconds=seconds)


def _label(block: Block) -> str | None:
    match = LABEL.match(block.text) if block.speaker is None else None
    return match[match.lastindex or 0] if match else None


def _labelled(block: Block) -> Block:
    label = _label(block)
    if label is None:
        return block
    return replace(block, text=LABEL.sub("", block.text, count=1), speaker=label)

"""Speaker labels at the start of lines: what can be one, and which of them are ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from casestudy.exchange import turn_times
from casestudy.exchange.turn_words import CERTAIN_WORDS, NOT_NAMES, ROLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casestudy.exchange.turn_lines import Line

_LONGEST_LABEL = 40
_ENOUGH_EVIDENCE = 2.0


class Kind(StrEnum):
    """How a label looks."""

    GIVEN = "given"  # the format or a table column says that it is one
    CODE = "code"  # P03, I1, Informant 2, Intervjuer
    WORD = "word"  # a role: leder, bruker
    LETTER = "letter"  # A, P
    NAME = "name"  # Kari N


class Mark(StrEnum):
    """What sets a label off from the words behind it."""

    COLON = "colon"
    STAMP = "stamp"
    BOLD = "bold"
    TAB = "tab"
    DASH = "dash"
    ALONE = "alone"


#: How much one occurrence says; two points make a speaker.
_EVIDENCE = {
    Kind.CODE: {"colon": 2.0, "stamp": 2.0, "bold": 2.0, "tab": 2.0, "dash": 1.0, "alone": 1.0},
    Kind.WORD: {"colon": 1.0, "stamp": 2.0, "bold": 1.0, "tab": 1.0, "alone": 0.7},
    Kind.LETTER: {"colon": 1.0, "stamp": 1.0, "bold": 0.7, "tab": 1.0, "dash": 0.7, "alone": 0.5},
    Kind.NAME: {"colon": 1.0, "stamp": 1.5, "bold": 1.0, "tab": 0.5, "alone": 0.7},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A possible label: the line's words begin at ``end``; ``points`` is what it is worth."""

    label: str
    kind: Kind
    end: int
    points: float
    seconds: float | None = None

    @property
    def key(self) -> str:
        """The label without case, blanks and brackets, to tell speakers apart by."""
        return speaker_key(self.label)


def speaker_key(label: str) -> str:
    """Return what two spellings of the same label share ("P 03" and "p03.")."""
    return re.sub(r"[\s._\[\]:-]", "", label).casefold()


def read_lead(line: Line) -> Lead | None:
    """Return the label that ``line`` seems to start with."""
    if line.speaker is not None:
        seconds, end = turn_times.leading(line.text)
        seconds = seconds if line.seconds is None else line.seconds
        return Lead(label=line.speaker, kind=Kind.GIVEN, end=end, points=2.0, seconds=seconds)
    for start in _starts(line.text):
        stamp, begin = turn_times.leading(line.text, start, label_follows=True)
        for label, cut, mark, second_stamp in _cuts(line, begin):
            kind = _kind(label)
            points = _points(kind, mark, line, label, has_stamp=stamp is not None)
            if kind and points:
                third_stamp, end = turn_times.leading(line.text, cut)
                stamps = (stamp, second_stamp, third_stamp)
                seconds = next((each for each in stamps if each is not None), None)
                return Lead(label=label, kind=kind, end=end, points=points, seconds=seconds)
    return None


def choose(leads: Sequence[Lead | None]) -> list[Lead | None]:
    """Keep the leads that are speakers, judged by how all of them recur in the file."""
    found = [lead for lead in leads if lead]
    points: defaultdict[str, float] = defaultdict(float)
    for lead in found:
        points[lead.key] += lead.points
    coded = sum(lead.kind in (Kind.CODE, Kind.GIVEN) for lead in found)
    needed = dict.fromkeys(Kind, _ENOUGH_EVIDENCE)
    if coded > 3:
        needed[Kind.NAME] += 1
    speakers = {lead.key for lead in found if points[lead.key] >= needed[lead.kind]}
    turns = Counter(lead.key for lead in found if lead.key in speakers)
    covered = sum(turns.values()) / max(1, len(leads))
    given = any(lead.kind is Kind.GIVEN for lead in found)
    scattered = max(turns.values(), default=0) == 1 and (covered < 0.2 or len(turns) == 1)
    if not given and (covered < 0.04 or scattered):
        return [None] * len(leads)
    return [lead if lead and lead.key in speakers else None for lead in leads]


_PARAGRAPH_NUMBER = re.compile(r"\d{1,4}[.)]?\s+(?=\S)")
_COLON = re.compile(
    rf"(?P<label>[^:]{{1,{_LONGEST_LABEL}}}?)\s*(?P<stamp>{turn_times.ANY})?\s*[::](?!\d|//)\s*"
)
_STAMP = re.compile(
    rf"(?P<label>[^:\[({{<#]{{1,{_LONGEST_LABEL}}}?)\s*"
    rf"(?P<stamp>{turn_times.CERTAIN}\s*|(?<=\s){turn_times.ANY}$)"
)
_DASH = re.compile(r"(?P<label>\S+(?: \d+)?)\s+[–—-]\s+")


def _starts(text: str) -> Iterator[int]:
    yield 0
    number = _PARAGRAPH_NUMBER.match(text)
    if number:
        yield number.end()


def _cuts(line: Line, begin: int) -> Iterator[tuple[str, int, Mark, float | None]]:
    """Yield the ways to cut a label off: its text, its end, what marks it, its time stamp."""
    text = line.text
    for mark, pattern in ((Mark.COLON, _COLON), (Mark.STAMP, _STAMP)):
        found = pattern.match(text, begin)
        if found:
            seconds = turn_times.seconds_of(found["stamp"]) if found["stamp"] else None
            yield found["label"].strip(), found.end(), mark, seconds
    for mark, end in ((Mark.BOLD, line.bold), (Mark.TAB, line.tab)):
        if begin < end < len(text) and end - begin <= _LONGEST_LABEL:
            blanks = len(text[end:]) - len(text[end:].lstrip())
            yield text[begin:end].strip(), end + blanks, mark, None
    found = _DASH.match(text, begin)
    if found:
        yield found["label"], found.end(), Mark.DASH, None
    if len(text) - begin <= _LONGEST_LABEL:
        yield text[begin:], len(text), Mark.ALONE, None


_WORDS = "|".join(sorted({*CERTAIN_WORDS, *ROLE_WORDS}, key=len, reverse=True))
_CODE = re.compile(
    rf"[A-ZÆØÅ]{{1,4}}[-_ ]?\d{{1,3}}|[a-zæøå]{{1,2}}\d{{1,3}}"
    rf"|(?i:(?:{_WORDS}|navn|name)\.?[ _-]?(?:\d{{1,3}}|[A-ZÆØÅ]))"
    rf"|(?i:(?:{'|'.join(CERTAIN_WORDS)})\.?)"
)
_ROLE = re.compile(rf"(?i:{_WORDS})\.?")
_NAME_PART = re.compile(r"[^\W\d_](?:[\w'’-]*[\w.])?\.?")
_PARTICLES = frozenset(
    ("av", "de", "den", "der", "di", "du", "la", "le", "van", "von", "bin", "el", "al")
)


def _kind(label: str) -> Kind | None:
    bare = label.removeprefix("[").removesuffix("]").strip()
    bare = re.sub(r"\s*\([^()]*\)$", "", bare)
    if _CODE.fullmatch(bare):
        return Kind.CODE
    if _ROLE.fullmatch(bare):
        return Kind.WORD
    if len(bare) == 1 and bare.isalpha() and bare.isupper():
        return Kind.LETTER
    parts = bare.split()
    if not 0 < len(parts) <= 4 or parts[0].casefold().rstrip(".") in NOT_NAMES:
        return None
    named = all(
        _NAME_PART.fullmatch(part) and (part[0].isupper() or part in _PARTICLES) for part in parts
    )
    return Kind.NAME if named and parts[0][0].isupper() else None


def _points(kind: Kind | None, mark: Mark, line: Line, label: str, *, has_stamp: bool) -> float:
    """Return what one occurrence is worth, 0 where it is nothing."""
    if kind is None or (line.heading and kind is not Kind.CODE):
        return 0.0
    if mark is Mark.ALONE and kind is Kind.NAME and " " not in label and not has_stamp:
        return 0.0
    points = _EVIDENCE[kind].get(mark, 0.0)
    if (label == "I" and mark is Mark.COLON) or (" " in label and mark is Mark.STAMP):
        points = _ENOUGH_EVIDENCE
    bold_colon = mark is Mark.COLON and 0 < line.bold <= _LONGEST_LABEL + 2
    return points + 1.0 if points and (has_stamp or bold_colon) else points

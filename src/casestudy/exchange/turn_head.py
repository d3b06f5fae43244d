"""The head of a transcript: date, observation form, title and kind of material."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from casestudy.domain.transcript import ObservationForm
from casestudy.domain.vocabulary import SourceType
from casestudy.exchange.turn_dates import find_date
from casestudy.exchange.turn_labels import Kind, speaker_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casestudy.exchange.turn_labels import Lead
    from casestudy.exchange.turn_lines import Line

_FIELDS = {
    "day": "dato|date|intervjudato|dato for intervjuet?|interview date|date of interview",
    "place": "sted|stad|place|location|lokasjon",
    "time": "tid|tidspunkt|tidsrom|klokkeslett|time",
    "situation": "situasjon|situation|setting|hendelse|aktivitet|activity",
    "observer": "observatør|observert av|observer|observed by",
    "person": "intervjuer|interviewer|informant(?:er)?|deltakere?|participants?|respondent"
    "|til stede|present",
    "other": "varighet|lengde|duration|length|lydfil|audio file|fil|file|case|opptak|recording"
    "|transkribert(?: av)?|transcribed(?: by)?|transkripsjon|transcript|språk|language|id|nr|no"
    "|utskrift|intervjunummer|intervju(?: nr\\.?)?|prosjekt|project|versjon|version|rolle|role"
    "|alder|age|kjønn|gender|enhet|tjeneste|unit|service",
}
_FIELD = re.compile(
    "(?:"
    + "|".join(f"(?P<{kind}>{labels})" for kind, labels in _FIELDS.items())
    + r")\s*[::]\s*(?P<value>.*)",
    re.IGNORECASE,
)
_PERSON_VALUE = re.compile(r"[A-ZÆØÅ\d][\w.-]*(?:,? (?:(?:og|and) )?[A-ZÆØÅ\d][\w.-]*){0,5}")
_TYPE_WORDS = (
    (
        SourceType.OBSERVATION,
        re.compile(r"observasjon|observation|feltnotat|field ?note", re.IGNORECASE),
    ),
    (SourceType.DIALOGUE_MEETING, re.compile(r"dialogmøte|dialogue ?meeting", re.IGNORECASE)),
    (
        SourceType.GROUP_INTERVIEW,
        re.compile(r"gruppeintervju|fokusgruppe|(focus|group) ?(group|interview)", re.IGNORECASE),
    ),
    (SourceType.INTERVIEW, re.compile(r"intervju|interview", re.IGNORECASE)),
)
_NEUTRAL = (
    "intervju interview gruppeintervju group focus fokusgruppe gruppe observasjon observation "
    "observasjonsnotat notat note notes feltnotat field dialogmøte dialogue meeting møte case "
    "bruker brukere ansatt ansatte leder erfaringskonsulent pårørende myndighet forsker user "
    "staff leader peer worker transkripsjon transkribert transcript transkript dokument document "
    "nr no del part versjon version v id"
)
_TITLE_WORDS = frozenset(_NEUTRAL.split())
_TITLE_CODE = re.compile(r"[a-zæøå]{0,4}\d{1,3}|20\d\d(?:[01]\d[0-3]\d)?|[a-zæøå]")
_LONGEST_HEAD_LINE = 80
_MOST_OTHER_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the first lines say; ``lines`` are the numbers of those that hold nothing else.

    ``lost`` counts the entries among them that end up in no field of the source.
    """

    title: str
    type: SourceType | None
    date: date | None
    form: ObservationForm
    lines: frozenset[int]
    lost: int


def read_head(lines: Sequence[Line], leads: Sequence[Lead | None], file_name: str) -> Head:
    """Read the fields and the title that stand before the words themselves."""
    stem = PurePath(file_name.replace("\\", "/")).stem
    entries = list(_entries(lines, leads))
    values = {entry.kind: entry.value for entry in reversed(entries)}
    words = [stem, *(entry.value for entry in entries if entry.kind in ("title", "words"))]
    titles = [text for text in words if is_name_free(text)]
    dates = [values.get("day", ""), *words[1:], stem]
    return Head(
        title=titles[0] if titles else "",
        type=_type(words, values),
        date=next((day for day in map(find_date, dates) if day), None),
        form=ObservationForm(
            place=values.get("place", ""),
            time=values.get("time", ""),
            situation=values.get("situation", ""),
            observer=values.get("observer", ""),
        ),
        lines=frozenset(
            number
            for entry in entries
            if entry.kind != "words"
            for number in range(entry.first, entry.last + 1)
        ),
        lost=sum(entry.kind in ("person", "other") for entry in entries),
    )


def is_name_free(title: str) -> bool:
    """True where ``title`` is an id with words that name a kind of text or a role, no more."""
    parts = _parts(title)
    return _is_neutral(parts) and any(_TITLE_CODE.fullmatch(part) for part in parts)


class _Entry(NamedTuple):
    """A field, title or other short line of the head, and the lines it takes up."""

    kind: str
    value: str
    first: int
    last: int


def _entries(lines: Sequence[Line], leads: Sequence[Lead | None]) -> Iterator[_Entry]:
    """Yield fields, titles and other short lines until the words themselves begin."""
    others = number = 0
    while number < len(lines) and others <= _MOST_OTHER_LINES:
        entry = _field(lines, leads, number) or _other(lines, leads, number)
        if entry is None:
            return
        yield entry
        others = others + 1 if entry.kind == "words" else 0
        number = entry.last + 1


def _field(lines: Sequence[Line], leads: Sequence[Lead | None], number: int) -> _Entry | None:
    found = _FIELD.fullmatch(lines[number].text)
    if found is None:
        return None
    kind = next(kind for kind in _FIELDS if found[kind])
    if kind == "person" and not _is_head_person(lines, leads, number):
        return None
    last = number
    while last + 1 < len(lines) and _goes_on(lines, leads, last, is_empty=not found["value"]):
        last += 1
    value = " ".join([found["value"], *(line.text for line in lines[number + 1 : last + 1])])
    return _Entry(kind, value.strip(), number, last)


def _goes_on(
    lines: Sequence[Line], leads: Sequence[Lead | None], number: int, *, is_empty: bool
) -> bool:
    """True where the next line belongs to the value: alone under its label, or wrapped."""
    line, following = lines[number], lines[number + 1]
    if leads[number + 1] or _FIELD.fullmatch(following.text):
        return False
    if is_empty and line.text.endswith((":", ":")):
        return True
    return not following.gap and following.text[0].islower() and line.text[-1] not in ".?!:"


def _other(lines: Sequence[Line], leads: Sequence[Lead | None], number: int) -> _Entry | None:
    text = lines[number].text
    if len(text) > _LONGEST_HEAD_LINE or _is_speech(text, leads, leads[number]):
        return None
    return _Entry("title" if _is_neutral(_parts(text)) else "words", text, number, number)


def _is_speech(text: str, leads: Sequence[Lead | None], lead: Lead | None) -> bool:
    """True where a speaker's label begins the line; «A1» alone, once, is a title."""
    if lead is None or lead.kind is Kind.NAME:
        return False
    alone = lead.end == len(text) and not text.endswith(":")
    return not alone or sum(each is not None and each.key == lead.key for each in leads) > 1


def _is_head_person(lines: Sequence[Line], leads: Sequence[Lead | None], number: int) -> bool:
    """True where «Intervjuer: …» names a person in the head and does not begin to speak."""
    found = _FIELD.fullmatch(lines[number].text)
    if not found or not _PERSON_VALUE.fullmatch(found["value"]):
        return False
    if any(_is_plain_field(line) for line in lines[number + 1 : number + 4]):
        return True
    key = speaker_key(found["person"])
    keys = [lead.key for lead in leads if lead and lead.kind is not Kind.NAME]
    speaks_again = keys.count(key) > 1
    others_speak = any(not _FIELD.fullmatch(f"{other}:") for other in keys)
    after_field = any(_is_plain_field(line) for line in lines[max(0, number - 2) : number])
    return after_field and others_speak and not speaks_again


def _is_plain_field(line: Line) -> bool:
    found = _FIELD.fullmatch(line.text)
    return found is not None and not found["person"]


def _type(words: Sequence[str], values: Mapping[str, str]) -> SourceType | None:
    stem, *lines = words
    for kind, pattern in _TYPE_WORDS:
        if pattern.search(stem) or any(map(pattern.match, lines)):
            return kind
    return SourceType.OBSERVATION if values.get("observer") else None


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s_.,:#()–-]+", text.casefold()) if part]


def _is_neutral(parts: Sequence[str]) -> bool:
    return bool(parts) and all(
        part in _TITLE_WORDS or _TITLE_CODE.fullmatch(part) for part in parts
    )

"""Cases, participants, consent, measures and time points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casestudy.domain.vocabulary import ConsentScope, MeasureOrigin, Role, Stage

#: The longest a label of a case or time point may be, and a pseudonym.
LABEL_LENGTH: Final = 16
PSEUDONYM_LENGTH: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A unit of comparison; ``label`` ("A") is what leaves the study, ``name`` stays inside."""

    id: str
    label: str
    name: str
    service_type: str
    setting: str
    position: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """How many of a role a service has; None is unknown, counted as below the floor."""

    id: str
    case_id: str
    role: Role
    count: int | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A pseudonymous person; ``role_detail`` and ``age_band`` are never exported."""

    id: str
    pseudonym: str
    case_id: str
    role: Role
    role_detail: str
    age_band: str
    withdrawn_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParticipant:
    """A person who is added to a case, with what they agreed to."""

    pseudonym: str
    role: Role
    scopes: tuple[ConsentScope, ...]
    consent_given: date | None = None
    role_detail: str = ""
    age_band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a participant agreed to; a new number replaces the one before."""

    id: str
    participant_id: str
    number: int
    scopes: tuple[ConsentScope, ...]
    given: date | None
    withdrawn_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePoint:
    """T0, T1 … with dates of their own."""

    id: str
    label: str
    starts: date | None
    ends: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Something a service does to change practice (tiltak)."""

    id: str
    case_id: str
    name_nb: str
    name_en: str
    origin: MeasureOrigin | None
    requested_vs_delivered: str
    stage: Stage | None
    starts: date | None
    ends: date | None
    resource: str
    version: int

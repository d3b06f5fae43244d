"""Programme theories, CMO configurations, evidence for and against, and verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casestudy.domain.vocabulary import (
    CHIME,
    Activation,
    ClaimStatus,
    CMOCLinkType,
    CMOCScope,
    CMOCStatus,
    Coverage,
    ElementLinkType,
    ElementRole,
    Level,
    OutcomeKind,
    Replication,
    Stance,
    StrengthBand,
    TheoryOrigin,
    TheoryPhase,
    Verdict,
)
from casestudy.texts import LANGUAGES

#: What a theory and a configuration say in two languages.
THEORY_TEXTS: Final = ("title", "if", "then", "because")
CMOC_TEXTS: Final = ("title", "statement", "for_whom", "rival", "uncertainty", "dissent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """A programme theory in its current version: if – then – because, in two languages."""

    id: str
    number: int
    origin: TheoryOrigin
    version_id: str
    version_number: int
    phase: TheoryPhase
    title_nb: str
    title_en: str
    if_nb: str
    if_en: str
    then_nb: str
    then_en: str
    because_nb: str
    because_en: str
    why_changed: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CMOCElement:
    """One part of a configuration; ``assumed`` where no evidence points at it."""

    id: str
    cmoc_version_id: str
    position: int
    role: ElementRole
    text_nb: str
    text_en: str
    level: Level | None
    circumstances_nb: str
    circumstances_en: str
    activation: Activation | None
    outcome_kind: OutcomeKind | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementLink:
    """How one element acts on another."""

    id: str
    from_element_id: str
    to_element_id: str
    type: ElementLinkType


@dataclass(frozen=True, slots=True, kw_only=True)
class CMOCLink:
    """How one configuration relates to another."""

    id: str
    from_cmoc_id: str
    to_cmoc_id: str
    type: CMOCLinkType
    note: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something that supports, refutes or qualifies a configuration, an element or a link.

    Exactly one of ``segment_id``, ``quant_finding_id`` and ``literature`` is filled.
    """

    id: str
    target_kind: str
    target_id: str
    cmoc_version_id: str
    segment_id: str | None
    quant_finding_id: str | None
    literature: str
    stance: Stance
    coverage: Coverage
    claim_status: ClaimStatus | None
    note: str
    answered: bool
    added_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseVerdict:
    """What one case says of a configuration; a case without a row was not asked."""

    id: str
    cmoc_version_id: str
    case_id: str
    verdict: Verdict
    replication: Replication
    reason: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthVerdict:
    """The team's judgement of strength, always with a reason."""

    id: str
    cmoc_version_id: str
    band: StrengthBand
    reason_nb: str
    reason_en: str
    date: date
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CMOC:
    """A configuration in its current version with everything that hangs on it."""

    id: str
    number: int
    theory_id: str | None
    scope: CMOCScope
    case_id: str | None
    version_id: str
    version_number: int
    title_nb: str
    title_en: str
    statement_nb: str
    statement_en: str
    for_whom_nb: str
    for_whom_en: str
    rival_nb: str
    rival_en: str
    uncertainty_nb: str
    uncertainty_en: str
    dissent_nb: str
    dissent_en: str
    status: CMOCStatus
    chime: tuple[CHIME, ...]
    measure_id: str | None
    why_changed: str
    elements: tuple[CMOCElement, ...] = ()
    links: tuple[ElementLink, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    verdicts: tuple[CaseVerdict, ...] = ()
    strength: StrengthVerdict | None = None


def texts_of(value: Theory | CMOC) -> dict[str, str]:
    """Return what a theory or configuration says, by the names of its fields."""
    names = THEORY_TEXTS if isinstance(value, Theory) else CMOC_TEXTS
    fields = (f"{name}_{language}" for name in names for language in LANGUAGES)
    return {field: getattr(value, field) for field in fields}

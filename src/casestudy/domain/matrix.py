"""The matrix «what works, for whom, in which circumstances» as a value, ready to be drawn.

All texts are in the language the matrix was asked for, except quotes that have no translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casestudy.domain.vocabulary import (
    CHIME,
    Activation,
    Audience,
    CMOCStatus,
    ElementRole,
    Level,
    OutcomeKind,
    QuoteWording,
    Role,
    SourceType,
    Stance,
    StrengthBand,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A released quote: id for paper ("S-0231"), released wording, what it does to the claim.

    ``speaker`` is the coarse role, or None where it was merged for disclosure; ``case_label`` is
    None where the audience may not see the case. ``segment_id`` is for the page only and is never
    printed in an export.
    """

    number: str
    text: str
    wording: QuoteWording
    stance: Stance
    speaker: Role | None
    case_label: str | None
    segment_id: str
    translated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One element of a configuration as shown; ``assumed`` when no evidence points at it.

    ``quotes`` are the numbers of the released quotes that point at it.
    """

    element_id: str
    role: ElementRole
    text: str
    level: Level | None
    circumstances: str
    activation: Activation | None
    outcome_kind: OutcomeKind | None
    assumed: bool
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCell:
    """What one case says; no verdict given means not asked."""

    case_label: str
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The computed strength profile (method 3.4); counts, never one number.

    ``roles`` and ``source_types`` are those that speak for the claim; ``evidence`` is what does
    not refute it, ``first_hand`` and ``full`` are parts of that.
    """

    participants: int
    cases: int
    roles: tuple[Role, ...]
    source_types: tuple[SourceType, ...]
    first_hand: int
    evidence: int
    full: int
    refuting: int
    unanswered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One configuration: statement, parts, verdict per case, voices, strength, quotes."""

    cmoc_id: str
    cmoc_version_id: str
    number: str
    version: int
    theory_number: str
    theory_title: str
    title: str
    statement: str
    measure: str
    for_whom: str
    parts: tuple[Part, ...]
    chime: tuple[CHIME, ...]
    rival: str
    cases: tuple[CaseCell, ...]
    profile: Profile
    band: StrengthBand | None
    strength_reason: str
    quotes: tuple[Quote, ...]
    quotes_withheld: int
    dissent: str
    uncertainty: str
    recommendations: tuple[str, ...]
    status: CMOCStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Where numbers come from, printed on every frame, figure and file (design 8.15)."""

    study: str
    is_demo: bool
    codebook_release: str
    data_version: int
    filters: str
    layer: str
    n: int
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CMOMatrix:
    """The matrix for one audience and language, with what was withheld counted."""

    language: str
    audience: Audience
    case_labels: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    withheld: int
    stamp: Stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCaseCell:
    """Counts of one code in one case; interviewers' words are not counted."""

    participants: int
    codings: int
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeCaseMatrix:
    """Case × code: one row per code in codebook order, ``cells[code_id][case_label]``."""

    language: str
    case_labels: tuple[str, ...]
    codes: tuple[tuple[str, str, int, str], ...]
    """(code id, label, depth in the tree, colour)."""
    cells: dict[str, dict[str, CodeCaseCell]]
    totals: dict[str, CodeCaseCell]
    coders: int
    stamp: Stamp

"""Programme theories, CMO configurations, evidence and verdicts."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from casestudy.domain.vocabulary import (
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
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

THEORY = Table(
    "theory",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    choice("origin", TheoryOrigin),
    Column("current_version_id", String(36), nullable=False),
    row_version(),
)

THEORY_VERSION = Table(
    "theory_version",
    METADATA,
    key_column(),
    reference("theory_id", "theory.id"),
    Column("number", Integer, nullable=False),
    choice("phase", TheoryPhase),
    *(
        Column(f"{part}_{language}", Text, nullable=False, default="")
        for part in ("title", "if", "then", "because")
        for language in ("nb", "en")
    ),
    Column("why_changed", Text, nullable=False, default=""),
    reference("created_by", "member.id", optional=True),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("theory_id", "number"),
)

CMOC = Table(
    "cmoc",
    METADATA,
    key_column(),
    Column("number", Integer, nullable=False, unique=True),
    reference("theory_id", "theory.id", optional=True),
    choice("scope", CMOCScope),
    reference("case_id", "case.id", optional=True),
    Column("current_version_id", String(36), nullable=False),
    row_version(),
)

CMOC_VERSION = Table(
    "cmoc_version",
    METADATA,
    key_column(),
    reference("cmoc_id", "cmoc.id"),
    Column("number", Integer, nullable=False),
    *(
        Column(f"{part}_{language}", Text, nullable=False, default="")
        for part in ("title", "statement", "for_whom", "rival", "uncertainty", "dissent")
        for language in ("nb", "en")
    ),
    choice("status", CMOCStatus),
    Column("replaced_by", String(36)),
    json_column("chime", default=list),
    reference("measure_id", "measure.id", optional=True),
    Column("why_changed", Text, nullable=False, default=""),
    reference("created_by", "member.id", optional=True),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("cmoc_id", "number"),
)

CMOC_ELEMENT = Table(
    "cmoc_element",
    METADATA,
    key_column(),
    reference("cmoc_version_id", "cmoc_version.id"),
    Column("position", Integer, nullable=False),
    choice("role", ElementRole),
    Column("text_nb", Text, nullable=False),
    Column("text_en", Text, nullable=False, default=""),
    choice("level", Level, optional=True),
    Column("circumstances_nb", Text, nullable=False, default=""),
    Column("circumstances_en", Text, nullable=False, default=""),
    choice("activation", Activation, optional=True),
    choice("outcome_kind", OutcomeKind, optional=True),
    json_column("codes", default=list),
    Index("ix_cmoc_element_version", "cmoc_version_id"),
)

ELEMENT_LINK = Table(
    "element_link",
    METADATA,
    key_column(),
    reference("from_element_id", "cmoc_element.id"),
    reference("to_element_id", "cmoc_element.id"),
    choice("type", ElementLinkType),
)

CMOC_LINK = Table(
    "cmoc_link",
    METADATA,
    key_column(),
    reference("from_cmoc_id", "cmoc.id"),
    reference("to_cmoc_id", "cmoc.id"),
    choice("type", CMOCLinkType),
    Column("note", Text, nullable=False, default=""),
    row_version(),
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    key_column(),
    Column("target_kind", String(16), nullable=False),
    Column("target_id", String(36), nullable=False),
    reference("cmoc_version_id", "cmoc_version.id"),
    reference("segment_id", "segment.id", optional=True),
    reference("quant_finding_id", "quant_finding.id", optional=True),
    Column("literature", Text, nullable=False, default=""),
    choice("stance", Stance),
    choice("coverage", Coverage),
    choice("claim_status", ClaimStatus, optional=True),
    Column("note", Text, nullable=False, default=""),
    Column("answered", Boolean, nullable=False, default=False),
    reference("added_by", "member.id", optional=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    row_version(),
    Index("ix_evidence_version", "cmoc_version_id"),
    Index("ix_evidence_segment", "segment_id"),
)

CASE_VERDICT = Table(
    "case_verdict",
    METADATA,
    key_column(),
    reference("cmoc_version_id", "cmoc_version.id"),
    reference("case_id", "case.id"),
    choice("verdict", Verdict),
    choice("replication", Replication),
    Column("reason", Text, nullable=False, default=""),
    reference("decided_by", "member.id", optional=True),
    row_version(),
    UniqueConstraint("cmoc_version_id", "case_id"),
)

STRENGTH_VERDICT = Table(
    "strength_verdict",
    METADATA,
    key_column(),
    reference("cmoc_version_id", "cmoc_version.id"),
    choice("band", StrengthBand),
    Column("reason_nb", Text, nullable=False),
    Column("reason_en", Text, nullable=False, default=""),
    reference("decided_by", "member.id", optional=True),
    Column("date", Date, nullable=False),
    row_version(),
    UniqueConstraint("cmoc_version_id"),
)

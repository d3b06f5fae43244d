"""Cases, the people in them, what they agreed to, measures and time points."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from casestudy.domain.cases import LABEL_LENGTH, PSEUDONYM_LENGTH
from casestudy.domain.vocabulary import Direction, MeasureOrigin, Role, Stage
from casestudy.store.tables.base import (
    METADATA,
    UtcDateTime,
    choice,
    json_column,
    key_column,
    reference,
    row_version,
)

CASE = Table(
    "case",
    METADATA,
    key_column(),
    Column("label", String(LABEL_LENGTH), nullable=False, unique=True),
    Column("name", Text, nullable=False, default=""),
    Column("service_type", Text, nullable=False, default=""),
    Column("setting", Text, nullable=False, default=""),
    Column("position", Integer, nullable=False, default=0),
    row_version(),
)

POPULATION = Table(
    "population",
    METADATA,
    key_column(),
    reference("case_id", "case.id"),
    choice("role", Role),
    Column("count", Integer),
    row_version(),
    UniqueConstraint("case_id", "role"),
    comment="How many people of a role the service has; unknown counts as below the floor.",
)

PARTICIPANT = Table(
    "participant",
    METADATA,
    key_column(),
    Column("pseudonym", String(PSEUDONYM_LENGTH), nullable=False, unique=True),
    reference("case_id", "case.id"),
    choice("role", Role),
    Column("role_detail", Text, nullable=False, default=""),
    Column("age_band", String(16), nullable=False, default=""),
    Column("withdrawn_at", UtcDateTime),
    row_version(),
    Index("ix_participant_case", "case_id"),
)

CONSENT = Table(
    "consent",
    METADATA,
    key_column(),
    reference("participant_id", "participant.id"),
    Column("number", Integer, nullable=False),
    json_column("scopes", default=list),
    Column("given", Date),
    Column("withdrawn_at", UtcDateTime),
    row_version(),
    UniqueConstraint("participant_id", "number"),
)

TIME_POINT = Table(
    "time_point",
    METADATA,
    key_column(),
    Column("label", String(LABEL_LENGTH), nullable=False, unique=True),
    Column("starts", Date),
    Column("ends", Date),
    row_version(),
)

MEASURE = Table(
    "measure",
    METADATA,
    key_column(),
    reference("case_id", "case.id"),
    Column("name_nb", Text, nullable=False),
    Column("name_en", Text, nullable=False, default=""),
    choice("origin", MeasureOrigin, optional=True),
    Column("requested_vs_delivered", Text, nullable=False, default=""),
    choice("stage", Stage, optional=True),
    Column("starts", Date),
    Column("ends", Date),
    Column("resource", Text, nullable=False, default=""),
    row_version(),
)

QUANT_FINDING = Table(
    "quant_finding",
    METADATA,
    key_column(),
    reference("case_id", "case.id", optional=True),
    reference("measure_id", "measure.id", optional=True),
    Column("instrument", Text, nullable=False),
    choice("role", Role, optional=True),
    reference("time_point_id", "time_point.id", optional=True),
    Column("value", Float),
    Column("unit", Text, nullable=False, default=""),
    choice("direction", Direction, optional=True),
    Column("quoted_from", Text, nullable=False, default=""),
    Column("is_baseline", Boolean, nullable=False, default=False),
    row_version(),
)

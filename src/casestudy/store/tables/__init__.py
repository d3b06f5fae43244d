"""Every table of the store, one module per aggregate family."""

from __future__ import annotations

from casestudy.store.tables.base import METADATA
from casestudy.store.tables.cases import (
    CASE,
    CONSENT,
    MEASURE,
    PARTICIPANT,
    POPULATION,
    QUANT_FINDING,
    TIME_POINT,
)
from casestudy.store.tables.codebook import (
    CODE,
    CODE_VERSION,
    CODEBOOK_RELEASE,
    LINEAGE_STEP,
    RELEASE_CODE,
)
from casestudy.store.tables.coding import CODING, MEMO, MEMO_VERSION, SEGMENT
from casestudy.store.tables.dialogue import (
    DIALOGUE_MEETING,
    DIALOGUE_RESPONSE,
    QUOTE_RELEASE,
    RECOMMENDATION,
)
from casestudy.store.tables.realist import (
    CASE_VERDICT,
    CMOC,
    CMOC_ELEMENT,
    CMOC_LINK,
    CMOC_VERSION,
    ELEMENT_LINK,
    EVIDENCE,
    STRENGTH_VERDICT,
    THEORY,
    THEORY_VERSION,
)
from casestudy.store.tables.review import REVIEW_BUNDLE, REVIEW_COMMENT
from casestudy.store.tables.sources import (
    SOURCE,
    SPEAKER,
    TEXT_CHECK,
    TEXT_VERSION,
    TURN,
)
from casestudy.store.tables.study import (
    ASSIGNMENT,
    CHANGE,
    CODING_ROUND,
    COUNTER,
    MEMBER,
    STUDY,
)
from casestudy.store.tables.work import (
    DRAFT,
    NOTES,
    PASS_WORK,
    PREFERENCE,
    SUGGESTION,
    VISIT,
)

__all__ = [
    "ASSIGNMENT",
    "CASE",
    "CASE_VERDICT",
    "CHANGE",
    "CMOC",
    "CMOC_ELEMENT",
    "CMOC_LINK",
    "CMOC_VERSION",
    "CODE",
    "CODEBOOK_RELEASE",
    "CODE_VERSION",
    "CODING",
    "CODING_ROUND",
    "CONSENT",
    "COUNTER",
    "DIALOGUE_MEETING",
    "DIALOGUE_RESPONSE",
    "DRAFT",
    "ELEMENT_LINK",
    "EVIDENCE",
    "LINEAGE_STEP",
    "MEASURE",
    "MEMBER",
    "MEMO",
    "MEMO_VERSION",
    "METADATA",
    "NOTES",
    "PARTICIPANT",
    "PASS_WORK",
    "POPULATION",
    "PREFERENCE",
    "QUANT_FINDING",
    "QUOTE_RELEASE",
    "RECOMMENDATION",
    "RELEASE_CODE",
    "REVIEW_BUNDLE",
    "REVIEW_COMMENT",
    "SEGMENT",
    "SOURCE",
    "SPEAKER",
    "STRENGTH_VERDICT",
    "STUDY",
    "SUGGESTION",
    "TEXT_CHECK",
    "TEXT_VERSION",
    "THEORY",
    "THEORY_VERSION",
    "TIME_POINT",
    "TURN",
    "VISIT",
]

"""The strength profile of a configuration, counted from its evidence (method 3.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.matrix import Profile
from casestudy.domain.vocabulary import (
    ClaimStatus,
    Coverage,
    Role,
    SourceType,
    Stance,
    StrengthBand,
)

if TYPE_CHECKING:
    import pandas as pd


def strength_profile(evidence: pd.DataFrame, voices: pd.DataFrame) -> Profile:
    """Count what a configuration rests on.

    Args:
        evidence: One row per piece of evidence from a segment: ``evidence_id``, ``stance``,
            ``coverage``, ``claim_status``, ``answered``, ``type``, ``case_id``.
        voices: One row per piece of evidence and participant heard: ``evidence_id``,
            ``participant``, ``role``.

    Returns:
        Counts; what refutes is counted apart and never adds to what the claim rests on.
    """
    against = evidence["stance"] == Stance.REFUTES.value
    resting = evidence[~against]
    heard = voices[voices["evidence_id"].isin(resting["evidence_id"])]
    types = set(resting["type"])
    roles = set(heard["role"].dropna())
    return Profile(
        participants=int(heard["participant"].nunique()),
        cases=int(resting["case_id"].nunique()),
        roles=tuple(role for role in Role if role.value in roles),
        source_types=tuple(kind for kind in SourceType if kind.value in types),
        first_hand=int((resting["claim_status"] == ClaimStatus.FIRST_HAND.value).sum()),
        evidence=len(resting),
        full=int((resting["coverage"] == Coverage.FULL.value).sum()),
        refuting=int(against.sum()),
        unanswered=int((against & ~evidence["answered"].astype(bool)).sum()),
    )


def default_band(profile: Profile) -> StrengthBand | None:
    """Return the band that method 3.4 proposes; None where nothing supports the claim.

    The team's own verdict, with its reason, takes its place.
    """
    users = Role.SERVICE_USER in profile.roles
    if not profile.evidence:
        return None
    if (
        profile.cases >= 2
        and users
        and len(profile.roles) >= 2
        and len(profile.source_types) >= 2
        and not profile.unanswered
    ):
        return StrengthBand.WELL_SUPPORTED
    if profile.participants >= 2 and (len(profile.roles) >= 2 or len(profile.source_types) >= 2):
        return StrengthBand.SUPPORTED
    return StrengthBand.SUGGESTED

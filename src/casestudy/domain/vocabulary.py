"""The closed vocabularies of the method, as enums whose values are the stored keys.

Labels and short forms (TJE, «motsier») come from the language catalogues, below
``vocabulary.<enum>.<value>``. The lists follow method 2.7; where it leaves one open
(stage, role, activation, audience, answer, quote wording, replication) the list here is ours.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from casestudy.errors import InvalidInputError


class Role(StrEnum):
    """Coarse role of a person in a case; the only role that leaves the study."""

    SERVICE_USER = "service_user"
    STAFF = "staff"
    LEADER = "leader"
    PEER_WORKER = "peer_worker"
    NEXT_OF_KIN = "next_of_kin"
    AUTHORITY = "authority"
    RESEARCHER = "researcher"


ROLE_ALIASES = {
    "bruker": Role.SERVICE_USER,
    "ansatt": Role.STAFF,
    "leder": Role.LEADER,
    "erfaringskonsulent": Role.PEER_WORKER,
    "pårørende": Role.NEXT_OF_KIN,
    "myndighet": Role.AUTHORITY,
    "forsker": Role.RESEARCHER,
}


def as_role(value: str) -> Role:
    """Return the role behind a stored key or its Norwegian alias.

    Raises:
        InvalidInputError: ``unknown_role``.
    """
    key = value.strip().lower()
    if key in ROLE_ALIASES:
        return ROLE_ALIASES[key]
    try:
        return Role(key)
    except ValueError:
        roles = ", ".join([*Role, *ROLE_ALIASES])
        raise InvalidInputError("unknown_role", role=value, roles=roles) from None


class MemberRole(StrEnum):
    """What a member of the team is in the study; permissions hang on it."""

    PROJECT_LEADER = "project_leader"
    CODER = "coder"
    RESEARCHER = "researcher"
    FACILITATOR = "facilitator"
    REVIEWER = "reviewer"


class SourceType(StrEnum):
    """What kind of material a source is."""

    INTERVIEW = "interview"
    GROUP_INTERVIEW = "group_interview"
    OBSERVATION = "observation"
    DOCUMENT = "document"
    DIALOGUE_MEETING = "dialogue_meeting"
    LITERATURE = "literature"
    MEASURE = "measure"


class ConsentScope(StrEnum):
    """What a participant has agreed to."""

    AUDIO = "audio"
    TRANSCRIPT = "transcript"
    QUOTE_REPORT = "quote_report"
    QUOTE_DIALOGUE = "quote_dialogue"
    REUSE = "reuse"
    TRANSFER_UK = "transfer_uk"


class Level(StrEnum):
    """Where a coding or an element lies: system, service or individual (user and provider)."""

    SYSTEM = "system"
    SERVICE = "service"
    INDIVIDUAL_USER = "individual_user"
    INDIVIDUAL_PROVIDER = "individual_provider"


class Valence(IntEnum):
    """Barrier to driver; not rated is None, never 0."""

    STRONG_BARRIER = -2
    BARRIER = -1
    MIXED = 0
    DRIVER = 1
    STRONG_DRIVER = 2


class Stage(StrEnum):
    """Steps of the improvement model; qualifies DET and ACT codings."""

    PREPARE = "prepare"
    PLAN = "plan"
    DO = "do"
    EVALUATE = "evaluate"
    FOLLOW_UP = "follow_up"


class ClaimStatus(StrEnum):
    """How the speaker knows what is said (after Punton)."""

    FIRST_HAND = "first_hand"
    OBSERVED = "observed"
    ANTICIPATED = "anticipated"
    IMPLIED = "implied"
    HEARSAY = "hearsay"


class Stance(StrEnum):
    """What a piece of evidence does to its target."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    QUALIFIES = "qualifies"
    COUNTERFACTUAL = "counterfactual"


class Coverage(StrEnum):
    """How much of a configuration a piece of evidence covers."""

    FULL = "full"
    DYAD = "dyad"
    ELEMENT = "element"


class Verdict(StrEnum):
    """What a case says of a configuration; «not asked» never counts against."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    MIXED = "mixed"
    ASKED_NOTHING_FOUND = "asked_nothing_found"
    NOT_ASKED = "not_asked"
    NOT_RELEVANT = "not_relevant"


class Replication(StrEnum):
    """Whether a case repeats the pattern or contrasts with it for a reason theory gives."""

    LITERAL = "literal"
    CONTRAST = "contrast"
    NONE = "none"


class CMOCStatus(StrEnum):
    """Where a configuration stands."""

    DRAFT = "draft"
    TESTING = "testing"
    RETAINED = "retained"
    REFINED = "refined"
    REJECTED = "rejected"
    SPLIT_OR_MERGED = "split_or_merged"


class TheoryPhase(StrEnum):
    """Where a programme theory stands in the realist cycle."""

    INITIAL = "initial"
    TESTED = "tested"
    REFINED = "refined"


class TheoryOrigin(StrEnum):
    """Where a programme theory comes from."""

    LITERATURE = "literature"
    TEAM = "team"
    EARLIER_STUDY = "earlier_study"


class ElementRole(StrEnum):
    """The part an element plays in a configuration (ICAMO with split mechanism)."""

    INTERVENTION = "intervention"
    CONTEXT = "context"
    ACTOR = "actor"
    RESOURCE = "resource"
    REASONING = "reasoning"
    OUTCOME = "outcome"
    UNCLEAR = "unclear"


class OutcomeKind(StrEnum):
    """Whether an outcome was meant; «no change» is an outcome."""

    INTENDED = "intended"
    UNINTENDED = "unintended"
    NO_CHANGE = "no_change"


class Activation(StrEnum):
    """How far a mechanism fires; a dial, not a switch (Dalkin 2015)."""

    NOT = "not"
    PARTLY = "partly"
    FULLY = "fully"
    VARIES = "varies"


class ElementLinkType(StrEnum):
    """How one element acts on another."""

    ENABLES = "enables"
    TRIGGERS = "triggers"
    PRODUCES = "produces"
    BLOCKS = "blocks"


class CMOCLinkType(StrEnum):
    """How one configuration relates to another."""

    RIPPLE = "ripple"
    RIVAL = "rival"
    GENERALISES = "generalises"
    CONTRADICTS = "contradicts"


class CMOCScope(StrEnum):
    """Whether a configuration belongs to one case or reaches across."""

    CASE = "case"
    CROSS_CASE = "cross_case"


class StrengthBand(StrEnum):
    """The human verdict on strength (method 3.4)."""

    SUGGESTED = "suggested"
    SUPPORTED = "supported"
    WELL_SUPPORTED = "well_supported"


class CHIME(StrEnum):
    """The five recovery processes, with difficulties as extension."""

    CONNECTEDNESS = "connectedness"
    HOPE = "hope"
    IDENTITY = "identity"
    MEANING = "meaning"
    EMPOWERMENT = "empowerment"
    DIFFICULTIES = "difficulties"


class Audience(StrEnum):
    """Who an export is for."""

    TEAM = "team"
    DIALOGUE_MEETING = "dialogue_meeting"
    REPORT = "report"
    PARTNER = "partner"


class QuoteWording(StrEnum):
    """How a released quote stands to the words that were said."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    PARAPHRASED = "paraphrased"


class Answer(StrEnum):
    """A group's answer to a statement at a dialogue meeting."""

    AGREE = "agree"
    PARTLY = "partly"
    DISAGREE = "disagree"
    DONT_KNOW = "dont_know"


class RecommendationStatus(StrEnum):
    """Where a recommendation stands."""

    OPEN_NEED = "open_need"
    PROPOSED = "proposed"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class RoundVisibility(StrEnum):
    """Whether coders see each other's codings in a round."""

    OPEN = "open"
    BLIND = "blind"


class MeasureOrigin(StrEnum):
    """Where a measure came from."""

    STAFF = "staff"
    USER = "user"
    MANAGEMENT = "management"
    EXTERNAL = "external"


class CodeStatus(StrEnum):
    """Whether a code can be applied."""

    ACTIVE = "active"
    PROPOSED = "proposed"
    RETIRED = "retired"


class Direction(StrEnum):
    """Which way a quantitative finding points."""

    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"


class MemoTarget(StrEnum):
    """What a memo is about."""

    CODING = "coding"
    SEGMENT = "segment"
    TURN = "turn"
    SOURCE = "source"


class SuggestionKind(StrEnum):
    """Whether codes were proposed for a passage, or passages like one already coded."""

    SEGMENT = "segment"
    SIMILAR = "similar"


class SuggestionAnswer(StrEnum):
    """How a coder took a suggestion."""

    SHOWN = "shown"
    ACCEPTED = "accepted"
    REJECTED = "rejected"

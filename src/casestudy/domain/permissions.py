"""Who may do what: one table from verb to the member roles that have it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from casestudy.domain.vocabulary import MemberRole
from casestudy.errors import NotPermittedError

if TYPE_CHECKING:
    from casestudy.domain.study import Member


class Verb(StrEnum):
    """Something a member may want to do."""

    SEE_OVERVIEW = "see_overview"
    SEE_CODEBOOK = "see_codebook"
    READ_TEXT = "read_text"
    SEE_THEORIES = "see_theories"
    SEE_FREQUENCIES = "see_frequencies"
    IMPORT_SOURCES = "import_sources"
    EDIT_SOURCES = "edit_sources"
    DELETE_SOURCES = "delete_sources"
    CODE = "code"
    COMMENT = "comment"
    SEE_BLIND_CODINGS = "see_blind_codings"
    EDIT_CODEBOOK = "edit_codebook"
    FREEZE_CODEBOOK = "freeze_codebook"
    REVIEW_CODEBOOK = "review_codebook"
    BUILD_THEORY = "build_theory"
    PROPOSE_QUOTE = "propose_quote"
    APPROVE_QUOTE = "approve_quote"
    RUN_MEETING = "run_meeting"
    EDIT_CASES = "edit_cases"
    EDIT_MEMBERS = "edit_members"
    RECORD_CONSENT = "record_consent"
    EXPORT = "export"
    BACK_UP = "back_up"


_LEADER, _CODER = MemberRole.PROJECT_LEADER, MemberRole.CODER
_RESEARCHER, _FACILITATOR = MemberRole.RESEARCHER, MemberRole.FACILITATOR
_TEAM = frozenset({_LEADER, _CODER, _RESEARCHER, _FACILITATOR})
_ALL = frozenset(MemberRole)

PERMISSIONS: dict[Verb, frozenset[MemberRole]] = {
    Verb.SEE_OVERVIEW: _TEAM,
    Verb.SEE_CODEBOOK: _ALL,
    Verb.READ_TEXT: frozenset({_LEADER, _CODER, _RESEARCHER}),
    Verb.SEE_THEORIES: _TEAM,
    Verb.SEE_FREQUENCIES: _TEAM,
    Verb.IMPORT_SOURCES: frozenset({_LEADER, _CODER}),
    Verb.EDIT_SOURCES: frozenset({_LEADER, _CODER}),
    Verb.DELETE_SOURCES: frozenset({_LEADER}),
    Verb.CODE: frozenset({_LEADER, _CODER, _RESEARCHER}),
    Verb.COMMENT: frozenset({_LEADER, _CODER, _RESEARCHER}),
    Verb.SEE_BLIND_CODINGS: frozenset({_LEADER}),
    Verb.EDIT_CODEBOOK: frozenset({_LEADER, _RESEARCHER}),
    Verb.FREEZE_CODEBOOK: frozenset({_LEADER}),
    Verb.REVIEW_CODEBOOK: frozenset({_LEADER, _CODER, _RESEARCHER, MemberRole.REVIEWER}),
    Verb.BUILD_THEORY: frozenset({_LEADER, _CODER, _RESEARCHER}),
    Verb.PROPOSE_QUOTE: frozenset({_LEADER, _CODER, _RESEARCHER}),
    Verb.APPROVE_QUOTE: frozenset({_LEADER, _RESEARCHER}),
    Verb.RUN_MEETING: frozenset({_LEADER, _FACILITATOR}),
    Verb.EDIT_CASES: frozenset({_LEADER}),
    Verb.EDIT_MEMBERS: frozenset({_LEADER}),
    Verb.RECORD_CONSENT: frozenset({_LEADER}),
    Verb.EXPORT: frozenset({_LEADER, _FACILITATOR}),
    Verb.BACK_UP: frozenset({_LEADER}),
}


def may(member: Member, verb: Verb) -> bool:
    """Tell whether ``member`` may; export is its own right, given to single members too."""
    if not member.active:
        return False
    if verb is Verb.EXPORT and member.may_export:
        return True
    return member.role in PERMISSIONS[verb]


def require(member: Member, verb: Verb) -> None:
    """Refuse what ``member`` may not do.

    Raises:
        NotPermittedError: ``not_permitted``.
    """
    if not may(member, verb):
        raise NotPermittedError("not_permitted", verb=verb.value)

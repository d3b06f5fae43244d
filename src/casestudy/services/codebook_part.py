"""What every part of the codebook's services starts from: the acting member's session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from casestudy.services.session import Session

#: Changes of the codebook and of its review that a member can take back, each as one step.
CODEBOOK_VERBS: Final = (
    "add_code",
    "describe_code",
    "configure_code",
    "move_code",
    "place_code",
    "retire_code",
    "bring_back_code",
    "merge_codes",
    "split_code",
    "take_in_codes",
    "accept_review",
    "answer_review",
    "reject_review",
)
FREEZE: Final = "freeze_codebook"


class CodebookPart:
    """A part of the codebook's services."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._me = session.member.id

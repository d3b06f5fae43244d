"""What holds for the whole study and can be changed while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.permissions import Verb
from casestudy.store.store import Done
from casestudy.store.tables import STUDY

if TYPE_CHECKING:
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


def allow_suggestions(session: Session, *, on: bool, request_id: str | None = None) -> None:
    """Let the coding pane propose codes, or never; then nothing of it runs.

    Raises:
        NotPermittedError: Only a project leader may.
    """

    def work(unit: Unit) -> Done:
        study_id = unit.rows(STUDY)[0]["id"]
        unit.update(STUDY, study_id, suggestions=on)
        return Done("allow_suggestions" if on else "stop_suggestions", "study", study_id)

    session.write(Verb.EDIT_CASES, work, request_id=request_id)

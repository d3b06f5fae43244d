"""What the program decides about a file when no person is asked (command line, notebook)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casestudy.domain.cases import Case, NewParticipant, Participant
from casestudy.domain.permissions import Verb
from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.domain.vocabulary import ConsentScope, Role
from casestudy.errors import InvalidInputError
from casestudy.store.tables import CASE, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from casestudy.domain.transcript import ParsedSource
    from casestudy.domain.vocabulary import SourceType
    from casestudy.services.session import Session
    from casestudy.store.reader import Reader


class Planner:
    """Plans the files of one batch from what was recognised in them.

    Cases and participants are read once, and participants again where someone new turns up.

    Raises:
        InvalidInputError: ``unknown_case``, naming the labels there are.
        NotPermittedError: The member may not import.
    """

    def __init__(
        self, session: Session, *, case: str, kind: SourceType | None, role: Role | None
    ) -> None:
        self._session = session
        self._kind = kind
        self._role = role
        with session.read(Verb.IMPORT_SOURCES) as (reader, _):
            cases = {each.label: each.id for each in reader.values(Case, CASE, order="position")}
            self._known = _participants(reader)
        if case not in cases:
            raise InvalidInputError("unknown_case", case=case, cases=", ".join(cases))
        self._case_id = cases[case]

    def plan(self, parsed: ParsedSource) -> tuple[SourcePlan, dict[str, NewParticipant]]:
        """Plan a source; speakers who become new participants stand beside it, by label."""
        people: dict[str, NewParticipant] = {}
        asked = [guess.label for guess in parsed.speakers if not guess.interviewer]
        if self._role is not None and not self._known.keys() >= set(asked):
            people = self._newcomers(asked, self._role)
        form = parsed.observation
        plan = SourcePlan(
            title=parsed.title,
            type=self._kind or parsed.type,
            case_id=self._case_id,
            date=parsed.date,
            place=form.place,
            time=form.time,
            situation=form.situation,
            observer=form.observer,
            speakers=tuple(
                SpeakerLink(
                    label=guess.label,
                    is_interviewer=guess.interviewer,
                    participant_id=None if guess.interviewer else self._known.get(guess.label),
                )
                for guess in parsed.speakers
            ),
        )
        return plan, people

    def _newcomers(self, labels: Sequence[str], role: Role) -> dict[str, NewParticipant]:
        with self._session.read(Verb.IMPORT_SOURCES) as (reader, _):
            self._known = _participants(reader)
        taken = {*self._known, *labels}
        people = {}
        for label in labels:
            if label not in self._known:
                pseudonym = label if _is_pseudonym(label) else next_pseudonym(taken)
                taken.add(pseudonym)
                people[label] = NewParticipant(
                    pseudonym=pseudonym, role=role, scopes=(ConsentScope.TRANSCRIPT,)
                )
        return people


def next_pseudonym(taken: Iterable[str]) -> str:
    """Return the next free pseudonym of the form P01.

    >>> next_pseudonym({"P01", "P03"})
    'P04'
    """
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(r"P(\d+)", name))]
    return f"P{max(numbers, default=0) + 1:02}"


def _is_pseudonym(label: str) -> bool:
    return re.fullmatch(r"P\d{2,}", label) is not None


def _participants(reader: Reader) -> dict[str, str]:
    return {person.pseudonym: person.id for person in reader.values(Participant, PARTICIPANT)}

"""What the program decides about a file when no person is asked (command line, notebook)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casestudy.domain.cases import Case, Participant
from casestudy.domain.permissions import Verb
from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.domain.vocabulary import ConsentScope, Role
from casestudy.errors import InvalidInputError
from casestudy.services.cases import Cases
from casestudy.store.tables import CASE, PARTICIPANT

if TYPE_CHECKING:
    from casestudy.domain.transcript import ParsedSource
    from casestudy.domain.vocabulary import SourceType
    from casestudy.services.session import Session


def automatic_plan(
    session: Session,
    parsed: ParsedSource,
    *,
    case: str,
    kind: SourceType | None,
    role: Role | None,
) -> SourcePlan:
    """Plan a source from what was recognised in the file.

    Raises:
        InvalidInputError: ``unknown_case``, naming the labels there are.
    """
    with session.read(Verb.IMPORT_SOURCES) as (reader, _):
        cases = {found.label: found.id for found in reader.values(Case, CASE, order="position")}
        known = {person.pseudonym: person.id for person in reader.values(Participant, PARTICIPANT)}
    if case not in cases:
        raise InvalidInputError("unknown_case", case=case, cases=", ".join(cases))
    links = []
    for guess in parsed.speakers:
        participant_id = known.get(guess.label)
        if not guess.interviewer and participant_id is None and role is not None:
            pseudonym = guess.label if _is_pseudonym(guess.label) else next_pseudonym(known)
            participant_id = Cases(session).add_participant(
                pseudonym, case_id=cases[case], role=role, scopes=[ConsentScope.TRANSCRIPT]
            )
            known[pseudonym] = participant_id
        links.append(
            SpeakerLink(
                label=guess.label,
                is_interviewer=guess.interviewer,
                participant_id=None if guess.interviewer else participant_id,
            )
        )
    form = parsed.observation
    return SourcePlan(
        title=parsed.title,
        type=kind or parsed.type,
        case_id=cases[case],
        date=parsed.date,
        place=form.place,
        time=form.time,
        situation=form.situation,
        observer=form.observer,
        speakers=tuple(links),
    )


def next_pseudonym(taken: dict[str, str]) -> str:
    """Return the next free pseudonym of the form P01.

    >>> next_pseudonym({"P01": "", "P03": ""})
    'P04'
    """
    numbers = [int(found[1]) for name in taken if (found := re.fullmatch(r"P(\d+)", name))]
    return f"P{max(numbers, default=0) + 1:02}"


def _is_pseudonym(label: str) -> bool:
    return re.fullmatch(r"P\d{2,}", label) is not None

"""Cases with their populations, participants with consent, measures and time points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.cases import (
    Case,
    Consent,
    Measure,
    NewParticipant,
    Participant,
    Population,
    TimePoint,
)
from casestudy.domain.permissions import Verb
from casestudy.errors import ConflictError, InvalidInputError
from casestudy.store.store import Done
from casestudy.store.tables import (
    CASE,
    CONSENT,
    MEASURE,
    PARTICIPANT,
    POPULATION,
    TIME_POINT,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import Table

    from casestudy.domain.vocabulary import ConsentScope, MeasureOrigin, Role, Stage
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


class Cases:
    """The units of comparison and the people in them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> list[Case]:
        """Return the cases in their order."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            return reader.values(Case, CASE, order="position label")

    def add(
        self,
        label: str,
        *,
        name: str = "",
        service_type: str = "",
        setting: str = "",
        population: Mapping[Role, int | None] | None = None,
        request_id: str | None = None,
    ) -> str:
        """Add a case and return its id.

        Args:
            label: Short and name-free ("A"); the only thing that may leave the study.
            name: The service's name, kept inside.
            service_type: What kind of service it is.
            setting: Where and how it works, in a few sentences.
            population: How many people of each role the service has; None is unknown.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``empty_field`` or ``taken`` for a label in use.
        """
        wanted = _required(label)

        def work(unit: Unit) -> Done:
            _refuse_taken(unit, CASE, label=wanted)
            case_id = unit.insert(
                CASE,
                label=wanted,
                name=name.strip(),
                service_type=service_type.strip(),
                setting=setting.strip(),
                position=unit.count(CASE),
            )
            for role, count in (population or {}).items():
                unit.insert(POPULATION, case_id=case_id, role=role.value, count=count)
            return Done("add_case", "case", case_id)

        return str(self._session.write(Verb.EDIT_CASES, work, request_id=request_id))

    def change(self, case: Case, *, request_id: str | None = None, **values: str) -> None:
        """Change ``label``, ``name``, ``service_type`` or ``setting`` of a case as last seen.

        Raises:
            ConflictError: Someone changed the case since; ``taken`` for a label in use.
            InvalidInputError: ``empty_field`` for a blank label.
        """
        if "label" in values:
            values["label"] = _required(values["label"])

        def work(unit: Unit) -> Done:
            if values.get("label", case.label) != case.label:
                _refuse_taken(unit, CASE, label=values["label"])
            unit.update(CASE, case.id, seen=case.version, **values)
            return Done("change_case", "case", case.id)

        self._session.write(Verb.EDIT_CASES, work, request_id=request_id)

    def population(self, case_id: str) -> dict[Role, int | None]:
        """Return how many people of each role the case has; roles not asked are missing."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            cells = reader.values(Population, POPULATION, case_id=case_id)
        return {cell.role: cell.count for cell in cells}

    def set_population(
        self, case_id: str, counts: Mapping[Role, int | None], *, request_id: str | None = None
    ) -> None:
        """Replace the population counts of a case."""
        if any(count is not None and count < 0 for count in counts.values()):
            raise InvalidInputError("negative_count")

        def work(unit: Unit) -> Done:
            unit.delete(POPULATION, case_id=case_id)
            for role, count in counts.items():
                unit.insert(POPULATION, case_id=case_id, role=role.value, count=count)
            return Done("set_population", "case", case_id)

        self._session.write(Verb.EDIT_CASES, work, request_id=request_id)

    def participants(self, *, case_id: str | None = None) -> list[Participant]:
        """Return participants, by pseudonym; of one case where asked."""
        equals = {} if case_id is None else {"case_id": case_id}
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            return reader.values(Participant, PARTICIPANT, order="pseudonym", **equals)

    def add_participant(
        self,
        pseudonym: str,
        *,
        case_id: str,
        role: Role,
        scopes: Iterable[ConsentScope],
        consent_given: date | None = None,
        role_detail: str = "",
        age_band: str = "",
        request_id: str | None = None,
    ) -> str:
        """Add a participant with what they agreed to; return the id.

        Without ``ConsentScope.TRANSCRIPT`` their words can be read nowhere in the study.

        Raises:
            InvalidInputError: ``empty_field`` or ``taken`` for a pseudonym in use.
        """
        person = NewParticipant(
            pseudonym=pseudonym,
            role=role,
            scopes=tuple(scopes),
            consent_given=consent_given,
            role_detail=role_detail,
            age_band=age_band,
        )

        def work(unit: Unit) -> Done:
            participant_id = insert_participant(unit, person, case_id=case_id)
            return Done("add_participant", "participant", participant_id)

        return str(self._session.write(Verb.EDIT_CASES, work, request_id=request_id))

    def change_participant(
        self, participant: Participant, *, request_id: str | None = None, **values: Any
    ) -> None:
        """Change ``case_id``, ``role``, ``role_detail`` or ``age_band`` as last seen.

        Raises:
            ConflictError: Someone changed the participant since.
        """

        def work(unit: Unit) -> Done:
            unit.update(PARTICIPANT, participant.id, seen=participant.version, **values)
            return Done("change_participant", "participant", participant.id)

        self._session.write(Verb.EDIT_CASES, work, request_id=request_id)

    def consent(self, participant_id: str) -> Consent | None:
        """Return what the participant last agreed to."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            found = reader.values(Consent, CONSENT, order="number", participant_id=participant_id)
        return found[-1] if found else None

    def consents(self) -> dict[str, Consent]:
        """Return what each participant last agreed to, by the participant's id."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            found = reader.values(Consent, CONSENT, order="number")
        return {consent.participant_id: consent for consent in found}

    def record_consent(
        self,
        participant_id: str,
        scopes: Iterable[ConsentScope],
        *,
        given: date | None = None,
        request_id: str | None = None,
    ) -> None:
        """Record a new consent, which replaces the one before."""

        def work(unit: Unit) -> Done:
            number = unit.count(CONSENT, participant_id=participant_id) + 1
            unit.insert(
                CONSENT,
                participant_id=participant_id,
                number=number,
                scopes=sorted({scope.value for scope in scopes}),
                given=given,
            )
            return Done("record_consent", "participant", participant_id)

        self._session.write(Verb.RECORD_CONSENT, work, request_id=request_id)

    def withdraw_participant(
        self, participant: Participant, *, request_id: str | None = None
    ) -> None:
        """Hide all of a participant's words everywhere at once."""

        def work(unit: Unit) -> Done:
            unit.update(
                PARTICIPANT, participant.id, seen=participant.version, withdrawn_at=unit.now
            )
            return Done("withdraw_participant", "participant", participant.id)

        self._session.write(Verb.RECORD_CONSENT, work, request_id=request_id)

    def measures(self) -> list[Measure]:
        """Return the measures of all cases."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            return reader.values(Measure, MEASURE, order="case_id name_nb id")

    def add_measure(
        self,
        name_nb: str,
        *,
        case_id: str,
        name_en: str = "",
        origin: MeasureOrigin | None = None,
        stage: Stage | None = None,
        requested_vs_delivered: str = "",
        resource: str = "",
        starts: date | None = None,
        ends: date | None = None,
        request_id: str | None = None,
    ) -> str:
        """Add something a service does to change practice; return its id."""
        wanted = _required(name_nb)
        _check_order(starts, ends)

        def work(unit: Unit) -> Done:
            unit.get(CASE, case_id)
            measure_id = unit.insert(
                MEASURE,
                case_id=case_id,
                name_nb=wanted,
                name_en=name_en.strip(),
                origin=origin.value if origin else None,
                stage=stage.value if stage else None,
                requested_vs_delivered=requested_vs_delivered.strip(),
                resource=resource.strip(),
                starts=starts,
                ends=ends,
            )
            return Done("add_measure", "measure", measure_id)

        return str(self._session.write(Verb.EDIT_CASES, work, request_id=request_id))

    def change_measure(
        self, measure: Measure, *, request_id: str | None = None, **values: Any
    ) -> None:
        """Change a measure as last seen.

        Raises:
            ConflictError: Someone changed the measure since.
            InvalidInputError: ``empty_field`` for a blank name; ``dates_reversed``.
        """
        if "name_nb" in values:
            values["name_nb"] = _required(values["name_nb"])
        _check_order(values.get("starts", measure.starts), values.get("ends", measure.ends))

        def work(unit: Unit) -> Done:
            unit.update(MEASURE, measure.id, seen=measure.version, **values)
            return Done("change_measure", "measure", measure.id)

        self._session.write(Verb.EDIT_CASES, work, request_id=request_id)

    def time_points(self) -> list[TimePoint]:
        """Return the time points, by label."""
        with self._session.read(Verb.SEE_OVERVIEW) as (reader, _):
            return reader.values(TimePoint, TIME_POINT, order="label")

    def add_time_point(
        self,
        label: str,
        *,
        starts: date | None = None,
        ends: date | None = None,
        request_id: str | None = None,
    ) -> str:
        """Add a time point with dates of its own; return its id."""
        wanted = _required(label)
        _check_order(starts, ends)

        def work(unit: Unit) -> Done:
            _refuse_taken(unit, TIME_POINT, label=wanted)
            key = unit.insert(TIME_POINT, label=wanted, starts=starts, ends=ends)
            return Done("add_time_point", "time_point", key)

        return str(self._session.write(Verb.EDIT_CASES, work, request_id=request_id))

    def change_time_point(
        self,
        time_point: TimePoint,
        *,
        label: str,
        starts: date | None,
        ends: date | None,
        request_id: str | None = None,
    ) -> None:
        """Change a time point as last seen.

        Raises:
            ConflictError: Someone changed it since; ``taken`` for a label in use.
            InvalidInputError: ``empty_field``; ``dates_reversed``.
        """
        wanted = _required(label)
        _check_order(starts, ends)

        def work(unit: Unit) -> Done:
            if wanted != time_point.label:
                _refuse_taken(unit, TIME_POINT, label=wanted)
            unit.update(
                TIME_POINT,
                time_point.id,
                seen=time_point.version,
                label=wanted,
                starts=starts,
                ends=ends,
            )
            return Done("change_time_point", "time_point", time_point.id)

        self._session.write(Verb.EDIT_CASES, work, request_id=request_id)


def insert_participant(
    unit: Unit, person: NewParticipant, *, case_id: str, participant_id: str | None = None
) -> str:
    """Add ``person`` to a case with their first consent, inside a write; return the id.

    ``participant_id`` is an id they have already; one is made otherwise.

    Raises:
        ConflictError: ``taken`` for a pseudonym in use.
        InvalidInputError: ``empty_field`` for a blank pseudonym.
    """
    wanted = _required(person.pseudonym)
    _refuse_taken(unit, PARTICIPANT, pseudonym=wanted)
    unit.get(CASE, case_id)
    participant_id = unit.insert(
        PARTICIPANT,
        id=participant_id or unit.new_id(),
        pseudonym=wanted,
        case_id=case_id,
        role=person.role.value,
        role_detail=person.role_detail.strip(),
        age_band=person.age_band.strip(),
    )
    unit.insert(
        CONSENT,
        participant_id=participant_id,
        number=1,
        scopes=sorted({scope.value for scope in person.scopes}),
        given=person.consent_given,
    )
    return participant_id


def _check_order(starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        raise InvalidInputError("dates_reversed")


def _required(value: str) -> str:
    if not value.strip():
        raise InvalidInputError("empty_field")
    return value.strip()


def _refuse_taken(unit: Unit, table: Table, **equals: str) -> None:
    if unit.find(table, **equals) is not None:
        raise ConflictError("taken", value=next(iter(equals.values())))

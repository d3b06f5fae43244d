"""Programme theories and CMO configurations: what works, for whom, in which circumstances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.permissions import Verb
from casestudy.domain.text import Range
from casestudy.domain.vocabulary import (
    Activation,
    ClaimStatus,
    CMOCLinkType,
    CMOCScope,
    CMOCStatus,
    Coverage,
    ElementLinkType,
    ElementRole,
    Level,
    OutcomeKind,
    Replication,
    Stance,
    StrengthBand,
    TheoryOrigin,
    TheoryPhase,
    Verdict,
)
from casestudy.errors import InvalidInputError
from casestudy.store import realist
from casestudy.store.codings import segment_at
from casestudy.store.store import Done
from casestudy.store.tables import (
    CASE_VERDICT,
    CMOC,
    CMOC_ELEMENT,
    CMOC_LINK,
    CMOC_VERSION,
    ELEMENT_LINK,
    EVIDENCE,
    SEGMENT,
    STRENGTH_VERDICT,
    THEORY,
    THEORY_VERSION,
)
from casestudy.store.text_history import current_segment, source_to_write
from casestudy.store.visibility import visibility

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from casestudy.domain import realist as values
    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


class Realist:
    """Theories, configurations, the evidence for and against them, and the verdicts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def theories(self) -> list[values.Theory]:
        """Return the programme theories in their current versions."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, _):
            return realist.theories(reader)

    def cmocs(self) -> list[values.CMOC]:
        """Return the configurations in their current versions, whole."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, visible):
            return realist.cmocs(reader, visible)

    def links(self) -> list[values.CMOCLink]:
        """Return how configurations relate to each other."""
        with self._session.read(Verb.SEE_THEORIES) as (reader, _):
            return realist.cmoc_links(reader)

    def add_theory(
        self,
        *,
        origin: TheoryOrigin,
        phase: TheoryPhase = TheoryPhase.INITIAL,
        request_id: str | None = None,
        **texts: str,
    ) -> str:
        """Add a programme theory; return its id.

        Args:
            origin: Where it comes from.
            phase: Where it stands in the realist cycle.
            request_id: Makes a repeated call harmless.
            texts: ``title``, ``if``, ``then``, ``because``, each with ``_nb`` and ``_en``.
        """

        def work(unit: Unit) -> Done:
            theory_id, version_id = unit.new_id(), unit.new_id()
            unit.insert(
                THEORY,
                id=theory_id,
                number=unit.next_number("theory"),
                origin=origin.value,
                current_version_id=version_id,
            )
            unit.insert(
                THEORY_VERSION,
                id=version_id,
                theory_id=theory_id,
                number=1,
                phase=phase.value,
                created_by=self._session.member.id,
                created_at=unit.now,
                **texts,
            )
            return Done("add_theory", "theory", theory_id)

        return str(self._session.write(Verb.BUILD_THEORY, work, request_id=request_id))

    def add_cmoc(
        self,
        *,
        theory_id: str | None,
        scope: CMOCScope,
        case_id: str | None = None,
        status: CMOCStatus = CMOCStatus.DRAFT,
        chime: Sequence[str] = (),
        measure_id: str | None = None,
        elements: Sequence[Mapping[str, Any]] = (),
        links: Sequence[tuple[int, int, ElementLinkType]] = (),
        request_id: str | None = None,
        **texts: str,
    ) -> dict[str, Any]:
        """Add a configuration with its elements.

        Args:
            theory_id: The programme theory it belongs to, if any.
            scope: One case, or across cases.
            case_id: The case, for scope case.
            status: Where it stands.
            chime: CHIME processes touched (stored keys).
            measure_id: The measure that offers the resource.
            elements: For each ``role``, ``text_nb`` and what else ``CMOCElement`` has.
            links: Positions of two elements, and how the first acts on the second.
            request_id: Makes a repeated call harmless.
            texts: ``title``, ``statement``, ``for_whom``, ``rival``, ``uncertainty``, ``dissent``,
                each with ``_nb`` and ``_en``.

        Returns:
            ``id``, ``version_id`` and ``element_ids`` in the order given.

        Raises:
            InvalidInputError: ``cmoc_needs_case`` where the scope is a case and none is given.
        """
        if scope is CMOCScope.CASE and case_id is None:
            raise InvalidInputError("cmoc_needs_case")

        def work(unit: Unit) -> Done:
            cmoc_id, version_id = unit.new_id(), unit.new_id()
            unit.insert(
                CMOC,
                id=cmoc_id,
                number=unit.next_number("cmoc"),
                theory_id=theory_id,
                scope=scope.value,
                case_id=case_id,
                current_version_id=version_id,
            )
            unit.insert(
                CMOC_VERSION,
                id=version_id,
                cmoc_id=cmoc_id,
                number=1,
                status=status.value,
                chime=list(chime),
                measure_id=measure_id,
                created_by=self._session.member.id,
                created_at=unit.now,
                **texts,
            )
            element_ids = [
                unit.insert(
                    CMOC_ELEMENT,
                    cmoc_version_id=version_id,
                    position=position,
                    **_element_columns(element),
                )
                for position, element in enumerate(elements)
            ]
            for first, second, kind in links:
                unit.insert(
                    ELEMENT_LINK,
                    from_element_id=element_ids[first],
                    to_element_id=element_ids[second],
                    type=kind.value,
                )
            result = {"id": cmoc_id, "version_id": version_id, "element_ids": element_ids}
            return Done("add_cmoc", "cmoc", cmoc_id, result=result)

        return dict(self._session.write(Verb.BUILD_THEORY, work, request_id=request_id))

    def link_cmocs(
        self,
        from_cmoc_id: str,
        to_cmoc_id: str,
        *,
        type: CMOCLinkType,  # noqa: A002 - the domain's word
        note: str = "",
        request_id: str | None = None,
    ) -> str:
        """Say how one configuration relates to another; return the link's id."""

        def work(unit: Unit) -> Done:
            link_id = unit.insert(
                CMOC_LINK,
                from_cmoc_id=from_cmoc_id,
                to_cmoc_id=to_cmoc_id,
                type=type.value,
                note=note,
            )
            return Done("link_cmocs", "cmoc_link", link_id)

        return str(self._session.write(Verb.BUILD_THEORY, work, request_id=request_id))

    def add_evidence(
        self,
        cmoc_version_id: str,
        *,
        stance: Stance,
        segment_id: str | None = None,
        place: tuple[str, int, int] | None = None,
        literature: str = "",
        element_id: str | None = None,
        link_id: str | None = None,
        coverage: Coverage = Coverage.ELEMENT,
        claim_status: ClaimStatus | None = None,
        note: str = "",
        answered: bool = False,
        request_id: str | None = None,
    ) -> str:
        """Attach evidence to a configuration, one of its elements or a link; return its id.

        Args:
            cmoc_version_id: The configuration's version.
            stance: What the evidence does to its target.
            segment_id: A segment of a source.
            place: Or ``(source_id, start, end)`` in code points, made a segment if needed.
            literature: Or a reference to literature.
            element_id: The element it speaks to; None for the configuration.
            link_id: Or the link between two elements.
            coverage: How much of the configuration it covers.
            claim_status: How the speaker knows.
            note: Why it counts; never a quote.
            answered: For refuting evidence: the team has dealt with it.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``evidence_needs_one`` unless exactly one origin is given.
        """
        if sum([segment_id is not None, place is not None, bool(literature.strip())]) != 1:
            raise InvalidInputError("evidence_needs_one")
        target = ("link", link_id) if link_id else ("element", element_id)
        kind, target_id = target if target[1] else ("version", cmoc_version_id)

        def work(unit: Unit) -> Done:
            visible = visibility(unit, self._session.member)
            segment = segment_id
            if place is not None:
                source = source_to_write(unit, visible, place[0])
                segment = segment_at(
                    unit,
                    source_id=source.id,
                    text_version_id=source.text_version_id,
                    span=Range(place[1], place[2]),
                )
            elif segment is not None:
                source = source_to_write(unit, visible, unit.get(SEGMENT, segment)["source_id"])
                segment = current_segment(unit, source, segment)
            evidence_id = unit.insert(
                EVIDENCE,
                target_kind=kind,
                target_id=target_id,
                cmoc_version_id=cmoc_version_id,
                segment_id=segment,
                literature=literature.strip(),
                stance=stance.value,
                coverage=coverage.value,
                claim_status=claim_status.value if claim_status else None,
                note=note.strip(),
                answered=answered,
                added_by=self._session.member.id,
                added_at=unit.now,
                removed=False,
            )
            return Done("add_evidence", "evidence", evidence_id)

        return str(self._session.write(Verb.BUILD_THEORY, work, request_id=request_id))

    def set_case_verdict(
        self,
        cmoc_version_id: str,
        case_id: str,
        verdict: Verdict,
        *,
        reason: str,
        replication: Replication = Replication.NONE,
        request_id: str | None = None,
    ) -> None:
        """Say what a case says of a configuration, with a reason.

        Raises:
            InvalidInputError: ``reason_missing``; only «not asked» needs none.
        """
        if verdict is not Verdict.NOT_ASKED and not reason.strip():
            raise InvalidInputError("reason_missing")

        def work(unit: Unit) -> Done:
            unit.delete(CASE_VERDICT, cmoc_version_id=cmoc_version_id, case_id=case_id)
            key = unit.insert(
                CASE_VERDICT,
                cmoc_version_id=cmoc_version_id,
                case_id=case_id,
                verdict=verdict.value,
                replication=replication.value,
                reason=reason.strip(),
                decided_by=self._session.member.id,
            )
            return Done("set_case_verdict", "case_verdict", key)

        self._session.write(Verb.BUILD_THEORY, work, request_id=request_id)

    def set_strength(
        self,
        cmoc_version_id: str,
        band: StrengthBand,
        *,
        reason_nb: str,
        date: date,
        reason_en: str = "",
        request_id: str | None = None,
    ) -> None:
        """Record the team's judgement of strength, with a reason.

        Raises:
            InvalidInputError: ``reason_missing``.
        """
        if not reason_nb.strip():
            raise InvalidInputError("reason_missing")

        def work(unit: Unit) -> Done:
            unit.delete(STRENGTH_VERDICT, cmoc_version_id=cmoc_version_id)
            key = unit.insert(
                STRENGTH_VERDICT,
                cmoc_version_id=cmoc_version_id,
                band=band.value,
                reason_nb=reason_nb.strip(),
                reason_en=reason_en.strip(),
                decided_by=self._session.member.id,
                date=date,
            )
            return Done("set_strength", "strength_verdict", key)

        self._session.write(Verb.BUILD_THEORY, work, request_id=request_id)


def _element_columns(element: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {
        "role": ElementRole,
        "level": Level,
        "activation": Activation,
        "outcome_kind": OutcomeKind,
    }
    columns = dict(element)
    for name, kind in kinds.items():
        if columns.get(name) is not None:
            columns[name] = kind(columns[name]).value
    columns["codes"] = list(columns.get("codes", ()))
    return columns

"""Writing theories and configurations that come in; those the study has stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.realist import texts_of
from casestudy.store.numbers import Numbers
from casestudy.store.tables import (
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

if TYPE_CHECKING:
    from casestudy.domain import realist as values
    from casestudy.domain.interchange import Made
    from casestudy.services.merge_plan import Prospect
    from casestudy.services.merge_write import MergeWriter
    from casestudy.store.unit import Unit


class TheoryWriter:
    """Adds what a study has not: theories, configurations, evidence and verdicts.

    Args:
        unit: The write.
        prospect: What comes in.
        written: Where cases, measures and segments from elsewhere are here.
    """

    def __init__(self, unit: Unit, prospect: Prospect, written: MergeWriter) -> None:
        self._unit = unit
        self._prospect = prospect
        self._written = written
        self._here = prospect.realist
        self._codes = prospect.codes.by_id
        self._theory_numbers = Numbers(unit, "theory")
        self._cmoc_numbers = Numbers(unit, "cmoc")
        self._made_links: set[str] = set()

    def write(self) -> None:
        """Write it all."""
        content = self._prospect.content
        theories = set(self._here.theories)
        for theory in content.theories:
            if theory.id not in theories:
                self._theory(theory)
                theories.add(theory.id)
        cmocs = set(self._here.versions)
        for cmoc in content.cmocs:
            version = self._here.versions.get(cmoc.id)
            if version is None:
                self._cmoc(cmoc, theories)
                cmocs.add(cmoc.id)
            self._add_to(cmoc, version or cmoc.version_id)
        for link in content.cmoc_links:
            ends = {link.from_cmoc_id, link.to_cmoc_id}
            if link.id not in self._here.links and ends <= cmocs:
                self._unit.insert(
                    CMOC_LINK,
                    id=link.id,
                    from_cmoc_id=link.from_cmoc_id,
                    to_cmoc_id=link.to_cmoc_id,
                    type=link.type.value,
                    note=link.note,
                )

        self._theory_numbers.settle()
        self._cmoc_numbers.settle()

    def _theory(self, theory: values.Theory) -> None:
        made = self._made(theory.id)
        self._unit.insert(
            THEORY,
            id=theory.id,
            number=self._theory_numbers.give(theory.number),
            origin=theory.origin.value,
            current_version_id=theory.version_id,
        )
        self._unit.insert(
            THEORY_VERSION,
            id=theory.version_id,
            theory_id=theory.id,
            number=1,
            phase=theory.phase.value,
            created_by=self._member(made),
            created_at=theory.created_at,
            **texts_of(theory),
        )

    def _cmoc(self, cmoc: values.CMOC, theories: set[str]) -> None:
        unit, made, written = self._unit, self._made(cmoc.id), self._written
        unit.insert(
            CMOC,
            id=cmoc.id,
            number=self._cmoc_numbers.give(cmoc.number),
            theory_id=cmoc.theory_id if cmoc.theory_id in theories else None,
            scope=cmoc.scope.value,
            case_id=written.cases.get(cmoc.case_id or ""),
            current_version_id=cmoc.version_id,
        )
        unit.insert(
            CMOC_VERSION,
            id=cmoc.version_id,
            cmoc_id=cmoc.id,
            number=1,
            status=cmoc.status.value,
            chime=[one.value for one in cmoc.chime],
            measure_id=written.measures.get(cmoc.measure_id or ""),
            created_by=self._member(made),
            created_at=(made.at if made else None) or unit.now,
            **texts_of(cmoc),
        )
        for element in cmoc.elements:
            self._element(cmoc, element)
        for link in cmoc.links:
            unit.insert(
                ELEMENT_LINK,
                id=link.id,
                from_element_id=link.from_element_id,
                to_element_id=link.to_element_id,
                type=link.type.value,
            )
        self._made_links |= {link.id for link in cmoc.links}
        self._made_links |= {element.id for element in cmoc.elements}
        if cmoc.strength is not None:
            strength = cmoc.strength
            unit.insert(
                STRENGTH_VERDICT,
                id=strength.id,
                cmoc_version_id=cmoc.version_id,
                band=strength.band.value,
                reason_nb=strength.reason_nb,
                reason_en=strength.reason_en,
                decided_by=self._member(self._made(strength.id)),
                date=strength.date,
            )

    def _element(self, cmoc: values.CMOC, element: values.CMOCElement) -> None:
        codes = (self._codes.get(code) for code in element.codes)
        self._unit.insert(
            CMOC_ELEMENT,
            id=element.id,
            cmoc_version_id=cmoc.version_id,
            position=element.position,
            role=element.role.value,
            text_nb=element.text_nb,
            text_en=element.text_en,
            level=_key(element.level),
            circumstances_nb=element.circumstances_nb,
            circumstances_en=element.circumstances_en,
            activation=_key(element.activation),
            outcome_kind=_key(element.outcome_kind),
            codes=[code for code in codes if code],
        )

    def _add_to(self, cmoc: values.CMOC, version: str) -> None:
        """Add evidence and verdicts that a configuration has not, in the study's version of it."""
        unit, here = self._unit, self._here
        for item in cmoc.evidence:
            if item.id not in here.evidence:
                self._evidence(item, version)
        for one in cmoc.verdicts:
            case_id = self._written.cases.get(one.case_id)
            if case_id is None or (version, case_id) in here.judged:
                continue
            unit.insert(
                CASE_VERDICT,
                id=one.id,
                cmoc_version_id=version,
                case_id=case_id,
                verdict=one.verdict.value,
                replication=one.replication.value,
                reason=one.reason,
                decided_by=self._member(self._made(one.id)),
            )

    def _evidence(self, item: values.Evidence, version: str) -> None:
        target = version if item.target_kind == "version" else item.target_id
        known = item.target_kind == "version" or target in self._here.targets | self._made_links
        segment = self._written.segments.get(item.segment_id) if item.segment_id else None
        if not known or (item.segment_id is not None and segment is None):
            return
        self._unit.insert(
            EVIDENCE,
            id=item.id,
            target_kind=item.target_kind,
            target_id=target,
            cmoc_version_id=version,
            segment_id=segment,
            literature=item.literature,
            stance=item.stance.value,
            coverage=item.coverage.value,
            claim_status=_key(item.claim_status),
            note=item.note,
            answered=item.answered,
            added_by=self._member(self._made(item.id)),
            added_at=item.added_at,
            removed=False,
        )

    def _made(self, key: str) -> Made | None:
        return self._prospect.content.made.get(key)

    def _member(self, made: Made | None) -> str | None:
        return self._prospect.member_of.get(made.by or "") if made else None


def _key(value: Any) -> Any:
    return value.value if value is not None else None

"""Theories and CMO configurations from notes and links, where a file of ours has them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, TypeVar

from casestudy.domain.interchange import Made
from casestudy.domain.realist import (
    CMOC,
    CMOC_TEXTS,
    THEORY_TEXTS,
    CaseVerdict,
    CMOCElement,
    CMOCLink,
    ElementLink,
    Evidence,
    StrengthVerdict,
    Theory,
)
from casestudy.domain.vocabulary import (
    CHIME,
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
from casestudy.exchange.refi.guid import derived_guid, read_guid
from casestudy.exchange.refi.losses import Element, Happened, Ledger
from casestudy.exchange.refi.study.records import as_member, fields_of, words_of
from casestudy.exchange.refi.study.write_theories import said_guid
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import Enum

    from casestudy.exchange.refi.values import RefiLink, RefiNote

Kind = TypeVar("Kind", bound="Enum")
Value = TypeVar("Value")

_EPOCH: Final = dt.datetime.fromtimestamp(0, dt.UTC)


class _UnreadableError(ValueError):
    """A record lacks what it must say."""


class TheoryReader:
    """Reads what a file says of theories and configurations.

    Attributes:
        theories: Programme theories, by number.
        cmocs: Configurations, by number, whole.
        cmoc_links: How configurations relate.
        made: Who made what.
        taken: GUIDs of the links that were read.
    """

    def __init__(
        self,
        records: Mapping[str, tuple[RefiNote, dict[str, str]]],
        links: Iterable[RefiLink],
        notes: Mapping[str, RefiNote],
        *,
        cases: frozenset[str],
        measures: frozenset[str],
        segments: frozenset[str],
        ledger: Ledger,
    ) -> None:
        self._records = records
        self._notes = notes
        self._cases, self._measures, self._segments = cases, measures, segments
        self._ledger = ledger
        self._said: defaultdict[str, list[tuple[RefiLink, RefiNote, dict[str, str]]]]
        self._said = defaultdict(list)
        self.made: dict[str, Made] = {}
        self.taken: set[str] = set()
        for link in links:
            note = notes.get(said_guid(link.guid))
            fields = fields_of(note.text) if note is not None else None
            if note is not None and fields and "kind" in fields:
                self._said[fields["kind"]].append((link, note, fields))
        self.theories = self._of_kind("theory", self._theory)
        self._known_theories = {theory.id for theory in self.theories}
        self._elements: defaultdict[str, list[CMOCElement]] = defaultdict(list)
        versions = {
            guid: read_guid(fields.get("version", "")) or derived_guid("version", guid)
            for guid, (_, fields) in records.items()
            if fields["kind"] == "cmoc"
        }
        for guid, (note, fields) in records.items():
            if fields["kind"] == "element":
                self._element(guid, note, fields, versions)
        self.cmocs = self._of_kind("cmoc", self._cmoc)
        self.cmoc_links = self._links_of_cmocs({cmoc.id for cmoc in self.cmocs})

    def _links_of_cmocs(self, known: set[str]) -> tuple[CMOCLink, ...]:
        found = [
            CMOCLink(
                id=link.guid,
                from_cmoc_id=link.origin,
                to_cmoc_id=link.target,
                type=kind,
                note=words_of(note.text),
                version=1,
            )
            for link, note, fields in self._said["cmoc_link"]
            if {link.origin, link.target} <= known
            and (kind := as_member(CMOCLinkType, fields.get("type")))
            and self._take(link)
        ]
        return tuple(sorted(found, key=lambda one: one.id))

    def _of_kind(
        self, kind: str, read: Callable[[str, RefiNote, dict[str, str]], Value]
    ) -> tuple[Value, ...]:
        """Return the records of one kind; one that lacks something is written down as lost."""
        found: list[tuple[int, Value]] = []
        for guid, (note, fields) in self._records.items():
            if fields["kind"] != kind:
                continue
            try:
                found.append((_whole(fields, "number"), read(guid, note, fields)))
            except _UnreadableError:
                self._ledger.note(Element.NOTE, Happened.UNREADABLE_RECORD, name=note.name)
                continue
            self.made[guid] = Made(by=note.user, at=note.created)
        return tuple(value for _, value in sorted(found, key=lambda pair: pair[0]))

    def _theory(self, guid: str, note: RefiNote, fields: dict[str, str]) -> Theory:
        texts: dict[str, Any] = _texts(fields, THEORY_TEXTS)
        return Theory(
            id=guid,
            number=_whole(fields, "number"),
            origin=_member(TheoryOrigin, fields, "origin"),
            version_id=read_guid(fields.get("version", "")) or derived_guid("version", guid),
            version_number=1,
            phase=_member(TheoryPhase, fields, "phase"),
            why_changed="",
            created_at=note.created or _EPOCH,
            **texts,
        )

    def _element(
        self, guid: str, note: RefiNote, fields: dict[str, str], versions: Mapping[str, str]
    ) -> None:
        cmoc = fields.get("cmoc", "")
        try:
            element = CMOCElement(
                id=guid,
                cmoc_version_id=versions[cmoc],
                position=_whole(fields, "position"),
                role=_member(ElementRole, fields, "role"),
                text_nb=fields.get("text_nb", ""),
                text_en=fields.get("text_en", ""),
                level=as_member(Level, fields.get("level")),
                circumstances_nb=fields.get("circumstances_nb", ""),
                circumstances_en=fields.get("circumstances_en", ""),
                activation=as_member(Activation, fields.get("activation")),
                outcome_kind=as_member(OutcomeKind, fields.get("outcome_kind")),
                codes=tuple(fields["codes"].split("\n")) if fields.get("codes") else (),
            )
        except (_UnreadableError, KeyError):
            self._ledger.note(Element.NOTE, Happened.UNREADABLE_RECORD, name=note.name)
            return
        self._elements[cmoc].append(element)

    def _cmoc(self, guid: str, _: RefiNote, fields: dict[str, str]) -> CMOC:
        elements = tuple(sorted(self._elements[guid], key=lambda one: one.position))
        version = read_guid(fields.get("version", "")) or derived_guid("version", guid)
        mine = {element.id for element in elements}
        chime = (as_member(CHIME, one) for one in fields.get("chime", "").split())
        links = self._element_links(mine)
        case, measure = fields.get("case"), fields.get("measure")
        theory = fields.get("theory")
        texts: dict[str, Any] = _texts(fields, CMOC_TEXTS)
        return CMOC(
            id=guid,
            number=_whole(fields, "number"),
            theory_id=theory if theory in self._known_theories else None,
            scope=_member(CMOCScope, fields, "scope"),
            case_id=case if case in self._cases else None,
            version_id=version,
            version_number=1,
            status=_member(CMOCStatus, fields, "status"),
            chime=tuple(one for one in chime if one is not None),
            measure_id=measure if measure in self._measures else None,
            why_changed="",
            elements=elements,
            links=links,
            evidence=self._evidence(guid, version, mine, {link.id: link for link in links}),
            verdicts=self._verdicts(guid, version),
            strength=self._strength(fields, version),
            **texts,
        )

    def _element_links(self, mine: set[str]) -> tuple[ElementLink, ...]:
        found = [
            ElementLink(
                id=link.guid, from_element_id=link.origin, to_element_id=link.target, type=kind
            )
            for link, _, fields in self._said["element_link"]
            if {link.origin, link.target} <= mine
            and (kind := as_member(ElementLinkType, fields.get("type")))
            and self._take(link)
        ]
        places = {element: place for place, element in enumerate(self._places(mine))}
        return tuple(sorted(found, key=lambda one: (places[one.from_element_id], one.id)))

    def _places(self, mine: set[str]) -> list[str]:
        elements = [one for group in self._elements.values() for one in group if one.id in mine]
        return [one.id for one in sorted(elements, key=lambda one: one.position)]

    def _evidence(
        self, cmoc: str, version: str, mine: set[str], links: Mapping[str, ElementLink]
    ) -> tuple[Evidence, ...]:
        found = []
        for link, note, fields in self._said["evidence"]:
            if link.origin != cmoc and link.origin not in mine:
                continue
            reference = self._records.get(link.target)
            is_literature = reference is not None and reference[1]["kind"] == "literature"
            on_segment = link.target in self._segments
            stance = as_member(Stance, fields.get("stance"))
            if stance is None or not (on_segment or is_literature):
                self._ledger.note(Element.LINK, Happened.UNREADABLE_RECORD, name=link.name)
                self.taken.add(link.guid)
                continue
            kind, target = ("element", link.origin)
            if link.origin == cmoc:
                kind, target = ("version", version)
            elif fields.get("link") in links:
                kind, target = ("link", fields["link"])
            self._take(link)
            self.made[link.guid] = Made(by=note.user, at=note.created)
            found.append(
                Evidence(
                    id=link.guid,
                    target_kind=kind,
                    target_id=target,
                    cmoc_version_id=version,
                    segment_id=link.target if on_segment else None,
                    quant_finding_id=None,
                    literature=reference[1].get("reference", "")
                    if reference is not None and not on_segment
                    else "",
                    stance=stance,
                    coverage=as_member(Coverage, fields.get("coverage")) or Coverage.ELEMENT,
                    claim_status=as_member(ClaimStatus, fields.get("claim_status")),
                    note=words_of(note.text),
                    answered="answered" in fields,
                    added_at=note.created or _EPOCH,
                    version=1,
                )
            )
        return tuple(sorted(found, key=lambda one: (one.added_at, one.id)))

    def _verdicts(self, cmoc: str, version: str) -> tuple[CaseVerdict, ...]:
        found = []
        for link, note, fields in self._said["verdict"]:
            verdict = as_member(Verdict, fields.get("verdict"))
            if link.origin != cmoc or link.target not in self._cases or verdict is None:
                continue
            self._take(link)
            self.made[link.guid] = Made(by=note.user, at=note.created)
            found.append(
                CaseVerdict(
                    id=link.guid,
                    cmoc_version_id=version,
                    case_id=link.target,
                    verdict=verdict,
                    replication=as_member(Replication, fields.get("replication"))
                    or Replication.NONE,
                    reason=words_of(note.text),
                    version=1,
                )
            )
        return tuple(found)

    def _strength(self, fields: Mapping[str, str], version: str) -> StrengthVerdict | None:
        band = as_member(StrengthBand, fields.get("strength_band"))
        try:
            date = dt.date.fromisoformat(fields.get("strength_date", ""))
        except ValueError:
            return None
        key = read_guid(fields.get("strength_id", ""))
        if band is None or key is None:
            return None
        self.made[key] = Made(by=fields.get("strength_by"))
        return StrengthVerdict(
            id=key,
            cmoc_version_id=version,
            band=band,
            reason_nb=fields.get("strength_reason_nb", ""),
            reason_en=fields.get("strength_reason_en", ""),
            date=date,
            version=1,
        )

    def _take(self, link: RefiLink) -> bool:
        self.taken.add(link.guid)
        return True


def _member(kind: type[Kind], fields: Mapping[str, str], name: str) -> Kind:
    value = as_member(kind, fields.get(name))
    if value is None:
        raise _UnreadableError
    return value


def _whole(fields: Mapping[str, str], name: str) -> int:
    written = fields.get(name, "")
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise _UnreadableError
    return int(written)


def _texts(fields: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    return {
        f"{name}_{tongue}": fields.get(f"{name}_{tongue}", "")
        for name in names
        for tongue in LANGUAGES
    }

"""Theories and CMO configurations as notes, links and sets.

A theory, a configuration and each of its elements is a note; evidence is a link from an element
to the marked words, named after its stance; a verdict is a link from a configuration to a case.
Whatever else a link says stands in a note of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.interchange import Made
from casestudy.domain.realist import THEORY_TEXTS, texts_of
from casestudy.exchange.refi.elements import one_line
from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.study.records import guid_of, lines, record
from casestudy.exchange.refi.values import Direction, RefiLink, RefiNote, RefiSet
from casestudy.texts import LANGUAGES, text
from casestudy.texts.labels import capital, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.interchange import StudyContent
    from casestudy.domain.realist import CMOC, CaseVerdict, CMOCElement, Evidence, Theory

ELEMENT_FIELDS: Final = (
    *("role", "text_nb", "text_en", "level", "circumstances_nb", "circumstances_en"),
    *("activation", "outcome_kind"),
)
STRENGTH_FIELDS: Final = ("id", "band", "reason_nb", "reason_en", "date")
_LONGEST_NAME: Final = 100


def said_guid(key: str) -> str:
    """Return the GUID of the note that belongs to a link."""
    return derived_guid("said", guid_of(key))


class TheoryWriter:
    """Writes all that is realist in a study.

    Attributes:
        notes: Theories, configurations, elements and what links say, in that order.
        links: Evidence, verdicts, and how elements and configurations act on each other.
        sets: One per theory, and one per configuration with its elements.
    """

    def __init__(self, content: StudyContent, language: str) -> None:
        self._content = content
        self._language = language
        self._made = content.made
        self._cases = {case.id: case.label for case in content.cases}
        self.notes: list[RefiNote] = []
        self.links: list[RefiLink] = []
        self.sets: list[RefiSet] = []
        self._of_theory: defaultdict[str | None, list[str]] = defaultdict(list)
        for cmoc in content.cmocs:
            self._of_theory[cmoc.theory_id].append(guid_of(cmoc.id))
        for theory in content.theories:
            self._theory(theory)
        for cmoc in content.cmocs:
            self._cmoc(cmoc)
        for link in content.cmoc_links:
            self._link(
                link.id,
                (link.from_cmoc_id, link.to_cmoc_id),
                label(link.type, language),
                {"kind": "cmoc_link", "type": link.type},
                words=link.note,
            )

    def _theory(self, theory: Theory) -> None:
        language = self._language
        parts = {
            text(f"refi_study.theory.{name}", tongue): getattr(theory, f"{name}_{tongue}")
            for tongue in _this_first(language)
            for name in THEORY_TEXTS
        }
        name = _name(
            text("refi_study.theory.name", language, number=theory.number),
            _title(theory, language),
        )
        fields = {
            "kind": "theory",
            "number": theory.number,
            "origin": theory.origin,
            "phase": theory.phase,
            "version": guid_of(theory.version_id),
            **texts_of(theory),
        }
        self._record(theory.id, name, lines(parts.items()), fields, self._by(theory.id))
        members = (guid_of(theory.id), *self._of_theory[theory.id])
        self._set("theory", theory.id, name, members)

    def _cmoc(self, cmoc: CMOC) -> None:
        name = _name(f"CMOC-{cmoc.number}", _title(cmoc, self._language))
        fields = {
            "kind": "cmoc",
            "number": cmoc.number,
            "theory": guid_of(cmoc.theory_id) if cmoc.theory_id else None,
            "scope": cmoc.scope,
            "case": guid_of(cmoc.case_id) if cmoc.case_id else None,
            "status": cmoc.status,
            "chime": " ".join(cmoc.chime),
            "measure": guid_of(cmoc.measure_id) if cmoc.measure_id else None,
            "version": guid_of(cmoc.version_id),
            **texts_of(cmoc),
        }
        made = self._by(cmoc.id)
        if cmoc.strength is not None:
            strength = asdict(cmoc.strength)
            fields |= {f"strength_{part}": strength[part] for part in STRENGTH_FIELDS}
            decided = self._made.get(cmoc.strength.id)
            fields["strength_by"] = guid_of(decided.by) if decided and decided.by else None
        self._record(cmoc.id, name, self._sentence(cmoc), fields, made)
        for element in cmoc.elements:
            self._element(cmoc, element)
        for link in cmoc.links:
            ends = (link.from_element_id, link.to_element_id)
            kind = {"kind": "element_link", "type": link.type}
            self._link(link.id, ends, label(link.type, self._language), kind)
        for evidence in cmoc.evidence:
            self._evidence(cmoc, evidence)
        for verdict in cmoc.verdicts:
            self._verdict(cmoc, verdict)
        members = (guid_of(cmoc.id), *(guid_of(element.id) for element in cmoc.elements))
        self._set("cmoc", cmoc.id, name, members)

    def _sentence(self, cmoc: CMOC) -> str:
        """Return the if-then-because sentence of a configuration, its parts and its verdicts."""
        language = self._language
        statement = [
            said
            for tongue in _this_first(language)
            if (said := getattr(cmoc, f"statement_{tongue}"))
        ]
        parts = [
            (capital(label(element.role, language)), _in_language(element, "text", language))
            for element in cmoc.elements
        ]
        more = [
            (text(f"refi_study.cmoc.{name}", language), _in_language(cmoc, name, language))
            for name in ("for_whom", "rival", "uncertainty", "dissent")
        ]
        verdicts = [
            (
                text("refi_study.cmoc.case", language, case=self._cases.get(one.case_id, "")),
                label(one.verdict, language),
            )
            for one in cmoc.verdicts
        ]
        strength = (
            [(text("refi_study.cmoc.strength", language), label(cmoc.strength.band, language))]
            if cmoc.strength
            else []
        )
        blocks = ["\n".join(statement), lines(parts), lines(more), lines([*verdicts, *strength])]
        return "\n\n".join(block for block in blocks if block)

    def _element(self, cmoc: CMOC, element: CMOCElement) -> None:
        language = self._language
        role = capital(label(element.role, language))
        words = _in_language(element, "text", language)
        circumstances = _in_language(element, "circumstances", language)
        fields = {
            "kind": "element",
            "cmoc": guid_of(cmoc.id),
            "position": element.position,
            **{name: getattr(element, name) for name in ELEMENT_FIELDS},
            "codes": "\n".join(element.codes),
        }
        name = _name(f"CMOC-{cmoc.number} {role}", words)
        shown = lines([(role, words), (text("refi_study.element.when", language), circumstances)])
        self._record(element.id, name, shown, fields, None)

    def _evidence(self, cmoc: CMOC, evidence: Evidence) -> None:
        links = {link.id: link for link in cmoc.links}
        origin = evidence.target_id
        if evidence.target_kind == "version":
            origin = cmoc.id
        elif evidence.target_kind == "link":
            origin = links[evidence.target_id].from_element_id
        if evidence.segment_id is not None:
            target = guid_of(evidence.segment_id)
        else:
            target = self._literature(evidence.literature)
        fields = {
            "kind": "evidence",
            "stance": evidence.stance,
            "coverage": evidence.coverage,
            "claim_status": evidence.claim_status,
            "answered": "yes" if evidence.answered else None,
            "link": guid_of(evidence.target_id) if evidence.target_kind == "link" else None,
        }
        name = label(evidence.stance, self._language)
        self._link(evidence.id, (origin, target), name, fields, words=evidence.note)

    def _literature(self, reference: str) -> str:
        guid = derived_guid("literature", reference)
        if all(note.guid != guid for note in self.notes):
            name = _name(text("refi_study.literature", self._language), reference)
            fields = {"kind": "literature", "reference": reference}
            self.notes.append(RefiNote(guid=guid, name=name, text=record(reference, fields)))
        return guid

    def _verdict(self, cmoc: CMOC, verdict: CaseVerdict) -> None:
        fields = {
            "kind": "verdict",
            "verdict": verdict.verdict,
            "replication": verdict.replication,
        }
        name = label(verdict.verdict, self._language)
        self._link(verdict.id, (cmoc.id, verdict.case_id), name, fields, words=verdict.reason)

    def _link(
        self,
        key: str,
        ends: tuple[str, str],
        name: str,
        fields: Mapping[str, Any],
        *,
        words: str = "",
    ) -> None:
        """Add a link, and a note with what it says beside its name."""
        made = self._by(key)
        note = RefiNote(
            guid=said_guid(key),
            name=capital(name),
            text=record(words, fields),
            user=made.by,
            created=made.at,
        )
        self.notes.append(note)
        self.links.append(
            RefiLink(
                guid=guid_of(key),
                origin=guid_of(ends[0]),
                target=guid_of(ends[1]),
                name=name,
                direction=Direction.ONE_WAY,
                notes=(note.guid,),
            )
        )

    def _record(
        self, key: str, name: str, words: str, fields: Mapping[str, Any], made: Made | None
    ) -> None:
        self.notes.append(
            RefiNote(
                guid=guid_of(key),
                name=name,
                text=record(words, fields),
                user=made.by if made else None,
                created=made.at if made else None,
            )
        )

    def _set(self, kind: str, key: str, name: str, notes: tuple[str, ...]) -> None:
        guid = derived_guid("set", kind, guid_of(key))
        self.sets.append(RefiSet(guid=guid, name=name, notes=notes))

    def _by(self, key: str) -> Made:
        made = self._made.get(key)
        return Made(
            by=guid_of(made.by) if made and made.by else None, at=made.at if made else None
        )


def _in_language(value: object, name: str, language: str) -> str:
    """Return a text in ``language``, or in the other one where it is not written in it."""
    said: list[str] = [getattr(value, f"{name}_{tongue}") for tongue in _this_first(language)]
    return next((words for words in said if words), "")


def _title(value: Theory | CMOC, language: str) -> str:
    return _in_language(value, "title", language)


def _name(number: str, words: str) -> str:
    said = one_line(f"{number}: {words}" if words else number)
    return said if len(said) <= _LONGEST_NAME else f"{said[: _LONGEST_NAME - 1]}…"


def _this_first(language: str) -> list[str]:
    return sorted(LANGUAGES, key=lambda tongue: tongue != language)

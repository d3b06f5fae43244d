"""Writes a project (.qdpx) in the one form that every program tried reads back exactly.

``project.qde`` at the root and one text file per source and note in ``sources/``: UTF-8 without a
byte order mark, line feeds, positions in code points, ends exclusive, elements in the schema's
order, no empty containers, no path to anyone's folders.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.counts import count_kept
from casestudy.exchange.refi.losses import Element, Happened, Ledger
from casestudy.exchange.refi.names import names_instruction
from casestudy.exchange.refi.positions import TextMap
from casestudy.exchange.refi.read_values import lexical
from casestudy.exchange.refi.values import RefiProject, VariableType
from casestudy.exchange.refi.write_codes import RefiFile, add_codes, written_names
from casestudy.exchange.refi.write_xml import XmlWriter, origin, time, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from casestudy.exchange.refi.values import (
        Authored,
        RefiCoding,
        RefiNote,
        RefiSelection,
        RefiSource,
        RefiValue,
    )

#: The earliest time a zip file can say; the same for every member of every file.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o644 << 16
_VALUE_TAGS: Final = {kind: f"{kind}Value" for kind in VariableType}


def write_qdpx(project: RefiProject) -> RefiFile:
    """Return a project file; the same values give the same bytes."""
    return _ProjectWriter(project).file()


class _ProjectWriter:
    """Writes the parts in the order of the schema, collecting texts and losses."""

    def __init__(self, project: RefiProject) -> None:
        self._project = project
        self._ledger = Ledger()
        self._xml = XmlWriter("urn:QDA-XML:project:1.0", self._ledger)
        self._texts: dict[str, str] = {}
        self._types = {variable.guid: variable for variable in project.variables}

    def file(self) -> RefiFile:
        project, xml = self._project, self._xml
        root = xml.root(
            "Project",
            {
                "name": xml.name(project.name, Element.PROJECT),
                "origin": origin(),
                "creatingUserGUID": project.user,
                "creationDateTime": time(project.created),
                "modifyingUserGUID": project.modifying_user,
                "modifiedDateTime": time(project.modified),
            },
        )
        self._users(root)
        names = written_names(project.codes, self._ledger)
        if project.codes:
            codes = xml.below(xml.below(root, "CodeBook"), "Codes")
            add_codes(xml, codes, project.codes, names, notes=True)
        self._variables(root)
        self._cases(root)
        self._sources(root)
        self._notes(root)
        self._links(root)
        self._sets(root)
        xml.description(root, project.description, Element.PROJECT, "")
        xml.references(root, "NoteRef", project.about)
        counts = count_kept(project)
        qde = to_bytes(root, names_instruction(project.codes, names))
        return RefiFile(
            data=_zipped(qde, self._texts),
            report=self._ledger.report(found=counts, kept=counts),
        )

    def _users(self, root: etree._Element) -> None:
        holder = self._holder(root, "Users", self._project.users)
        for user in self._project.users:
            name = self._xml.name(user.name, Element.USER)
            short = self._xml.name(user.id, Element.USER)
            said = {"guid": user.guid, "name": name or None, "id": short or None}
            self._xml.below(holder, "User", said)

    def _variables(self, root: etree._Element) -> None:
        holder = self._holder(root, "Variables", self._project.variables)
        for variable in self._project.variables:
            name = self._xml.name(variable.name, Element.VARIABLE)
            said = {"guid": variable.guid, "name": name, "typeOfVariable": variable.type.value}
            node = self._xml.below(holder, "Variable", said)
            self._xml.description(node, variable.description, Element.VARIABLE, name)

    def _cases(self, root: etree._Element) -> None:
        holder = self._holder(root, "Cases", self._project.cases)
        for case in self._project.cases:
            name = self._xml.name(case.name, Element.CASE)
            node = self._xml.below(holder, "Case", {"guid": case.guid, "name": name or None})
            self._xml.description(node, case.description, Element.CASE, name)
            self._xml.references(node, "CodeRef", case.codes)
            self._values(node, case.values)
            self._xml.references(node, "SourceRef", case.sources)
            self._xml.references(node, "SelectionRef", case.selections)

    def _values(self, node: etree._Element, values: Iterable[RefiValue]) -> None:
        for value in values:
            variable = self._types[value.variable]
            said = None
            if value.value is not None:
                self._xml.allowed(value.value, Element.VALUE, variable.name)
                said = lexical(value.value, variable.type)
                if said is None:
                    self._ledger.note(Element.VALUE, Happened.UNREADABLE_VALUE, name=variable.name)
                    continue
            held = self._xml.below(node, "VariableValue")
            self._xml.references(held, "VariableRef", [value.variable])
            if said is not None:
                self._xml.below(held, _VALUE_TAGS[variable.type]).text = said

    def _sources(self, root: etree._Element) -> None:
        holder = self._holder(root, "Sources", self._project.sources)
        for source in self._project.sources:
            name = self._xml.name(source.name, Element.SOURCE)
            place = TextMap(source.text)
            self._ledger.note(
                Element.SOURCE, Happened.CHARACTERS_REMOVED, name=name, count=place.removed
            )
            self._ledger.note(
                Element.SOURCE, Happened.CHARACTERS_COMPOSED, name=name, count=place.composed
            )
            node = self._text_element(holder, "TextSource", source, name, place.text)
            for selection in source.selections:
                self._selection(node, selection, place, name)
            self._codings(node, source.codings)
            self._xml.references(node, "NoteRef", source.notes)
            self._values(node, source.values)

    def _notes(self, root: etree._Element) -> None:
        holder = self._holder(root, "Notes", self._project.notes)
        for note in self._project.notes:
            name = self._xml.name(note.name, Element.NOTE)
            text = TextMap(self._xml.allowed(note.text, Element.NOTE, name)).text
            self._text_element(holder, "Note", note, name, text)

    def _text_element(
        self,
        holder: etree._Element,
        tag: str,
        written: RefiSource | RefiNote,
        name: str,
        text: str,
    ) -> etree._Element:
        file_name = f"{written.guid}.txt"
        self._texts[file_name] = text
        said = {
            "guid": written.guid,
            "name": name or None,
            "plainTextPath": f"internal://{file_name}",
        }
        node = self._xml.below(holder, tag, said | _authorship(written))
        element = Element.SOURCE if tag == "TextSource" else Element.NOTE
        self._xml.description(node, written.description, element, name)
        return node

    def _selection(
        self, node: etree._Element, selection: RefiSelection, place: TextMap, name: str
    ) -> None:
        if place.cuts(selection.start, selection.end):
            self._ledger.note(Element.SELECTION, Happened.WIDENED, name=name)
        start, end = place.range_of(selection.start, selection.end)
        title = self._xml.name(selection.name, Element.SELECTION)
        said = {
            "guid": selection.guid,
            "name": title or None,
            "startPosition": str(start),
            "endPosition": str(end),
        }
        marked = self._xml.below(node, "PlainTextSelection", said | _authorship(selection))
        self._xml.description(marked, selection.description, Element.SELECTION, name)
        self._codings(marked, selection.codings)
        self._xml.references(marked, "NoteRef", selection.notes)

    def _codings(self, node: etree._Element, codings: Iterable[RefiCoding]) -> None:
        for coding in codings:
            said = {
                "guid": coding.guid,
                "creatingUser": coding.user,
                "creationDateTime": time(coding.created),
            }
            coded = self._xml.below(node, "Coding", said)
            self._xml.references(coded, "CodeRef", [coding.code])
            self._xml.references(coded, "NoteRef", coding.notes)

    def _links(self, root: etree._Element) -> None:
        holder = self._holder(root, "Links", self._project.links)
        for link in self._project.links:
            said = {
                "guid": link.guid,
                "name": self._xml.name(link.name, Element.LINK) or None,
                "direction": link.direction.value if link.direction else None,
                "color": link.colour,
                "originGUID": link.origin,
                "targetGUID": link.target,
            }
            node = self._xml.below(holder, "Link", said)
            self._xml.references(node, "NoteRef", link.notes)

    def _sets(self, root: etree._Element) -> None:
        holder = self._holder(root, "Sets", self._project.sets)
        for one in self._project.sets:
            name = self._xml.name(one.name, Element.SET)
            node = self._xml.below(holder, "Set", {"guid": one.guid, "name": name})
            self._xml.description(node, one.description, Element.SET, name)
            self._xml.references(node, "MemberCode", one.codes)
            self._xml.references(node, "MemberSource", one.sources)
            self._xml.references(node, "MemberNote", one.notes)

    def _holder(
        self, root: etree._Element, tag: str, children: tuple[object, ...]
    ) -> etree._Element:
        """Return a container for ``children``, which stands in the file only if there are any."""
        return self._xml.below(root, tag) if children else root


def _authorship(written: Authored) -> dict[str, str | None]:
    return {
        "creatingUser": written.user,
        "creationDateTime": time(written.created),
        "modifyingUser": written.modifying_user,
        "modifiedDateTime": time(written.modified),
    }


def _zipped(qde: bytes, texts: dict[str, str]) -> bytes:
    members = {"project.qde": qde}
    members |= {f"sources/{name}": text.encode() for name, text in texts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = _UNIX, _READABLE
            package.writestr(member, content)
    return buffer.getvalue()

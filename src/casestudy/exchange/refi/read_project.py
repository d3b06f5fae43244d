"""Reads a project's XML into values, whatever the order and spelling of its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from casestudy.domain.text import canonical
from casestudy.exchange.refi.elements import Interpreter, children, local_name, within
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.read_codes import read_codes, read_sets
from casestudy.exchange.refi.read_sources import SourceReader
from casestudy.exchange.refi.read_values import read_values, read_variables
from casestudy.exchange.refi.texts import Texts
from casestudy.exchange.refi.values import (
    Direction,
    RefiCase,
    RefiLink,
    RefiNote,
    RefiProject,
    RefiSource,
    RefiUser,
    RefiVariable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from casestudy.exchange.refi.package import Package
    from casestudy.exchange.refi.units import UnitChoice

_SOURCES: Final = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
#: Every element of the standard; others are left out, and said to be.
_STANDARD: Final = frozenset(
    (
        *("Project", "Users", "User", "CodeBook", "Codes", "Code", "Description", "NoteRef"),
        *("Variables", "Variable", "Cases", "Case", "CodeRef", "VariableValue", "VariableRef"),
        *("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue"),
        *("DateTimeValue", "SourceRef", "SelectionRef", "Sources", *_SOURCES),
        *("PlainTextContent", "PlainTextSelection", "TextDescription", "PictureSelection"),
        *("PDFSelection", "Representation", "AudioSelection", "VideoSelection", "Transcript"),
        *("SyncPoint", "TranscriptSelection", "Coding", "Notes", "Note", "Links", "Link"),
        *("Sets", "Set", "MemberCode", "MemberSource", "MemberNote", "Graphs", "Graph"),
        *("Vertex", "Edge"),
    )
)


class ProjectReader:
    """Reads one project or codebook.

    Args:
        root: The element ``Project`` or ``CodeBook``.
        meaning: What its GUIDs, users and times mean; has the ledger.
        package: Where the texts lie, None for a file of XML alone.
    """

    def __init__(
        self, root: etree._Element, meaning: Interpreter, package: Package | None
    ) -> None:
        self._root = root
        self._meaning = meaning
        self._ledger = meaning.ledger
        self._texts = Texts(package, meaning.ledger)

    def codebook(self) -> RefiProject:
        """Read a codebook file: codes, and sets of them."""
        self._tell_of_strangers()
        codes = read_codes([self._root], self._meaning)
        known = {code.guid for code in codes}
        nodes = within(self._root, "Sets", "Set")
        sets = read_sets(nodes, self._meaning, codes=known, sources=set())
        return RefiProject(codes=codes, sets=sets)

    def project(self, *, origin: str) -> tuple[RefiProject, UnitChoice]:
        """Read a project, and say how positions in its texts were counted."""
        root, meaning = self._root, self._meaning
        self._tell_of_strangers()
        if root.get("basePath"):
            self._ledger.note(Element.PROJECT, Happened.BASE_PATH)
        users = self._users()
        notes = self._notes(within(root, "Notes", "Note"))
        books = list(children(root, "CodeBook"))
        codes = read_codes(books, meaning)
        variables = read_variables(within(root, "Variables", "Variable"), meaning)
        code_guids = {code.guid for code in codes}
        by_guid = {variable.guid: variable for variable in variables}
        reader = SourceReader(meaning, self._texts, codes=code_guids, variables=by_guid)
        sources, unit = reader.read(within(root, "Sources", *_SOURCES), origin=origin)
        source_guids = {source.guid for source in sources}
        cases = self._cases(code_guids, by_guid, sources)
        sets = read_sets(
            [found for holder in (root, *books) for found in within(holder, "Sets", "Set")],
            meaning,
            codes=code_guids,
            sources=source_guids,
        )
        for graph in within(root, "Graphs", "Graph"):
            self._ledger.note(Element.GRAPH, Happened.GRAPH, name=meaning.name(graph))
        about = meaning.note_refs(root, Element.PROJECT)
        project = RefiProject(
            name=meaning.name(root),
            description=meaning.description(root),
            **meaning.authorship(root, Element.PROJECT, suffix="GUID"),
            users=users,
            codes=codes,
            variables=variables,
            cases=cases,
            sources=sources,
            notes=notes,
            sets=sets,
            about=about,
        )
        return self._with_links(project), unit

    def _users(self) -> tuple[RefiUser, ...]:
        users = tuple(
            RefiUser(
                guid=self._meaning.guid(node, Element.USER),
                name=self._meaning.name(node),
                id=(node.get("id") or "").strip(),
            )
            for node in within(self._root, "Users", "User")
        )
        self._meaning.users = {user.guid for user in users}
        return users

    def _notes(self, nodes: Iterable[etree._Element]) -> tuple[RefiNote, ...]:
        meaning = self._meaning
        notes: list[RefiNote] = []
        for node in nodes:
            name, description = meaning.name(node), meaning.description(node)
            stored = self._texts.of(node, Element.NOTE, name)
            if stored is None and not description:
                self._ledger.note(Element.NOTE, Happened.NO_TEXT, name=name)
            marks = sum(local_name(one) in {"PlainTextSelection", "Coding"} for one in node)
            self._ledger.note(Element.NOTE, Happened.MARKS_IN_NOTE, name=name, count=marks)
            notes.append(
                RefiNote(
                    guid=meaning.guid(node, Element.NOTE),
                    name=name,
                    description=description,
                    text=canonical(stored.text) if stored is not None else "",
                    **meaning.authorship(node, Element.NOTE),
                )
            )
        meaning.notes = {note.guid for note in notes}
        return tuple(notes)

    def _cases(
        self,
        codes: set[str],
        variables: dict[str, RefiVariable],
        sources: tuple[RefiSource, ...],
    ) -> tuple[RefiCase, ...]:
        meaning = self._meaning
        known = {
            "CodeRef": codes,
            "SourceRef": {source.guid for source in sources},
            "SelectionRef": {one.guid for source in sources for one in source.selections},
        }
        cases: list[RefiCase] = []
        for node in within(self._root, "Cases", "Case"):
            name = meaning.name(node)
            members = meaning.members(node, known, Element.CASE, name)
            cases.append(
                RefiCase(
                    guid=meaning.guid(node, Element.CASE),
                    name=name,
                    description=meaning.description(node),
                    codes=members["CodeRef"],
                    values=tuple(read_values(node, meaning, variables, name=name)),
                    sources=members["SourceRef"],
                    selections=members["SelectionRef"],
                )
            )
        return tuple(cases)

    def _with_links(self, project: RefiProject) -> RefiProject:
        meaning = self._meaning
        known = _guids(project)
        links: list[RefiLink] = []
        for node in within(self._root, "Links", "Link"):
            name = meaning.name(node)
            ends = [meaning.target(node.get(end) or "") for end in ("originGUID", "targetGUID")]
            if not known.issuperset(ends):
                self._ledger.note(Element.LINK, Happened.UNKNOWN_END, name=name)
                continue
            written = (node.get("direction") or "").lower()
            links.append(
                RefiLink(
                    guid=meaning.guid(node, Element.LINK),
                    origin=ends[0],
                    target=ends[1],
                    name=name,
                    direction=next((one for one in Direction if one.lower() == written), None),
                    colour=meaning.colour(node, Element.LINK, name),
                    notes=meaning.note_refs(node, Element.LINK, name),
                )
            )
        return replace(project, links=tuple(links))

    def _tell_of_strangers(self) -> None:
        for node in self._root.iter():
            name = local_name(node)
            if name not in _STANDARD:
                self._ledger.note(Element.FILE, Happened.UNKNOWN_ELEMENT, name=name)


def _guids(project: RefiProject) -> set[str]:
    """Return every GUID that a link may point at."""
    whole = (
        *(project.users, project.codes, project.variables, project.cases),
        *(project.sources, project.notes, project.sets),
    )
    guids = {one.guid for kind in whole for one in kind}
    for source in project.sources:
        guids |= {coding.guid for coding in source.codings}
        for selection in source.selections:
            guids.add(selection.guid)
            guids |= {coding.guid for coding in selection.codings}
    return guids

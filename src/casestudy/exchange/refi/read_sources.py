"""Reads sources with their selections and codings; positions come out in code points of our text.

Positions can be read only when all selections are known, since the file's way of counting has to
be found out from them: so drafts come first, and sources after.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from lxml import etree

from casestudy.exchange.refi.elements import children, local_name, one_line
from casestudy.exchange.refi.guid import read_guid
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.positions import TextMap
from casestudy.exchange.refi.read_values import read_values
from casestudy.exchange.refi.texts import StoredText
from casestudy.exchange.refi.units import (
    Marked,
    MarkedText,
    PositionUnit,
    Ruler,
    UnitChoice,
    choose_unit,
    quotes,
)
from casestudy.exchange.refi.values import RefiCoding, RefiSelection, RefiSource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.exchange.refi.elements import Interpreter
    from casestudy.exchange.refi.texts import Texts
    from casestudy.exchange.refi.values import RefiVariable

#: Kinds of source, and the element that holds their text, where that is another one.
_TEXT_INSIDE: Final = {
    "TextSource": None,
    "PDFSource": "Representation",
    "PictureSource": "TextDescription",
    "AudioSource": "Transcript",
    "VideoSource": "Transcript",
}
_ON_TEXT: Final = ("PlainTextSelection", "TranscriptSelection")
_ELSEWHERE: Final = ("PDFSelection", "PictureSelection", "AudioSelection", "VideoSelection")


@dataclass(slots=True)
class _Mark:
    """One selection as the file has it."""

    node: etree._Element
    guid: str
    start: int
    end: int


@dataclass(slots=True)
class _Draft:
    """A source whose positions are not read yet; ``whole`` is the element that has its name."""

    guid: str
    name: str
    whole: etree._Element
    holder: etree._Element
    stored: StoredText
    marks: list[_Mark] = field(default_factory=list)


class SourceReader:
    """Reads the sources of one project.

    Args:
        meaning: What GUIDs, users and times of the file mean.
        texts: Where the texts are.
        codes: GUIDs of the codes there are.
        variables: The variables there are, by GUID.
    """

    def __init__(
        self,
        meaning: Interpreter,
        texts: Texts,
        *,
        codes: set[str],
        variables: dict[str, RefiVariable],
    ) -> None:
        self._meaning = meaning
        self._ledger = meaning.ledger
        self._texts = texts
        self._codes = codes
        self._variables = variables

    def read(
        self, nodes: Iterable[etree._Element], *, origin: str
    ) -> tuple[tuple[RefiSource, ...], UnitChoice]:
        """Return the sources that have a text, and how their positions were counted."""
        drafts = [draft for node in nodes for draft in self._drafts(node)]
        choice = choose_unit([_to_judge(draft) for draft in drafts], origin=origin)
        return tuple(self._source(draft, choice.unit) for draft in drafts), choice

    def _drafts(self, node: etree._Element) -> list[_Draft]:
        inside = _TEXT_INSIDE[local_name(node)]
        guid = self._meaning.guid(node, Element.SOURCE)
        name = self._meaning.name(node) or _file_name(node)
        holders = [node] if inside is None else list(children(node, inside))
        drafts: list[_Draft] = []
        for holder in holders:
            stored = self._texts.of(holder, Element.SOURCE, name)
            if stored is None:
                continue
            own = guid if not drafts else self._meaning.guid(holder, Element.SOURCE)
            if holder is not node and not drafts and holder.get("guid"):
                self._meaning.aliases[self._meaning.target(holder.get("guid", ""))] = guid
            draft = _Draft(guid=own, name=name, whole=node, holder=holder, stored=stored)
            draft.marks = self._marks(holder, name)
            drafts.append(draft)
        self._tell_of_what_is_not_text(node, name, drafts)
        return drafts

    def _tell_of_what_is_not_text(
        self, node: etree._Element, name: str, drafts: list[_Draft]
    ) -> None:
        kind = local_name(node)
        if not drafts:
            happened = Happened.MEDIA if kind != "TextSource" else Happened.NO_TEXT
            self._ledger.note(Element.SOURCE, happened, name=name)
            self._ledger.note(Element.CODING, happened, name=name, count=_codings_in(node))
            return
        if kind != "TextSource":
            happened = Happened.FORMATTING if kind == "PDFSource" else Happened.RECORDING
            self._ledger.note(Element.SOURCE, happened, name=name)
        # The same quotation may stand here twice, as an area of the page and as text.
        twins = {mark.guid for draft in drafts for mark in draft.marks}
        for area in children(node, *_ELSEWHERE):
            if self._meaning.target(area.get("guid") or "") in twins:
                self._ledger.note(Element.SELECTION, Happened.DOUBLED_AREA, name=name)
            else:
                self._lose(area, Happened.PAGE_AREA, name)

    def _marks(self, holder: etree._Element, name: str) -> list[_Mark]:
        points = {
            self._meaning.target(point.get("guid") or ""): point.get("position")
            for point in children(holder, "SyncPoint")
        }
        marks: list[_Mark] = []
        for node in children(holder, *_ON_TEXT):
            if local_name(node) == "PlainTextSelection":
                written = node.get("startPosition"), node.get("endPosition")
            else:
                first, last = node.get("fromSyncPoint") or "", node.get("toSyncPoint") or ""
                written = (
                    points.get(self._meaning.target(first)),
                    points.get(self._meaning.target(last)),
                )
            start, end = _whole(written[0]), _whole(written[1])
            if start is None or end is None or start > end:
                self._lose(node, Happened.POSITION_MISSING, name)
                continue
            guid = self._meaning.guid(node, Element.SELECTION)
            marks.append(_Mark(node=node, guid=guid, start=start, end=end))
        return marks

    def _source(self, draft: _Draft, unit: PositionUnit) -> RefiSource:
        meaning, node, name = self._meaning, draft.whole, draft.name
        place = TextMap(draft.stored.text)
        self._ledger.note(
            Element.SOURCE, Happened.CHARACTERS_REMOVED, name=name, count=place.removed
        )
        self._ledger.note(
            Element.SOURCE, Happened.CHARACTERS_COMPOSED, name=name, count=place.composed
        )
        ruler = Ruler(draft.stored.text, unit, inline=draft.stored.inline)
        selections = (self._selection(draft, mark, ruler, place) for mark in draft.marks)
        parts = [node] if node is draft.holder else [node, draft.holder]
        return RefiSource(
            guid=draft.guid,
            name=name,
            description=meaning.description(node),
            text=place.text,
            **meaning.authorship(node, Element.SOURCE),
            selections=tuple(one for one in selections if one is not None),
            codings=tuple(one for part in parts for one in self._codings(part, name)),
            notes=tuple(
                dict.fromkeys(
                    note
                    for part in parts
                    for note in meaning.note_refs(part, Element.SOURCE, name)
                )
            ),
            values=tuple(
                value
                for part in parts
                for value in read_values(part, meaning, self._variables, name=name)
            ),
        )

    def _selection(
        self, draft: _Draft, mark: _Mark, ruler: Ruler, place: TextMap
    ) -> RefiSelection | None:
        meaning, node, name = self._meaning, mark.node, draft.name
        start, end = ruler.stored(mark.start), ruler.stored(mark.end)
        if start is None or (end is None and start == place.length):
            self._lose(node, Happened.OUTSIDE_TEXT, name)
            return None
        if end is None:
            self._ledger.note(Element.SELECTION, Happened.CLIPPED, name=name)
            end = place.length
        title = meaning.name(node)
        if draft.stored.from_word and not quotes(title, draft.stored.text[start:end]):
            self._lose(node, Happened.POSITION_UNSURE, name)
            return None
        if place.cuts(start, end):
            self._ledger.note(Element.SELECTION, Happened.WIDENED, name=name)
        start, end = place.range_of(start, end)
        return RefiSelection(
            guid=mark.guid,
            start=start,
            end=end,
            name=title,
            description=meaning.description(node),
            **meaning.authorship(node, Element.SELECTION),
            codings=self._codings(node, name),
            notes=meaning.note_refs(node, Element.SELECTION, name),
        )

    def _codings(self, node: etree._Element, name: str) -> tuple[RefiCoding, ...]:
        meaning = self._meaning
        codings: list[RefiCoding] = []
        for coding in children(node, "Coding"):
            ref = next(children(coding, "CodeRef"), None)
            code = meaning.reference(ref) if ref is not None else ""
            if code not in self._codes:
                self._ledger.note(Element.CODING, Happened.UNKNOWN_CODE, name=name)
                continue
            codings.append(
                RefiCoding(
                    guid=meaning.guid(coding, Element.CODING),
                    code=code,
                    user=meaning.user(coding, "creatingUser", Element.CODING),
                    created=meaning.time(coding, "creationDateTime", Element.CODING),
                    notes=meaning.note_refs(coding, Element.CODING, name),
                )
            )
        return tuple(codings)

    def _lose(self, selection: etree._Element, happened: Happened, name: str) -> None:
        codings = _codings_in(selection)
        element = Element.CODING if codings else Element.SELECTION
        self._ledger.note(element, happened, name=name, count=codings or 1)


def _to_judge(draft: _Draft) -> MarkedText:
    # No position in a Word document counts, so none speaks for a unit.
    marks = [] if draft.stored.from_word else draft.marks
    return MarkedText(
        text=draft.stored.text,
        marked=tuple(
            Marked(start=mark.start, end=mark.end, name=mark.node.get("name") or "")
            for mark in marks
        ),
        inline=draft.stored.inline,
    )


def _codings_in(node: etree._Element) -> int:
    return sum(local_name(below) == "Coding" for below in node.iter())


def _file_name(node: etree._Element) -> str:
    """Return what a source without a name is called by its file, unless that is a GUID."""
    path = PurePosixPath((node.get("plainTextPath") or node.get("path") or "").replace("\\", "/"))
    return "" if read_guid(path.stem) else one_line(path.stem)


def _whole(written: str | None) -> int | None:
    try:
        return int((written or "").strip())
    except ValueError:
        return None

"""Reads elements and attributes as programs really write them, and writes down what was odd."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypedDict

from lxml import etree

from casestudy.domain.text import canonical
from casestudy.exchange.refi.guid import derived_guid, read_guid
from casestudy.exchange.refi.losses import Element, Happened, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLOUR: Final = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_WITH_ALPHA: Final = re.compile(r"#([0-9a-fA-F]{6})[0-9a-fA-F]{2}")
_RGB: Final = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b[^)]*\)")
#: Programs write year 1 where they do not know a time.
_FIRST_YEAR: Final = 1970


def local_name(node: etree._Element) -> str:
    """Return an element's name whatever its namespace: versions of the standard differ in it."""
    return etree.QName(node).localname


def children(node: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements directly below with one of ``names``."""
    return (child for child in node if local_name(child) in names)


def within(node: etree._Element, container: str, *names: str) -> Iterator[etree._Element]:
    """Yield the elements with one of ``names`` inside each ``container`` directly below."""
    return (found for holder in children(node, container) for found in children(holder, *names))


def content(node: etree._Element) -> str:
    """Return all text inside an element."""
    return "".join(map(str, node.itertext()))


def one_line(words: str) -> str:
    """Return a name as it is kept: canonical, on one line, without blanks around it."""
    return canonical(words).replace("\n", " ").strip()


def paragraphs(words: str) -> str:
    """Return a description as it is kept: canonical, without blanks around it."""
    return canonical(words).strip()


class Authorship(TypedDict):
    """The fields of ``Authored``."""

    user: str | None
    created: dt.datetime | None
    modifying_user: str | None
    modified: dt.datetime | None


class Interpreter:
    """What one file means: GUIDs, times, users and colours, with a ledger of what was odd."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.users: set[str] = set()
        self.notes: set[str] = set()
        #: GUIDs by which a file knows something that has another one with us.
        self.aliases: dict[str, str] = {}
        self._claimed: defaultdict[Element, set[str]] = defaultdict(set)

    def name(self, node: etree._Element) -> str:
        """Return an element's name, ``""`` where it has none."""
        return one_line(node.get("name") or "")

    def description(self, node: etree._Element) -> str:
        """Return an element's description, also where it wrongly stands in an attribute."""
        said = next(children(node, "Description"), None)
        words = content(said) if said is not None else node.get("description")
        return paragraphs(words or "")

    def guid(self, node: etree._Element, element: Element) -> str:
        """Return an element's own GUID; a missing, odd or doubled one is replaced for good.

        What replaces it is derived from what the file has, so the same file gives the same ones.
        """
        written = node.get("guid") or ""
        guid = read_guid(written)
        if guid is None:
            self.ledger.note(element, Happened.NOT_A_GUID)
            guid = derived_guid(written.strip() or self._place(element))
        claimed = self._claimed[element]
        if guid in claimed:
            self.ledger.note(element, Happened.SAME_GUID, name=self._shown(node, element))
            guid = derived_guid(guid, self._place(element))
        claimed.add(guid)
        return guid

    def reference(self, node: etree._Element) -> str:
        """Return the GUID that an element points at, under whichever attribute."""
        return self.target(node.get("targetGUID") or node.get("guid") or "")

    def target(self, written: str) -> str:
        """Return the GUID that stands for a written one."""
        guid = read_guid(written) or derived_guid(written.strip())
        return self.aliases.get(guid, guid)

    def note_refs(self, node: etree._Element, element: Element, name: str = "") -> tuple[str, ...]:
        """Return the notes that an element points at, without those that are not in the file."""
        return self.kept(
            (self.reference(ref) for ref in children(node, "NoteRef")),
            self.notes,
            element,
            Happened.UNKNOWN_NOTE,
            name,
        )

    def kept(
        self,
        guids: Iterator[str],
        known: set[str],
        element: Element,
        otherwise: Happened,
        name: str = "",
    ) -> tuple[str, ...]:
        """Return the ``known`` of ``guids``, each once; the others are written down."""
        kept: dict[str, None] = {}
        for guid in guids:
            if guid in known:
                kept[guid] = None
            else:
                self.ledger.note(element, otherwise, name=name)
        return tuple(kept)

    def user(self, node: etree._Element, attribute: str, element: Element) -> str | None:
        """Return the user an attribute names, None where there is none or an unknown one."""
        written = node.get(attribute)
        if not written:
            return None
        user = self.target(written)
        if user in self.users:
            return user
        self.ledger.note(element, Happened.UNKNOWN_USER)
        return None

    def time(self, node: etree._Element, attribute: str, element: Element) -> dt.datetime | None:
        """Return a time; one without a zone is taken as UTC."""
        written = (node.get(attribute) or "").strip()
        if not written:
            return None
        try:
            time = dt.datetime.fromisoformat(written)
            time = time if time.tzinfo else time.replace(tzinfo=dt.UTC)
            time = time.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            time = None
        if time is None or time.year < _FIRST_YEAR:
            self.ledger.note(element, Happened.UNREADABLE_DATE)
            return None
        if not re.search(r"(Z|[+-]\d\d:?\d\d)$", written):
            self.ledger.note(element, Happened.UNSAID_ZONE)
        return time

    def authorship(
        self, node: etree._Element, element: Element, *, suffix: str = ""
    ) -> Authorship:
        """Return who made and changed an element and when; a project's users have a suffix."""
        return {
            "user": self.user(node, f"creatingUser{suffix}", element),
            "created": self.time(node, "creationDateTime", element),
            "modifying_user": self.user(node, f"modifyingUser{suffix}", element),
            "modified": self.time(node, "modifiedDateTime", element),
        }

    def members(
        self, node: etree._Element, known: dict[str, set[str]], element: Element, name: str
    ) -> dict[str, tuple[str, ...]]:
        """Return the GUIDs that an element points at, by the kind of reference.

        Args:
            node: The case or set.
            known: What each kind may point at; the rest is written down.
            element: What the ledger calls it.
            name: The same.
        """
        return {
            kind: self.kept(
                (self.reference(ref) for ref in children(node, kind)),
                guids,
                element,
                Happened.UNKNOWN_MEMBER,
                name,
            )
            for kind, guids in known.items()
        }

    def colour(self, node: etree._Element, element: Element, name: str) -> str | None:
        """Return a colour as ``#rrggbb``, also where it is written the way of the web."""
        written = (node.get("color") or "").strip()
        if not written:
            return None
        if found := _COLOUR.fullmatch(written):
            digits = found[1].lower()
            return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * one for one in digits)
        colour = _of_the_web(written)
        happened = Happened.COLOUR if colour else Happened.UNREADABLE_COLOUR
        self.ledger.note(element, happened, name=name)
        return colour

    def _place(self, element: Element) -> str:
        return f"{element} {len(self._claimed[element]) + 1}"

    def _shown(self, node: etree._Element, element: Element) -> str:
        """Return a name for the report; those of selections are people's words."""
        return "" if element in {Element.SELECTION, Element.CODING} else self.name(node)


def _of_the_web(written: str) -> str | None:
    if found := _WITH_ALPHA.fullmatch(written):
        return f"#{found[1].lower()}"
    if found := _RGB.fullmatch(written.lower()):
        channels = [int(channel) for channel in found.groups()]
        if max(channels) < 256:
            return "#" + "".join(f"{channel:02x}" for channel in channels)
    return None

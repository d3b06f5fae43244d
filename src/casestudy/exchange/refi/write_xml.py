"""Makes elements after the schemas: attributes that are said, and only characters XML allows."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version
from typing import TYPE_CHECKING, cast

from lxml import etree

from casestudy.domain.text import refused_characters
from casestudy.exchange.refi.elements import one_line, paragraphs
from casestudy.exchange.refi.losses import Element, Happened, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def origin() -> str:
    """Return what our files say they were written by; a reader trusts positions by it."""
    return f"casestudy {version('casestudy')}"


class XmlWriter:
    """Makes elements of one namespace, and writes down what it had to change."""

    def __init__(self, namespace: str, ledger: Ledger) -> None:
        self._namespace = namespace
        self.ledger = ledger

    def root(self, tag: str, attributes: Mapping[str, str | None]) -> etree._Element:
        """Return a root element, with the namespace as the default one."""
        # The stubs do not know that None stands for the default prefix.
        prefixes = cast("dict[str, str]", {None: self._namespace})
        name = etree.QName(self._namespace, tag)
        return self._filled(etree.Element(name, nsmap=prefixes), attributes)

    def below(
        self, parent: etree._Element, tag: str, attributes: Mapping[str, str | None] | None = None
    ) -> etree._Element:
        """Add an element with those attributes that are not None."""
        name = etree.QName(self._namespace, tag)
        return self._filled(etree.SubElement(parent, name), attributes or {})

    def description(self, parent: etree._Element, words: str, element: Element, name: str) -> None:
        """Add a ``Description`` where there is something to say."""
        said = paragraphs(self.allowed(words, element, name))
        if said:
            self.below(parent, "Description").text = said

    def references(self, parent: etree._Element, tag: str, guids: Iterable[str]) -> None:
        """Add one reference of kind ``tag`` per GUID."""
        for guid in guids:
            self.below(parent, tag, {"targetGUID": guid})

    def name(self, words: str, element: Element) -> str:
        """Return a name that may stand in an attribute."""
        return one_line(self.allowed(words, element, ""))

    def allowed(self, words: str, element: Element, name: str) -> str:
        """Return ``words``; characters that will be left out are written down."""
        removed = refused_characters(words)
        self.ledger.note(element, Happened.CHARACTERS_REMOVED, name=name, count=removed)
        return words

    def _filled(
        self, node: etree._Element, attributes: Mapping[str, str | None]
    ) -> etree._Element:
        for name, value in attributes.items():
            if value is not None:
                node.set(name, value)
        return node


def time(moment: dt.datetime | None) -> str | None:
    """Return a moment in UTC as XML Schema writes it."""
    if moment is None:
        return None
    return moment.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"


def to_bytes(root: etree._Element, instruction: etree._ProcessingInstruction | None) -> bytes:
    """Return the file: UTF-8 without a byte order mark, line feeds, the same every time."""
    if instruction is not None:
        root.addprevious(instruction)
    return etree.tostring(
        root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True
    )

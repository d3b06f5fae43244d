"""The text of a source or note: in a file of the package, in the XML, or in a Word document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document
from casestudy.exchange.documents.text import decode
from casestudy.exchange.refi.elements import children, content
from casestudy.exchange.refi.losses import Element, Happened

if TYPE_CHECKING:
    from lxml import etree

    from casestudy.exchange.refi.losses import Ledger
    from casestudy.exchange.refi.package import Package

_WORD_STARTS: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredText:
    """A text as it lies in the file, before it is made canonical.

    ``inline`` where it stood in the XML; ``from_word`` where there was a Word document only, so
    that no position can be trusted.
    """

    text: str
    inline: bool = False
    from_word: bool = False


class Texts:
    """Finds texts in a package; a file of XML alone has inline ones only."""

    def __init__(self, package: Package | None, ledger: Ledger) -> None:
        self._package = package
        self._ledger = ledger

    def of(self, node: etree._Element, element: Element, name: str) -> StoredText | None:
        """Return the text of a source, note, representation or transcript, or None.

        Args:
            node: The element with ``plainTextPath``, ``richTextPath`` or ``PlainTextContent``.
            element: What the ledger calls it.
            name: The same.
        """
        rich = self._member(node, "richTextPath", element)
        plain = self._member(node, "plainTextPath", element)
        inline = next(children(node, "PlainTextContent"), None)
        if plain is None and inline is None and rich is None:
            plain = self._find(f"{node.get('guid', '').strip('{} ')}.txt")
        found = None
        if plain is not None:
            found = self._stored(plain, element, name)
        if found is None and inline is not None:
            found = StoredText(text=content(inline), inline=True)
        if found is None and rich is not None:
            found = self._stored(rich, element, name)
        elif rich is not None and rich.lower().endswith(".docx"):
            self._ledger.note(element, Happened.FORMATTING, name=name)
        return found

    def _member(self, node: etree._Element, attribute: str, element: Element) -> str | None:
        path = node.get(attribute)
        if not path:
            return None
        if "://" not in path:
            self._ledger.note(element, Happened.BARE_PATH)
        return self._find(path)

    def _find(self, path: str) -> str | None:
        return self._package.find(path) if self._package is not None else None

    def _stored(self, member: str, element: Element, name: str) -> StoredText | None:
        data = self._package.read(member) if self._package is not None else b""
        if data.startswith(_WORD_STARTS):
            return self._from_word(data, element, name)
        try:
            text, guesses = decode(data)
        except UnicodeDecodeError:
            return None
        if guesses:
            self._ledger.note(element, Happened.ENCODING_GUESSED, name=name)
        return StoredText(text=text)

    def _from_word(self, data: bytes, element: Element, name: str) -> StoredText | None:
        try:
            document = read_document(data, file_name="text.docx")
        except ImportRefusedError:
            return None
        self._ledger.note(element, Happened.TEXT_FROM_WORD, name=name)
        return StoredText(text="\n".join(block.text for block in document.blocks), from_word=True)

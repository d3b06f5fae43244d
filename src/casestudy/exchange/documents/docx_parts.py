"""Finds the parts of a Word document and what its styles say."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from casestudy.exchange import safe_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

    from casestudy.exchange.safe_zip import SafeZip

TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
W = "{" + TRANSITIONAL.decode() + "}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
VALUE = W + "val"
# Built-in styles have English names in the file, whatever language Word speaks.
HEADING_NAME = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What matters here of a paragraph or character style."""

    bold: bool = False
    heading: bool = False


def parse_part(package: SafeZip, name: str) -> _Element:
    """Return the root of a part; "strict" documents are read as the ordinary kind."""
    return _parse(package.read(name))


def _parse(data: bytes) -> _Element:
    return safe_xml.parse(data.replace(STRICT, TRANSITIONAL))


def targets(package: SafeZip, relations: str, *kinds: str) -> list[str]:
    """Return the parts in ``package`` that a relations file points at, by kind of relation."""
    if relations not in package:
        return []
    folder = posixpath.dirname(posixpath.dirname(relations))
    names = []
    for relation in safe_xml.parse(package.read(relations)).iter(RELATION):
        if relation.get("Type", "").endswith(kinds) and relation.get("TargetMode") != "External":
            path = posixpath.join("/", folder, relation.get("Target", ""))
            names.append(posixpath.normpath(path).lstrip("/"))
    return [name for name in names if name in package]


class Styles:
    """The styles of a document; each is looked up when a paragraph or run first names it."""

    def __init__(self, root: _Element | None = None) -> None:
        listed = () if root is None else root.iterchildren(W + "style")
        self._elements = {element.get(W + "styleId", ""): element for element in listed}
        self._found: dict[str, Style] = {}
        self.default = next(map(self._read, filter(self._is_default, self._elements)), Style())

    def get(self, name: str, otherwise: Style) -> Style:
        """Return the style with this id, or ``otherwise`` where there is none."""
        if name not in self._elements:
            return otherwise
        if name not in self._found:
            self._found[name] = self._read(name)
        return self._found[name]

    def _is_default(self, name: str) -> bool:
        element = self._elements[name]
        is_marked = element.get(W + "default") in {"1", "true"}
        return is_marked and element.get(W + "type") == "paragraph"

    def _read(self, name: str) -> Style:
        """Read a style with what it takes over from those it is based on."""
        bold: bool | None = None
        heading = False
        seen: set[str] = set()
        while name in self._elements and name not in seen:
            seen.add(name)
            element = self._elements[name]
            toggle = element.find(f"{W}rPr/{W}b")
            if bold is None and toggle is not None:
                bold = is_on(toggle)
            heading = heading or _is_heading(element)
            based_on = element.find(W + "basedOn")
            name = "" if based_on is None else based_on.get(VALUE, "")
        return Style(bold=bool(bold), heading=heading)


def read_styles(package: SafeZip, parts: list[str]) -> Styles:
    """Return the styles of a document from the first of ``parts``."""
    return _styles(package.read(parts[0])) if parts else Styles()


# The files of a batch mostly share their styles, which are often longer than the text.
@lru_cache(maxsize=2)
def _styles(data: bytes) -> Styles:
    return Styles(_parse(data))


def is_on(toggle: _Element) -> bool:
    """Tell whether an on/off property such as ``w:b`` is on."""
    return toggle.get(VALUE, "1") not in {"0", "false", "off"}


def _is_heading(style: _Element) -> bool:
    level = style.find(f"{W}pPr/{W}outlineLvl")
    if level is not None:
        return level.get(VALUE) in set("012345678")
    name = style.find(W + "name")
    return name is not None and HEADING_NAME.fullmatch(name.get(VALUE, "")) is not None

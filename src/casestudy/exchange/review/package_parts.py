"""What Word and Excel files have in common: parts that point at each other, and properties."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from casestudy.errors import ImportRefusedError
from casestudy.exchange import safe_xml
from casestudy.exchange.documents.docx_parts import RELATION, targets
from casestudy.exchange.review.raw import Saved

if TYPE_CHECKING:
    from lxml.etree import _Element

    from casestudy.exchange.safe_zip import SafeZip

_ROOT: Final = "_rels/.rels"
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS: Final = "{http://purl.org/dc/terms/}"


def main_part(package: SafeZip) -> str:
    """Return the name of the part that everything else hangs on.

    Raises:
        ImportRefusedError: ``import.damaged``: there is none.
    """
    found = targets(package, _ROOT, "/officeDocument")
    if not found:
        raise ImportRefusedError("import.damaged")
    return found[0]


def parts(package: SafeZip, of: str, *kinds: str) -> list[str]:
    """Return the parts that a part points at, by the ending of what it calls their kind."""
    folder, name = posixpath.split(of)
    return targets(package, posixpath.join(folder, "_rels", f"{name}.rels"), *kinds)


def parts_by_id(package: SafeZip, of: str) -> dict[str, str]:
    """Return the parts that a part points at, by the id it points with."""
    folder, name = posixpath.split(of)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package:
        return {}
    found = {}
    for relation in safe_xml.parse(package.read(relations)).iter(RELATION):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
        if target.lstrip("/") in package:
            found[relation.get("Id", "")] = target.lstrip("/")
    return found


def custom_properties(package: SafeZip) -> dict[str, str]:
    """Return the properties that are not Office's own."""
    found = {}
    for part in targets(package, _ROOT, "/custom-properties"):
        for entry in safe_xml.parse(package.read(part)):
            found[entry.get("name", "")] = "".join(str(words) for words in entry.itertext())
    return found


def saved(package: SafeZip) -> Saved:
    """Return who saved the file last and when, and when it was made."""
    names = {f"{_CORE}lastModifiedBy": "by", f"{_TERMS}modified": "at", f"{_TERMS}created": "made"}
    told = {
        names[str(entry.tag)]: (entry.text or "").strip()
        for part in targets(package, _ROOT, "/core-properties")
        for entry in safe_xml.parse(package.read(part))
        if entry.tag in names
    }
    return Saved(**told)


def parse(package: SafeZip, name: str, *, strict: bytes, transitional: bytes) -> _Element:
    """Return the root of a part; "strict" files are read as the ordinary kind."""
    return safe_xml.parse(package.read(name).replace(strict, transitional))

"""Reads a file of any REFI-QDA kind, or says why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from lxml import etree

from casestudy.errors import ImportRefusedError
from casestudy.exchange import safe_xml
from casestudy.exchange.refi.counts import count_elements, count_kept
from casestudy.exchange.refi.elements import Interpreter, local_name
from casestudy.exchange.refi.losses import Element, Happened, Ledger, LossReport
from casestudy.exchange.refi.names import own_names, with_own_names
from casestudy.exchange.refi.package import Package
from casestudy.exchange.refi.read_project import ProjectReader
from casestudy.exchange.refi.values import RefiProject

MAX_FILE_BYTES: Final = 200 * 1024 * 1024
_ZIP_START: Final = b"PK"
_USUAL_NAMESPACES: Final = frozenset({"urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"})
#: What the layers below refuse a document for, and what to say of a project instead.
_OUR_WORDS: Final = {
    "import.empty": "refi.empty",
    "import.damaged": "refi.damaged",
    "import.zip_bomb": "refi.zip_bomb",
    "import.unsafe_zip": "refi.unsafe_zip",
    "import.unsafe_xml": "refi.unsafe_xml",
    "import.password": "refi.password",
    "import.too_slow": "refi.too_slow",
    "import.too_much_memory": "refi.too_much_memory",
    "import.crashed": "refi.crashed",
}


class FileKind(StrEnum):
    """What a file is."""

    CODEBOOK = "qdc"
    PROJECT = "qdpx"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiReading:
    """A file as read, who says to have written it, and what did not come over."""

    kind: FileKind
    origin: str
    project: RefiProject
    report: LossReport


def read_refi(data: bytes) -> RefiReading:
    """Read a codebook (.qdc), a project (.qdpx), or a project's bare XML (.qde).

    What a file is, its content says; its name may have been changed on the way. Errors against
    the schema are no reason to refuse it. For a file from elsewhere use
    ``casestudy.exchange.worker.read_project``, which reads it in a process of its own.

    Args:
        data: The whole file.

    Raises:
        ImportRefusedError: With a code below ``refi.`` for each reason.
        MemoryError: There was not enough memory to read it.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large()
    try:
        return _read(data)
    except ImportRefusedError as refusal:
        raise in_our_words(refusal) from None


def too_large() -> ImportRefusedError:
    """Return the refusal of a file above ``MAX_FILE_BYTES``."""
    return ImportRefusedError("refi.too_large", megabytes=MAX_FILE_BYTES // 1024**2)


def in_our_words(refusal: ImportRefusedError) -> ImportRefusedError:
    """Return a refusal that says what to do with a project rather than a document."""
    return ImportRefusedError(_OUR_WORDS.get(refusal.code, refusal.code), **refusal.arguments)


def _read(data: bytes) -> RefiReading:
    if not data:
        raise ImportRefusedError("refi.empty")
    package = Package(data) if data.startswith(_ZIP_START) else None
    xml = package.project if package is not None else data
    if b"<" not in xml[:1000].replace(b"\0", b""):
        raise ImportRefusedError("refi.not_refi")
    root = safe_xml.parse(xml, keep_instructions=True)
    names = own_names(root)
    etree.strip_tags(root, etree.ProcessingInstruction)
    kind = _kind(root)
    ledger = Ledger()
    namespace = etree.QName(root).namespace or ""
    if namespace not in _USUAL_NAMESPACES:
        ledger.note(Element.FILE, Happened.NAMESPACE, name=namespace)
    origin = _origin(root)
    reader = ProjectReader(root, Interpreter(ledger), package)
    unit = None
    if kind is FileKind.CODEBOOK:
        project = reader.codebook()
    else:
        project, unit = reader.project(origin=origin)
    for name in package.unused if package is not None else ():
        ledger.note(Element.FILE, Happened.UNUSED_FILE, name=name)
    report = ledger.report(found=count_elements(root), kept=count_kept(project), unit=unit)
    project = with_own_names(project, names)
    return RefiReading(kind=kind, origin=origin, project=project, report=report)


def _kind(root: etree._Element) -> FileKind:
    namespace = (etree.QName(root).namespace or "").lower()
    if namespace and "qda" not in namespace:
        raise ImportRefusedError("refi.not_refi")
    match local_name(root).lower():
        case "codebook":
            return FileKind.CODEBOOK
        case "project":
            return FileKind.PROJECT
    raise ImportRefusedError("refi.not_refi")


def _origin(root: etree._Element) -> str:
    return (root.get("origin") or "").strip()

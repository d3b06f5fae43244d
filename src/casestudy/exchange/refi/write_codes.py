"""Writes codes as a tree, and codebook files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casestudy.errors import InvalidInputError
from casestudy.exchange.refi.counts import count_kept
from casestudy.exchange.refi.losses import Element, Happened, Ledger, LossReport
from casestudy.exchange.refi.names import distinct_names, names_instruction
from casestudy.exchange.refi.values import RefiProject
from casestudy.exchange.refi.write_xml import XmlWriter, origin, to_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml import etree

    from casestudy.exchange.refi.values import RefiCode


@dataclass(frozen=True, slots=True, kw_only=True)
class RefiFile:
    """A file to hand out, and what it could not carry."""

    data: bytes
    report: LossReport


def write_qdc(project: RefiProject) -> RefiFile:
    """Return a codebook file (.qdc) with the project's codes and its sets of codes.

    Names are made distinct, since programs merge codes of one name. The same values give the
    same bytes.

    Raises:
        InvalidInputError: ``refi.no_codes``: the standard knows no codebook without a code.
    """
    if not project.codes:
        raise InvalidInputError("refi.no_codes")
    ledger = Ledger()
    xml = XmlWriter("urn:QDA-XML:codebook:1.0", ledger)
    root = xml.root("CodeBook", {"origin": origin()})
    names = written_names(project.codes, ledger)
    holder = xml.below(root, "Codes")
    add_codes(xml, holder, project.codes, names, notes=False)
    if project.sets:
        sets = xml.below(root, "Sets")
        for one in project.sets:
            name = xml.name(one.name, Element.SET)
            node = xml.below(sets, "Set", {"guid": one.guid, "name": name})
            xml.description(node, one.description, Element.SET, name)
            for guid in one.codes:
                xml.below(node, "MemberCode", {"guid": guid})
            others = len(one.sources) + len(one.notes)
            ledger.note(Element.SET, Happened.NOT_IN_CODEBOOK, name=name, count=others)
    noted = sum(len(code.notes) for code in project.codes)
    ledger.note(Element.NOTE, Happened.NOT_IN_CODEBOOK, count=noted)
    counts = count_kept(RefiProject(codes=project.codes, sets=project.sets))
    return RefiFile(
        data=to_bytes(root, names_instruction(project.codes, names)),
        report=ledger.report(found=counts, kept=counts),
    )


def written_names(codes: Sequence[RefiCode], ledger: Ledger) -> dict[str, str]:
    """Return distinct names by GUID, and write down those that had to be changed."""
    names = distinct_names(codes)
    for code in codes:
        if code.name.strip() != names[code.guid]:
            ledger.note(Element.CODE, Happened.RENAMED, name=code.name, detail=names[code.guid])
    return names


def add_codes(
    xml: XmlWriter,
    holder: etree._Element,
    codes: Sequence[RefiCode],
    names: Mapping[str, str],
    *,
    notes: bool,
) -> None:
    """Add all codes below ``holder``, each below its parent.

    Args:
        xml: Makes the elements.
        holder: The element ``Codes``.
        codes: In reading order, each after its parent.
        names: What each is written as, by GUID.
        notes: Whether codes may point at notes; in a codebook file they may not.
    """
    nodes: dict[str | None, etree._Element] = {None: holder}
    for code in codes:
        name = names[code.guid]
        xml.allowed(code.name, Element.CODE, name)
        node = xml.below(
            nodes[code.parent],
            "Code",
            {
                "guid": code.guid,
                "name": name,
                "isCodable": "true" if code.is_codable else "false",
                "color": code.colour,
            },
        )
        xml.description(node, code.description, Element.CODE, name)
        if notes:
            xml.references(node, "NoteRef", code.notes)
        nodes[code.guid] = node

"""Reads the codes of a codebook or project, and the sets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.elements import Interpreter, children
from casestudy.exchange.refi.losses import Element, Happened
from casestudy.exchange.refi.values import RefiCode, RefiSet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

_TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}
_LIKE_VARIABLE: Final = re.compile(r"(?P<name>[^:]*\S)\s*:\s+(?P<value>\S.*)")


def read_codes(books: Iterable[etree._Element], meaning: Interpreter) -> tuple[RefiCode, ...]:
    """Return the codes of all ``CodeBook`` elements in reading order, with their parents."""
    codes: list[RefiCode] = []
    waiting: list[tuple[etree._Element, str | None]] = []
    for book in books:
        holders = list(children(book, "Codes")) or [book]
        waiting += [(code, None) for holder in holders for code in children(holder, "Code")]
    waiting.reverse()
    while waiting:
        node, parent = waiting.pop()
        code = _code(node, parent, meaning)
        codes.append(code)
        waiting += reversed([(below, code.guid) for below in children(node, "Code")])
    return tuple(codes)


def read_sets(
    nodes: Iterable[etree._Element],
    meaning: Interpreter,
    *,
    codes: set[str],
    sources: set[str],
) -> tuple[RefiSet, ...]:
    """Return sets without the members that are not known."""
    known = {"MemberCode": codes, "MemberSource": sources, "MemberNote": meaning.notes}
    sets: list[RefiSet] = []
    for node in nodes:
        name = meaning.name(node)
        members = meaning.members(node, known, Element.SET, name)
        if members["MemberSource"] and variable_of(name):
            meaning.ledger.note(Element.SET, Happened.LIKE_VARIABLE, name=name)
        sets.append(
            RefiSet(
                guid=meaning.guid(node, Element.SET),
                name=name,
                description=meaning.description(node),
                codes=members["MemberCode"],
                sources=members["MemberSource"],
                notes=members["MemberNote"],
            )
        )
    return tuple(sets)


def variable_of(name: str) -> tuple[str, str] | None:
    """Return the variable and value that a set's name stands for, as ATLAS.ti writes them.

    >>> variable_of("gender: female")
    ('gender', 'female')
    """
    found = _LIKE_VARIABLE.fullmatch(name)
    return (found["name"].strip(), found["value"].strip()) if found else None


def _code(node: etree._Element, parent: str | None, meaning: Interpreter) -> RefiCode:
    name = meaning.name(node)
    if not name:
        meaning.ledger.note(Element.CODE, Happened.UNSAID_NAME)
    codable = _TRUTHS.get((node.get("isCodable") or "").strip().lower())
    if codable is None:
        meaning.ledger.note(Element.CODE, Happened.UNSAID_CODABLE, name=name)
    return RefiCode(
        guid=meaning.guid(node, Element.CODE),
        parent=parent,
        name=name,
        description=meaning.description(node),
        colour=meaning.colour(node, Element.CODE, name),
        is_codable=codable is not False,
        notes=meaning.note_refs(node, Element.CODE, name),
    )

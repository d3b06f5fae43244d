"""Names of codes that no two codes of a file share, and the way back to their own names.

Programs that know codes by their names merge codes with equal ones, and lose codings. So equal
names are written with the name of the code above in front. What a code is called here stands in
an instruction before the root element, which other programs pass over.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from casestudy.exchange.refi.elements import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casestudy.exchange.refi.values import RefiCode, RefiProject

_TARGET: Final = "casestudy-names"
_SHORT_GUID: Final = 8


def distinct_names(codes: Iterable[RefiCode]) -> dict[str, str]:
    """Return a name for each code's GUID such that no two are equal, in whatever case.

    Args:
        codes: In reading order, each after its parent.
    """
    codes = tuple(codes)
    often = Counter(one_line(code.name).casefold() for code in codes)
    names: dict[str, str] = {}
    used: set[str] = set()
    for code in codes:
        name = one_line(code.name) or code.guid[:_SHORT_GUID]
        if often[name.casefold()] > 1 and code.parent in names:
            name = f"{names[code.parent]} / {name}"
        number, distinct = 1, name
        while distinct.casefold() in used:
            number += 1
            distinct = f"{name} ({number})"
        used.add(distinct.casefold())
        names[code.guid] = distinct
    return names


def names_instruction(
    codes: Iterable[RefiCode], written: Mapping[str, str]
) -> etree._ProcessingInstruction | None:
    """Return the instruction that tells the own names of codes that are written otherwise."""
    renamed = {
        code.guid: [written[code.guid], one_line(code.name)]
        for code in codes
        if written[code.guid] != one_line(code.name)
    }
    if not renamed:
        return None
    # "?>" would end the instruction
    return etree.ProcessingInstruction(_TARGET, json.dumps(renamed).replace(">", "\\u003e"))


def own_names(root: etree._Element) -> dict[str, tuple[str, str]]:
    """Return the written and the own name by GUID, as far as a file of ours tells them."""
    for node in root.itersiblings(etree.ProcessingInstruction, preceding=True):
        if getattr(node, "target", "") == _TARGET:
            try:
                return {
                    str(guid): (str(written), one_line(str(own)))
                    for guid, (written, own) in json.loads(node.text or "").items()
                }
            except (ValueError, TypeError, AttributeError, RecursionError):
                return {}
    return {}


def with_own_names(project: RefiProject, names: Mapping[str, tuple[str, str]]) -> RefiProject:
    """Return the project with its codes' own names, where nobody has renamed them since."""
    return replace(
        project,
        codes=tuple(
            replace(code, name=names[code.guid][1])
            if code.guid in names and code.name == names[code.guid][0]
            else code
            for code in project.codes
        ),
    )

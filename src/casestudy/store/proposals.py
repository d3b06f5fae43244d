"""Codes proposed while coding: they stand under one branch until a release places them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code
from casestudy.domain.colour import next_colour
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError
from casestudy.store.codebook import code_columns
from casestudy.store.tables import CODE, CODE_VERSION

if TYPE_CHECKING:
    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit

BRANCH: Final = "NY"
_COUNTER: Final = "proposal"


def count_proposals(reader: Reader) -> int:
    """Return how many codes have been proposed in the study."""
    return reader.number(_COUNTER)


def has_branch(reader: Reader) -> bool:
    """Tell whether the codebook has the branch that proposals stand under."""
    return reader.count(CODE, id=BRANCH) > 0


def add_proposal(
    unit: Unit, label: str, *, guid: str, in_vivo: bool, source_id: str, member_id: str
) -> str:
    """Store a proposed code and return its id; a ``guid`` that is there gives the code it names.

    Raises:
        InvalidInputError: ``no_branch_for_proposals``.
    """
    known = unit.find(CODE, guid=guid)
    if known is not None:
        return str(known["id"])
    branch = unit.find(CODE, id=BRANCH)
    if branch is None:
        raise InvalidInputError("no_branch_for_proposals", branch=BRANCH)
    number, code_id = _next_id(unit)
    version_id = unit.new_id()
    last = unit.connection.execute(select(func.max(CODE.c.position))).scalar_one()
    unit.insert(
        CODE,
        id=code_id,
        guid=guid,
        current_version_id=version_id,
        status=CodeStatus.PROPOSED.value,
        position=last + 1,
    )
    code = Code(
        id=code_id,
        parent=BRANCH,
        status=CodeStatus.PROPOSED,
        label=Bilingual(nb=label, en=label),
        colour=_colour(unit, branch["current_version_id"]),
    )
    columns = code_columns(code)
    origin = {"number": number, "in_vivo": in_vivo, "source_id": source_id}
    # a label may be the very words of a source, and no row image holds these
    unit.insert_many(
        CODE_VERSION,
        [
            columns
            | {
                "id": version_id,
                "code_id": code_id,
                "number": 1,
                "content": columns["content"] | {"proposal": origin},
                "created_by": member_id,
                "created_at": unit.now,
            }
        ],
    )
    return code_id


def forget_words(unit: Unit, source_id: str) -> None:
    """Take the words of a source out of the codes that were named with them."""
    query = select(CODE_VERSION.c.id, CODE_VERSION.c.code_id, CODE_VERSION.c.content)
    for row in unit.run(query.where(CODE_VERSION.c.parent_id == BRANCH)):
        origin: dict[str, Any] = row["content"].get("proposal", {})
        if origin.get("in_vivo") and origin["source_id"] == source_id:
            unit.connection.execute(
                CODE_VERSION.update()
                .where(CODE_VERSION.c.id == row["id"])
                .values(label_nb=row["code_id"], label_en=row["code_id"])
            )


def _next_id(unit: Unit) -> tuple[int, str]:
    """Count up to an id that no code of the codebook file has taken."""
    number = unit.next_number(_COUNTER)
    while unit.count(CODE, id=f"{BRANCH}.{number}"):
        number = unit.next_number(_COUNTER)
    return number, f"{BRANCH}.{number}"


def _colour(unit: Unit, branch_version_id: str) -> str:
    hue = unit.get(CODE_VERSION, branch_version_id)["content"]["hue"]
    taken = select(CODE_VERSION.c.colour).distinct()
    return next_colour(hue, set(unit.connection.execute(taken).scalars()))

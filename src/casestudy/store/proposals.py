"""Codes proposed while coding: they stand under one branch until the team places them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from casestudy.domain import codebook_rules as rules
from casestudy.domain.codebook_draft import Draft, finished
from casestudy.domain.codebook_edits import Add
from casestudy.domain.lineage import LineageKind
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError
from casestudy.store.codebook_records import hold_codebook, read_records, save_outcome
from casestudy.store.tables import CODE, CODE_VERSION

if TYPE_CHECKING:
    from casestudy.domain.working_codebook import WorkingCodebook
    from casestudy.store.reader import Reader
    from casestudy.store.unit import Unit

_COUNTER: Final = "proposal"


def count_proposals(reader: Reader) -> int:
    """Return how many codes have been proposed in the study."""
    return reader.number(_COUNTER)


def has_branch(reader: Reader) -> bool:
    """Tell whether the codebook has the branch that proposals stand under."""
    branch = reader.find(CODE, id=rules.PROPOSALS, removed=False)
    return branch is not None and branch["status"] != CodeStatus.RETIRED.value


def add_proposal(
    unit: Unit, label: str, *, guid: str, in_vivo: bool, source_id: str, member_id: str
) -> str:
    """Store a proposed code and return its id; a ``guid`` that is there gives the code it names.

    Raises:
        InvalidInputError: ``no_branch_for_proposals``.
    """
    hold_codebook(unit)
    known = unit.find(CODE, guid=guid)
    if known is not None:
        return str(known["id"])
    if not has_branch(unit):
        raise InvalidInputError("no_branch_for_proposals", branch=rules.PROPOSALS)
    book = read_records(unit)
    draft = Draft(book)
    number, code_id = _next_id(unit, book)
    new = Add(
        id=code_id,
        parent=rules.PROPOSALS,
        words={"label.nb": label, "label.en": label},
        guid=guid,
    )
    rules.add(draft, new, status=CodeStatus.PROPOSED)
    origin = {"number": number, "in_vivo": in_vivo, "source_id": source_id}
    draft.put(replace(draft.book[code_id], origin=origin))
    draft.step(LineageKind.ADDED, [], [code_id])
    save_outcome(unit, finished(book, draft), member_id=member_id)
    return code_id


def forget_words(unit: Unit, source_id: str) -> None:
    """Take the words of a source out of the codes that were named with them."""
    query = select(CODE_VERSION.c.id, CODE_VERSION.c.code_id, CODE_VERSION.c.content)
    proposed = CODE_VERSION.c.code_id.startswith(f"{rules.PROPOSALS}.", autoescape=True)
    for row in unit.run(query.where(proposed)):
        origin: dict[str, Any] = row["content"].get("proposal", {})
        if origin.get("in_vivo") and origin["source_id"] == source_id:
            unit.connection.execute(
                CODE_VERSION.update()
                .where(CODE_VERSION.c.id == row["id"])
                .values(label_nb=row["code_id"], label_en=row["code_id"])
            )


def _next_id(unit: Unit, book: WorkingCodebook) -> tuple[int, str]:
    """Count up to an id that no code has or ever had."""
    number = unit.next_number(_COUNTER)
    while f"{rules.PROPOSALS}.{number}" in book.records:
        number = unit.next_number(_COUNTER)
    return number, f"{rules.PROPOSALS}.{number}"

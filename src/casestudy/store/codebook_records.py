"""The working codebook in the store: each code's row and version in force, read and saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, CodingAttribute, CodingPass, Synonyms
from casestudy.domain.lineage import LineageStep
from casestudy.domain.vocabulary import CodeStatus
from casestudy.domain.working_codebook import CodeRecord, WorkingCodebook
from casestudy.errors import ConflictError
from casestudy.store.tables import CODE, CODE_VERSION, CODEBOOK_RELEASE, LINEAGE_STEP, MEMBER
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook_draft import Outcome, Step
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit

_TEXTS = ("definition", "use", "not_use", "cue")
_LISTS = ("maps_to", "confused_with", "unreviewed")
_VERSION = (*("number", "parent_id", "assignable", "colour", "label_nb", "label_en", "content"),)
_LOCK = "codebook"


def hold_codebook(unit: Unit) -> None:
    """Let nobody else change the codebook until this write is done."""
    unit.next_number(_LOCK)


def read_records(reader: Reader) -> WorkingCodebook:
    """Return every code as it stands, with the very words of sources that some are named with."""
    newest = (
        select(CODE_VERSION.c.code_id, func.max(CODE_VERSION.c.number).label("last_number"))
        .group_by(CODE_VERSION.c.code_id)
        .subquery()
    )
    query = (
        select(CODE, *(CODE_VERSION.c[name] for name in _VERSION), newest.c.last_number)
        .join(CODE_VERSION, CODE_VERSION.c.id == CODE.c.current_version_id)
        .join(newest, newest.c.code_id == CODE.c.id)
    )
    return WorkingCodebook(
        as_value(
            CodeRecord,
            row,
            code=code_of(row),
            origin=row["content"].get("proposal") or {},
        )
        for row in reader.run(query)
    )


def save_outcome(
    unit: Unit,
    outcome: Outcome,
    *,
    member_id: str | None,
    seen: Mapping[str, int] | None = None,
    why: str = "",
) -> list[str]:
    """Store what an edit makes of the codebook; return the ids of its steps in the lineage.

    Wordings go into versions of their own, which never change and leave no row image: the name of
    a code may be the words of a source.

    Args:
        unit: The write.
        outcome: What is to be stored; worked out on what is stored now.
        member_id: Who does it.
        seen: The row versions of the codes that the member saw; others are not checked.
        why: The reason given.

    Raises:
        ConflictError: ``changed_meanwhile``: a code that changes was changed since it was seen.
    """
    for record in outcome.changed:
        known = (seen or {}).get(record.id)
        if known is not None and known != record.version:
            raise ConflictError("changed_meanwhile", kind=CODE.name)
    for record in outcome.changed:
        before = outcome.before.records.get(record.id)
        values = _code_row(record)
        is_new_version = before is None or before.number != record.number
        if is_new_version:
            values["current_version_id"] = unit.new_id()
        if before is None:
            unit.insert(CODE, id=record.id, guid=record.code.guid or unit.new_id(), **values)
        else:
            unit.update(CODE, record.id, **values)
        if is_new_version:
            version = {"id": values["current_version_id"], "created_by": member_id}
            version |= {
                "meaning_changed": record.id in outcome.meaning,
                "why_changed": why.strip(),
            }
            unit.insert_many(
                CODE_VERSION, [_version_row(record) | version | {"created_at": unit.now}]
            )
    return [add_step(unit, step, member_id=member_id, why=why) for step in outcome.steps]


def add_step(
    unit: Unit, step: Step, *, member_id: str | None, why: str = "", release_id: str | None = None
) -> str:
    """Write down what happened to codes; return the step's id."""
    last = unit.connection.execute(select(func.max(LINEAGE_STEP.c.number))).scalar() or 0
    return unit.insert(
        LINEAGE_STEP,
        number=last + 1,
        kind=step.kind.value,
        from_ids=list(step.from_ids),
        to_ids=list(step.to_ids),
        at=unit.now,
        member_id=member_id,
        why=why.strip(),
        release_id=release_id,
        removed=False,
    )


def lineage(reader: Reader) -> list[LineageStep]:
    """Return the steps in the life of all codes that were not taken back, oldest first."""
    return list(lineage_by_id(reader).values())


def lineage_by_id(reader: Reader) -> dict[str, LineageStep]:
    """Return the same by their ids."""
    query = (
        select(
            LINEAGE_STEP,
            func.coalesce(MEMBER.c.handle, "").label("member"),
            CODEBOOK_RELEASE.c.number.label("release"),
        )
        .outerjoin(MEMBER, MEMBER.c.id == LINEAGE_STEP.c.member_id)
        .outerjoin(CODEBOOK_RELEASE, CODEBOOK_RELEASE.c.id == LINEAGE_STEP.c.release_id)
        .where(LINEAGE_STEP.c.removed.is_(False))
        .order_by(LINEAGE_STEP.c.number)
    )
    return {row["id"]: as_value(LineageStep, row) for row in reader.run(query)}


def version_row(reader: Reader, code: str) -> Row | None:
    """Return the row and version of a code, by its id or guid; None where there is none."""
    query = (
        select(CODE_VERSION, CODE.c.status, CODE.c.counts_as)
        .join(CODE, CODE.c.current_version_id == CODE_VERSION.c.id)
        .where(or_(CODE.c.id == code, CODE.c.guid == code), CODE.c.removed.is_(False))
    )
    found = reader.run(query)
    return found[0] if found else None


def _code_row(record: CodeRecord) -> dict[str, Any]:
    return {
        "status": record.code.status.value,
        "replaced_by": record.replaced_by,
        "merged_into": record.merged_into,
        "counts_as": record.counts_as,
        "recode_from": record.recode_from,
        "position": record.position,
        "removed": record.removed,
    }


def _version_row(record: CodeRecord) -> dict[str, Any]:
    columns = _version_columns(record.code)
    if record.origin:
        columns["content"]["proposal"] = dict(record.origin)
    return {"code_id": record.id, "number": record.number, **columns}


def _version_columns(code: Code) -> dict[str, Any]:
    return {
        "parent_id": code.parent,
        "assignable": code.assignable,
        "colour": code.colour,
        "label_nb": code.label.nb,
        "label_en": code.label.en,
        "content": {
            **{name: _both(getattr(code, name)) for name in _TEXTS},
            **{name: list(getattr(code, name)) for name in _LISTS},
            "synonyms": {"nb": list(code.synonyms.nb), "en": list(code.synonyms.en)},
            "attributes": None if code.attributes is None else [*map(str, code.attributes)],
            "passes": None if code.passes is None else [*map(str, code.passes)],
            "hue": code.hue,
        },
    }


def code_of(row: Row) -> Code:
    """Return the code in a row with the columns of its version, its id, guid and status."""
    content = row["content"]
    attributes, passes = content["attributes"], content["passes"]
    texts: dict[str, Any] = {name: Bilingual(**content[name]) for name in _TEXTS}
    texts |= {name: tuple(content[name]) for name in _LISTS}
    return Code(
        id=row["id"],
        parent=row["parent_id"],
        assignable=row["assignable"],
        status=CodeStatus(row["status"]),
        colour=row["colour"],
        label=Bilingual(nb=row["label_nb"], en=row["label_en"]),
        synonyms=Synonyms(
            nb=tuple(content["synonyms"]["nb"]), en=tuple(content["synonyms"]["en"])
        ),
        attributes=None if attributes is None else tuple(map(CodingAttribute, attributes)),
        passes=None if passes is None else tuple(map(CodingPass, passes)),
        hue=content["hue"],
        guid=row["guid"],
        proposal=content.get("proposal", {}).get("number"),
        version=row.get("version"),
        replaced_by=row.get("merged_into") or row["replaced_by"],
        **texts,
    )


def _both(text: Bilingual) -> dict[str, str]:
    return {"nb": text.nb, "en": text.en}

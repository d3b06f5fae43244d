"""Releases of the codebook: frozen once, read for ever."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.releases import Release
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.store.codebook import book_of, named_by_id
from casestudy.store.codebook_records import code_of
from casestudy.store.tables import (
    CODE,
    CODE_VERSION,
    CODEBOOK_RELEASE,
    LINEAGE_STEP,
    MEMBER,
    RELEASE_CODE,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.working_codebook import CodeRecord
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit


_FROZEN = ("parent_id", "assignable", "colour", "label_nb", "label_en", "content")
_OF_RELEASE = (RELEASE_CODE.c.status, RELEASE_CODE.c.replaced_by, RELEASE_CODE.c.by_id)


def store_release(
    unit: Unit,
    records: Sequence[CodeRecord],
    *,
    number: str,
    name: str,
    date: dt.date,
    title: Bilingual,
    note: Bilingual,
    by_id: Collection[str] = (),
    member_id: str | None,
) -> str:
    """Freeze codes, in reading order, as a release; return its id.

    Args:
        unit: The write.
        records: The codes that are in it; their versions in force are.
        number: As ``"0.2"``.
        name: Of the codebook, as its files have it.
        date: Its day.
        title: Of the codebook.
        note: What the team says of the release.
        by_id: Codes that the release calls by their ids.
        member_id: Who freezes it.

    Raises:
        InvalidInputError: ``release_exists``: a release has this number.
    """
    if unit.find(CODEBOOK_RELEASE, number=number):
        raise InvalidInputError("release_exists", release=number)
    release_id = unit.insert(
        CODEBOOK_RELEASE,
        number=number,
        name=name,
        position=unit.count(CODEBOOK_RELEASE),
        title_nb=title.nb,
        title_en=title.en,
        date=date,
        note_nb=note.nb,
        note_en=note.en,
        frozen_by=member_id,
        frozen_at=unit.now,
    )
    versions = {row["id"]: row["current_version_id"] for row in unit.rows(CODE)}
    unit.insert_many(
        RELEASE_CODE,
        (
            {
                "release_id": release_id,
                "code_version_id": versions[record.id],
                "position": position,
                "status": record.code.status.value,
                "replaced_by": record.merged_into or record.replaced_by,
                "by_id": record.id in by_id,
            }
            for position, record in enumerate(records)
        ),
    )
    _mark_steps(unit, release_id, {record.id for record in records})
    return release_id


def _mark_steps(unit: Unit, release_id: str, codes: set[str]) -> None:
    """Say of what happened to codes in a release that it went into this one."""
    open_steps = unit.rows(LINEAGE_STEP, release_id=None, removed=False)
    told = [step["id"] for step in open_steps if codes & {*step["from_ids"], *step["to_ids"]}]
    unit.connection.execute(
        update(LINEAGE_STEP).where(LINEAGE_STEP.c.id.in_(told)).values(release_id=release_id)
    )


def releases(reader: Reader) -> list[Release]:
    """Return the releases, oldest first."""
    counts = (
        select(RELEASE_CODE.c.release_id, func.count().label("codes"))
        .group_by(RELEASE_CODE.c.release_id)
        .subquery()
    )
    query = (
        select(
            CODEBOOK_RELEASE,
            func.coalesce(counts.c.codes, 0).label("codes"),
            func.coalesce(MEMBER.c.handle, "").label("member"),
        )
        .outerjoin(counts, counts.c.release_id == CODEBOOK_RELEASE.c.id)
        .outerjoin(MEMBER, MEMBER.c.id == CODEBOOK_RELEASE.c.frozen_by)
        .order_by(CODEBOOK_RELEASE.c.position)
    )
    return [
        Release(
            id=row["id"],
            number=row["number"],
            name=row["name"],
            date=row["date"],
            title=Bilingual(nb=row["title_nb"], en=row["title_en"]),
            note=Bilingual(nb=row["note_nb"], en=row["note_en"]),
            frozen_at=row["frozen_at"],
            member=row["member"],
            codes=row["codes"],
        )
        for row in reader.run(query)
    ]


def differs_from_newest(reader: Reader, records: Iterable[CodeRecord]) -> bool:
    """Tell whether codes are not what the newest release has, in the same order."""
    newest = select(CODEBOOK_RELEASE.c.id).order_by(CODEBOOK_RELEASE.c.position.desc()).limit(1)
    frozen = select(
        RELEASE_CODE.c.code_version_id, RELEASE_CODE.c.status, RELEASE_CODE.c.replaced_by
    ).where(RELEASE_CODE.c.release_id == newest.scalar_subquery())
    order = frozen.order_by(RELEASE_CODE.c.position)
    then = [tuple(row) for row in reader.connection.execute(order)]
    versions = {row["id"]: row["current_version_id"] for row in reader.rows(CODE, removed=False)}
    now = [
        (versions[one.id], one.code.status.value, one.merged_into or one.replaced_by)
        for one in records
    ]
    return then != now


def release_codebook(reader: Reader, number: str) -> Codebook:
    """Return a release as it was frozen.

    Raises:
        NotFoundError: ``not_found.codebook_release``.
    """
    release = reader.find(CODEBOOK_RELEASE, number=number)
    if release is None:
        raise NotFoundError("not_found.codebook_release", id=number)
    query = (
        select(*(CODE_VERSION.c[name] for name in _FROZEN), CODE.c.id, CODE.c.guid, *_OF_RELEASE)
        .join(CODE_VERSION, CODE_VERSION.c.id == RELEASE_CODE.c.code_version_id)
        .join(CODE, CODE.c.id == CODE_VERSION.c.code_id)
        .where(RELEASE_CODE.c.release_id == release["id"])
        .order_by(RELEASE_CODE.c.position)
    )
    return book_of(release, _closed([_frozen(row) for row in reader.run(query)]))


def _frozen(row: Row) -> Code:
    code = code_of(row)
    return named_by_id(code) if row["by_id"] else code


def _closed(codes: list[Code]) -> list[Code]:
    """Return codes that name no code as confused with them that was left out."""
    known = {code.id for code in codes}
    return [
        replace(code, confused_with=tuple(one for one in code.confused_with if one in known))
        for code in codes
    ]

"""What stands in the way of taking an edit of the codebook back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from casestudy.store.tables import (
    CHANGE,
    CMOC_ELEMENT,
    CODE,
    CODE_VERSION,
    CODEBOOK_RELEASE,
    CODING,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.store.reader import Reader, Row


def frozen_since(reader: Reader, number: int, *, verb: str) -> str | None:
    """Return the number of the release that was frozen first after a change, if any."""
    query = (
        select(CODEBOOK_RELEASE.c.number)
        .join(CHANGE, CHANGE.c.target_id == CODEBOOK_RELEASE.c.id)
        .where(CHANGE.c.number > number, CHANGE.c.verb == verb)
        .order_by(CHANGE.c.number)
        .limit(1)
    )
    found = reader.connection.execute(query).scalar()
    return None if found is None else str(found)


def coded_since(reader: Reader, number: int, images: Iterable[Row]) -> list[str]:
    """Return the codes that somebody has coded with, or decided about, since an edit.

    A code that the edit added, or gave another meaning to, is not taken from under a coding that
    was made with it; nor is a split, once a coder has decided which part a segment belongs to.
    """
    listed = [image for image in images if image["table"] == CODE.name]
    added = [image["id"] for image in listed if _was_out_of_sight(image["before"])]
    versions = [
        image["after"]["current_version_id"]
        for image in listed
        if image["before"]
        and image["before"]["current_version_id"] != image["after"]["current_version_id"]
    ]
    meanings = reader.rows(CODE_VERSION, id=tuple(versions), meaning_changed=True)
    stamped = tuple(row["id"] for row in meanings)
    query = select(CODING.c.code_id).where(
        or_(CODING.c.code_id.in_(added), CODING.c.code_version_id.in_(stamped))
    )
    found = set(reader.connection.execute(query.distinct()).scalars())
    for row in reader.rows(CMOC_ELEMENT) if added else ():
        found.update(set(row["codes"]).intersection(added))
    found |= _decided(reader, number, {row["code_id"] for row in meanings})
    return sorted(found)


def _was_out_of_sight(before: Row | None) -> bool:
    return before is None or before["removed"]


def _decided(reader: Reader, number: int, codes: set[str]) -> set[str]:
    """Return those of the codes that a coder has since taken a coding out of, by decision."""
    if not codes:
        return set()
    query = select(CHANGE.c.rows).where(
        CHANGE.c.number > number, CHANGE.c.verb == "recode_coding", CHANGE.c.undone.is_(False)
    )
    images: list[dict[str, Any]] = [
        image
        for rows in reader.connection.execute(query).scalars()
        for image in rows
        if image["table"] == CODING.name and image["before"]
    ]
    return codes & {image["before"]["code_id"] for image in images}

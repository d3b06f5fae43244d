"""Review bundles and remarks in the store."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from casestudy.domain.review import (
    Receipt,
    ReviewBundle,
    ReviewComment,
    ReviewItem,
    ReviewStatus,
)
from casestudy.store.codebook import working_codebook
from casestudy.store.codebook_records import lineage_by_id
from casestudy.store.releases import release_codebook
from casestudy.store.tables import (
    CODE,
    CODEBOOK_RELEASE,
    MEMBER,
    REVIEW_BUNDLE,
    REVIEW_COMMENT,
)
from casestudy.store.values import as_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.lineage import LineageStep
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit


def bundles(reader: Reader) -> list[ReviewBundle]:
    """Return the bundles, oldest first."""
    query = (
        select(
            REVIEW_BUNDLE,
            CODEBOOK_RELEASE.c.number.label("release"),
            MEMBER.c.handle.label("handle"),
        )
        .join(CODEBOOK_RELEASE, CODEBOOK_RELEASE.c.id == REVIEW_BUNDLE.c.release_id)
        .join(MEMBER, MEMBER.c.id == REVIEW_BUNDLE.c.made_by)
        .order_by(REVIEW_BUNDLE.c.number)
    )
    return [as_value(ReviewBundle, row, made_by=row["handle"]) for row in reader.run(query)]


def items(
    reader: Reader, *, bundle_id: str | None = None, status: ReviewStatus | None = None
) -> list[ReviewItem]:
    """Return remarks in the order they came.

    Args:
        reader: Where to read.
        bundle_id: Only those on one bundle.
        status: Only those that stand so.
    """
    query = (
        select(
            REVIEW_COMMENT,
            CODEBOOK_RELEASE.c.number.label("release"),
            MEMBER.c.handle.label("handle"),
        )
        .join(REVIEW_BUNDLE, REVIEW_BUNDLE.c.id == REVIEW_COMMENT.c.bundle_id)
        .join(CODEBOOK_RELEASE, CODEBOOK_RELEASE.c.id == REVIEW_BUNDLE.c.release_id)
        .outerjoin(MEMBER, MEMBER.c.id == REVIEW_COMMENT.c.decided_by)
        .where(REVIEW_COMMENT.c.removed.is_(False))
        .order_by(REVIEW_COMMENT.c.number)
    )
    if bundle_id is not None:
        query = query.where(REVIEW_COMMENT.c.bundle_id == bundle_id)
    if status is not None:
        query = query.where(REVIEW_COMMENT.c.status == status.value)
    rows = reader.run(query)
    steps = lineage_by_id(reader) if rows else {}
    now = working_codebook(reader) if rows else None
    books = {
        number: release_codebook(reader, number) for number in {row["release"] for row in rows}
    }
    return [_item(row, steps, books[row["release"]], now) for row in rows]


def receive(
    unit: Unit,
    bundle_id: str,
    comments: Iterable[ReviewComment],
    *,
    file_sha256: str | None,
    member_id: str | None = None,
) -> Receipt:
    """Store remarks, each once however often it comes.

    A remark is known by its bundle, reviewer and anchor. One that is open takes what it says now;
    one that is decided stays, and what it says now is a remark of its own.
    """
    unit.next_number("review")  # holds back other writers of remarks
    last = unit.connection.execute(select(func.max(REVIEW_COMMENT.c.number))).scalar() or 0
    known = {
        (row["reviewer"], row["anchor"]): row
        for row in unit.rows(REVIEW_COMMENT, bundle_id=bundle_id, removed=False, order="number")
    }
    counts: Counter[str] = Counter()
    codes = {row["id"] for row in unit.rows(CODE)}
    unmatched: dict[str, None] = {}
    for comment in comments:
        if comment.code_id is not None and comment.code_id not in codes:
            unmatched[comment.code_id] = None
        values = _columns(comment) | {"file_sha256": file_sha256, "received_at": unit.now}
        before = known.get((comment.reviewer, comment.anchor))
        what = _what(before, values["fingerprint"])
        counts[what] += 1
        if what in {"new", "again"}:
            last += 1
            fixed = {"number": last, "status": ReviewStatus.OPEN.value, "removed": False}
            key = unit.insert(
                REVIEW_COMMENT,
                bundle_id=bundle_id,
                member_id=member_id,
                reason="",
                step_ids=[],
                **fixed,
                **values,
            )
            known[comment.reviewer, comment.anchor] = {"id": key, **fixed, **values}
        elif what == "updated" and before is not None:
            unit.update(REVIEW_COMMENT, before["id"], **values)
            known[comment.reviewer, comment.anchor] = {**before, **values}
    return Receipt(
        new=counts["new"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        again=counts["again"],
        unmatched=tuple(unmatched),
    )


def comment_of(row: Row) -> ReviewComment:
    """Return the remark in a row."""
    return as_value(ReviewComment, row)


def _what(before: Row | None, fingerprint: str) -> str:
    if before is None:
        return "new"
    if before["fingerprint"] == fingerprint:
        return "unchanged"
    return "updated" if before["status"] == ReviewStatus.OPEN.value else "again"


def _columns(comment: ReviewComment) -> Row:
    said = {
        "code_id": comment.code_id,
        "field": comment.field,
        "kind": comment.kind.value,
        "text": comment.text.strip(),
        "proposed": comment.proposed.strip(),
    }
    fingerprint = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    return said | {
        "reviewer": comment.reviewer,
        "at": comment.at,
        "anchor": comment.anchor,
        "fingerprint": fingerprint,
    }


def _item(
    row: Row, steps: dict[str, LineageStep], then: Codebook, now: Codebook | None
) -> ReviewItem:
    comment = comment_of(row)
    return as_value(
        ReviewItem,
        row,
        comment=comment,
        decided_by=row["handle"],
        became=tuple(steps[key] for key in row["step_ids"] if key in steps),
        is_outdated=_said(then, comment) != _said(now, comment),
    )


def _said(book: Codebook | None, comment: ReviewComment) -> object:
    """Return the wording that a remark is about, as a codebook has it."""
    found = next((one for one in book.codes if one.id == comment.code_id), None) if book else None
    if found is None or comment.field is None:
        return found and found.status
    name, _, language = comment.field.partition(".")
    value = getattr(found, name)
    return getattr(value, language) if language else value

"""The codebook as it is read: the working codes, and what a coding with one of them needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingPass
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.store.codebook_records import read_records, version_row
from casestudy.store.tables import CODE, CODEBOOK_RELEASE, CODING
from casestudy.store.visibility import hidden_sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement

    from casestudy.domain.working_codebook import CodeRecord
    from casestudy.store.reader import Reader, Row

#: A coding counts as this code: its own, or the one that was merged into. Queries join ``CODE`` by
#: ``OF_CODING`` to have it.
COUNTED = CODE.c.counts_as
OF_CODING = CODE.c.id == CODING.c.code_id


def counted_as(codes: Iterable[str]) -> ColumnElement[bool]:
    """Codings that count as one of these codes, also through a merge."""
    own = select(CODE.c.id).where(CODE.c.counts_as.in_(tuple(codes)))
    return CODING.c.code_id.in_(own)


def working_codebook(reader: Reader) -> Codebook:
    """Return the codes as they stand now, under the newest release's name.

    A code that was named with the words of a source goes by its id while that source is hidden.

    Raises:
        NotFoundError: ``not_found.codebook``: the study has none yet.
    """
    releases = reader.rows(CODEBOOK_RELEASE, order="position")
    if not releases:
        raise NotFoundError("not_found.codebook")
    records = read_records(reader).standing
    return book_of(releases[-1], shown_codes(reader, records))


def book_of(release: Row, codes: Iterable[Code]) -> Codebook:
    """Return codes as the codebook of a release."""
    return Codebook(
        name=release["name"],
        release=release["number"],
        date=release["date"],
        title=Bilingual(nb=release["title_nb"], en=release["title_en"]),
        note=Bilingual(nb=release["note_nb"], en=release["note_en"]),
        codes=tuple(codes),
    )


def shown_codes(reader: Reader, records: Iterable[CodeRecord]) -> list[Code]:
    """Return codes without the words of sources that nobody may see."""
    listed = list(records)
    named_in_vivo = any(record.origin.get("in_vivo") for record in listed)
    hidden = hidden_sources(reader) if named_in_vivo else frozenset()
    return [
        named_by_id(record.code)
        if record.origin.get("in_vivo") and record.origin["source_id"] in hidden
        else record.code
        for record in listed
    ]


def named_by_id(code: Code) -> Code:
    """Return a code with its id for a name."""
    return replace(code, label=Bilingual(nb=code.id, en=code.id))


def codes_of_pass(reader: Reader, coding_pass: CodingPass) -> frozenset[str]:
    """Return the codes that a pass shows, retired ones too; none where there is no codebook."""
    if not reader.count(CODEBOOK_RELEASE):
        return frozenset()
    codebook = working_codebook(reader)
    return frozenset(
        code.id for code in codebook.codes if coding_pass in codebook.passes_of(code.id)
    )


def applicable_code(reader: Reader, code: str) -> Row:
    """Return ``code_id``, ``code_version_id`` and the ``attributes`` that apply to a code.

    A code that was merged gives the one that it counts as: who has an older page before them loses
    nothing.

    Args:
        reader: Where to read.
        code: Its id or its guid.

    Raises:
        InvalidInputError: ``code_unknown``, ``code_not_assignable`` or ``code_retired``.
    """
    row = version_row(reader, code)
    if row is not None and row["counts_as"] != row["code_id"]:
        row = version_row(reader, row["counts_as"])
    if row is None:
        raise InvalidInputError("code_unknown", code=code)
    code_id = row["code_id"]
    if row["status"] == CodeStatus.RETIRED.value:
        raise InvalidInputError("code_retired", code=code_id)
    if not row["assignable"]:
        raise InvalidInputError("code_not_assignable", code=code_id)
    return {
        "code_id": code_id,
        "code_version_id": row["id"],
        "attributes": _attributes(reader, row),
    }


def attributes_of(reader: Reader, code_id: str) -> Row:
    """Return ``code_id`` and the ``attributes`` of what a coding counts as, in use or not."""
    row = version_row(reader, code_id)
    if row is not None and row["counts_as"] != code_id:
        row = version_row(reader, row["counts_as"])
    if row is None:
        raise InvalidInputError("code_unknown", code=code_id)
    return {"code_id": row["code_id"], "attributes": _attributes(reader, row)}


def _attributes(reader: Reader, row: Row) -> list[str]:
    above: Row | None = row
    while above is not None and above["content"]["attributes"] is None:
        above = version_row(reader, above["parent_id"])
    return list(above["content"]["attributes"]) if above else []

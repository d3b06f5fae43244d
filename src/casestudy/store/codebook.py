"""The codebook in the store: the working codes, and releases that never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingAttribute, CodingPass, Synonyms
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.store.tables import CODE, CODE_VERSION, CODEBOOK_RELEASE, RELEASE_CODE

if TYPE_CHECKING:
    from casestudy.store.reader import Reader, Row
    from casestudy.store.unit import Unit
    from casestudy.store.visibility import Visibility

_TEXTS = ("definition", "use", "not_use", "cue")
_LISTS = ("maps_to", "confused_with", "unreviewed")


def add_release(unit: Unit, codebook: Codebook, *, member_id: str | None) -> str:
    """Store all codes of a codebook and freeze them as a release; return its id.

    Raises:
        InvalidInputError: ``release_exists``: a release has this number, or the study already
            has codes.
    """
    if unit.count(CODE) or unit.find(CODEBOOK_RELEASE, number=codebook.release):
        raise InvalidInputError("release_exists", release=codebook.release)
    release_id = unit.new_id()
    versions = [unit.new_id() for _ in codebook.codes]
    unit.insert_many(
        CODE,
        (
            {
                "id": code.id,
                "guid": unit.new_id(),
                "current_version_id": version_id,
                "status": code.status.value,
                "position": position,
            }
            for position, (code, version_id) in enumerate(
                zip(codebook.codes, versions, strict=True)
            )
        ),
    )
    unit.insert_many(
        CODE_VERSION,
        (
            {
                "id": version_id,
                "code_id": code.id,
                "number": 1,
                "created_by": member_id,
                "created_at": unit.now,
                **code_columns(code),
            }
            for code, version_id in zip(codebook.codes, versions, strict=True)
        ),
    )
    unit.insert(
        CODEBOOK_RELEASE,
        id=release_id,
        number=codebook.release,
        position=unit.count(CODEBOOK_RELEASE),
        title_nb=codebook.title.nb,
        title_en=codebook.title.en,
        date=codebook.date,
        note_nb=codebook.note.nb,
        note_en=codebook.note.en,
    )
    unit.insert_many(
        RELEASE_CODE,
        (
            {"release_id": release_id, "code_version_id": version_id, "position": position}
            for position, version_id in enumerate(versions)
        ),
    )
    return release_id


def working_codebook(reader: Reader, visible: Visibility) -> Codebook:
    """Return the codes as they stand now, under the newest release's name.

    A code that was named with the words of a source goes by its id for who may not read them:
    a member without the right to transcripts, and everyone while the source is hidden.

    Raises:
        NotFoundError: ``not_found.codebook``: the study has none yet.
    """
    releases = reader.rows(CODEBOOK_RELEASE, order="position")
    if not releases:
        raise NotFoundError("not_found.codebook")
    newest = releases[-1]
    query = (
        select(CODE.c.id.label("code_id"), CODE.c.guid, CODE.c.status, CODE_VERSION)
        .join(CODE_VERSION, CODE_VERSION.c.id == CODE.c.current_version_id)
        .order_by(CODE.c.position)
    )
    return Codebook(
        name=newest["title_en"],
        release=newest["number"],
        date=newest["date"],
        title=Bilingual(nb=newest["title_nb"], en=newest["title_en"]),
        note=Bilingual(nb=newest["note_nb"], en=newest["note_en"]),
        codes=tuple(_code(row) for row in _with_labels(visible, reader.run(query))),
    )


def codes_of_pass(reader: Reader, visible: Visibility, coding_pass: CodingPass) -> frozenset[str]:
    """Return the codes that a pass shows, retired ones too; none where there is no codebook."""
    if not reader.count(CODEBOOK_RELEASE):
        return frozenset()
    codebook = working_codebook(reader, visible)
    return frozenset(
        code.id for code in codebook.codes if coding_pass in codebook.passes_of(code.id)
    )


def _with_labels(visible: Visibility, rows: list[Row]) -> list[Row]:
    for row in rows:
        origin: dict[str, Any] = row["content"].get("proposal", {})
        if origin.get("in_vivo") and not visible.shows_words(origin["source_id"]):
            row |= {"label_nb": row["code_id"], "label_en": row["code_id"]}
    return rows


def applicable_code(reader: Reader, code: str) -> Row:
    """Return ``code_id``, ``code_version_id`` and the ``attributes`` that apply to a code.

    Args:
        reader: Where to read.
        code: Its id or its guid.

    Raises:
        InvalidInputError: ``code_unknown``, ``code_not_assignable`` or ``code_retired``.
    """
    row = _current(reader, code)
    if row is None:
        raise InvalidInputError("code_unknown", code=code)
    code_id = row["code_id"]
    if row["status"] == CodeStatus.RETIRED.value:
        raise InvalidInputError("code_retired", code=code_id)
    if not row["assignable"]:
        raise InvalidInputError("code_not_assignable", code=code_id)
    above: Row | None = row
    while above is not None and above["content"]["attributes"] is None:
        above = _current(reader, above["parent_id"])
    return {
        "code_id": code_id,
        "code_version_id": row["id"],
        "attributes": above["content"]["attributes"] if above else [],
    }


def _current(reader: Reader, code: str) -> Row | None:
    query = (
        select(CODE_VERSION, CODE.c.status)
        .join(CODE, CODE.c.current_version_id == CODE_VERSION.c.id)
        .where(or_(CODE.c.id == code, CODE.c.guid == code))
    )
    found = reader.run(query)
    return found[0] if found else None


def code_columns(code: Code) -> dict[str, Any]:
    """Return what a version of a code holds, as columns."""
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


def _code(row: Row) -> Code:
    content = row["content"]
    attributes, passes = content["attributes"], content["passes"]
    texts: dict[str, Any] = {name: Bilingual(**content[name]) for name in _TEXTS}
    texts |= {name: tuple(content[name]) for name in _LISTS}
    return Code(
        id=row["code_id"],
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
        **texts,
    )


def _both(text: Bilingual) -> dict[str, str]:
    return {"nb": text.nb, "en": text.en}

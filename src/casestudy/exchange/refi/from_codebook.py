"""A codebook of ours as codes and a set, so that nothing of it is lost in a .qdc or .qdpx.

The standard has a name, a description and a colour for a code. Our other fields go into the
description as labelled lines: any program shows them, and keeps them when it hands the file on.
What the codebook says of itself goes into a set that all its codes are members of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casestudy.domain.codebook import BILINGUAL_FIELDS
from casestudy.domain.vocabulary import CodeStatus
from casestudy.exchange.refi.elements import one_line
from casestudy.exchange.refi.guid import derived_guid
from casestudy.exchange.refi.labelled import to_lines
from casestudy.exchange.refi.names import distinct_names
from casestudy.exchange.refi.values import RefiCode, RefiProject, RefiSet
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code, Codebook


def refi_from_codebook(codebook: Codebook, *, language: str) -> RefiProject:
    """Return codes with names in ``language`` (``"nb"`` or ``"en"``), and the book as a set.

    A code without a GUID gets one from the names of the codebook and its id: always the same.
    """
    in_order = [one for root in codebook.roots for one in codebook.descendants(root.id)]
    guids = {code.id: guid_of(codebook, code) for code in in_order}
    named = [
        RefiCode(
            guid=guids[code.id],
            parent=guids[code.parent] if code.parent is not None else None,
            name=one_line(code.label.in_language(language)),
            colour=code.colour,
            is_codable=code.assignable,
        )
        for code in in_order
    ]
    written = distinct_names(named)
    codes = tuple(
        replace(refi, description=to_lines(_in_description(code, written[refi.guid], language)))
        for code, refi in zip(in_order, named, strict=True)
    )
    return RefiProject(codes=codes, sets=(_set(codebook, codes, language),))


def guid_of(codebook: Codebook, code: Code) -> str:
    """Return the GUID of a code, derived from its id where the store has given it none."""
    return code.guid or derived_guid("code", codebook.name, code.id)


def fields_of(code: Code, *, language: str) -> dict[str, str | tuple[str, ...]]:
    """Return what a code says, by field, ``language`` first; what has no text is left out.

    Its GUID, colour, parent and whether it can be applied are not among the fields.
    """
    fields: dict[str, str | tuple[str, ...]] = {}
    for tongue in this_first(language):
        for name in BILINGUAL_FIELDS:
            fields[f"{name}.{tongue}"] = getattr(code, name).in_language(tongue)
        fields[f"synonyms.{tongue}"] = getattr(code.synonyms, tongue) or ""
    fields["id"] = code.id
    fields["status"] = "" if code.status is CodeStatus.ACTIVE else code.status.value
    fields["maps_to"] = code.maps_to or ""
    fields["confused_with"] = code.confused_with or ""
    fields["attributes"] = "" if code.attributes is None else tuple(map(str, code.attributes))
    fields["passes"] = "" if code.passes is None else tuple(map(str, code.passes))
    fields["unreviewed"] = code.unreviewed or ""
    fields["hue"] = "" if code.hue is None else str(code.hue)
    return {name: said for name, said in fields.items() if said != ""}


def head_of(codebook: Codebook, *, language: str) -> dict[str, str]:
    """Return what a codebook says of itself, by field."""
    fields = {
        "codebook": codebook.name,
        "release": codebook.release,
        "date": codebook.date.isoformat(),
        "language": language,
    }
    for tongue in this_first(language):
        fields[f"title.{tongue}"] = codebook.title.in_language(tongue)
        fields[f"note.{tongue}"] = codebook.note.in_language(tongue)
    return fields


def this_first(language: str) -> list[str]:
    """Return both languages, ``language`` first."""
    return sorted(LANGUAGES, key=lambda tongue: tongue != language)


def _in_description(code: Code, written: str, language: str) -> dict[str, str | tuple[str, ...]]:
    """Leave out the name that the code's own element says."""
    fields = fields_of(code, language=language)
    if code.label.in_language(language) == written:
        del fields[f"label.{language}"]
    return fields


def _set(codebook: Codebook, codes: tuple[RefiCode, ...], language: str) -> RefiSet:
    title = codebook.title.in_language(language) or codebook.name
    fields: dict[str, str | tuple[str, ...]] = {**head_of(codebook, language=language)}
    order = tuple(code.id for code in codebook.codes)
    by_tree = tuple(one.id for root in codebook.roots for one in codebook.descendants(root.id))
    if order != by_tree:
        fields["order"] = order
    return RefiSet(
        guid=derived_guid("codebook", codebook.name),
        name=one_line(f"{title} {codebook.release}"),
        description=to_lines(fields),
        codes=tuple(code.guid for code in codes),
    )

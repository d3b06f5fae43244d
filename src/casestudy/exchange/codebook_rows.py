"""A codebook as rows of a table, one per code, and rows of any table as a codebook.

Tables (csv, xlsx) have no tree and no GUIDs of their own, so a row says which code it is below.
Columns are called as fields are in the codebook file, or by the labels of ``refi.labelled``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.elements import one_line
from casestudy.exchange.refi.from_codebook import fields_of, guid_of, this_first
from casestudy.exchange.refi.guid import derived_guid, read_guid
from casestudy.exchange.refi.labelled import LABELS, items, listed, to_lines
from casestudy.exchange.refi.losses import Element, Happened, Ledger
from casestudy.exchange.refi.to_codebook import CodebookReading, Defaults, codebook_from_refi
from casestudy.exchange.refi.values import RefiCode, RefiProject, RefiSet

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook

Row = Mapping[str, str]

#: Fields whose cells hold a list, written as ``listed`` does.
_LISTS: Final = frozenset(
    (
        "synonyms.nb",
        "synonyms.en",
        "maps_to",
        "confused_with",
        "attributes",
        "passes",
        "unreviewed",
    )
)
#: Fields that a code has a place of its own for.
_OWN_PLACE: Final = frozenset(("parent", "assignable", "colour"))
_ORDER: Final = (
    *("id", "parent", "assignable", "status", "colour", "hue", "attributes", "passes"),
    *("label", "synonyms", "definition", "use", "not_use", "cue"),
    *("maps_to", "confused_with", "unreviewed", "guid"),
)
_BILINGUAL: Final = frozenset({"label", "synonyms", "definition", "use", "not_use", "cue"})
#: What others call the columns that ours have other names for.
_ALIASES: Final = {
    **dict.fromkeys(("name", "navn", "tag", "code", "kode", "path", "code name"), "name"),
    **dict.fromkeys(("description", "beskrivelse", "memo"), "description"),
    **dict.fromkeys(("color", "farge"), "colour"),
    **dict.fromkeys(("parent", "parent code", "overordnet"), "parent"),
}
_FIELDS: Final = {
    **{label.casefold(): name for name, label in LABELS.items()},
    **{name: name for name in (*LABELS, "guid")},
    **_ALIASES,
}
_NO: Final = frozenset({"false", "no", "nei", "0"})


def columns(language: str) -> tuple[str, ...]:
    """Return the columns in their order, those in ``language`` before the other."""
    tongues = this_first(language)
    return tuple(
        column
        for name in _ORDER
        for column in ([f"{name}.{one}" for one in tongues] if name in _BILINGUAL else [name])
    )


def rows_of(codebook: Codebook, *, language: str) -> list[Row]:
    """Return one row per code in reading order, each column as one piece of text."""
    return [
        {
            "parent": code.parent or "",
            "assignable": "true" if code.assignable else "false",
            "colour": code.colour,
            "guid": guid_of(codebook, code),
        }
        | {
            name: listed(said) if isinstance(said, tuple) else said
            for name, said in fields_of(code, language=language).items()
        }
        for code in codebook.codes
    ]


def column_of(heading: str) -> str | None:
    """Return the field that a column's heading means, or None for one we do not know.

    >>> column_of("Tag"), column_of("definition.nb"), column_of("Når koden brukes")
    ('name', 'definition.nb', 'use.nb')
    """
    return _FIELDS.get(" ".join(heading.split()).casefold())


def codebook_of_rows(rows: Iterable[Row], *, head: Row, defaults: Defaults) -> CodebookReading:
    """Return the codebook that rows make, in their order.

    Args:
        rows: Per code, the text of its cells by field, as ``column_of`` calls them.
        head: What the codebook says of itself, by field; empty where the table does not tell.
        defaults: What is taken where neither says.
    """
    rows = [row for row in rows if any(row.values())]
    language = head.get("language") or defaults.language
    codes = [_code(number, row, language) for number, row in enumerate(rows)]
    above = {code.name: code.guid for code in reversed(codes)}
    above |= {row["id"]: code.guid for row, code in zip(rows, codes, strict=True) if "id" in row}
    ledger = Ledger()
    placed: list[RefiCode] = []
    for row, code in zip(rows, codes, strict=True):
        said = row.get("parent", "")
        parent = above.get(said) or above.get(said.strip())
        if said.strip() and parent is None:
            ledger.note(Element.CODE, Happened.PARENT_MISSING, name=code.name, detail=said)
        placed.append(replace(code, parent=parent))
    project = RefiProject(codes=_parents_first(placed, ledger), sets=_head(rows, head))
    reading = codebook_from_refi(project, defaults=defaults)
    losses = ledger.report(found={}, kept={}).losses + reading.report.losses
    return replace(reading, report=replace(reading.report, losses=losses))


def _code(number: int, row: Row, language: str) -> RefiCode:
    fields = {
        name: items(said) if name in _LISTS else said
        for name, said in row.items()
        if name in LABELS and name not in _OWN_PLACE and said != ""
    }
    name = row.get("name") or row.get(f"label.{language}", "")
    lines = to_lines(fields)
    return RefiCode(
        guid=read_guid(row.get("guid", "")) or derived_guid("row", str(number), name),
        name=one_line(name),
        description=f"{row.get('description', '')}\n{lines}".strip(),
        colour=row.get("colour", "").strip().lower() or None,
        is_codable=row.get("assignable", "").strip().lower() not in _NO,
    )


def _head(rows: list[Row], head: Row) -> tuple[RefiSet, ...]:
    if not head:
        return ()
    fields: dict[str, str | tuple[str, ...]] = {
        name: said for name, said in head.items() if name in LABELS
    }
    fields["order"] = tuple(row["id"] for row in rows if "id" in row)
    return (RefiSet(guid=derived_guid("head"), name="", description=to_lines(fields)),)


def _parents_first(codes: list[RefiCode], ledger: Ledger) -> tuple[RefiCode, ...]:
    """Return the codes as a tree in reading order; a ring of parents is opened."""
    families: dict[str | None, list[RefiCode]] = {}
    for code in codes:
        families.setdefault(code.parent, []).append(code)
    placed: dict[str, RefiCode] = {}

    def place(first: RefiCode) -> None:
        waiting = [first]
        while waiting:
            code = waiting.pop()
            if code.guid not in placed:
                placed[code.guid] = code
                waiting += reversed(families.get(code.guid, []))

    for root in families.get(None, []):
        place(root)
    for code in codes:
        if code.guid not in placed:
            ledger.note(
                Element.CODE, Happened.PARENT_MISSING, name=code.name, detail=code.parent or ""
            )
            place(replace(code, parent=None))
    return tuple(placed.values())

"""What stands in a returned file, before anyone asks what it means.

These values travel from the process that reads the file, as JSON.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents.content import kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: the words in its cells, by row and column counted from 1.

    ``merged`` are (first row, first column, last row, last column); ``notes`` are remarks put at
    a cell: (row, column, author, words); ``errors`` are cells that show an error.
    """

    name: str
    rows: dict[int, dict[int, str]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    notes: list[tuple[int, int, str, str]] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A paragraph, or a table's row, with the words before and after its tracked changes.

    ``title`` is what stands in the first of a row's two cells; ``cells`` counts them, 0 for a
    paragraph. ``inserted`` and ``deleted`` are the changed words alone, ``changes`` who made them
    and when, ``formatting`` how many changes were to the look only.
    """

    bookmarks: list[str]
    style: str
    title: str
    cells: int
    before: str
    after: str
    inserted: str
    deleted: str
    changes: list[tuple[str, str]]
    formatting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentComment:
    """A comment in a document: ``place`` counts from 0, ``answers`` another comment."""

    id: str
    author: str
    date: str
    words: str
    place: int | None
    passage: str
    answers: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """Who saved a file last and when, and when it was made; ``""`` where it does not tell."""

    by: str = ""
    at: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """A workbook has ``sheets``, a document has ``places`` and ``comments``.

    ``kind`` is ``"form"`` or ``"document"``, ``properties`` are the file's custom ones.
    """

    kind: str
    properties: dict[str, str]
    saved: Saved
    sheets: list[Sheet] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    comments: list[DocumentComment] = field(default_factory=list)


def read_raw(data: bytes) -> ReturnedFile:
    """Read a returned file of either kind; never outside the process that is made for it.

    Raises:
        ImportRefusedError: ``import.empty``, ``review.unknown_format``, ``review.old_format``,
            ``review.too_many_cells``, or the file is damaged or unsafe.
    """
    # Each brings the libraries of its own format.
    from casestudy.exchange.review.document_parts import read_document  # noqa: PLC0415
    from casestudy.exchange.review.workbook_parts import read_workbook  # noqa: PLC0415

    if not data:
        raise ImportRefusedError("import.empty")
    try:
        found = kind(data)
    except ImportRefusedError as refusal:
        if refusal.code in {"import.old_word", "import.password"}:
            raise ImportRefusedError("review.old_format") from None
        raise
    readers = {"docx": read_document, "XLSX": read_workbook}
    if found.startswith("Office"):
        raise ImportRefusedError("review.old_format")
    if found not in readers:
        raise ImportRefusedError("review.unknown_format")
    try:
        return readers[found](data)
    except (ImportRefusedError, MemoryError):
        raise
    # A broken file leads to whatever error it leads to; its message may quote the words.
    except Exception:  # noqa: BLE001
        raise ImportRefusedError("import.damaged") from None


def written(file: ReturnedFile) -> bytes:
    """Return a returned file as JSON."""
    return json.dumps(asdict(file)).encode()


def raw_of(answer: bytes) -> ReturnedFile:
    """Return the returned file that ``written`` wrote."""
    said: dict[str, Any] = json.loads(answer)
    sheets = [Sheet(**_sheet(sheet)) for sheet in said.pop("sheets")]
    places = [
        Place(**place | {"changes": [tuple(change) for change in place["changes"]]})
        for place in said.pop("places")
    ]
    comments = [DocumentComment(**comment) for comment in said.pop("comments")]
    saved = Saved(**said.pop("saved"))
    return ReturnedFile(**said, saved=saved, sheets=sheets, places=places, comments=comments)


def _sheet(said: dict[str, Any]) -> dict[str, Any]:
    """Turn what JSON made of numbers and tuples back."""
    rows = {
        int(number): {int(column): words for column, words in cells.items()}
        for number, cells in said["rows"].items()
    }
    lists = {name: [tuple(one) for one in said[name]] for name in ("merged", "notes", "errors")}
    return said | lists | {"rows": rows}

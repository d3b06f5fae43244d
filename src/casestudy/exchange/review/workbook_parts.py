"""Reads the words in the cells of a workbook, whoever saved it, and the notes put at them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from casestudy.domain.text import canonical
from casestudy.errors import ImportRefusedError
from casestudy.exchange.review.package_parts import (
    custom_properties,
    main_part,
    parse,
    parts,
    parts_by_id,
    saved,
)
from casestudy.exchange.review.raw import ReturnedFile, Sheet
from casestudy.exchange.safe_zip import SafeZip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
S: Final = "{" + _TRANSITIONAL.decode() + "}"
_ADDRESS: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MOST_ROWS, _MOST_COLUMNS = 20_000, 1_000
_MOST_MERGED: Final = 2_000
#: Excel puts this before the words of a remark that older programs show as a note.
_THREAD_START: Final = re.compile(
    r"\A\[[^\]]*\].*?go\.microsoft\.com.*?\n[^\n]{1,30}:\n", re.DOTALL
)


def read_workbook(data: bytes) -> ReturnedFile:
    """Return what stands in the cells of every sheet.

    Raises:
        ImportRefusedError: ``import.damaged``, ``review.too_many_cells``, or the file is unsafe.
    """
    package = SafeZip(data)
    book = main_part(package)
    strings = [
        words
        for part in parts(package, book, "/sharedStrings")
        for words in map(_words, _parse(package, part).iter(S + "si"))
    ]
    by_id = parts_by_id(package, book)
    listed = _parse(package, book).iter(S + "sheet")
    found = [(sheet.get("name", ""), by_id.get(_relation(sheet), "")) for sheet in listed]
    worksheets = set(parts(package, book, "/worksheet"))
    sheets = [_sheet(package, part, name, strings) for name, part in found if part in worksheets]
    return ReturnedFile(
        kind="form", properties=custom_properties(package), saved=saved(package), sheets=sheets
    )


def column_name(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_name(1), column_name(28)
    ('A', 'AB')
    """
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _parse(package: SafeZip, name: str) -> _Element:
    return parse(package, name, strict=_STRICT, transitional=_TRANSITIONAL)


def _relation(sheet: _Element) -> str:
    """Return the id with which a sheet points at its part, in either kind of file."""
    return next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")


def _sheet(package: SafeZip, part: str, name: str, strings: list[str]) -> Sheet:
    root = _parse(package, part)
    rows: dict[int, dict[int, str]] = {}
    errors: list[tuple[int, int]] = []
    for row, column, cell in _cells(root):
        if cell.get("t") == "e":
            errors.append((row, column))
        words = canonical(_cell_words(cell, strings)).strip()
        if words:
            if (row not in rows and len(rows) >= _MOST_ROWS) or column > _MOST_COLUMNS:
                raise ImportRefusedError("review.too_many_cells")
            rows.setdefault(row, {})[column] = words
    merged = [_range(one.get("ref", "")) for one in root.iter(S + "mergeCell")]
    return Sheet(
        name=name,
        rows=rows,
        merged=[one for one in merged if one][:_MOST_MERGED],
        notes=list(_notes(package, part)),
        errors=errors,
    )


def _cells(root: _Element) -> Iterator[tuple[int, int, _Element]]:
    """Yield every cell with its place; some programs leave out what follows from the order."""
    row = 0
    for element in root.iter(S + "row"):
        told = element.get("r", "")
        row = int(told) if told.isdecimal() else row + 1
        column = 0
        for cell in element.iterchildren(S + "c"):
            place = _place(cell.get("r", ""))
            column = place[1] if place else column + 1
            yield row, column, cell


def _cell_words(cell: _Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "e":
        return ""
    if kind == "inlineStr":
        inline = cell.find(S + "is")
        return "" if inline is None else _words(inline)
    value = cell.findtext(S + "v") or ""
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and int(value) < len(strings) else ""
    if kind == "n" and re.fullmatch(r"-?[0-9]+\.0+", value):
        return value.partition(".")[0]
    return value


def _words(element: _Element) -> str:
    """Return the words of a string, without those struck through and without reading aids."""
    words = []
    for child in element:
        if child.tag == S + "t":
            words.append(child.text or "")
        elif child.tag == S + "r" and not _is_struck(child):
            words.append(child.findtext(S + "t") or "")
    return "".join(words).replace("_x000D_", "")


def _is_struck(run: _Element) -> bool:
    strike = run.find(f"{S}rPr/{S}strike")
    return strike is not None and strike.get("val", "1") not in {"0", "false"}


def _notes(package: SafeZip, part: str) -> Iterator[tuple[int, int, str, str]]:
    for name in parts(package, part, "/comments"):
        root = _parse(package, name)
        authors = [author.text or "" for author in root.iter(S + "author")]
        for note in root.iter(S + "comment"):
            place = _place(note.get("ref", ""))
            words = note.find(S + "text")
            if place and words is not None:
                number = note.get("authorId", "")
                known = number.isdecimal() and int(number) < len(authors)
                author = authors[int(number)] if known else ""
                yield (*place, *_note(author, _words(words)))


def _note(author: str, words: str) -> tuple[str, str]:
    """Return author and words of a note, without what programs put before the words."""
    words = _THREAD_START.sub("", canonical(words), count=1)
    author = "" if author.startswith("tc=") else author
    return author.strip(), words.removeprefix(f"{author}:").strip()


def _place(address: str) -> tuple[int, int] | None:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _range(reference: str) -> tuple[int, int, int, int] | None:
    first, _, last = reference.partition(":")
    start, end = _place(first), _place(last or first)
    return None if start is None or end is None else (*start, *end)

"""Reads the text of PDF files, line by line, without running headers and footers."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeVar

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, PdfObject

from casestudy.domain.transcript import Block, Notice, NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents.paragraph import LeftOut, notices
from casestudy.exchange.documents.text import lines

if TYPE_CHECKING:
    from pypdf import PageObject

Kind = TypeVar("Kind", ArrayObject, DictionaryObject)

# A header is at most this many lines deep, and stands on at least this share of the pages.
HEADER_LINES = 3
HEADER_SHARE = 0.6
HEADER_PAGES = 3
FEWEST_LINE_NUMBERS = 5
PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:side|page|s\.|p\.)?\s*#(?:\s*(?:/|av|of)\s*\d+)?\W{0,3}", re.IGNORECASE
)
COMMENTS = frozenset(("/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Popup"))

# pypdf writes what it finds odd to the log, at times with words of the document.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return each line of a PDF's pages as a block, and what was left out.

    Raises:
        ImportRefusedError: ``import.password``, or ``import.scanned_pdf`` where its pages are
            pictures.
        pypdf.errors.PyPdfError: The file is damaged (as are other exceptions of the library).
    """
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise ImportRefusedError("import.password")
    left_out = LeftOut()
    pages = []
    for page in reader.pages:
        # Some programs write every space as a tab; a PDF has no tabs that mean anything.
        pages.append(lines(page.extract_text().replace("\t", " ")))
        left_out[NoticeKind.IMAGES_LEFT_OUT] += _count_images(page)
        left_out[NoticeKind.COMMENTS_LEFT_OUT] += _count_comments(page)
    if not _count_lines(pages):
        raise ImportRefusedError("import.scanned_pdf")
    kept = [_trimmed(_without_line_numbers(page_lines)) for page_lines in pages]
    for _ in range(HEADER_LINES):
        kept = _without_edge(_without_edge(kept, edge=0), edge=-1)
    left_out[NoticeKind.HEADERS_LEFT_OUT] = _count_lines(pages) - _count_lines(kept)
    return [Block(text=line) for page_lines in kept for line in page_lines], notices(left_out)


def _count_lines(pages: list[list[str]]) -> int:
    return sum(bool(line.strip()) for page_lines in pages for line in page_lines)


def _trimmed(page_lines: list[str]) -> list[str]:
    """Return the lines from the first to the last that is not blank."""
    filled = [place for place, line in enumerate(page_lines) if line.strip()]
    return page_lines[filled[0] : filled[-1] + 1] if filled else []


def _without_line_numbers(page_lines: list[str]) -> list[str]:
    """Drop the numbers of a numbered margin, which come as a column of their own."""
    kept: list[str] = []
    for numeric, group in groupby(page_lines, key=lambda line: line.strip().isdecimal()):
        run = list(group)
        steps = {int(after) - int(before) for before, after in pairwise(run)} if numeric else set()
        if len(run) < FEWEST_LINE_NUMBERS or len(steps) != 1 or steps == {0}:
            kept += run
    return kept


def _without_edge(pages: list[list[str]], *, edge: int) -> list[list[str]]:
    """Drop the first (0) or last (-1) line of each page where most pages have the same one.

    A page's own number counts as the same. Lines that differ by more are never dropped: to
    keep a header is a blemish, to drop what someone said is not to be repaired.
    """
    shapes = [
        _shapes(page_lines[edge], number) if page_lines else set()
        for number, page_lines in enumerate(pages, 1)
    ]
    counts = Counter(shape for page_shapes in shapes for shape in page_shapes)
    filled = sum(map(bool, shapes))
    repeated = {
        shape
        for shape, count in counts.items()
        if count >= HEADER_SHARE * filled and count >= _fewest_pages(shape)
    }
    kept = slice(1, None) if edge == 0 else slice(None, -1)
    return [
        _trimmed(page_lines[kept]) if page_shapes & repeated else page_lines
        for page_lines, page_shapes in zip(pages, shapes, strict=True)
    ]


def _shapes(line: str, page: int) -> set[str]:
    """Return the line as it is, and with the page's number as ``#`` wherever it may stand."""
    line = line.strip()
    numbers = re.finditer(rf"(?<!\d){page}(?!\d)", line)
    return {line} | {f"{line[: number.start()]}#{line[number.end() :]}" for number in numbers}


def _fewest_pages(shape: str) -> int:
    if PAGE_NUMBER.fullmatch(shape):
        return 1
    return 2 if "#" in shape else HEADER_PAGES


def _count_images(page: PageObject) -> int:
    resources = _resolved(page.get("/Resources"), DictionaryObject)
    drawn = _resolved(resources.get("/XObject"), DictionaryObject)
    return sum(
        _resolved(drawn[name], DictionaryObject).get("/Subtype") == "/Image" for name in drawn
    )


def _count_comments(page: PageObject) -> int:
    annotations = [
        _resolved(annotation, DictionaryObject)
        for annotation in _resolved(page.get("/Annots"), ArrayObject)
    ]
    return sum(
        annotation.get("/Subtype") in COMMENTS and bool(annotation.get("/Contents"))
        for annotation in annotations
    )


def _resolved(value: object, kind: type[Kind]) -> Kind:
    """Follow a reference; what is missing or something else is an empty ``kind``."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    return found if isinstance(found, kind) else kind()

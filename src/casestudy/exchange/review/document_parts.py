"""Reads a returned Word document: its words before and after tracked changes, and its comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from casestudy.domain.text import canonical
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents.docx import CHARACTERS, CONTAINERS
from casestudy.exchange.documents.docx_parts import STRICT, TRANSITIONAL, VALUE, W
from casestudy.exchange.review.package_parts import (
    custom_properties,
    main_part,
    parse,
    parts,
    saved,
)
from casestudy.exchange.review.raw import DocumentComment, Place, ReturnedFile
from casestudy.exchange.safe_zip import SafeZip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_CAME: Final = frozenset((W + "ins", W + "moveTo"))
_WENT: Final = frozenset((W + "del", W + "moveFrom"))
_FORMATTING: Final = frozenset(
    W + name for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange")
)
_TEXT: Final = frozenset((W + "t", W + "delText"))


class _State(Enum):
    """Whether words were there before the changes, are there after them, or both."""

    KEPT = auto()
    CAME = auto()
    WENT = auto()
    NEITHER = auto()


@dataclass(slots=True)
class _Gathered:
    """What is found in a paragraph or in the cells of a row."""

    bookmarks: list[str] = field(default_factory=list)
    words: list[tuple[str, _State]] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)
    formatting: int = 0

    def text(self, *states: _State) -> str:
        return canonical("".join(words for words, state in self.words if state in states))


def read_document(data: bytes) -> ReturnedFile:
    """Return what stands in the body of a document, paragraph by paragraph and row by row.

    Raises:
        ImportRefusedError: ``import.damaged``, or the file is unsafe.
    """
    package = SafeZip(data)
    main = main_part(package)
    body = _parse(package, main).find(W + "body")
    if body is None:
        raise ImportRefusedError("import.damaged")
    styles = {
        style.get(W + "styleId", ""): name.get(VALUE, "")
        for part in parts(package, main, "/styles")
        for style in _parse(package, part).iter(W + "style")
        if (name := style.find(W + "name")) is not None
    }
    reader = _Reader(styles)
    reader.read(body)
    return ReturnedFile(
        kind="document",
        properties=custom_properties(package),
        saved=saved(package),
        places=reader.places,
        comments=list(_comments(package, main, reader)),
    )


def _parse(package: SafeZip, name: str) -> _Element:
    return parse(package, name, strict=STRICT, transitional=TRANSITIONAL)


class _Reader:
    """Walks the body; remembers where each comment begins, and the words it stands at."""

    def __init__(self, styles: dict[str, str]) -> None:
        self.places: list[Place] = []
        self.comment_places: dict[str, int] = {}
        self.passages: dict[str, list[str]] = {}
        self._styles = styles
        self._open: set[str] = set()

    def read(self, parent: Iterable[_Element]) -> None:
        for child in parent:
            if child.tag == W + "p":
                self._add([child], title="", cells=0)
            elif child.tag == W + "tbl":
                self._rows(child)
            elif child.tag in CONTAINERS:
                self.read(child)

    def _rows(self, parent: Iterable[_Element]) -> None:
        for child in parent:
            if child.tag == W + "tr":
                self._row(child)
            elif child.tag in CONTAINERS:
                self._rows(child)

    def _row(self, row: _Element) -> None:
        cells = [cell for cell in row.iter(W + "tc") if _owner(cell, W + "tr") is row]
        paragraphs = [list(_paragraphs(cell)) for cell in cells]
        title = ""
        if len(cells) == 2:
            heading = self._gather(paragraphs[0])
            title = heading.text(_State.KEPT, _State.WENT).strip()
            paragraphs = paragraphs[1:]
        flat = [paragraph for cell in paragraphs for paragraph in cell]
        self._add(flat, title=title, cells=len(cells))

    def _add(self, paragraphs: list[_Element], *, title: str, cells: int) -> None:
        found = self._gather(paragraphs)
        style = paragraphs[0].find(f"{W}pPr/{W}pStyle") if paragraphs else None
        name = "" if style is None else style.get(VALUE, "")
        self.places.append(
            Place(
                bookmarks=found.bookmarks,
                style=self._styles.get(name, name),
                title=title,
                cells=cells,
                before=found.text(_State.KEPT, _State.WENT).strip(),
                after=found.text(_State.KEPT, _State.CAME).strip(),
                inserted=found.text(_State.CAME).strip(),
                deleted=found.text(_State.WENT).strip(),
                changes=found.changes,
                formatting=found.formatting,
            )
        )

    def _gather(self, paragraphs: list[_Element]) -> _Gathered:
        """Gather the words of paragraphs, with a line feed where one ends and another follows."""
        found = _Gathered()
        for paragraph in paragraphs:
            self._inline(paragraph, found, _State.KEPT)
            if paragraph is not paragraphs[-1]:
                found.words.append(("\n", _state_of_end(paragraph)))
        return found

    def _inline(self, parent: _Element, found: _Gathered, state: _State) -> None:
        for child in parent:
            tag = child.tag
            if tag in _CAME or tag in _WENT:
                found.changes.append((child.get(W + "author", ""), child.get(W + "date", "")))
                self._inline(child, found, _nested(state, came=tag in _CAME))
            elif tag == W + "r":
                self._run(child, found, state)
            elif tag in CONTAINERS:
                self._inline(child, found, state)
            elif tag == W + "bookmarkStart":
                found.bookmarks.append(child.get(W + "name", ""))
            elif tag == W + "pPr":
                found.formatting += _formatting(child)
            else:
                self._comment_mark(child)

    def _run(self, run: _Element, found: _Gathered, state: _State) -> None:
        for child in run:
            words = child.text or "" if child.tag in _TEXT else CHARACTERS.get(child.tag, "")
            if words:
                found.words.append((words, state))
                for comment in self._open if state is not _State.WENT else ():
                    self.passages[comment].append(words)
            elif child.tag == W + "rPr":
                found.formatting += _formatting(child)
            else:
                self._comment_mark(child)

    def _comment_mark(self, element: _Element) -> None:
        number = element.get(W + "id", "")
        if element.tag in {W + "commentRangeStart", W + "commentReference"}:
            self.comment_places.setdefault(number, len(self.places))
            self.passages.setdefault(number, [])
        if element.tag == W + "commentRangeStart":
            self._open.add(number)
        elif element.tag == W + "commentRangeEnd":
            self._open.discard(number)


def _nested(state: _State, *, came: bool) -> _State:
    if state is _State.KEPT:
        return _State.CAME if came else _State.WENT
    return state if came == (state is _State.CAME) else _State.NEITHER


def _state_of_end(paragraph: _Element) -> _State:
    """Tell whether the end of a paragraph was put in or taken out, which parts or joins it."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is None:
        return _State.KEPT
    marks = {child.tag for child in properties}
    if marks & _CAME:
        return _State.NEITHER if marks & _WENT else _State.CAME
    return _State.WENT if marks & _WENT else _State.KEPT


def _formatting(properties: _Element) -> int:
    return sum(1 for element in properties.iter() if element.tag in _FORMATTING)


def _paragraphs(cell: Iterable[_Element]) -> Iterator[_Element]:
    """Yield the paragraphs of a cell, also those in a table inside it."""
    for child in cell:
        if child.tag == W + "p":
            yield child
        elif child.tag in CONTAINERS or child.tag in {W + "tbl", W + "tr", W + "tc"}:
            yield from _paragraphs(child)


def _owner(element: _Element, tag: str) -> _Element | None:
    return next(element.iterancestors(tag), None)


def _comments(package: SafeZip, main: str, reader: _Reader) -> Iterator[DocumentComment]:
    """Yield the comments in the document's order, each before the replies to it."""
    parents = _parents(package, main)
    found = [
        comment
        for part in parts(package, main, "/comments")
        for comment in _parse(package, part).iter(W + "comment")
    ]
    by_paragraph = {
        paragraph.get(W14 + "paraId", ""): comment.get(W + "id", "")
        for comment in found
        for paragraph in comment.iter(W + "p")
    }
    last = len(reader.places)
    found.sort(key=lambda one: reader.comment_places.get(one.get(W + "id", ""), last))
    for comment in found:
        number = comment.get(W + "id", "")
        ids = [paragraph.get(W14 + "paraId", "") for paragraph in comment.iter(W + "p")]
        parent = next((parents[one] for one in ids if one in parents), "")
        yield DocumentComment(
            id=number,
            author=comment.get(W + "author", "").strip(),
            date=comment.get(W + "date", ""),
            words=_words_of_comment(comment),
            place=reader.comment_places.get(number),
            passage=canonical("".join(reader.passages.get(number, ()))).strip(),
            answers=by_paragraph.get(parent) if parent else None,
        )


def _parents(package: SafeZip, main: str) -> dict[str, str]:
    """Return which paragraph each reply's paragraph answers."""
    return {
        entry.get(W15 + "paraId", ""): entry.get(W15 + "paraIdParent", "")
        for part in parts(package, main, "/commentsExtended")
        for entry in _parse(package, part).iter(W15 + "commentEx")
        if entry.get(W15 + "paraIdParent")
    }


def _words_of_comment(comment: _Element) -> str:
    gathered = _Reader({})._gather(list(comment.iter(W + "p")))  # noqa: SLF001 - in one module
    return gathered.text(_State.KEPT, _State.CAME).strip()

"""The codebook as a Word document on A4: cover, guide, contents, the tree, and every code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from casestudy.domain import review_form
from casestudy.domain.review_form import code_bookmarks, field_bookmark
from casestudy.reports.codebook_words import (
    CodeField,
    about_code,
    code_fields,
    counts_words,
    edition_words,
    guide,
    named,
    retired_words,
    size_words,
)
from casestudy.reports.docx_flow import (
    CONTENTS,
    CONTENTS_TITLE,
    GAP,
    HEADINGS,
    LEAD,
    NAME,
    SMALL,
    SUBHEAD,
    TEXT,
    TITLE,
    TREE_TITLE,
    Flow,
    Type,
    row_height,
    set_type,
    set_types,
)
from casestudy.reports.docx_grid import Grid, GridCell
from casestudy.reports.docx_links import (
    Bookmarks,
    add_page_number,
    link_runs,
    make_contents,
    set_properties,
)
from casestudy.reports.docx_page import (
    A4_PORTRAIT,
    MARGIN,
    MUTED,
    new_document,
    set_running_lines,
    to_bytes,
    write,
)
from casestudy.reports.wording import stamp_words
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from casestudy.domain.codebook import Code
    from casestudy.domain.codebook_edition import CodebookEdition

WIDTH: Final = A4_PORTRAIT[0] - 2 * MARGIN
#: A field's name takes one of five parts of the width, its words the rest.
_PARTS: Final = 5
_NAME_WIDTH, _WORDS_WIDTH = WIDTH / _PARTS - 2.5, WIDTH * (_PARTS - 1) / _PARTS - 5
#: The tree in parts of the width: code, uses, page.
_TREE_PARTS: Final = (10, 1, 1)
_INDENT: Final = 6
_COVER_TOP: Final = 55
#: A branch with so many codes begins a page.
_LARGE_BRANCH: Final = 4
#: Bookmarks of what is no code.
_GUIDE, _TREE, _RETIRED = "_guide", "_tree", "_retired"
#: What Word wants to stand after borders in a paragraph's properties.
_AFTER_BORDERS: Final = tuple(
    f"w:{name}"
    for name in (
        *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct"),
        *("topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid"),
        *("spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc"),
        *("textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId"),
        *("cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)


def codebook_docx(edition: CodebookEdition) -> bytes:
    """Return the codebook as a .docx whose contents show page numbers without any update.

    Each code's heading has its id as bookmark, each field a bookmark of its own, so that remarks
    put into the document find back (``domain.review_form``).
    """
    return to_bytes(_Writer(edition).document())


class _Writer:
    """Lays out and writes one edition."""

    def __init__(self, edition: CodebookEdition) -> None:
        self._edition = edition
        self._language = edition.language
        self._names = code_bookmarks(code.id for code in edition.codebook.codes)
        self._bookmarks = Bookmarks()
        self._title = edition.codebook.title.in_language(self._language)
        self._document = new_document(
            title=f"{self._title} · {edition_words(edition)}",
            language=self._language,
            paper=A4_PORTRAIT,
            day=edition.codebook.date,
        )
        self._flow = Flow(self._document, paper=A4_PORTRAIT)
        self._tree: Grid | None = None

    def document(self) -> Document:
        set_types(self._document, self._language)
        mark_edition(self._document, self._edition, kind="codebook")
        self._add_cover()
        self._add_guide()
        self._add_contents()
        self._add_tree()
        for code in self._edition.current:
            self._add_code(code)
        self._add_retired()
        self._flow.write()
        return self._document

    def _say(self, key: str) -> str:
        return text(f"codebook_document.{key}", self._language)

    def _named(self, code: Code) -> str:
        return named(code, self._language)

    def _add_cover(self) -> None:
        edition = self._edition
        marks = [self._say("for_review")] if edition.for_review else []
        marks += [text("matrix.demo_explained", self._language)] if edition.stamp.is_demo else []
        rows = [
            (self._say("study"), edition.stamp.study),
            (self._say("codes"), size_words(edition)),
            (self._say("counted"), counts_words(edition)),
            (self._say("about"), edition.codebook.note.in_language(self._language)),
        ]
        rows = [(name, words) for name, words in rows if words]
        lines = [(TITLE, self._title), (LEAD, edition_words(edition)), *((LEAD, m) for m in marks)]
        height = _COVER_TOP + sum(
            kind.height(words, WIDTH) for kind, words in [*lines, (LEAD, "")]
        )
        height += sum(_height(name, words) for name, words in rows)

        def draw(_: bool) -> None:  # noqa: FBT001 - a piece is told so
            for kind, words in lines:
                write(self._flow.paragraph(kind), words, bold=words in marks)
            self._document.paragraphs[0].paragraph_format.space_before = Mm(_COVER_TOP)
            self._flow.paragraph(LEAD)
            grid = Grid(self._document, units=_PARTS, open_sides=True)
            for name, words in rows:
                grid.row(named_cells(name, partial(fill, words=words)))

        self._flow.add(height, draw)

    def _add_guide(self) -> None:
        title, sections = guide(self._edition)
        mark = partial(self._bookmarks.set, name=_GUIDE)
        self._flow.add_line(HEADINGS[0], title, new_page=True, name=_GUIDE, then=mark)
        for head, lines in sections:
            if head:
                self._flow.add_line(SUBHEAD, head)
            for line in lines:
                self._flow.add_line(LEAD, line)

    def _add_contents(self) -> None:
        """Add the list of what the document's highest headings are."""
        self._flow.add_line(CONTENTS_TITLE, self._say("contents"), new_page=True)
        entries = [(_GUIDE, guide(self._edition)[0]), (_TREE, self._say("glance"))]
        entries += [
            (code.id, self._named(code)) for code in self._edition.current if not code.parent
        ]
        entries += [(_RETIRED, self._say("retired"))] if self._edition.retired else []

        def draw(_: bool) -> None:  # noqa: FBT001
            lines = [self._contents_line(name, words) for name, words in entries]
            make_contents(lines, levels="1-1")

        self._flow.add(sum(CONTENTS.height(words, WIDTH) for _, words in entries), draw)

    def _contents_line(self, name: str, words: str) -> Paragraph:
        paragraph = self._flow.paragraph(CONTENTS)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        write(paragraph, words)
        self._add_page_of(name, paragraph, before="\t")
        link_runs(paragraph, self._names.get(name, name))
        return paragraph

    def _add_page_of(self, name: str, paragraph: Paragraph, *, before: str = "") -> None:
        page = self._flow.page_of(name)
        if page is not None:
            paragraph.add_run(before)
            add_page_number(paragraph, self._names.get(name, name), page)

    def _add_tree(self) -> None:
        """Add all codes as a tree, with uses and pages: one table per page."""
        mark = partial(self._bookmarks.set, name=_TREE)
        self._flow.add_line(TREE_TITLE, self._say("glance"), name=_TREE, then=mark)
        self._flow.add(row_height([(NAME, "", WIDTH)]), self._begin_tree)
        for code in self._edition.current:
            depth = len(self._edition.codebook.ancestry(code.id)) - 1
            width = WIDTH * _TREE_PARTS[0] / sum(_TREE_PARTS) - 5 - depth * _INDENT
            height = row_height([(TEXT, self._named(code), width)], tight=True)
            self._flow.add(height, partial(self._write_tree_row, code, depth))

    def _begin_tree(self, breaks: bool) -> None:  # noqa: FBT001
        self._flow.paragraph(GAP, breaks=breaks)
        self._tree = Grid(self._document, units=sum(_TREE_PARTS), tight=True, open_sides=True)
        heads = [self._say(key) for key in ("code", "used", "page")]
        if self._edition.uses is None:
            heads[1] = ""
        cells = zip(_TREE_PARTS, heads, ("left", "right", "right"), strict=True)
        self._tree.row(
            [
                GridCell(span=span, write=partial(fill, words=words, kind=NAME, side=side))
                for span, words, side in cells
            ]
        )

    def _write_tree_row(self, code: Code, depth: int, breaks: bool) -> None:  # noqa: FBT001
        if breaks:
            self._begin_tree(breaks)
        assert self._tree is not None
        uses = self._edition.uses
        use = uses.get(code.id) if uses is not None else None
        used = f"{use.codings if use else 0}" if code.assignable and uses is not None else ""

        def name(cell: _Cell) -> None:
            paragraph = fill(cell, words=self._named(code), bold=depth == 0)
            paragraph.paragraph_format.left_indent = Mm(depth * _INDENT)
            link_runs(paragraph, self._names[code.id])

        def page(cell: _Cell) -> None:
            paragraph = fill(cell, words="", side="right")
            self._add_page_of(code.id, paragraph)
            link_runs(paragraph, self._names[code.id])

        drawn: tuple[Callable[[_Cell], object], ...] = (
            name,
            partial(fill, words=used, side="right"),
            page,
        )
        cells = zip(_TREE_PARTS, drawn, strict=True)
        self._tree.row([GridCell(span=span, write=draw) for span, draw in cells])

    def _add_code(self, code: Code) -> None:
        """Add a code: heading, a line about it, and its fields."""
        depth = len(self._edition.codebook.ancestry(code.id))
        heading = HEADINGS[min(depth, len(HEADINGS)) - 1]
        about, fields = about_code(code, self._edition), code_fields(code, self._edition)
        height = heading.height(self._named(code), WIDTH)
        height += SMALL.height(about, WIDTH) if about else 0
        height += sum(_height(field.title, field.words) for field in fields)
        new_page = code.parent is None and (
            len(self._edition.codebook.descendants(code.id)) >= _LARGE_BRANCH
        )
        draw = partial(self._write_code, code, heading, about, fields)
        self._flow.add(height, draw, new_page=new_page, name=code.id)

    def _write_code(
        self,
        code: Code,
        heading: Type,
        about: str,
        fields: tuple[CodeField, ...],
        breaks: bool,  # noqa: FBT001
    ) -> None:
        paragraph = self._flow.paragraph(heading, breaks=breaks)
        write(paragraph, f"{code.id}  ", colour=MUTED)
        write(paragraph, code.label.in_language(self._language))
        bookmark = self._names[code.id]
        self._bookmarks.set(paragraph, bookmark)
        set_bar(paragraph, code.colour)
        if about:
            line = self._flow.paragraph(SMALL)
            write(line, about)
            line.paragraph_format.keep_with_next = bool(fields)
        if not fields:
            return
        grid = Grid(self._document, units=_PARTS, open_sides=True)
        for field in fields:
            name = field_bookmark(bookmark, field.name) if field.name else ""
            words = partial(self._write_field, field, name)
            grid.row(named_cells(field.title, words), keep=field is not fields[-1])

    def _write_field(self, field: CodeField, bookmark: str, cell: _Cell) -> None:
        paragraph = fill(cell, words=field.words, italic=field.missing)
        if bookmark:
            self._bookmarks.set(paragraph, bookmark)

    def _add_retired(self) -> None:
        if not self._edition.retired:
            return
        mark = partial(self._bookmarks.set, name=_RETIRED)
        title = self._say("retired")
        self._flow.add_line(HEADINGS[0], title, new_page=True, name=_RETIRED, then=mark)
        self._flow.add_line(LEAD, self._say("retired_explained"))
        for code in self._edition.retired:
            set_mark = partial(self._bookmarks.set, name=self._names[code.id])
            self._flow.add_line(LEAD, retired_words(code, self._edition), then=set_mark)


def mark_edition(document: Document, edition: CodebookEdition, *, kind: str) -> None:
    """Write what a file says of itself: for programs, and at the top and foot of each page.

    Args:
        document: Made with ``new_document``.
        edition: What it is about.
        kind: What a reader of returned files is to take it for.
    """
    language, book = edition.language, edition.codebook
    set_properties(
        document,
        {
            review_form.DOCUMENT: kind,
            review_form.BOOK: book.name,
            review_form.RELEASE: book.release,
            review_form.LANGUAGE: language,
        },
    )
    demo = [text("matrix.demo", language)] if edition.stamp.is_demo else []
    set_running_lines(
        document,
        header=(book.title.in_language(language), " · ".join([*demo, edition_words(edition)])),
        footer=stamp_words(edition.stamp, language),
        language=language,
    )


def named_cells(name: str, words: Callable[[_Cell], object]) -> list[GridCell]:
    """Return the two cells of a field: its name, and what ``words`` writes."""
    title = partial(fill, words=name, kind=NAME)
    return [GridCell(span=1, write=title), GridCell(span=_PARTS - 1, write=words)]


def _height(name: str, words: str) -> float:
    return row_height([(NAME, name, _NAME_WIDTH), (TEXT, words, _WORDS_WIDTH)])


def fill(
    cell: _Cell,
    *,
    words: str,
    kind: Type = TEXT,
    side: str = "left",
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    """Write words into an empty cell, and return the paragraph they stand in."""
    paragraph: Paragraph = cell.paragraphs[0]
    set_type(paragraph, kind)
    if side == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(paragraph, words, bold=bold, italic=italic, colour=MUTED if italic else None)
    return paragraph


def set_bar(paragraph: Paragraph, colour: str) -> None:
    """Draw a bar in a code's colour (``#rrggbb``) beside its heading."""
    borders, bar = OxmlElement("w:pBdr"), OxmlElement("w:left")
    given = {"val": "single", "sz": "36", "space": "6", "color": colour.lstrip("#").upper()}
    for name, value in given.items():
        bar.set(qn(f"w:{name}"), value)
    borders.append(bar)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx draws no borders
    properties.insert_element_before(cast("BaseOxmlElement", borders), *_AFTER_BORDERS)

"""What changed between two releases as a Word document, with answers to a reviewer's remarks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from docx.enum.text import WD_UNDERLINE
from docx.shared import RGBColor

from casestudy.domain.review_form import code_bookmarks
from casestudy.domain.text import canonical
from casestudy.domain.word_marks import Mark, Run
from casestudy.reports.answer_words import (
    columns,
    remark_words,
    subject_words,
    summary_of_answers,
)
from casestudy.reports.codebook_docx import fill, mark_edition, named_cells, set_bar
from casestudy.reports.codebook_words import edition_words
from casestudy.reports.diff_words import (
    Told,
    ToldCode,
    diff_title,
    sections,
    summary,
    told_of_book,
)
from casestudy.reports.docx_flow import HEADINGS, LEAD, NAME, TITLE, Type, set_types
from casestudy.reports.docx_grid import Grid, GridCell
from casestudy.reports.docx_links import Bookmarks
from casestudy.reports.docx_page import A4_PORTRAIT, MUTED, new_document, to_bytes, write
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from casestudy.domain.codebook_diff import CodebookDiff
    from casestudy.domain.codebook_edition import CodebookEdition
    from casestudy.domain.review import ReviewItem

#: Ink that is read on paper, and told apart without it by the line through or under the words.
_INKS: Final = {Mark.DELETED: "A3271B", Mark.INSERTED: "14507F"}
_PARTS: Final = 5
#: The table of remarks in parts of the width: number, what it is about, remark, answer.
_ANSWER_PARTS: Final = (2, 7, 13, 13)


def codebook_diff_docx(
    edition: CodebookEdition,
    diff: CodebookDiff | None,
    answers: Sequence[ReviewItem] = (),
) -> bytes:
    """Return a .docx in the edition's language: answers to remarks first, then the changes.

    Args:
        edition: The newer release, as it is put before the same readers.
        diff: Its difference from the older one; None where there is none to tell.
        answers: What became of the remarks of the round before.
    """
    return to_bytes(_Writer(edition).document(diff, answers))


class _Writer:
    def __init__(self, edition: CodebookEdition) -> None:
        self._edition = edition
        self._language = edition.language
        self._names = code_bookmarks(code.id for code in edition.codebook.codes)
        self._bookmarks = Bookmarks()
        self._document = new_document(
            title=f"{text('codebook_diff.title', self._language)} · {edition_words(edition)}",
            language=self._language,
            paper=A4_PORTRAIT,
            day=edition.codebook.date,
        )
        set_types(self._document, self._language)
        mark_edition(self._document, edition, kind="changes")

    def document(self, diff: CodebookDiff | None, answers: Sequence[ReviewItem]) -> Document:
        title = text(
            f"codebook_diff.{'title' if diff is not None else 'only_answers'}", self._language
        )
        self._line(TITLE, title)
        if diff is not None:
            self._line(LEAD, diff_title(diff, self._language), muted=True)
        if answers:
            self._write_answers(answers)
        if diff is not None:
            self._write_diff(diff)
        return self._document

    def _line(self, kind: Type, words: str, *, muted: bool = False) -> Paragraph:
        paragraph = self._document.add_paragraph(style=kind.style)
        write(paragraph, words, colour=MUTED if muted else None)
        return paragraph

    def _write_answers(self, answers: Sequence[ReviewItem]) -> None:
        language = self._language
        self._line(HEADINGS[1], text("review_answers.title", language))
        self._line(LEAD, summary_of_answers(answers, language))
        grid = Grid(self._document, units=sum(_ANSWER_PARTS), open_sides=True)
        heads = zip(_ANSWER_PARTS, columns(language), strict=True)
        grid.row(
            [
                GridCell(span=span, write=partial(fill, words=head, kind=NAME))
                for span, head in heads
            ],
            header=True,
        )
        for answer in answers:
            said = (
                str(answer.number),
                subject_words(answer.comment, self._edition.codebook, language),
                remark_words(answer.comment, language),
            )
            writers: list[Callable[[_Cell], object]] = [partial(fill, words=one) for one in said]
            writers.append(partial(self._fill_answer, answer))
            cells = zip(_ANSWER_PARTS, writers, strict=True)
            grid.row([GridCell(span=span, write=one) for span, one in cells], breaks=True)

    def _fill_answer(self, answer: ReviewItem, cell: _Cell) -> None:
        status = text(f"review_answers.status.{answer.status}", self._language)
        paragraph = fill(cell, words=status, bold=True)
        if answer.reason:
            write(paragraph, f"\n{answer.reason}")

    def _write_diff(self, diff: CodebookDiff) -> None:
        language = self._language
        shown = diff.in_language(language)
        hidden = len(diff.codes) - len(shown.codes)
        self._line(HEADINGS[1], text("codebook_diff.changes", language))
        self._line(LEAD, summary(shown, language))
        if hidden:
            other = text("codebook_diff.other_language", language, count=hidden)
            self._line(LEAD, other, muted=True)
        if shown:
            self._write_legend()
        book = told_of_book(shown, language)
        if book:
            self._line(HEADINGS[1], text("codebook_diff.book", language))
            self._write_table(book)
        for heading, codes in sections(shown, language):
            self._line(HEADINGS[1], heading)
            for code in codes:
                self._write_code(code)

    def _write_legend(self) -> None:
        """Say how words are marked, with the marks themselves."""
        language = self._language
        names = {Mark.DELETED: "deleted", Mark.INSERTED: "inserted"}
        paragraph = self._document.add_paragraph(style=LEAD.style)
        rest = text("codebook_diff.how", language, deleted="\x01", inserted="\x02")
        for mark, sign in ((Mark.DELETED, "\x01"), (Mark.INSERTED, "\x02")):
            before, _, rest = rest.partition(sign)
            marked = text(f"codebook_diff.how_{names[mark]}", language)
            write_runs(paragraph, [Run(Mark.KEPT, before), Run(mark, marked)])
        write_runs(paragraph, [Run(Mark.KEPT, rest)])

    def _write_code(self, code: ToldCode) -> None:
        paragraph = self._document.add_paragraph(style=HEADINGS[2].style)
        write(paragraph, f"{code.id}  ", colour=MUTED)
        write(paragraph, code.name)
        if code.id in self._names:
            self._bookmarks.set(paragraph, self._names[code.id])
        set_bar(paragraph, code.colour)
        sentences = [one for one in code.told if not one.title]
        fields = [one for one in code.told if one.title]
        for one in sentences:
            line = self._document.add_paragraph(style=LEAD.style)
            line.paragraph_format.keep_with_next = bool(fields) or one is not sentences[-1]
            write_runs(line, one.runs)
        if fields:
            self._write_table(fields)

    def _write_table(self, told: Iterable[Told]) -> None:
        grid = Grid(self._document, units=_PARTS, open_sides=True)
        for one in told:
            grid.row(named_cells(one.title, partial(_fill_runs, runs=one.runs)))


def write_runs(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    """Add runs to a paragraph: what went is struck through, what came is underlined."""
    for one in runs:
        run = paragraph.add_run(canonical(one.text))
        if one.mark is Mark.KEPT:
            continue
        run.font.color.rgb = RGBColor.from_string(_INKS[one.mark])
        if one.mark is Mark.DELETED:
            run.font.strike = True
        else:
            run.font.underline = WD_UNDERLINE.SINGLE


def _fill_runs(cell: _Cell, *, runs: Iterable[Run]) -> None:
    write_runs(fill(cell, words=""), runs)

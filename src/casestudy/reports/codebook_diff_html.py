"""What changed between two releases, as a piece of a page: words marked by ground and by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import html

from casestudy.domain.word_marks import Mark, Run
from casestudy.reports.diff_words import Told, ToldCode, sections, summary, told_of_book
from casestudy.reports.markup import Node, tag
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.codebook_diff import CodebookDiff

#: Grounds that let the page's own ink be read, light or dark.
_GROUNDS: Final = {
    Mark.DELETED: "background:rgba(214,69,65,.20);text-decoration:line-through",
    Mark.INSERTED: "background:rgba(40,120,200,.22);text-decoration:underline",
}
_NAMES: Final = {Mark.DELETED: "del", Mark.INSERTED: "ins"}


def codebook_diff_html(diff: CodebookDiff, language: str) -> str:
    """Return the differences as a fragment of HTML; every text in it is escaped."""
    children = [tag("p", summary(diff, language), class_="summary")]
    book = told_of_book(diff, language)
    if book:
        children += [tag("h3", text("codebook_diff.book", language)), _list(book)]
    for heading, codes in sections(diff, language):
        children += [tag("h3", heading), *map(_code, codes)]
    root = tag("div", *children, class_="codebook-diff")
    return str(html.tostring(root, encoding="unicode"))


def marked(runs: Iterable[Run]) -> list[Node | str]:
    """Return runs as text, with ``del`` and ``ins`` around what went and what came."""
    return [
        tag(_NAMES[run.mark], run.text, style=_GROUNDS[run.mark])
        if run.mark in _NAMES
        else run.text
        for run in runs
    ]


def _code(code: ToldCode) -> Node:
    heading = tag("h4", tag("span", code.id, class_="id"), f" {code.name}")
    return tag("section", heading, _list(code.told))


def _list(told: Iterable[Told]) -> Node:
    lines = []
    for one in told:
        title = [tag("strong", f"{one.title}: ")] if one.title else []
        lines.append(tag("li", *title, *marked(one.runs)))
    return tag("ul", *lines)

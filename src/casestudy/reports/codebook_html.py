"""The codebook as one web page that needs nothing else: the tree beside every code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casestudy.domain.review_form import code_bookmarks
from casestudy.reports.codebook_words import (
    about_code,
    code_fields,
    counts_words,
    edition_words,
    retired_words,
    size_words,
)
from casestudy.reports.markup import Node, page, tag
from casestudy.reports.wording import stamp_words
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casestudy.domain.codebook import Code
    from casestudy.domain.codebook_edition import CodebookEdition

_DEEPEST_HEADING: Final = 6


def codebook_html(edition: CodebookEdition) -> bytes:
    """Return the codebook as a page; each code's id is its address (``#CH_H_1``)."""
    language, book = edition.language, edition.codebook
    title = book.title.in_language(language)
    names = code_bookmarks(code.id for code in book.codes)
    body = tag(
        "div",
        _tree(edition, names),
        tag("main", *(_article(code, edition, names) for code in edition.current)),
        class_="columns",
    )
    children = [_header(edition, title), body, *_retired(edition, names)]
    children.append(tag("footer", tag("p", stamp_words(edition.stamp, language))))
    whole = f"{title} · {edition_words(edition)}"
    return page(*children, title=whole, language=language, style="codebook.css")


def _header(edition: CodebookEdition, title: str) -> Node:
    language = edition.language
    marks = [text("matrix.demo_explained", language)] if edition.stamp.is_demo else []
    if edition.for_review:
        marks.insert(0, text("codebook_document.for_review", language))
    rows = [
        ("study", edition.stamp.study),
        ("codes", size_words(edition)),
        ("counted", counts_words(edition)),
        ("about", edition.codebook.note.in_language(language)),
    ]
    said = ((text(f"codebook_document.{name}", language), words) for name, words in rows if words)
    return tag(
        "header",
        tag("h1", title),
        tag("p", edition_words(edition), class_="lead"),
        *(tag("p", mark, class_="mark") for mark in marks),
        _pairs((name, words, "") for name, words in said),
    )


def _tree(edition: CodebookEdition, names: Mapping[str, str]) -> Node:
    language = edition.language
    heading = text("codebook_document.glance", language)
    current = {code.id for code in edition.current}
    branches = [code for code in edition.codebook.roots if code.id in current]
    return tag(
        "nav",
        tag("h2", heading),
        _branches(branches, edition, names, current),
        aria_label=heading,
    )


def _branches(
    codes: Iterable[Code], edition: CodebookEdition, names: Mapping[str, str], current: set[str]
) -> Node:
    items = []
    for code in codes:
        below = [one for one in edition.codebook.children(code.id) if one.id in current]
        deeper = [_branches(below, edition, names, current)] if below else []
        items.append(tag("li", _link(code, edition, names), *deeper))
    return tag("ul", *items)


def _link(code: Code, edition: CodebookEdition, names: Mapping[str, str]) -> Node:
    use = edition.uses.get(code.id) if edition.uses is not None else None
    count = [tag("span", str(use.codings), class_="count")] if use is not None else []
    label = tag("span", code.label.in_language(edition.language))
    return tag("a", tag("span", code.id, class_="id"), label, *count, href=f"#{names[code.id]}")


def _article(code: Code, edition: CodebookEdition, names: Mapping[str, str]) -> Node:
    depth = len(edition.codebook.ancestry(code.id))
    about = about_code(code, edition)
    fields = code_fields(code, edition)
    return tag(
        "article",
        tag(
            f"h{min(depth + 1, _DEEPEST_HEADING)}",
            tag("span", code.id, class_="id"),
            f" {code.label.in_language(edition.language)}",
        ),
        tag("p", about, class_="soft") if about else None,
        _pairs((one.title, one.words, "missing" if one.missing else "") for one in fields)
        if fields
        else None,
        id=names[code.id],
        class_="branch" if depth == 1 else "code",
        style=f"--bar: {code.colour}",
    )


def _pairs(rows: Iterable[tuple[str, str, str]]) -> Node:
    pairs = []
    for name, words, kind in rows:
        pairs += [tag("dt", name), tag("dd", words, **({"class_": kind} if kind else {}))]
    return tag("dl", *pairs)


def _retired(edition: CodebookEdition, names: Mapping[str, str]) -> list[Node]:
    if not edition.retired:
        return []
    language = edition.language
    items = [
        tag("li", retired_words(code, edition), id=names[code.id]) for code in edition.retired
    ]
    return [
        tag(
            "section",
            tag("h2", text("codebook_document.retired", language)),
            tag("p", text("codebook_document.retired_explained", language), class_="soft"),
            tag("ul", *items),
        )
    ]

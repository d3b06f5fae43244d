"""A remark as it is read: what it is, who made it, and the wording it proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st
from lxml import html

from casestudy.domain.codebook_diff import code_words
from casestudy.domain.review import ReviewKind
from casestudy.domain.word_marks import marked_words
from casestudy.reports.codebook_diff_html import marked
from casestudy.reports.markup import tag
from casestudy.ui.components.fields import day
from casestudy.ui.sections.codebook.naming import field_name
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.codebook import Code
    from casestudy.domain.review import ReviewComment, ReviewItem

STYLE: Final = """<style>
.rm { overflow-wrap: anywhere; }
.rm blockquote { margin: 0.4rem 0; padding: 0.1rem 0 0.1rem 0.9rem; white-space: pre-line;
  border-inline-start: 3px solid color-mix(in srgb, currentcolor 30%, transparent); }
.rm p { margin: 0.3rem 0; white-space: pre-line; }
.rm small { opacity: 0.78; font-size: 0.9rem; }
</style>"""


def remark_title(item: ReviewItem) -> str:
    """Return what a remark is called in a list: its number, the field, and what is said of it."""
    comment = item.comment
    where = f"{field_name(comment.field)}: " if comment.field else ""
    return f"{item.number} · {where}{t(f'review_page.kind.{comment.kind.value}')}"


def draw_rewording(before: Code, after: Code, fields: Iterable[str]) -> None:
    """Draw the fields of a code that are worded otherwise, with the words marked."""
    was, now = code_words(before), code_words(after)
    parts = []
    for field in fields:
        if field in was:
            parts.append(tag("small", field_name(field)))
            parts.append(tag("p", *marked(marked_words(was[field], now[field]))))
    if parts:
        root = tag("div", *parts, class_="rm")
        st.html(STYLE + str(html.tostring(root, encoding="unicode")))


def draw_remark(comment: ReviewComment, code: Code | None, *, said: str = "") -> None:
    """Draw a remark.

    Args:
        comment: The remark.
        code: The code it is about, with its wordings as they are now.
        said: What became of it, as a line below.
    """
    parts = []
    if comment.text:
        parts.append(tag("blockquote", comment.text, lang="en"))
    if comment.proposed:
        now = code_words(code).get(comment.field or "", "") if code else ""
        runs = marked_words(now, comment.proposed)
        is_wording = comment.kind is ReviewKind.WORDING and now
        words = tag("p", *(marked(runs) if is_wording else [comment.proposed]))
        parts += [tag("small", t("review_page.proposed")), words]
    by = " · ".join(one for one in (comment.reviewer, day(comment.at), said) if one)
    parts.append(tag("small", by))
    root = tag("div", *parts, class_="rm")
    st.html(STYLE + str(html.tostring(root, encoding="unicode")))

"""Two wordings as one text: what went is struck out, what came is underlined."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from casestudy.domain.word_marks import Mark
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.word_marks import Run

#: For the page that shows marked words; without it they are struck out and underlined only.
STYLE: Final = """<style>
.wd-text { white-space: pre-line; }
.wd-text ins { background: light-dark(#d8f0d8, #1e4a26); color: inherit; border-radius: 2px;
  text-decoration: underline 1.5px; text-underline-offset: 3px; }
.wd-text del { background: light-dark(#fbdcda, #5a2320); color: inherit; border-radius: 2px; }
.wd-heard { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
</style>"""
_TAGS: Final = {Mark.INSERTED: "ins", Mark.DELETED: "del"}


def marked(runs: Iterable[Run], *, language: str) -> str:
    """Return the words as markup, for ``st.html``.

    Args:
        runs: The words with their marks.
        language: The language they are in, for screen readers and hyphenation.
    """
    return f'<span class="wd-text" lang="{language}">{"".join(map(_piece, runs))}</span>'


def _piece(run: Run) -> str:
    words = escape(run.text)
    if run.mark is Mark.KEPT:
        return words
    said = escape(t(f"word_diff.{run.mark.value}"))
    end = escape(t("word_diff.end"))
    heard = '<span class="wd-heard"> {} </span>'
    tag = _TAGS[run.mark]
    return f"<{tag}>{heard.format(said)}{words}{heard.format(end)}</{tag}>"

"""A passage of a source with the words around it."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.ui.state import t

if TYPE_CHECKING:
    from casestudy.domain.sources import Transcript

#: How much is shown before and after, in code points.
_AROUND: Final = 260
_STYLE: Final = """<style>
.pa { white-space: pre-line; line-height: 1.6; max-width: 46rem; overflow-wrap: anywhere;
  margin: 0; padding: 0; border: 0; }
.pa mark { background: light-dark(#ffe9a8, #6b5200); color: inherit; padding: 0.1em 0; }
</style>"""


def passage(transcript: Transcript, start: int, end: int) -> None:
    """Draw a passage, marked, with its surroundings cut at whole words.

    Args:
        transcript: The source.
        start: Where the passage begins (code points).
        end: Where it ends, exclusive.
    """
    text = transcript.text
    before = _last_words(text[max(start - _AROUND, 0) : start], cut=start > _AROUND)
    after = _first_words(text[end : end + _AROUND], cut=end + _AROUND < len(text))
    st.html(
        f'{_STYLE}<blockquote class="pa" lang="nb" aria-label="{escape(t("passage.name"))}">'
        f"{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(after)}</blockquote>"
    )


def _last_words(text: str, *, cut: bool) -> str:
    found = re.search(r"\s", text) if cut else None
    return f"… {text[found.end() :]}" if found else text


def _first_words(text: str, *, cut: bool) -> str:
    places = [found.start() for found in re.finditer(r"\s", text)] if cut else []
    return f"{text[: places[-1]]} …" if places else text

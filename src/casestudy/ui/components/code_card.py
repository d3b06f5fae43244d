"""The codebook on the page: a picker of branches, a search, and one card per code."""

from __future__ import annotations

from html import escape as html_escape
from typing import TYPE_CHECKING

import streamlit as st

from casestudy.texts import LANGUAGES, text
from casestudy.ui.markdown import escape
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code, Codebook

_FIELDS = ("definition", "use", "not_use", "cue")
#: These say themselves what they are ("Bruk når …"), so they need no heading.
_UNTITLED = ("use", "not_use")


def branch_picker(codebook: Codebook, *, chosen: str | None) -> str:
    """Let the reader choose a branch; return its id."""
    branches = {
        code.id: code.label.in_language(language())
        for code in codebook.roots
        if len(codebook.descendants(code.id)) > 1
    }
    first = chosen if chosen in branches else next(iter(branches))
    picked = st.segmented_control(
        t("codebook_page.branch"),
        list(branches),
        format_func=lambda branch: f"{branch} · {branches[branch]}",
        default=first,
        required=True,
    )
    return str(picked or first)


def matching(codebook: Codebook, wanted: str) -> tuple[Code, ...]:
    """Return the assignable codes whose id, names, synonyms or texts hold ``wanted``."""
    sought = wanted.strip().casefold()
    return tuple(code for code in codebook.assignable if sought in _words(code))


def _words(code: Code) -> str:
    texts = [code.id, *code.synonyms.nb, *code.synonyms.en]
    for name in ("label", *_FIELDS):
        texts += [getattr(code, name).in_language(one) for one in LANGUAGES]
    return " ".join(texts).casefold()


def code_card(codebook: Codebook, code: Code, *, language: str) -> None:
    """Show one code: colour, id, names in both languages, and how it is used."""
    if not code.assignable:
        _branch_heading(codebook, code, language)
        return
    with st.container(border=True):
        _heading(code, language)
        for name in _FIELDS:
            words = getattr(code, name).in_language(language)
            if words:
                title = text(f"codebook_page.{name}", language) if name not in _UNTITLED else ""
                st.markdown(f"**{title}** {escape(words)}" if title else escape(words))
        more = [
            (f"codebook_page.{name}", values)
            for name, values in (
                ("synonyms", getattr(code.synonyms, language)),
                (
                    "confused_with",
                    [_named(codebook, other, language) for other in code.confused_with],
                ),
                ("maps_to", code.maps_to),
            )
            if values
        ]
        for key, values in more:
            st.caption(f"{text(key, language)} {escape(', '.join(values))}")
        if any(field.endswith(f".{language}") for field in code.unreviewed):
            st.caption(text("codebook_page.unreviewed", language))


def _named(codebook: Codebook, code_id: str, language: str) -> str:
    return f"{codebook.code(code_id).label.in_language(language)} ({code_id})"


def _branch_heading(codebook: Codebook, code: Code, language: str) -> None:
    depth = len(codebook.ancestry(code.id))
    st.markdown(f"{'#' * min(depth + 1, 6)} {escape(code.label.in_language(language))}")


def _heading(code: Code, language: str) -> None:
    other = "en" if language == "nb" else "nb"
    name, translated = code.label.in_language(language), code.label.in_language(other)
    st.html(
        f'<div><span aria-hidden="true" style="display:inline-block;width:0.9em;height:0.9em;'
        f'border-radius:3px;margin-right:0.5em;background:{code.colour}"></span>'
        f"<strong>{html_escape(name)}</strong> "
        f'<span style="opacity:.75">{html_escape(code.id)} · '
        f'<span lang="{other}">{html_escape(translated)}</span></span></div>'
    )

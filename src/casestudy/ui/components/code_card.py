"""A code as it is read: its names, how it is used, and what is missing, as one piece of markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.vocabulary import CodeStatus
from casestudy.texts import text

if TYPE_CHECKING:
    from casestudy.domain.bilingual import Bilingual
    from casestudy.domain.codebook import Code, Codebook

_FIELDS: Final = ("definition", "use", "not_use", "cue")
STYLE: Final = """<style>
.cc { --cc-line: color-mix(in srgb, currentcolor 18%, transparent);
  --cc-quiet: color-mix(in srgb, currentcolor 76%, transparent); overflow-wrap: anywhere; }
.cc-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.15rem 0.6rem; }
.cc-head :is(h2, h3) { margin: 0; padding: 0; font-size: 1.3rem; line-height: 1.3; }
.cc-head h3 { font-size: 1.05rem; }
.cc-chip { width: 0.85em; height: 0.85em; border-radius: 3px; align-self: center; flex: none;
  background: var(--cc-colour); }
.cc-quiet { color: var(--cc-quiet); }
.cc-badge { border: 1px solid currentcolor; border-radius: 4px; padding: 0 0.4em;
  font-size: 0.8rem; color: var(--cc-quiet); white-space: nowrap; }
.cc-lack { color: light-dark(#7a4b00, #ffca7a); }
.cc p { margin: 0.25rem 0 0; }
.cc dl { display: grid; grid-template-columns: minmax(7rem, 10rem) minmax(0, 1fr);
  gap: 0.55rem 1rem; margin: 0.9rem 0 0; padding: 0; }
.cc dt { color: var(--cc-quiet); }
.cc dd { margin: 0; white-space: pre-line; }
.cc-small { padding: 0.8rem 0; border-top: 1px solid var(--cc-line); }
@media (max-width: 560px) { .cc dl { grid-template-columns: minmax(0, 1fr); gap: 0.1rem; }
  .cc dd { margin-bottom: 0.6rem; } }
</style>"""


def code_card(
    book: Codebook,
    code: Code,
    *,
    language: str,
    used: str | None = None,
    small: bool = False,
    head_only: bool = False,
) -> None:
    """Draw a code.

    Args:
        book: The codebook it is in.
        code: The code, or a branch.
        language: ``"nb"`` or ``"en"``; what is written in the other only is shown as missing.
        used: A sentence that says how often it was applied.
        small: One of several below each other.
        head_only: Leave out how the code is used.
    """
    parts = [_head(code, language, small=small)]
    above = book.path(code.id, language)[:-1]
    if above and not small:
        parts.append(f'<p class="cc-quiet">{escape(" › ".join(above))}</p>')
    if used:
        parts.append(f'<p class="cc-quiet">{escape(used)}</p>')
    rows = [] if head_only else [*_texts(code, language), *_lists(book, code, language)]
    if rows:
        parts.append(f"<dl>{''.join(rows)}</dl>")
        parts += _unreviewed(code, language)
    kind = "cc cc-small" if small else "cc"
    st.html(f'<article class="{kind}" lang="{language}">{"".join(parts)}</article>')


def _head(code: Code, language: str, *, small: bool) -> str:
    other = "en" if language == "nb" else "nb"
    tag = "h3" if small else "h2"
    translated = code.label.in_language(other)
    parts = [
        f'<span class="cc-chip" aria-hidden="true" style="--cc-colour: {code.colour}"></span>',
        f"<{tag}>{escape(code.label.in_language(language))}</{tag}>",
        f'<span class="cc-quiet">{escape(code.id)}</span>',
    ]
    if translated and translated != code.label.in_language(language):
        parts.append(f'<span class="cc-quiet" lang="{other}">{escape(translated)}</span>')
    if code.status is not CodeStatus.ACTIVE:
        said = text(f"tree.status_{code.status.value}", language)
        parts.append(f'<span class="cc-badge">{escape(said)}</span>')
    return f'<div class="cc-head">{"".join(parts)}</div>'


def _texts(code: Code, language: str) -> list[str]:
    rows = []
    for name in _FIELDS:
        both: Bilingual = getattr(code, name)
        said = escape(both.in_language(language))
        if not said and (both.nb or both.en):
            said = f'<span class="cc-lack">{escape(text("code_card.missing", language))}</span>'
        if said:
            rows.append(_row(text(f"code_card.{name}", language), said))
    return rows


def _unreviewed(code: Code, language: str) -> list[str]:
    names = dict.fromkeys(
        text(f"code_card.{name}", language)
        for name, _, written_in in (field.partition(".") for field in code.unreviewed)
        if written_in in ("", language)
    )
    if not names:
        return []
    said = text("code_card.unreviewed", language, fields=", ".join(names))
    return [f'<p class="cc-quiet"><small>{escape(said)}</small></p>']


def _lists(book: Codebook, code: Code, language: str) -> list[str]:
    named = [
        f"{book.code(other).label.in_language(language)} ({other})" for other in code.confused_with
    ]
    said = {
        "synonyms": ", ".join(getattr(code.synonyms, language)),
        "confused_with": ", ".join(named),
        "maps_to": "; ".join(code.maps_to),
        "attributes": _settings(code.attributes, "codebook.attribute", language),
        "passes": _settings(code.passes, "codebook.pass", language),
    }
    return [
        _row(text(f"code_card.{name}", language), escape(words))
        for name, words in said.items()
        if words
    ]


def _settings(values: tuple[str, ...] | None, prefix: str, language: str) -> str:
    return "; ".join(text(f"{prefix}.{value}", language) for value in values or ())


def _row(name: str, said: str) -> str:
    return f"<dt>{escape(name)}</dt><dd>{said}</dd>"

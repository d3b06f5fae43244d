"""A transcript to read: numbered turns, shown letter for letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLE: Final = """
:host, ol { font-family: var(--st-font); color: var(--st-text-color); }
ol { list-style: none; margin: 0; padding: 0; max-width: 46rem; line-height: 1.55; }
li { display: grid; grid-template-columns: 2.5rem 1fr; gap: 0 0.75rem; padding: 0.3rem 0; }
.number { color: var(--st-gray-text-color, inherit); text-align: right;
  font-variant-numeric: tabular-nums; user-select: none; }
.speaker { font-weight: 600; margin-right: 0.5rem; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; }
"""
_SCRIPT: Final = """
function part(name, words) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = words;
  return span;
}
export default function ({ data, parentElement }) {
  const rows = data.map(([number, speaker, words]) => {
    const row = document.createElement("li");
    const said = document.createElement("div");
    if (speaker) said.append(part("speaker", speaker));
    said.append(part("words", words));
    row.append(part("number", String(number)), said);
    return row;
  });
  parentElement.querySelector("ol").replaceChildren(...rows);
}
"""


def turns_panel(turns: Iterable[tuple[int, str, str]], *, key: str) -> None:
    """Draw turns, each its number, its speaker (may be empty) and its words."""
    mount = st.components.v2.component("casestudy_turns", html="<ol></ol>", css=_STYLE, js=_SCRIPT)
    mount(key=key, data=[list(turn) for turn in turns])

"""What became of codes, step by step, in sentences."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.ui.components.fields import day
from casestudy.ui.state import language, t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.lineage import LineageStep

_STYLE: Final = """<style>
.ls { list-style: none; margin: 0; padding: 0 0 0 1.1rem;
  border-inline-start: 2px solid color-mix(in srgb, currentcolor 25%, transparent); }
.ls li { position: relative; margin: 0 0 0.9rem; }
.ls li::before { content: ""; position: absolute; left: -1.5rem; top: 0.45em; width: 0.65rem;
  height: 0.65rem; border-radius: 50%; background: currentcolor; }
.ls small { display: block; font-size: 0.9rem; opacity: 0.78; }
</style>"""


def step_sentence(step: LineageStep, book: Codebook) -> str:
    """Say what happened, who did it, when and why."""
    names = {
        "codes": _names(step.from_ids, book),
        "into": _names([one for one in step.to_ids if one not in step.from_ids], book)
        or _names(step.to_ids, book),
    }
    kind = (
        f"{step.kind.value}_to"
        if step.kind.value == "retired" and step.to_ids
        else step.kind.value
    )
    said = t(f"lineage.{kind}", **names)
    return f"{said} {t('lineage.why', why=step.why)}" if step.why else said


def story(steps: Iterable[LineageStep], book: Codebook, *, members: Mapping[str, str]) -> None:
    """Draw the steps, the newest first.

    Args:
        steps: Oldest first.
        book: The codebook, for the names of codes.
        members: Names by handle.
    """
    lines = []
    for step in reversed(list(steps)):
        by = members.get(step.member, step.member)
        release = (
            t("lineage.release", release=step.release) if step.release else t("lineage.unreleased")
        )
        small = " · ".join(one for one in (day(step.at), by, release) if one)
        lines.append(f"<li>{escape(step_sentence(step, book))}<small>{escape(small)}</small></li>")
    st.html(f'{_STYLE}<ol class="ls">{"".join(lines)}</ol>')


def _names(code_ids: Iterable[str], book: Codebook) -> str:
    known = {code.id: code for code in book.codes}
    return ", ".join(
        f"{known[one].label.in_language(language())} ({one})" if one in known else one
        for one in code_ids
    )

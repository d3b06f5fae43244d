"""Kodebok: where the codebook lives, from the tree of codes to its review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.permissions import Verb, may
from casestudy.domain.vocabulary import MemberRole
from casestudy.ui.components.parts_switch import parts_switch
from casestudy.ui.sections.codebook import (
    codes,
    empty,
    files,
    queue,
    releases,
    review,
    reviewing,
    undo_bar,
)
from casestudy.ui.state import study, t

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.study import Study

_PARTS: Final[dict[str, Callable[[Study], None]]] = {
    "koder": codes.show,
    "ko": queue.show,
    "utgaver": releases.show,
    "gjennomsyn": review.show,
    "filer": files.show,
}
#: What a reviewer sees instead; no transcript, and nobody's codings.
_REVIEWER_PARTS: Final[dict[str, Callable[[Study], None]]] = {
    "bok": reviewing.show,
    "utgaver": releases.show,
}
_STYLE: Final = """<style>
.st-key-codebook_row > :has(> .st-key-codebook_undo) { margin-inline-start: auto; }
.st-key-codebook_undo button p {
  max-width: 17rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
@media (max-width: 767px) {
  .st-key-codebook_row > :has(> .st-key-codebook_undo) { margin-inline-start: 0; }
}
</style>"""


def draw() -> None:
    """Draw the page for the member at the browser."""
    here = study()
    if not here.codebook.has_codebook():
        st.title(t("page.codebook.title"))
        empty.show(here)
        return
    st.html(_STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="codebook_row"):
        st.title(t("page.codebook.title"), width="content", anchor=False)
        parts = _REVIEWER_PARTS if here.member.role is MemberRole.REVIEWER else _PARTS
        part = parts_switch(t("codebook_page.parts"), {name: _title(here, name) for name in parts})
        if may(here.member, Verb.EDIT_CODEBOOK):
            undo_bar.show(here)
    parts[part](here)


def _title(here: Study, part: str) -> str:
    """Return what a part is called, with how much waits there."""
    count = {"ko": queue.waiting_for, "gjennomsyn": review.open_remarks}.get(part, _none)(here)
    title = t(f"codebook_page.part.{part}")
    return t("codebook_page.part_waits", part=title, count=count) if count else title


def _none(_here: Study) -> int:
    return 0


draw()

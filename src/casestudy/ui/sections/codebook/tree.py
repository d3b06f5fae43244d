"""The tree of the page: one line per code, what is chosen in it, and moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.codebook_edits import Move
from casestudy.domain.permissions import Verb, may
from casestudy.ui.components.codebook_tree import Marks, TreeCode, codebook_tree
from casestudy.ui.sections.codebook import wordings
from casestudy.ui.state import language, place, set_place, study

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.domain.consequences import CodeCount
    from casestudy.study import Study
    from casestudy.ui.components.codebook_tree import TreeMove

_TICKED: Final = "codebook.ticked"
# The tree stays where it is while what is beside it scrolls; on a narrow screen it stands above.
STYLE: Final = """<style>
.st-key-codebook_tree .bt { height: max(24rem, calc(100dvh - 8.5rem)); }
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.st-key-codebook_tree) {
    position: sticky; top: 4rem; align-self: flex-start; }
}
@media (max-width: 640px) {
  .st-key-codebook_tree .bt { height: 52dvh; }
}
</style>"""


def show(
    here: Study,
    book: Codebook,
    counts: Mapping[str, CodeCount],
    waiting: Mapping[str, int],
    remarks: Mapping[str, int],
) -> None:
    """Draw the tree.

    Args:
        here: The study.
        book: The codebook as it stands.
        counts: How much each code is used.
        waiting: How many codings of each code wait for a look.
        remarks: How many open remarks there are on each code.
    """
    codebook_tree(
        [_line(book, code, counts, waiting, remarks) for code in reading_order(book)],
        chosen=chosen_code(book),
        ticked=ticked_codes(book),
        member=here.member.id,
        language=language(),
        editable=may(here.member, Verb.EDIT_CODEBOOK),
        on_choose=_on_choose,
        on_move=_on_move,
        key="codebook_tree_component",
    )


def chosen_code(book: Codebook) -> str:
    """Return the code in the address, or the first of the book."""
    wanted = place("kode")
    known = {code.id for code in book.codes}
    return wanted if wanted in known else book.codes[0].id


def ticked_codes(book: Codebook) -> tuple[str, ...]:
    """Return the codes that are chosen together."""
    known = {code.id for code in book.codes}
    return tuple(one for one in st.session_state.get(_TICKED, ()) if one in known)


def untick() -> None:
    """Let go of the codes that are chosen together."""
    st.session_state[_TICKED] = ()


def reading_order(book: Codebook) -> tuple[Code, ...]:
    """Return all codes, each before those below it."""
    return tuple(code for root in book.roots for code in book.descendants(root.id))


def _line(
    book: Codebook,
    code: Code,
    counts: Mapping[str, CodeCount],
    waiting: Mapping[str, int],
    remarks: Mapping[str, int],
) -> TreeCode:
    here = language()
    other = "en" if here == "nb" else "nb"
    gaps = {field.rpartition(".")[2] for field in code.untranslated}
    return TreeCode(
        id=code.id,
        parent=code.parent,
        label=code.label.in_language(here),
        names=(code.label.in_language(other), *code.synonyms.nb, *code.synonyms.en),
        colour=code.colour,
        assignable=code.assignable,
        status=code.status.value,
        count=counts[code.id].codings if code.id in counts else 0,
        marks=Marks(
            missing=tuple(sorted(gaps)),
            unreviewed=bool(code.unreviewed),
            queue=waiting.get(code.id, 0),
            comments=remarks.get(code.id, 0),
            draft=wordings.has_draft(book, code),
        ),
    )


def _on_choose(chosen: str | None, ticked: tuple[str, ...]) -> None:
    st.session_state[_TICKED] = ticked
    set_place(kode=chosen)


def _on_move(move: TreeMove) -> None:
    edit = Move(code=move.code, parent=move.parent, before=move.before)
    study().codebook.edit(edit, request_id=move.request_id)

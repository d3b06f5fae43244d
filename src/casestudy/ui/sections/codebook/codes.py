"""The codes: the tree, and beside it what is chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.ui.components.code_card import code_card
from casestudy.ui.components.codebook_tree import Marks, TreeCode, TreeMove, codebook_tree
from casestudy.ui.state import language, place, set_place, study, t

if TYPE_CHECKING:
    from casestudy.domain.codebook import Code, Codebook
    from casestudy.study import Study

_TICKED: Final = "codebook.ticked"
# The tree stays where it is while what is beside it scrolls; on a narrow screen it stands above.
_STYLE: Final = """<style>
.st-key-codebook_tree .bt { height: max(24rem, calc(100dvh - 13rem)); }
@media (min-width: 641px) {
  [data-testid="stColumn"]:has(.st-key-codebook_tree) {
    position: sticky; top: 4rem; align-self: flex-start; }
}
@media (max-width: 640px) {
  .st-key-codebook_tree .bt { height: 52dvh; }
}
</style>"""


def show(here: Study) -> None:
    """Draw the tree, and the code that is chosen in it."""
    book = here.codebook.current()
    st.html(_STYLE)
    left, right = st.columns([5, 7], gap="medium")
    chosen = _chosen(book)
    with left, st.container(key="codebook_tree"):
        codebook_tree(
            [_line(book, code) for code in book.codes],
            chosen=chosen,
            ticked=st.session_state.get(_TICKED, ()),
            member=here.member.id,
            language=language(),
            editable=True,
            on_choose=_on_choose,
            on_move=_on_move,
            key="codebook_tree_component",
        )
    with right:
        code_card(book, book.code(chosen), language=language())


def _chosen(book: Codebook) -> str:
    wanted = place("kode")
    known = {code.id for code in book.codes}
    return wanted if wanted in known else book.codes[0].id


def _line(book: Codebook, code: Code) -> TreeCode:
    here = language()
    other = "en" if here == "nb" else "nb"
    return TreeCode(
        id=code.id,
        parent=code.parent,
        label=code.label.in_language(here),
        names=(code.label.in_language(other), *code.synonyms.nb, *code.synonyms.en),
        colour=code.colour,
        assignable=code.assignable,
        status=code.status.value,
        count=0,
        marks=Marks(unreviewed=bool(code.unreviewed)),
    )


def _on_choose(chosen: str | None, ticked: tuple[str, ...]) -> None:
    st.session_state[_TICKED] = ticked
    set_place(kode=chosen)


def _on_move(move: TreeMove) -> None:
    study()

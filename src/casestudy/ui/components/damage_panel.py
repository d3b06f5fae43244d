"""What the person should know about a file that was read, and what a repair would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.domain.transcript import NoticeKind
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casestudy.domain.transcript import Notice, ParsedSource

_REPAIRABLE: Final = frozenset(
    {NoticeKind.BROKEN_LIGATURES, NoticeKind.SOFT_HYPHENS, NoticeKind.HYPHENATED_LINES}
)
_AROUND, _MOST_EXAMPLES = 32, 4


def notices_panel(notices: Sequence[Notice]) -> None:
    """Say in plain words what was found in a file and what was not taken in."""
    left_out = [notice for notice in notices if notice.kind.value.endswith("_left_out")]
    for notice in notices:
        if notice not in left_out:
            st.warning(_sentence(notice))
    if left_out:
        st.info(
            "\n".join([t("sources.left_out"), "", *(f"- {_sentence(one)}" for one in left_out)])
        )


def is_repairable(notices: Sequence[Notice]) -> bool:
    """Tell whether a repair has something to look at."""
    return any(notice.kind in _REPAIRABLE for notice in notices)


def examples_panel(before: ParsedSource, after: ParsedSource) -> None:
    """Show a few places as they are and as they would be."""
    for number, (old, new) in enumerate(changed_places(before, after)):
        if number == _MOST_EXAMPLES:
            break
        left, right = st.columns(2)
        with left:
            st.caption(t("sources.repair.before"))
            st.text(_visible(old))
        with right:
            st.caption(t("sources.repair.after"))
            st.text(_visible(new))


def changed_places(before: ParsedSource, after: ParsedSource) -> Iterator[tuple[str, str]]:
    """Yield the first change of each turn that differs, with the words around it."""
    for old, new in zip(before.turns, after.turns, strict=True):
        was, now = before.text[old.start : old.end], after.text[new.start : new.end]
        if was == now:
            continue
        pairs = enumerate(zip(was, now, strict=False))
        first = next((place for place, (a, b) in pairs if a != b), min(len(was), len(now)))
        start, end = max(0, first - _AROUND), first + _AROUND
        yield was[start:end], now[start:end]


def _sentence(notice: Notice) -> str:
    return t(f"transcript.notice.{notice.kind.value}", count=notice.count)


def _visible(words: str) -> str:
    return f"… {words.replace(chr(0xAD), '¬')} …"

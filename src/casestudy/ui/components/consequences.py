"""What an edit of the codebook will come to, in sentences, before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from casestudy.ui.markdown import escape
from casestudy.ui.state import t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casestudy.domain.consequences import CodeCount, Consequences


def used(count: CodeCount) -> str:
    """Say how much a code is used: how many codings, by how many coders, in how many sources."""
    if not count.codings:
        return t("consequences.unused")
    return t("consequences.use", **_numbers(count))


def consequences_panel(found: Consequences, *, what: str) -> None:
    """Draw what will happen.

    Args:
        found: The numbers.
        what: A sentence that says what the edit does to codings.
    """
    concerned, *others = _sentences(found)
    lines = [concerned, what, *others]
    with st.container(border=True):
        st.markdown(f"**{t('consequences.title')}**")
        st.markdown("\n".join(f"- {escape(line)}" for line in lines))


def _sentences(found: Consequences) -> Iterator[str]:
    if found.codings:
        yield t("consequences.concerned", **_numbers(found))
    else:
        yield t("consequences.none")
    if found.waiting:
        yield t("consequences.waiting", count=found.waiting)
    if found.doubled:
        yield t("consequences.doubled", count=found.doubled)
    if found.below:
        yield t("consequences.below", count=found.below)
    if found.evidence or found.configurations:
        yield t(
            "consequences.theory",
            evidence=t("consequences.evidence", count=found.evidence),
            configurations=t("consequences.configurations", count=found.configurations),
        )
    until = [t(f"consequences.until.{limit.value}") for limit in found.undo_until]
    yield t("consequences.undo", until=t("consequences.or").join(until))


def _numbers(found: CodeCount | Consequences) -> dict[str, str]:
    return {
        name: t(f"consequences.{name}", count=getattr(found, name))
        for name in ("codings", "coders", "sources")
    }

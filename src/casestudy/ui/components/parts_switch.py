"""The switch between the parts of a page; which part is shown stands in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from casestudy.ui.state import place, set_place

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACE: Final = "del"


def parts_switch(name: str, parts: Mapping[str, str]) -> str:
    """Draw the switch and return the part to show: the address's, else the first.

    Args:
        name: What the parts are parts of, for screen readers.
        parts: Each part's name in the address, and what the switch says.
    """
    # A link to the page one is on does not write the browser's address; this does.
    st.query_params.from_dict(st.query_params.to_dict())
    asked = place(_PLACE)
    current = asked if asked and asked in parts else next(iter(parts))
    key = f"parts.{'.'.join(parts)}"
    # The address decides, also when a link has changed it since the switch was drawn.
    st.session_state[key] = current
    st.segmented_control(
        name,
        list(parts),
        format_func=parts.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_on_part,
        args=(key,),
    )
    return current


def _on_part(key: str) -> None:
    set_place(**{_PLACE: st.session_state[key]})

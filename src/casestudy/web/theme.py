"""How the pages look: two calm palettes on the papers that the codes' colours are made for."""

from __future__ import annotations

from typing import Any, Final

from casestudy.domain.colour import INK, PAPER, Theme

_FONT: Final = "'Source Sans', 'Source Sans 3', system-ui, 'Segoe UI', sans-serif"


def _palette(theme: Theme, **colours: str) -> dict[str, str]:
    named = {"backgroundColor": PAPER[theme], **colours}
    return {f"theme.{theme.value}.{name}": value for name, value in named.items()}


THEME: Final[dict[str, Any]] = {
    "theme.font": _FONT,
    "theme.headingFontSizes": ["2rem", "1.375rem", "1.125rem", "1rem", "1rem", "1rem"],
    "theme.paddingTop": "1.5rem",
    "theme.paddingBottom": "1rem",
    "theme.baseRadius": "small",
    "theme.linkUnderline": True,
    "theme.showWidgetBorder": True,
    **_palette(
        Theme.LIGHT,
        # Streamlit writes captions at 60 % of it; from here they keep a contrast of 4.5.
        textColor="#0e1014",
        primaryColor="#2a6f73",
        secondaryBackgroundColor="#f3f5f5",
        linkColor="#1f5f78",
        borderColor="#c3cccd",
        grayTextColor="#59616b",
    ),
    **_palette(
        Theme.DARK,
        textColor=INK[Theme.DARK],
        primaryColor="#5fb3ad",
        secondaryBackgroundColor="#1b1f27",
        linkColor="#8cc4d6",
        borderColor="#474e59",
        grayTextColor="#a8b0ba",
    ),
}

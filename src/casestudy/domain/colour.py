"""Colours that can be read and told apart: WCAG contrast, OKLCH, and the choice for a new code."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import product
from math import atan2, cos, degrees, dist, hypot, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

STRIPE_CONTRAST = 3.0
LABEL_CONTRAST = 4.5

_HEX = re.compile(r"#[0-9a-f]{6}")

# A code's colour is its stripe on both papers, so its lightness lies between them; the steps
# leave room on both sides of the band that STRIPE_CONTRAST allows.
_LIGHTNESS = (0.585, 0.515, 0.65)
_CHROMA = (0.15, 0.07)
_HUE_SHIFT = (0, 14, -14)


class Theme(StrEnum):
    """The page's two looks."""

    LIGHT = "light"
    DARK = "dark"


PAPER = {Theme.LIGHT: "#ffffff", Theme.DARK: "#0e1117"}
INK = {Theme.LIGHT: "#31333f", Theme.DARK: "#fafafa"}
_TINT = {Theme.LIGHT: (0.93, 0.045), Theme.DARK: (0.33, 0.06)}


def is_colour(value: str) -> bool:
    """Say whether ``value`` is written ``#rrggbb`` in lower case."""
    return _HEX.fullmatch(value) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours after WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(one: str, other: str) -> float:
    """Return ΔE-OK, the distance in OKLab; about 0.02 is just noticeable, black to white is 1."""
    return dist(_oklab(one), _oklab(other))


def hue_of(colour: str) -> int:
    """Return the OKLCH hue in whole degrees, 0 to 359; greys have 0."""
    _, a, b = _oklab(colour)
    return 0 if hypot(a, b) < 0.001 else round(degrees(atan2(b, a))) % 360


def oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return the sRGB colour of an OKLCH one, with less chroma where screens lack the colour.

    Args:
        lightness: 0 (black) to 1 (white).
        chroma: 0 (grey) upwards; about 0.3 is the most a screen shows.
        hue: Degrees.
    """
    low, high = 0.0, chroma
    if not _on_screen(_linear_rgb(lightness, high, hue)):
        for _ in range(20):
            middle = (low + high) / 2
            if _on_screen(_linear_rgb(lightness, middle, hue)):
                low = middle
            else:
                high = middle
        high = low
    channels = (_encoded(channel) for channel in _linear_rgb(lightness, high, hue))
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)


def tint(colour: str, theme: Theme) -> str:
    """Return the quiet background of a code in ``theme``: its hue at the theme's own lightness.

    Label text in the theme's ``INK`` stands on it with more than ``LABEL_CONTRAST``.
    """
    lightness, chroma = _TINT[theme]
    _, a, b = _oklab(colour)
    return oklch(lightness, min(chroma, hypot(a, b)), degrees(atan2(b, a)))


def palette(hue: int) -> tuple[str, ...]:
    """Return the colours for codes near ``hue``; each has ``STRIPE_CONTRAST`` on both papers."""
    steps = product(_CHROMA, _LIGHTNESS, _HUE_SHIFT)
    return tuple(oklch(lightness, chroma, hue + shift) for chroma, lightness, shift in steps)


def next_colour(hue: int, taken: Collection[str]) -> str:
    """Return the colour of a new code: near ``hue`` and as far as possible from those ``taken``.

    It is one of the :func:`palette`. The same arguments give the same colour.
    """
    candidates = palette(hue)
    if not taken:
        return candidates[0]
    return max(candidates, key=lambda one: min(difference(one, other) for other in taken))


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    inside = min(max(channel, 0.0), 1.0)
    if inside <= 0.0031308:
        return 12.92 * inside
    return 1.055 * float(inside ** (1 / 2.4)) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _on_screen(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)

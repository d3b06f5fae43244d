"""Colours: the published figures, and what a new code's colour promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudy.domain.colour import (
    INK,
    LABEL_CONTRAST,
    PAPER,
    STRIPE_CONTRAST,
    Theme,
    contrast,
    difference,
    hue_of,
    is_colour,
    next_colour,
    oklch,
    tint,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
hues = st.integers(0, 359)


def test_contrast_has_the_figures_that_wcag_publishes():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.542, abs=0.001)


@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_never_below_one(one, other):
    assert contrast(one, other) == contrast(other, one) >= 1


def test_difference_runs_from_nothing_to_one():
    assert difference("#3b7bd3", "#3b7bd3") == 0
    assert difference("#000000", "#ffffff") == pytest.approx(1, abs=0.001)


@pytest.mark.parametrize(
    ("coordinates", "colour"),
    [
        ((0.62796, 0.25768, 29.234), "#ff0000"),
        ((0.86644, 0.29483, 142.495), "#00ff00"),
        ((0.45201, 0.31321, 264.052), "#0000ff"),
        ((0.5, 0, 0), "#636363"),
    ],
)
def test_oklch_gives_the_known_colours(coordinates, colour):
    assert difference(oklch(*coordinates), colour) < 0.003


@given(hues)
def test_a_colour_no_screen_has_keeps_its_lightness_and_hue(hue):
    pale, strong = oklch(0.6, 0.02, hue), oklch(0.6, 0.4, hue)
    assert abs((hue_of(strong) - hue + 180) % 360 - 180) <= 2
    assert contrast(pale, strong) < 1.35


@given(colours)
def test_label_text_can_be_read_on_every_tint(colour):
    for theme in Theme:
        assert contrast(tint(colour, theme), INK[theme]) >= LABEL_CONTRAST


@given(hues, st.lists(colours, max_size=12))
def test_a_new_code_gets_a_colour_seen_on_both_papers(hue, taken):
    colour = next_colour(hue, taken)
    assert is_colour(colour)
    for theme in Theme:
        assert contrast(colour, PAPER[theme]) >= STRIPE_CONTRAST


@given(hues)
def test_twelve_new_codes_of_one_hue_can_be_told_apart(hue):
    taken: list[str] = []
    for _ in range(12):
        colour = next_colour(hue, taken)
        assert all(difference(colour, other) >= 0.02 for other in taken)
        taken.append(colour)


@pytest.mark.parametrize("value", ["", "red", "#fff", "#FFFFFF", "#12345g", "123456", "#1234567"])
def test_only_six_lower_case_digits_are_a_colour(value):
    assert not is_colour(value)

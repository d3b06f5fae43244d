"""The sentences that the forms share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reports.build import cmo_matrix

from casestudy.domain.vocabulary import Stance, StrengthBand, Verdict
from casestudy.reports.wording import (
    BAND_SIGNS,
    STANCE_SIGNS,
    VERDICT_SIGNS,
    legend,
    profile_sentences,
    withheld_words,
)

PROFILE = cmo_matrix().rows[0].profile


@pytest.mark.parametrize(
    ("refuting", "unanswered", "sentence"),
    [
        (0, 0, "Ingen belegg taler imot."),
        (1, 0, "Ett belegg taler imot, og er besvart."),
        (1, 1, "Ett belegg taler imot, og er ikke besvart."),
        (3, 3, "3 belegg taler imot, og er ikke besvart."),
        (3, 2, "3 belegg taler imot; 2 av dem er ikke besvart."),
    ],
)
def test_what_speaks_against_is_told_with_its_answers(refuting, unanswered, sentence):
    profile = replace(PROFILE, refuting=refuting, unanswered=unanswered)
    assert profile_sentences(profile, "nb")[-1] == sentence


def test_one_of_a_kind_is_told_as_one():
    profile = replace(PROFILE, participants=1, cases=1, evidence=1)
    assert profile_sentences(profile, "nb")[0] == "Ett belegg, fra én deltaker i én case."
    assert (
        profile_sentences(profile, "en")[0]
        == "One piece of evidence, from one participant in one case."
    )


def test_without_support_no_zeros_are_told():
    profile = replace(
        PROFILE,
        participants=0,
        cases=0,
        evidence=0,
        first_hand=0,
        full=0,
        refuting=0,
        unanswered=0,
    )
    assert profile_sentences(profile, "nb") == [
        "Ingen belegg støtter utsagnet.",
        "Ingen belegg taler imot.",
    ]


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Ingenting er holdt tilbake."),
        (1, "Ett sted i materialet er holdt tilbake og står ikke her."),
        (2, "2 steder i materialet er holdt tilbake og står ikke her."),
    ],
)
def test_the_number_withheld(count, sentence):
    assert withheld_words(count, "nb") == sentence


def test_signs_tell_values_apart_without_colour():
    for signs, values in ((VERDICT_SIGNS, Verdict), (STANCE_SIGNS, Stance)):
        assert len({signs[value] for value in values}) == len(list(values))
    assert len({BAND_SIGNS[band] for band in (None, *StrengthBand)}) == 4


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_legend_explains_every_verdict_and_band(language):
    words = [word for _, entries in legend(cmo_matrix(language)) for word, _ in entries]
    for sign in (*VERDICT_SIGNS.values(), *BAND_SIGNS.values()):
        assert any(word.startswith(sign) for word in words)

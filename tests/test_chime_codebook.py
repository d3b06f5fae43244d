"""The codebook that ships: complete, in two languages, and in colours that can be told apart."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from casestudy import texts
from casestudy.domain.codebook import BILINGUAL_FIELDS, CodingAttribute, CodingPass
from casestudy.domain.colour import (
    INK,
    LABEL_CONTRAST,
    PAPER,
    STRIPE_CONTRAST,
    Theme,
    contrast,
    difference,
    tint,
)
from casestudy.exchange.codebook_yaml import read_codebook, write_codebook

FILE = Path(__file__).parents[1] / "codebooks" / "chime-v0.1.yaml"
BRANCHES = {
    *("CH", "UR", "DET", "DET.INN", "DET.OUT", "DET.INS", "DET.IND", "DET.PRO"),
    *("ENA", "ACT", "STG", "UX", "RE", "NY"),
}


@pytest.fixture(scope="module")
def book():
    return read_codebook(FILE.read_text("utf-8"), file_name=FILE.name)


def test_the_file_stands_as_the_program_writes_it(book):
    assert write_codebook(book) == FILE.read_text("utf-8")


def test_it_has_the_89_codes_of_the_method_and_the_branches_that_order_them(book):
    assert len(book.assignable) == 89
    assert {code.id for code in book.codes if not code.assignable} == BRANCHES
    assert Counter(book.branch(code.id).id for code in book.assignable) == {
        "CH": 27,
        "UR": 3,
        "DET": 24,
        "ENA": 4,
        "ACT": 10,
        "STG": 5,
        "UX": 7,
        "RE": 9,
    }


def test_the_ids_follow_the_tree_in_this_release(book):
    for code in book.codes:
        assert code.id.rpartition(".")[0] == (code.parent or "")


def test_every_code_says_all_in_both_languages(book):
    for code in book.assignable:
        for name in BILINGUAL_FIELDS:
            words = getattr(code, name)
            assert words.nb.strip(), (code.id, name)
            assert words.en.strip(), (code.id, name)
            assert name in {"label", "cue"} or words.nb[-1] == words.en[-1] == ".", (code.id, name)
        assert code.synonyms.nb, code.id
        assert code.synonyms.en, code.id


def test_every_branch_has_a_label_and_a_definition_in_both_languages(book):
    for code_id in BRANCHES:
        branch = book.code(code_id)
        assert branch.label.nb, code_id
        assert branch.label.en, code_id
        assert branch.definition.nb, code_id
        assert branch.definition.en, code_id


def test_labels_and_definitions_are_not_shared(book):
    for language in texts.LANGUAGES:
        for name in ("label", "definition", "cue"):
            said = Counter(getattr(code, name).in_language(language) for code in book.assignable)
            assert said.most_common(1)[0][1] == 1, (language, said.most_common(1))


def test_both_languages_point_at_the_codes_this_one_is_confused_with(book):
    known = {code.id for code in book.codes}
    for code in book.assignable:
        below = {one.id for one in book.descendants(code.id)}
        for words in (code.not_use.nb, code.not_use.en):
            named = set(re.findall(r"[A-Z]+(?:\.[A-Z0-9]+)*", words)) & known
            assert named - below == set(code.confused_with) - below, code.id


def test_valence_is_asked_for_determinants_only_and_stage_for_determinants_and_practices(book):
    asking = {
        attribute: {
            book.branch(code.id).id
            for code in book.assignable
            if attribute in book.attributes_of(code.id)
        }
        for attribute in CodingAttribute
    }
    assert asking[CodingAttribute.VALENCE] == {"DET"}
    assert asking[CodingAttribute.STAGE] == {"DET", "ACT"}
    everywhere = {book.branch(code.id).id for code in book.assignable}
    assert asking[CodingAttribute.LEVEL] == asking[CodingAttribute.CLAIM_STATUS] == everywhere


def test_each_pass_shows_about_thirty_codes_and_every_code_has_a_pass(book):
    shown = Counter(one for code in book.assignable for one in book.passes_of(code.id))
    assert set(shown) == set(CodingPass)
    assert max(shown.values()) <= 34
    assert min(shown.values()) >= 20
    assert all(book.passes_of(code.id) for code in book.assignable)
    assert set(book.passes_of("DET")) == {CodingPass.RQ2, CodingPass.REALIST}


def test_attributes_and_passes_have_names_in_both_languages():
    for language in texts.LANGUAGES:
        for attribute in CodingAttribute:
            assert texts.text(f"codebook.attribute.{attribute}", language)
        for one in CodingPass:
            assert texts.text(f"codebook.pass.{one}", language)


def test_only_the_words_of_the_method_count_as_reviewed(book):
    for code in book.assignable:
        worded_here = {
            f"{name}.{language}"
            for name in ("definition", "use", "not_use")
            for language in ("nb", "en")
        }
        assert worded_here | {"cue.en"} <= set(code.unreviewed), code.id


@pytest.mark.parametrize("theme", list(Theme))
def test_stripes_and_labels_can_be_seen_on_both_papers(book, theme):
    for code in book.codes:
        assert contrast(code.colour, PAPER[theme]) >= STRIPE_CONTRAST, code.id
        assert contrast(tint(code.colour, theme), INK[theme]) >= LABEL_CONTRAST, code.id


def test_neighbours_have_colours_clearly_apart(book):
    """ΔE-OK: about 0.02 is just noticeable; neighbours have three times that."""
    for one, other in pairwise(book.assignable):
        assert difference(one.colour, other.colour) >= 0.06, (one.id, other.id)
    for one, other in combinations(book.codes, 2):
        together = set(book.passes_of(one.id)) & set(book.passes_of(other.id))
        assert not together or difference(one.colour, other.colour) >= 0.035, (one.id, other.id)
    processes = [book.code(f"CH.{letter}").colour for letter in "CHIMED"]
    assert all(difference(one, other) >= 0.14 for one, other in combinations(processes, 2))


def test_no_two_codes_have_the_same_colour(book):
    assert len({code.colour for code in book.codes}) == len(book.codes)

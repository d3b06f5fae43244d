"""A corrected turn carries every range to its own words, whatever was changed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casestudy.domain.corrections import Correction, Edit, carried_through, corrected, edits
from casestudy.domain.text import Range, canonical, inside_word
from casestudy.errors import InvalidInputError

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
NORWAY = "\U0001f1f3\U0001f1f4"
PIECES = ["gruppa", "var", "bra", "det", "ikke", "q\u0323x", "ikke-bruker", FAMILY, NORWAY, " ", " ",
          " ", "  ", ",", ".", "«", "…", "-", "\u0301", "🙂"]  # fmt: skip
sayings = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=14)
    .map("".join)
    .map(lambda said: canonical(said).strip())
    .filter(bool)
)


@st.composite
def corrections(draw):
    """Draw a text of three turns and a correction of the middle one."""
    before, old, after, new = (draw(sayings) for _ in range(4))
    if old == new:
        new += " og så"
    text = f"{before}\n{old}\n{after}"
    turn = Range(len(before) + 1, len(before) + 1 + len(old))
    return text, corrected(text, turn, new)


@st.composite
def spans(draw, text):
    """Draw a range that begins and ends between characters, with no blanks at its ends."""
    places = [
        at for at in range(len(text) + 1) if at in {0, len(text)} or not inside_word(text, at)
    ]
    start, end = sorted(draw(st.lists(st.sampled_from(places), min_size=2, max_size=2)))
    said = text[start:end]
    if not said.strip():
        return Range(0, len(text.split("\n")[0]))
    return Range(start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip()))


def words(text, span):
    return text[span.start : span.end]


def carry(old, new, chosen):
    """Correct the turn ``old`` to ``new`` and return what a range on ``chosen`` holds then."""
    text = f"Hva da?\n{old}\nKan du si mer?"
    turn = Range(8, 8 + len(old))
    start = text.index(chosen, 8)
    correction = corrected(text, turn, new)
    found = correction.carried(Range(start, start + len(chosen)))
    return words(correction.text, found.range), found.touched


@pytest.mark.parametrize(
    ("old", "new", "chosen", "expected"),
    [
        # a typo inside, at the edges, and outside
        ("jeg truode på det", "jeg trodde på det", "jeg truode på det", ("jeg trodde på det", True)),
        ("jeg truode på det", "jeg trodde på det", "truode på", ("trodde på", True)),
        ("jeg truode på det", "jeg trodde på det", "jeg truode", ("jeg trodde", True)),
        ("jeg truode på det", "jeg trodde på det", "på det", ("på det", False)),
        ("jeg truode på det", "jeg trodde på det", "jeg", ("jeg", False)),
        ("brukeren", "brukerne", "brukeren", ("brukerne", True)),
        ("bruker sa det", "bruker-representanten sa det", "bruker",
         ("bruker-representanten", True)),
        # a missing word inside, and at both borders
        ("det var bra", "det var ikke bra", "var bra", ("var ikke bra", True)),
        ("det var bra", "det var ikke bra", "det var", ("det var", False)),
        ("det var bra", "det var ikke bra", "bra", ("bra", False)),
        ("det var bra", "Ja, det var bra", "det var bra", ("det var bra", False)),
        ("det var bra", "det var bra da", "det var bra", ("det var bra", False)),
        # signs
        ("det var bra", "det var bra.", "var bra", ("var bra", False)),
        ("det var bra. Men da", "det var bra, men da", "var bra", ("var bra", False)),
        ("det var bra. Men da", "det var bra, men da", "Men da", ("men da", True)),
        # words that vanish
        ("det det var bra", "det var bra", "det var bra", ("det var bra", False)),
        ("ja men det var bra", "det var bra", "ja men det", ("det", True)),
        ("det var jo bra", "det var bra", "var jo", ("var", True)),
        ("det var jo bra", "det var bra", "jo bra", ("bra", True)),
        ("det var jo bra", "det var bra", "jo", ("bra", True)),
        ("det var bra jo.", "det var bra.", "jo", ("bra", True)),
        ("det var bra … jo", "det var bra …", "jo", ("bra", True)),
        # words divided and joined
        ("vi drar i dag alle", "vi drar idag alle", "drar i", ("drar idag", True)),
        ("vi drar idag alle", "vi drar i dag alle", "drar idag", ("drar i dag", True)),
        # two corrections side by side keep to themselves
        ("skal vi gå", "skulle me gå", "skal", ("skulle", True)),
        ("skal vi gå", "skulle me gå", "vi", ("me", True)),
        # several code points in one character
        (f"vi {FAMILY} dro", "vi 🙂 dro", FAMILY, ("🙂", True)),
        ("det … var", "det ... var", "…", ("...", True)),
    ],
)  # fmt: skip
def test_a_range_keeps_its_words(old, new, chosen, expected):
    assert carry(old, new, chosen) == expected


def test_a_range_over_half_a_word_takes_the_whole_corrected_word():
    assert carry("jeg truode på det", "jeg trodde på det", "jeg tru") == ("jeg trodde", True)


def test_a_range_shrinks_to_a_word_of_its_own_turn():
    text = "Hva da?\nja jo …\nnei"
    correction = corrected(text, Range(8, 15), "…")
    assert words(correction.text, correction.carried(Range(8, 13)).range) == "…"
    assert correction.text == "Hva da?\n…\nnei"


def test_edits_are_as_small_as_the_words_that_differ():
    old, new = "det var ikje noe for meg", "det var ikke noe jo for meg"
    assert list(edits(old, new)) == [Edit(8, 12, 8, 12), Edit(17, 17, 17, 20)]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("  \n\t ", "correction.empty"),
        ("det var\nbra", "correction.line_breaks"),
        ("det var\u2028bra", "correction.line_breaks"),
        ("det var bra", "correction.nothing"),
        (" det var bra\x00 ", "correction.nothing"),
    ],
)
def test_what_is_no_correction_is_refused(written, reason):
    with pytest.raises(InvalidInputError) as refused:
        corrected("Hva?\ndet var bra", Range(5, 16), written)
    assert refused.value.code == reason


def test_a_line_break_in_a_turn_may_be_taken_out_but_not_put_in():
    text = "første linje\nandre linje"
    assert corrected(text, Range(0, 24), "første linje andre linje").text.count("\n") == 0


@settings(max_examples=60)
@given(corrections(), st.data())
def test_the_words_of_an_untouched_range_stay_the_same(drawn, data):
    text, correction = drawn
    span = data.draw(spans(text))
    found = correction.carried(span)
    if not found.touched:
        assert words(correction.text, found.range) == words(text, span)


@settings(max_examples=60)
@given(corrections(), st.data())
def test_a_range_is_never_empty_never_outside_and_never_cuts_a_character(drawn, data):
    text, correction = drawn
    start, end = correction.carried(data.draw(spans(text))).range
    assert 0 <= start < end <= len(correction.text)
    assert words(correction.text, Range(start, end)).strip()
    for place in (start, end):
        assert place in {0, len(correction.text)} or not (
            inside_word(correction.text, place) and correction.text[place - 1] != "\n"
        )


@settings(max_examples=60)
@given(corrections(), st.data())
def test_other_turns_are_never_touched(drawn, data):
    text, correction = drawn
    first, _, last = text.split("\n")
    for turn in (Range(0, len(first)), Range(len(text) - len(last), len(text))):
        found = correction.carried(turn)
        assert not found.touched
        assert words(correction.text, found.range) == words(text, turn)


@settings(max_examples=60)
@given(corrections(), st.data())
def test_what_lies_inside_stays_inside_and_what_comes_first_comes_first(drawn, data):
    text, correction = drawn
    outer, inner = data.draw(spans(text)), data.draw(spans(text))
    assume(keeps_a_word(text, outer, correction) and keeps_a_word(text, inner, correction))
    after, inner_after = correction.carried(outer).range, correction.carried(inner).range
    if outer.start <= inner.start:
        assert after.start <= inner_after.start
    if inner.end <= outer.end:
        assert inner_after.end <= after.end


@settings(max_examples=60)
@given(corrections(), sayings, st.data())
def test_several_corrections_carry_step_by_step(drawn, third, data):
    text, first = drawn
    turn = Range(0, text.index("\n"))
    if words(first.text, turn) == third:
        third += " her"
    second = corrected(first.text, turn, third)
    span = data.draw(spans(text))
    stepwise = second.carried(first.carried(span).range)
    assert carried_through(span, [first, second]) == stepwise.range
    if not stepwise.touched and not first.carried(span).touched:
        assert words(second.text, stepwise.range) == words(text, span)


@settings(max_examples=60)
@given(corrections())
def test_the_edits_make_the_new_text_of_the_old(drawn):
    text, correction = drawn
    made, place = [], 0
    for edit in correction.edits:
        assert edit.old_start >= place
        made += [text[place : edit.old_start], correction.text[edit.new_start : edit.new_end]]
        place = edit.old_end
    assert "".join([*made, text[place:]]) == correction.text


def keeps_a_word(text: str, span: Range, correction: Correction) -> bool:
    edited = {at for edit in correction.edits for at in range(edit.old_start, edit.old_end)}
    return any(text[at].isalnum() for at in range(*span) if at not in edited)

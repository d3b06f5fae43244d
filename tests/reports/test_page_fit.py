"""Room on paper: lines, and the pages that blocks begin on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casestudy.reports.page_fit import Block, line_count, pages


def test_words_take_the_lines_they_need():
    assert line_count("", width=50, size=10) == 1
    assert line_count("short", width=50, size=10) == 1
    assert line_count("one\ntwo", width=50, size=10) == 2
    assert line_count("word " * 30, width=50, size=10) > 3
    assert line_count("W" * 40, width=50, size=10) > 2


@given(st.text(max_size=80), st.floats(min_value=20, max_value=100))
def test_bold_and_narrow_never_take_fewer_lines(words, width):
    plain = line_count(words, width=width, size=10)
    assert line_count(words, width=width, size=10, bold=True) >= plain
    assert line_count(words, width=width / 2, size=10) >= plain


HEIGHTS = st.lists(st.tuples(st.floats(min_value=1, max_value=90), st.booleans()), max_size=30)


@given(HEIGHTS)
def test_no_page_holds_more_than_fits(heights):
    found = pages((Block(height=h, new_page=new) for h, new in heights), height=100)
    assert found is not None
    for page in set(found):
        on_it = [h for (h, _), one in zip(heights, found, strict=True) if one == page]
        assert sum(on_it) <= 100 + 1e-9
    assert found == sorted(found)
    starts = [one for (_, new), one in zip(heights, found, strict=True) if new]
    assert all(starts.count(one) == 1 for one in starts)


def test_where_a_block_is_too_tall_no_page_is_known():
    assert pages([Block(height=10), Block(height=101)], height=100) is None

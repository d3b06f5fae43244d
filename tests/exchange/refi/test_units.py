"""How positions are counted is found out from what they mark."""

from __future__ import annotations

import re

import pytest

from casestudy.exchange.refi.read import read_refi
from casestudy.exchange.refi.units import Characters, LineEnds, PositionUnit

from .build import CODES, USERS, coded, qde, qdpx, selection, source, sources, zipped_as

LINES = [
    "Jeg 😀 hadde ikke mye håp da.",
    "Så møtte jeg 👩‍👩‍👧 naboen, og hun lo 😅.",
    "Nå går 🚶🏽 det bedre, sier jeg.",
    "Det blir 🌧 vel bra til slutt.",
]
STORED = "\r\n".join(LINES)
WORDS = ["hadde ikke", "naboen", "hun lo", "bedre", "det bedre, sier", "bra til slutt."]


def counted(text: str, start: int, *, utf16: bool, line_ends: str) -> int:
    before = text[:start]
    if line_ends == "as_one":
        before = before.replace("\r\n", "\n")
    elif line_ends == "as_two":
        before = re.sub("(?<!\r)\n", "\r\n", before)
    return len(before.encode("utf-16-le")) // 2 if utf16 else len(before)


def marked(text: str, *, named: bool = False, **unit) -> list[str]:
    spans = [(text.index(words), text.index(words) + len(words)) for words in WORDS]
    return [
        selection(
            number,
            counted(text, start, **unit),
            counted(text, end, **unit),
            name=text[start:end] if named else "",
        )
        for number, (start, end) in enumerate(spans)
    ]


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize("line_ends", ["stored", "as_one"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("origin", ["", "NVivo 12.6.0", "ATLAS.ti Mac 8.4", "QualCoder 4.0"])
def test_every_way_of_counting_is_found(named, utf16, line_ends, bom, origin):
    marks = marked(STORED, named=named, utf16=utf16, line_ends=line_ends)
    reading = read_refi(qdpx(bom + STORED.encode(), *marks, origin=origin))
    assert coded(reading) == WORDS
    unit = reading.report.unit
    assert unit.unit == PositionUnit(
        characters=Characters.UTF16 if utf16 else Characters.CODE_POINTS,
        line_ends=LineEnds(line_ends),
    )
    assert (unit.on_words, unit.selections) == (6, 6)
    assert unit.named == (6 if named else 0)
    assert unit.alternatives == 3
    assert unit.certain


def test_text_in_the_xml_may_count_line_ends_that_the_parser_took():
    text = "\n".join(LINES)
    marks = marked(text, utf16=True, line_ends="as_two")
    xml = qde(USERS, CODES, sources(source(*marks, path=None, inline=text)))
    reading = read_refi(zipped_as({"project.qde": xml}))
    assert coded(reading) == WORDS
    assert reading.report.unit.unit.line_ends is LineEnds.TWO


def test_text_in_the_xml_is_read_as_it_stands_where_nothing_speaks_against_it():
    text = "\n".join(LINES)
    marks = marked(text, utf16=False, line_ends="stored")
    xml = qde(USERS, CODES, sources(source(*marks, path=None, inline=text)))
    assert coded(read_refi(zipped_as({"project.qde": xml}))) == WORDS


@pytest.mark.parametrize(
    ("origin", "words"),
    [("NVivo 12.6", "be"), ("NVivo for Mac 15.0.0", "e "), ("ATLAS.ti Win 23", "e "), ("", "e ")],
)
def test_the_program_decides_where_the_text_does_not(origin, words):
    """Cut inside words either way."""
    reading = read_refi(qdpx("😀 abe e", selection(1, 4, 6), origin=origin))
    assert coded(reading) == [words]
    assert not reading.report.unit.certain
    assert "look through" in reading.report.about_positions("en")


def test_what_fits_few_of_the_selections_decides_nothing():
    """As where somebody marked letters: by chance a wrong way may find more words."""
    text = "😀 " + "abcd " * 40
    marks = [selection(number, 3 + 5 * number, 5 + 5 * number) for number in range(30)]
    marks += [selection(50 + number, 3 + 5 * number, 7 + 5 * number) for number in range(10)]
    reading = read_refi(qdpx(text, *marks))
    assert set(coded(reading)) == {"bc", "bcd "}
    assert reading.report.unit.next_on_words > reading.report.unit.on_words
    assert not reading.report.unit.certain


def test_names_decide_against_the_program():
    text = "😀 en to tre fire"
    marks = [selection(1, 2, 7, name="en to"), selection(2, 8, 11, name="tre")]
    reading = read_refi(qdpx(text, *marks, origin="NVivo 12.6"))
    assert coded(reading) == ["en to", "tre"]


def test_long_names_are_cut_off_with_dots():
    long = "ord " * 60
    text = f"😀 x{long}"
    shown = f"{text[3:103]}..."
    mark = selection(1, 3, 3 + len(long) - 1, name=shown)
    reading = read_refi(qdpx(text, mark, origin="NVivo 12.6"))
    assert coded(reading) == [text[3:242]]
    assert reading.report.unit.named == 1


def test_without_odd_characters_there_is_nothing_to_choose():
    reading = read_refi(qdpx("en to tre", selection(1, 0, 5)))
    assert reading.report.unit.alternatives == 0
    assert "All ways" in reading.report.about_positions("en")
    assert "Alle måter" in reading.report.about_positions("nb")


def test_our_own_files_are_believed_even_where_words_are_cut():
    text = "😀abcdef ghi"
    reading = read_refi(qdpx(text, selection(1, 2, 4), origin="casestudy 0.1.0"))
    assert coded(reading) == ["bc"]

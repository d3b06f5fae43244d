from __future__ import annotations

import pytest

from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import read_document

VTT = """WEBVTT - Intervju

STYLE
::cue { color: red }

NOTE Kari sier dette
over to linjer

1
00:00:01.500 --> 00:00:04.000 align:start
<v Intervjuer>Hvordan <b>har</b>
du det?</v>

01:02.250 --> 01:03.000
<v.loud P03>Jo &amp; takk</v><v Intervjuer>Fint.</v>

1:00:00.000 --> 1:00:01.000
<00:00:01.000><c.farge>Uten</c> navn
"""

SRT = """1
00:00:01,000 --> 00:00:02,000
Ola Nordmann: Hei.

2
00:00:03,000 --> 00:00:04,500
{\\an8}P03: <i>Hallo</i>,
du der

3
00:00:05,000 --> 00:00:06,000
P03: Og så sa han: ja.

4
00:00:07,000 --> 00:00:08,000
[SPEAKER_00]: Mm.

5
00:00:09,000 --> 00:00:10,000
[SPEAKER_00]: Ja.
"""


def read(text: str, name: str):
    blocks = read_document(text.encode(), file_name=name).blocks
    return [(block.seconds, block.speaker, block.text) for block in blocks]


def test_vtt_gives_voices_and_times_without_marks_and_notes():
    assert read(VTT, "a.vtt") == [
        (1.5, "Intervjuer", "Hvordan har du det?"),
        (62.25, "P03", "Jo & takk"),
        (62.25, "Intervjuer", "Fint."),
        (3600.0, None, "Uten navn"),
    ]


def test_srt_label_that_recurs_is_a_speaker():
    assert read(SRT, "a.srt") == [
        (1.0, None, "Ola Nordmann: Hei."),
        (3.0, "P03", "Hallo, du der"),
        (5.0, "P03", "Og så sa han: ja."),
        (7.0, "SPEAKER_00", "Mm."),
        (9.0, "SPEAKER_00", "Ja."),
    ]


def test_clock_and_clause_are_no_labels():
    cue = "{}\n00:00:0{},000 --> 00:00:09,000\nDet var slik: ja, kl. 10: 30\n\n"
    text = "".join(cue.format(number, number) for number in range(1, 4))
    assert {speaker for _, speaker, _ in read(text, "a.srt")} == {None}


def test_text_after_a_blank_line_within_a_cue_is_kept():
    text = "1\n00:00:01,000 --> 00:00:02,000\nførst\n\nsiden\n2\n00:00:03,000 --> 00:00:04,000\nsist\n"
    assert [line for _, _, line in read(text, "a.srt")] == ["først siden", "sist"]


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_text_without_times_is_not_captions(name):
    with pytest.raises(ImportRefusedError) as refusal:
        read("I: Hei", name)
    assert refusal.value.code == "import.not_what_it_says"


def test_header_alone_is_damaged():
    with pytest.raises(ImportRefusedError) as refusal:
        read("WEBVTT\n\nhei", "a.vtt")
    assert refusal.value.code == "import.damaged"

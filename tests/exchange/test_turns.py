"""A file becomes turns with the right speakers, whatever way the typist wrote them."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casestudy.domain.text import canonical
from casestudy.domain.transcript import Block, Document, Notice, NoticeKind
from casestudy.domain.vocabulary import SourceType
from casestudy.exchange.turns import understand


def document(*blocks, file_format="docx", name="opptak.docx", notices=()):
    return Document(
        file_name=name,
        file_sha256="0" * 64,
        format=file_format,
        blocks=tuple(Block(text=each) if isinstance(each, str) else each for each in blocks),
        notices=notices,
    )


def read(*blocks, **options):
    return understand(document(*blocks, **options))


def turns(source):
    return [(turn.speaker, source.text[turn.start : turn.end]) for turn in source.turns]


def kinds(source):
    return {notice.kind: notice.count for notice in source.notices}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I", "P03"),
        ("Intervjuer", "Informant 2"),
        ("Int.", "Inf."),
        ("I1", "P10"),
        ("INTERVJUER", "DELTAKER 1"),
        ("Kari N", "Ola Berg"),
        ("SPEAKER_00", "SPEAKER_01"),
        ("Intervjuer (AB)", "Leder"),
        ("[Navn 1]", "[Navn 2]"),
        ("M", "B"),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "{}: {}",
        "{} : {}",
        "[00:12:31] {}: {}",
        "{} (00:12): {}",
        "{}: [00:12:31] {}",
        "00:12:31 {}: {}",
        "12. {}: {}",
        "{}:\n{}",
    ],
)
def test_labels_and_stamps_are_taken_off(first, second, form):
    said = ["Hvordan var det?", "Det var fint, egentlig.", "Og så?", "Så ble det verre."]
    source = read(
        *(form.format(who, what) for who, what in zip([first, second] * 2, said, strict=True))
    )
    assert turns(source) == list(zip([first, second] * 2, said, strict=True))
    assert source.text == "\n".join(said)


def test_stamps_become_seconds():
    source = read(
        "[00:01:05] I: Hei",
        "P1 (02:10): Hei",
        "I: Ja #00:02:30-5#",
        "P1: Nei",
        "[01:00:00]",
        "I: Ok",
    )
    assert [turn.seconds for turn in source.turns] == [65.0, 130.0, None, 150.5, 3600.0]
    assert source.text == "Hei\nHei\nJa\nNei\nOk"


def test_bold_label_without_colon():
    source = read(
        *(Block(text=f"{who} {what}", bold=len(who)) for who, what in [("Kari", "Hva da?"), ("Ola", "Jo."), ("Kari", "Ja?"), ("Ola", "Nei.")])
    )  # fmt: skip
    assert turns(source) == [("Kari", "Hva da?"), ("Ola", "Jo."), ("Kari", "Ja?"), ("Ola", "Nei.")]


def test_label_before_a_tab():
    source = read("I\tHvordan?", "P01\tSånn.", "I\tJa?", "P01\tJa.")
    assert [speaker for speaker, _ in turns(source)] == ["I", "P01", "I", "P01"]


def test_label_with_time_on_a_line_of_its_own():
    source = read(
        "Kari Dal   0:03\nHei, alle.", "Ola Vik   0:09\nHei.", "Kari Dal   1:10\nDa går vi."
    )
    assert turns(source) == [
        ("Kari Dal", "Hei, alle."),
        ("Ola Vik", "Hei."),
        ("Kari Dal", "Da går vi."),
    ]
    assert [turn.seconds for turn in source.turns] == [3.0, 9.0, 70.0]


def test_colon_within_speech_makes_no_speaker():
    source = read(
        "I: Hva skjedde?",
        "P01: Det var på et møte.",
        "Han sa: kom inn.",
        "Poenget: vi ble hørt. Klokka 10:30 var det slutt.",
        "Så: vi gikk hjem.",
        "I: Og så?",
        "P01: Hun sa: nei. Svaret: nei.",
    )
    assert [speaker for speaker, _ in turns(source)] == ["I", "P01", "I", "P01"]
    assert (
        "Han sa: kom inn.\nPoenget: vi ble hørt. Klokka 10:30 var det slutt.\nSå: vi"
        in source.text
    )


def test_consecutive_paragraphs_of_a_speaker_are_one_turn():
    source = read("I: Fortell.", "P01: Først dette.", "Så dette.", "P01: Og dette.", "I: Ja.")
    assert turns(source)[1] == ("P01", "Først dette.\nSå dette.\nOg dette.")


def test_spellings_of_a_label_are_one_speaker():
    source = read(
        "Intervjuer: En?",
        "P 03: To.",
        "intervjuer: Tre?",
        "P03: Fire.",
        "Intervjuer: Fem?",
        "P03: Seks.",
    )
    assert [speaker.label for speaker in source.speakers] == ["Intervjuer", "P03"]


def test_interviewer_is_known_by_label_or_by_asking():
    by_label = read("I: Ja.", "P01: Hva? Hva?", "I: Ja.", "P01: Hva?")
    assert [(each.label, each.interviewer) for each in by_label.speakers] == [
        ("I", True),
        ("P01", False),
    ]
    by_asking = read(
        "Ada: Hvordan?",
        "Bo: Jo, det var sånn og slik.",
        "Ada: Hvorfor?",
        "Bo: Derfor, tror jeg nok.",
    )
    assert [(each.label, each.interviewer) for each in by_asking.speakers] == [
        ("Ada", True),
        ("Bo", False),
    ]


def test_speakers_say_how_much_they_speak():
    source = read("I: En to?", "P01: En to tre.", "I: En?", "P01: En to.")
    assert [(each.label, each.turns, each.words) for each in source.speakers] == [
        ("I", 2, 3),
        ("P01", 2, 5),
    ]


def test_three_people_are_a_group():
    source = read(
        "I1: Hei?", "P10: Ja.", "P11: Nei.", "P12: Jo.", "Alle: Ha!", "I2: Takk. Ok?", "P10: Ja."
    )
    assert source.type is SourceType.GROUP_INTERVIEW
    assert [each.label for each in source.speakers if each.interviewer] == ["I1", "I2"]


@pytest.mark.parametrize("header", [[("Tid", "Taler", "Tekst")], []])
def test_table_with_speakers_in_a_column(header):
    rows = [("00:00:01", "I", "Hvordan går det?"), ("00:00:05", "P01", "Fint.\nTror jeg."), ("00:00:09", "I", "Hvorfor det, tenker du?"), ("00:00:12", "P01", "Fordi.")]  # fmt: skip
    blocks = [Block(text="\t".join(row), cells=row) for row in [*header, *rows]]
    source = read(*blocks)
    assert turns(source) == [("I", "Hvordan går det?"), ("P01", "Fint.\nTror jeg."), ("I", "Hvorfor det, tenker du?"), ("P01", "Fordi.")]  # fmt: skip
    assert source.turns[1].seconds == 5.0


def test_table_without_speakers_keeps_its_words():
    rows = [("Uke", "Hva"), ("12", "Planmøte"), ("13", "Husmøte")]
    source = read(*(Block(text="\t".join(row), cells=row) for row in rows))
    assert source.text == "Uke: Hva\n12: Planmøte\n13: Husmøte"


def test_captions_of_a_speaker_are_joined_to_sentences():
    cues = [
        ("Kari", "Jeg tenkte at", 1.0),
        ("Kari", "det kunne gå.", 2.5),
        ("Kari", "Eller?", 4.0),
        ("Ola", "Ja.", 5.0),
    ]
    source = read(*(Block(text=t, speaker=s, seconds=x) for s, t, x in cues), file_format="vtt")
    assert turns(source) == [("Kari", "Jeg tenkte at det kunne gå.\nEller?"), ("Ola", "Ja.")]
    assert [turn.seconds for turn in source.turns] == [1.0, 5.0]


def test_wrapped_lines_become_paragraphs():
    text = """I: Kan du fortelle litt om hvordan det var å komme
hit den første gangen?
P01: Ja. Det var en tirsdag, og jeg hadde ikke sovet
på to døgn, så jeg husker mest at det luktet kaffe og
at noen hadde satt frem en ekstra stol.

Og så var det stille ganske lenge, før noen sa at de
var glade for at jeg kom."""
    source = read(*text.split("\n"), file_format="txt")
    assert [len(said.split("\n")) for _, said in turns(source)] == [1, 2]
    assert "komme hit den første" in source.text
    as_one_block = read(*text.split("\n\n"), file_format="txt")
    assert as_one_block.text == source.text


def test_a_divided_word_is_left_for_the_repair():
    lines = [
        "Dette er en lang linje som viser at en bedrings-",
        "prosess tar tid, og at det er sosial-",
        "og helsefag i det hele som her er skrevet ned",
        "av en som hadde god tid til det.",
    ]
    source = read(*lines, file_format="pdf")
    assert "bedrings-\nprosess tar tid, og at det er sosial- og helsefag" in source.text
    assert kinds(source)[NoticeKind.HYPHENATED_LINES] == 1


def test_short_lines_of_their_own_are_not_joined():
    lines = [
        "Første setning er kort.",
        "Den andre er litt lengre enn den første.",
        "Tredje.",
        "Den fjerde er også en setning for seg.",
    ]
    assert read(*lines, file_format="txt").text == "\n".join(lines)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Dato: 14.03.2025", date(2025, 3, 14)),
        ("Dato: fredag 14. mars 2025", date(2025, 3, 14)),
        ("Date: 2025-03-14", date(2025, 3, 14)),
        ("Date: March 14, 2025", date(2025, 3, 14)),
        ("Dato: 31.02.2025", None),
        ("Intervju med leder 3/4/25", date(2025, 4, 3)),
    ],
)
def test_date_of_the_head(written, day):
    assert read(written, "", "I: Hei?", "P01: Hei.").date == day


def test_head_is_kept_out_of_the_text_and_counted():
    source = read(
        "Intervju A1",
        "Dato: 14.03.2025",
        "Varighet: 52 minutter",
        "Intervjuer: Kari Dal",
        "Informant: P01",
        "Sted: Basen",
        "",
        "I: Hei?",
        "P01: Hei.",
    )
    assert source.text == "Hei?\nHei."
    assert kinds(source) == {NoticeKind.TEXT_BEFORE_FIRST_SPEAKER: 6}
    assert source.title == "Intervju A1"


def test_first_words_of_an_interviewer_are_no_head():
    source = read(
        "Dato: 14.03.2025",
        "Intervjuer: Velkommen",
        "Informant: Takk",
        "Intervjuer: Bra",
        "Informant: Ja",
    )
    assert source.text == "Velkommen\nTakk\nBra\nJa"


def test_other_text_before_the_first_speaker_is_shown():
    source = read(
        "Snakket med Kari Dal på kafé.",
        "Hun var trøtt.",
        "I: Hei?",
        "P01: Hei.",
        "I: Ja?",
        "P01: Ja.",
    )
    assert turns(source)[0] == ("", "Snakket med Kari Dal på kafé.\nHun var trøtt.")
    notice = next(
        each for each in source.notices if each.kind is NoticeKind.TEXT_BEFORE_FIRST_SPEAKER
    )
    assert (notice.count, notice.places) == (2, (0,))


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("A1-bruker.txt", "A1-bruker"),
        ("AO2_observasjon.docx", "AO2_observasjon"),
        ("Kari Nordmann.docx", "Intervju 14.03.2025"),
        ("A1-kari.docx", "Intervju 14.03.2025"),
        ("01019912345.docx", "Intervju 14.03.2025"),
        ("C:\\Users\\kari\\B2.docx", "B2"),
    ],
)
def test_title_holds_no_name(name, title):
    source = read(
        "Dato: 14.03.2025",
        "I: Hei?",
        "P01: Hei.",
        name=name,
    )
    assert source.title == title


@pytest.mark.parametrize(
    "head",
    [
        ["Observasjonsnotat AO1", "Dato: 03.03.2025", "Sted: møterommet", "Tid: 09.00–11.30", "Situasjon: planmøte", "Observatør: forsker 1"],
        ["Observation note AO1", "Date: 3 March 2025", "Place: møterommet", "Time: 09.00–11.30", "Situation: planmøte", "Observer: forsker 1"],
        ["Dato: 03.03.2025", "Sted:", "møterommet", "Tid: 09.00–11.30", "Situasjon: planmøte", "Observert av: forsker 1"],
    ],
)  # fmt: skip
def test_observation_form(head):
    source = read(
        *head, "", "10:15 begynner det. Ansatt 1: «Kaffe?»", "Egen refleksjon: Det var varmt."
    )
    form = source.observation
    assert (form.place, form.time, form.situation, form.observer) == (
        "møterommet",
        "09.00–11.30",
        "planmøte",
        "forsker 1",
    )
    assert source.type is SourceType.OBSERVATION
    assert source.date == date(2025, 3, 3)
    assert turns(source) == [
        ("", "10:15 begynner det. Ansatt 1: «Kaffe?»"),
        ("", "Egen refleksjon: Det var varmt."),
    ]
    assert source.speakers == ()
    assert source.notices == ()


def test_head_in_a_table():
    rows = [("Dato", "14.03.2025"), ("Varighet", "40 min")]
    source = read(*(Block(text="\t".join(row), cells=row) for row in rows), "I: Hei?", "P01: Hei.")
    assert (source.date, source.text) == (date(2025, 3, 14), "Hei?\nHei.")


def test_interview_without_speakers_is_reported():
    source = read("Jeg kom hit i fjor.", "Det var jeg som ringte.")
    assert source.type is SourceType.INTERVIEW
    assert kinds(source) == {NoticeKind.NO_SPEAKERS: 2}
    assert turns(source) == [("", "Jeg kom hit i fjor."), ("", "Det var jeg som ringte.")]


def test_report_is_a_document():
    source = read(
        "Årsmelding", "Tjenesten ga tilbud til mange i løpet av året.", "Økonomien var god."
    )
    assert (source.type, source.title, source.notices) == (SourceType.DOCUMENT, "Dokument", ())


def test_the_only_label_does_not_take_the_answers():
    source = read(
        "Moderator: Hva synes du?", "Jeg likte det.", "Moderator: Hvorfor?", "Det var lett."
    )
    assert turns(source) == [("Moderator", "Hva synes du?"), ("", "Jeg likte det."), ("Moderator", "Hvorfor?"), ("", "Det var lett.")]  # fmt: skip
    assert NoticeKind.LONE_SPEAKER in kinds(source)


def test_label_that_stands_once_is_pointed_at():
    source = read(*["I: Hva?", "P03: Det."] * 4, "I: Hva?", "P3: Det der.")
    notice = next(each for each in source.notices if each.kind is NoticeKind.LONE_SPEAKER)
    assert notice.count == 1
    assert source.text[notice.places[0] :] == "Det der."


def test_control_characters_are_counted_and_placed():
    source = read("I: Hei?", "P01: He\x00i\ufeff.", "I: Ja?", "P01: Ja.")
    notice = next(each for each in source.notices if each.kind is NoticeKind.CONTROL_CHARACTERS)
    assert (notice.count, notice.places) == (2, (source.text.index("Hei."),))


def test_notices_of_the_reader_are_kept():
    left_out = Notice(kind=NoticeKind.COMMENTS_LEFT_OUT, count=2)
    assert left_out in read("I: Hei?", "P01: Hei.", notices=(left_out,)).notices


words = st.text("abcæøå ABC.?!:-«»,éa\u030a\U0001f600\t\n\x00", max_size=40)
labels = st.sampled_from(
    ["", "I: ", "P01: ", "Kari: ", "[00:01:02] I: ", "Dato: ", "Så: ", "P01\t"]
)
bodies = st.lists(st.builds(str.__add__, labels, words), max_size=12)
formats = st.sampled_from(["docx", "txt", "vtt", "pdf"])


@settings(deadline=None)
@given(bodies, formats)
def test_turns_cover_a_canonical_text_in_order(texts, file_format):
    source = read(*texts, file_format=file_format)
    assert unicodedata.is_normalized("NFC", source.text)
    assert source.text == canonical(source.text)
    assert source.text == "\n".join(said for _, said in turns(source))
    assert all(turn.start < turn.end for turn in source.turns)
    assert all(before.end + 1 == after.start for before, after in pairwise(source.turns))
    assert all(0 <= place < len(source.text) for each in source.notices for place in each.places)
    assert sum(each.turns for each in source.speakers) == sum(
        bool(t.speaker) for t in source.turns
    )


@settings(deadline=None)
@given(st.lists(st.text("abcæøå «»,é\U0001f600", max_size=40), max_size=10), formats)
def test_nothing_that_was_said_is_lost(texts, file_format):
    said = [f"x{each}" for each in texts]
    source = read(
        *(f"{'IP'[number % 2]}1: {each}" for number, each in enumerate(said)),
        file_format=file_format,
    )
    found = Counter(source.text)
    expected = Counter("".join(map(canonical, said)))
    assert {c: n for c, n in found.items() if not c.isspace() and c not in "IP1:"} == {c: n for c, n in expected.items() if not c.isspace()}  # fmt: skip


def test_a_long_interview_takes_well_under_a_second():
    paragraph = "P01: " + "Det var ikke alltid like lett å vite hva de mente. " * 20
    blocks = [Block(text=each) for _ in range(100) for each in ("I: Hvordan var det?", paragraph)]
    begun = time.perf_counter()
    source = understand(document(*blocks, file_format="txt"))
    assert time.perf_counter() - begun < 1
    assert sum(each.words for each in source.speakers) > 20_000

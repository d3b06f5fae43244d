"""The matrix as a page: what opens where, and that nothing gets in or out."""

from __future__ import annotations

import re

import pytest
from lxml import html
from tests.reports.build import SEGMENT_ID, WORDS, cmo_matrix, hostile_matrix

from casestudy.reports.cmo_html import cmo_html


def read(data: bytes):
    return html.fromstring(data)


def said(node) -> str:
    return re.sub(r"\s+", " ", node.text_content()).strip()


@pytest.mark.parametrize("language", ["nb", "en"])
def test_each_statement_stands_in_the_overview_and_in_a_block_of_its_own(language):
    matrix = cmo_matrix(language)
    root = read(cmo_html(matrix))
    assert root.get("lang") == language
    links = root.xpath("//th[@scope='row']/a")
    assert [said(link) for link in links] == [row.statement for row in matrix.rows]
    for link in links:
        (block,) = root.xpath(f"//article[@id='{link.get('href')[1:]}']")
        assert said(block.find("h3")) == said(link)


def test_a_cell_shows_the_verdict_in_words_and_opens_to_the_released_words():
    root = read(cmo_html(cmo_matrix()))
    cells = root.xpath("(//tr[td])[1]/td")
    assert [said(cell.find(".//summary")) for cell in cells[:3]] == [
        "✓ støtter",
        "✗ motsier",
        "– ikke spurt",
    ]
    opened = said(cells[1].find("details"))
    assert WORDS["nb"]["refuting"] in opened
    assert "S-0002 · ✗ motsier · ansatt · Case B · gjengitt" in opened
    assert "Det teller verken for eller imot." in said(cells[2])
    assert "motsier" not in said(cells[2])


def test_a_part_opens_to_the_quotes_that_point_at_it():
    root = read(cmo_html(cmo_matrix()))
    (resource,) = root.xpath("//article[@id='CMOC-01']//section[@class='resource']")
    assert WORDS["nb"]["quote"] in said(resource.find("details"))
    (reasoning,) = root.xpath("//article[@id='CMOC-01']//section[@class='reasoning']")
    assert reasoning.find("details") is None
    assert "(utløses delvis, antatt)" in said(reasoning)


def test_the_number_withheld_is_said():
    root = read(cmo_html(cmo_matrix()))
    assert "18 steder i materialet er holdt tilbake" in said(root.find(".//main"))
    (block,) = root.xpath("//article[@id='CMOC-04']")
    assert "Ingen sitater er frigitt. 3 steder" in said(block).replace("frigitt.3", "frigitt. 3")


def test_above_six_cases_counts_open_to_the_cases():
    root = read(cmo_html(cmo_matrix(cases=8)))
    cell = root.xpath("(//tr[td])[1]/td")[0]
    opened = {said(part.find("summary")): said(part) for part in cell.findall("details")}
    assert set(opened) == {"✓ støtter: 3 caser", "✗ motsier: 3 caser", "– ikke spurt: 2 caser"}
    assert "Case A" in opened["✓ støtter: 3 caser"]
    assert "Case C" in opened["– ikke spurt: 2 caser"]


def test_the_table_and_headings_can_be_walked_by_a_screen_reader():
    root = read(cmo_html(cmo_matrix()))
    (table,) = root.xpath("//table")
    assert said(table.find("caption"))
    assert all(head.get("scope") == "col" for head in table.xpath("thead//th"))
    widths = {sum(int(cell.get("colspan", 1)) for cell in row) for row in table.xpath(".//tr")}
    assert widths == {5}
    levels = [int(node.tag[1]) for node in root.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_page_says_study_version_audience_and_that_it_is_invented():
    root = read(cmo_html(cmo_matrix()))
    assert (
        said(root.find(".//footer"))
        == "Bedring i praksis · kodebok 0.1 · dataversjon 412 · 22.11.2026"
    )
    assert "Oppdiktet demostudie" in said(root.find(".//header"))
    assert "Til: dialogmøte" in said(root.find(".//header"))


def test_nothing_is_fetched_and_nothing_runs():
    data = cmo_html(cmo_matrix())
    root = read(data)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not root.xpath("//script|//link|//img|//iframe|//form|//*[@src]|//@style")
    assert all(address.startswith("#") for address in root.xpath("//@href"))
    assert b"url(" not in data
    assert b"@import" not in data


@pytest.mark.parametrize(
    "words",
    ["<img src=x onerror=alert(1)>", "</style><script>1</script>", '"><b>', "&lt;i&gt;", "{{x}}"],
)
def test_hostile_text_is_shown_as_it_was_written_and_is_no_markup(words):
    root = read(cmo_html(hostile_matrix(words)))
    assert not root.xpath("//img|//script|//b|//i")
    assert said(root.xpath("//article/h3")[0]) == words
    assert words in said(root.find(".//footer"))


def test_control_characters_do_not_break_the_page():
    root = read(cmo_html(hostile_matrix("før\x00\x1b\ufffeetter")))
    assert said(root.xpath("//article/h3")[0]) == "føretter"


def test_ids_of_segments_stay_inside():
    data = cmo_html(cmo_matrix())
    assert SEGMENT_ID.encode() not in data
    assert b"uuid" not in data

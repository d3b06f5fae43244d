"""The codebook as one page: everything in it, nothing from elsewhere."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from tests.codebooks import book, changed, edition

from casestudy.domain.bilingual import Bilingual
from casestudy.reports.codebook_html import codebook_html


def test_every_code_has_an_address_that_the_tree_leads_to():
    page = html.fromstring(codebook_html(edition()))
    links = page.xpath("//nav//a/@href")
    assert links == [f"#{one}" for one in page.xpath("//article/@id")]
    assert "CH_C_1" in page.xpath("//article/@id")


def test_headings_go_down_the_tree():
    page = html.fromstring(codebook_html(edition()))
    levels = {article.get("id"): article[0].tag for article in page.xpath("//article")}
    assert (levels["CH"], levels["CH_C"], levels["CH_C_1"]) == ("h2", "h3", "h4")


def test_a_code_shows_its_fields_in_one_language():
    page = html.fromstring(codebook_html(edition()))
    (article,) = page.xpath("//article[@id='CH_C_1']")
    assert "Says CH.C.1." in article.text_content()
    assert "Sier" not in page.text_content()


def test_it_loads_nothing_and_runs_nothing():
    made = codebook_html(edition())
    page = html.fromstring(made)
    assert not page.xpath("//script | //link | //img | //iframe")
    assert b"http" not in made.replace(b"http-equiv", b"")
    assert (
        "default-src 'none'" in page.xpath("//meta/@content")[0] + page.xpath("//meta/@content")[1]
    )


def test_words_stay_words():
    codebook = changed(
        book(), "CH", definition=Bilingual(nb="x", en="<script>alert(1)</script> & more")
    )
    page = html.fromstring(codebook_html(edition(codebook)))
    assert not page.xpath("//script")
    assert "<script>alert(1)</script> & more" in page.text_content()


def test_a_demo_and_a_review_say_so():
    sent = edition()
    demo = codebook_html(replace(sent, stamp=replace(sent.stamp, is_demo=True))).decode()
    assert "invented demo study" in demo
    assert "For review" in demo
    assert "For review" not in codebook_html(edition(for_review=False)).decode()

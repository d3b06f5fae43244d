"""The bundle: one folder, each file for its reader, nothing of a transcript in any."""

from __future__ import annotations

import io
import re
import zipfile

from tests.codebooks import book, changed, edition
from tests.reports.test_codebook_diff import item

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook_diff import codebook_diff
from casestudy.domain.codebook_edition import BundleContents
from casestudy.domain.review import ReviewStatus
from casestudy.reports.review_bundle import bundle_name, bundle_zip, review_bundle


def contents(**more) -> BundleContents:
    before = changed(book("0.1"), "CH", definition=Bilingual(nb="Før.", en="Before."))
    given = {
        "edition": edition(),
        "qdc": b"<CodeBook/>",
        "diff": codebook_diff(before, book()),
        "answers": (item(1, ReviewStatus.ANSWERED, "Thanks.", text="Lovely."),),
    }
    return BundleContents(**(given | more))


def test_the_folder_has_what_she_needs_and_opens_with_what_to_do():
    files = review_bundle(contents())
    assert [file.name for file in files] == [
        "READ ME FIRST.txt",
        "1 Codebook 0.2.docx",
        "2 Review form 0.2.xlsx",
        "3 Changes since 0.1.docx",
        "For other programs/Codebook 0.2.qdc",
    ]
    assert files[-1].content == b"<CodeBook/>"


def test_the_page_to_read_first_names_every_file_and_says_what_it_is():
    first, *others = review_bundle(contents())
    said = first.content.decode("utf-8-sig")
    assert all(file.name in said for file in others)
    assert "What became of your comments from the last round" in said
    assert said.count("\r\n") == said.count("\n")
    assert max(map(len, said.splitlines())) <= 80


def test_a_first_round_has_nothing_to_tell_of_before():
    files = review_bundle(contents(diff=None, answers=()))
    assert [file.name[0] for file in files] == ["R", "1", "2", "F"]
    assert "since release" not in files[0].content.decode()


def test_without_a_file_for_other_programs_none_is_named():
    files = review_bundle(contents(qdc=None))
    assert not [file.name for file in files if file.name.endswith(".qdc")]
    assert "other programs" not in files[0].content.decode()


def test_answers_are_told_where_nothing_changed():
    names = [file.name for file in review_bundle(contents(diff=None))]
    assert names[3] == "3 Answers to your comments.docx"


def test_the_zip_holds_one_folder_and_no_clock():
    made = bundle_zip(contents())
    assert made == bundle_zip(contents())
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {
            "Codebook for recovery 0.2 for review"
        }
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_are_allowed_everywhere():
    odd = book('1/2: "?"')
    given = contents(edition=edition(odd), diff=None, answers=())
    for name in [bundle_name(given), *(file.name for file in review_bundle(given)[:3])]:
        assert not re.search(r'[<>:"/\\|?*]', name)


def test_a_bundle_in_norwegian_is_norwegian():
    files = review_bundle(contents(edition=edition(language="nb")))
    assert files[0].name == "LES MEG FØRST.txt"
    assert "Slik svarer du" in files[0].content.decode("utf-8-sig")

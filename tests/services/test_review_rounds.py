"""A whole round with London: the bundle out, forty cells or marked-up pages back, and decided."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from lxml import etree
from tests.build import small_study
from tests.exchange.review.build import MarkedUp, W, filled, put

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.review import ReviewKind, ReviewStatus
from casestudy.domain.review_form import PROPOSALS, code_bookmarks, field_bookmark
from casestudy.domain.review_form import FormColumn as C

REVIEWER = "Ruth Hill"


@pytest.fixture
def store_kind():
    return "sqlite"


@pytest.fixture
def small(engine):
    return small_study(engine)[0]


def sent(study):
    """Send the newest release out; give the round and what is in its folder, by ending."""
    bundle = study.reviews.send_out(study.codebook.releases()[-1].number, for_whom=REVIEWER)
    with zipfile.ZipFile(io.BytesIO(study.exports.review_bundle(bundle.id))) as folder:
        files = [(name, folder.read(name)) for name in folder.namelist()]
    return bundle, files


def only(files, ending, *, at=0):
    return [data for name, data in files if name.endswith(ending)][at]


def received(study, bundle, data):
    found = study.reviews.read_return(data)
    sha = hashlib.sha256(data).hexdigest()
    return found, study.reviews.receive(bundle.id, found.comments, file_sha256=sha)


def forty_cells(book):
    """Fill in 24 wordings, 15 comments and one code to remove; give the wordings by code."""
    names = [code.id for code in book.assignable if not code.id.startswith("NY")]
    wordings = {
        (code_id, f"{name}.en"): f"Better {name} of {code_id}"
        for name in PROPOSALS.values()
        for code_id in names[:6]
    }
    columns = {name: column for column, name in PROPOSALS.items()}

    def fill(workbook):
        sheet = workbook.worksheets[1]
        for (code_id, field), words in wordings.items():
            put(sheet, code_id, columns[field.removesuffix(".en")], words)
        for code_id in names[10:25]:
            put(sheet, code_id, C.COMMENT, f"What of {code_id}?")
        put(sheet, names[30], C.ANSWER, "Remove")

    return fill, wordings


def test_forty_cells_are_decided_and_the_next_bundle_says_what_became_of_each(small):
    bundle, files = sent(small)
    before = small.codebook.current()
    fill, wordings = forty_cells(before)
    found, receipt = received(small, bundle, filled(only(files, ".xlsx"), fill))
    assert (receipt.new, found.notices) == (40, ())
    items = small.reviews.items(bundle.id)
    asked = [item for item in items if item.comment.kind is ReviewKind.WORDING]
    others = [item for item in items if item.comment.kind is not ReviewKind.WORDING]
    assert (len(asked), len(others)) == (24, 16)
    for item in asked[:20]:
        small.reviews.accept(item.id, reason="Agreed.")
    for item in [*asked[20:], *others[:6]]:
        small.reviews.reject(item.id, "It stays.")
    for item in others[6:]:
        small.reviews.answer(item.id, "See the note.")
    assert_worded(small.codebook.current(), before, asked[:20], wordings)
    small.codebook.freeze("0.2", note=Bilingual(nb="Etter London", en="After London"))
    _, again = sent(small)
    told = _words(only(again, ".docx", at=1))
    assert [told.count(reason) for reason in ("Agreed.", "It stays.", "See the note.")] == [
        20,
        10,
        10,
    ]
    assert small.reviews.items(status=ReviewStatus.OPEN) == []


def assert_worded(now, before, accepted, wordings):
    taken = {(item.comment.code_id, item.comment.field) for item in accepted}
    assert len(taken) == 20
    for code in before.codes:
        for field in ("label.en", "definition.en", "use.en", "not_use.en"):
            name, language = field.split(".")
            was = getattr(getattr(code, name), language)
            key = (code.id, field)
            expected = wordings[key] if key in taken else was
            assert getattr(getattr(now.code(code.id), name), language) == expected


def test_the_same_form_again_adds_nothing_after_all_is_decided(small):
    bundle, files = sent(small)
    fill, _ = forty_cells(small.codebook.current())
    data = filled(only(files, ".xlsx"), fill)
    received(small, bundle, data)
    for item in small.reviews.items(bundle.id):
        small.reviews.answer(item.id, "See the note.")
    _, receipt = received(small, bundle, data)
    assert (receipt.new, receipt.updated, receipt.again) == (0, 0, 0)
    assert len(small.reviews.items(bundle.id)) == 40


def test_ten_comments_and_five_changes_in_word_come_back_and_can_be_accepted(small):
    bundle, files = sent(small)
    book = small.codebook.current()
    codes = [code for code in book.assignable if code.definition.en][:10]
    marks = code_bookmarks(code.id for code in book.codes)
    document = MarkedUp(only(files, ".docx"))
    for code in codes:
        document.comment(marks[code.id], f"Is {code.id} clear?", REVIEWER)
    for code in codes[:5]:
        first = code.definition.en.split()[0]
        bookmark = field_bookmark(marks[code.id], "definition")
        document.replace(bookmark, first, f"{first}, as we see it,", REVIEWER)
    found, receipt = received(small, bundle, document.to_bytes())
    assert (receipt.new, found.notices) == (15, ())
    for item in small.reviews.items(bundle.id):
        if item.comment.kind is ReviewKind.WORDING:
            small.reviews.accept(item.id)
        else:
            small.reviews.answer(item.id, "Yes.")
    now = small.codebook.current()
    for at, code in enumerate(codes):
        first, *rest = code.definition.en.split(" ")
        changed = " ".join([f"{first}, as we see it,", *rest])
        assert now.code(code.id).definition.en == (changed if at < 5 else code.definition.en)


def _words(document):
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return "\n".join("".join(node.itertext()) for node in body.iter(f"{{{W}}}p"))

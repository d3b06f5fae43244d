"""Files that LibreOffice opened and saved are read like those that were sent."""

from __future__ import annotations

import io
import shutil
import zipfile

import pytest
from tests.exchange.review.build import filled, kinds, read, resaved
from tests.exchange.review.test_document import BOOK, remarks, without_anchors
from tests.exchange.review.test_document import SENT as DOCUMENT
from tests.exchange.review.test_form import SENT as FORM
from tests.exchange.review.test_form import forty, said

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def test_a_document_that_libreoffice_saved_is_read_exactly():
    document, expected = remarks()
    saved = resaved(document.to_bytes(), "docx")
    with zipfile.ZipFile(io.BytesIO(saved)) as archive:
        assert b"LibreOffice" in archive.read("docProps/app.xml")
    found = read(saved, BOOK)
    assert sorted(without_anchors(found.comments), key=str) == sorted(
        without_anchors(expected), key=str
    )
    assert "edited_in_place" not in kinds(found)
    assert found.release == "0.2"
    assert [one.anchor for one in found.comments] == [
        one.anchor for one in read(document.to_bytes(), BOOK).comments
    ]


def test_a_form_that_libreoffice_saved_is_read_exactly():
    expected = []
    form = filled(FORM, lambda workbook: expected.extend(forty(workbook)))
    found = read(resaved(form, "xlsx"), BOOK)
    assert sorted(said(found), key=str) == sorted(expected, key=str)
    assert found.notices == ()
    assert (found.release, found.reviewer) == ("0.2", "Mary Ann")


@pytest.mark.parametrize(("sent", "ending"), [(FORM, "xlsx"), (DOCUMENT, "docx")])
def test_an_untouched_file_that_libreoffice_saved_says_nothing(sent, ending):
    found = read(resaved(sent, ending), BOOK)
    assert found.comments == ()
    assert list(kinds(found)) == ["nothing_filled_in"]

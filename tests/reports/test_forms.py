"""Every kind of document exists in every form."""

from __future__ import annotations

import pytest
from tests.reports.build import cmo_matrix, code_case_matrix

from casestudy.reports.forms import FORMS

BEGINNINGS = {".docx": b"PK", ".xlsx": b"PK", ".html": b"<!DOCTYPE html>"}


@pytest.mark.parametrize("ending", list(BEGINNINGS))
@pytest.mark.parametrize(
    ("kind", "make"), [("matrix", cmo_matrix), ("code-case", code_case_matrix)]
)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_kind_and_ending_choose_the_document(kind, make, ending, language):
    assert FORMS[kind, ending](make(language)).startswith(BEGINNINGS[ending])

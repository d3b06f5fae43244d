"""Which document is made for which kind and file ending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.reports.cmo_docx import cmo_docx
from casestudy.reports.cmo_html import cmo_html
from casestudy.reports.cmo_xlsx import cmo_xlsx
from casestudy.reports.code_case import code_case_docx, code_case_html, code_case_xlsx
from casestudy.reports.transcript_docx import transcript_docx
from casestudy.reports.transcript_html import transcript_html

if TYPE_CHECKING:
    from collections.abc import Callable

#: ``FORMS["matrix", ".docx"](matrix)`` returns the bytes of the file. The kind decides the value:
#: "matrix" takes a ``CMOMatrix``, "code-case" a ``CodeCaseMatrix``, "transcript" a
#: ``CodedTranscript``.
FORMS: dict[tuple[str, str], Callable[[Any], bytes]] = {
    ("matrix", ".docx"): cmo_docx,
    ("matrix", ".xlsx"): cmo_xlsx,
    ("matrix", ".html"): cmo_html,
    ("code-case", ".docx"): code_case_docx,
    ("code-case", ".xlsx"): code_case_xlsx,
    ("code-case", ".html"): code_case_html,
    ("transcript", ".docx"): transcript_docx,
    ("transcript", ".html"): transcript_html,
}

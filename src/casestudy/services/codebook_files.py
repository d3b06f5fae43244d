"""The codebook as a file: for people to read, and for other programs to take in."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from casestudy.domain.codebook_edition import CodebookEdition
from casestudy.services.stamps import stamp
from casestudy.store.codebook_counts import code_counts

if TYPE_CHECKING:
    from casestudy.domain.codebook import Codebook
    from casestudy.store.reader import Reader
    from casestudy.store.visibility import Visibility

#: The endings of documents, which say how much each code is used.
_DOCUMENTS: Final = ("docx", "html")


def edition_of(
    reader: Reader,
    visible: Visibility,
    book: Codebook,
    *,
    language: str,
    for_review: bool = False,
) -> CodebookEdition:
    """Return a codebook as it is put before readers, with counts of codings as they are now."""
    uses = code_counts(reader, visible)
    codings = sum(one.codings for one in uses.values())
    return CodebookEdition(
        codebook=book,
        stamp=stamp(reader, book.release, language=language, n=codings),
        language=language,
        uses=uses,
        for_review=for_review,
    )


def codebook_file(edition: CodebookEdition, form: str) -> bytes:
    """Return the codebook in one of the forms of ``EXPORT_FORMS["codebook"]``."""
    # the libraries that write files are heavy, and most sessions export nothing
    book, language = edition.codebook, edition.language
    made: bytes
    if form == "yaml":
        made = import_module("casestudy.exchange.codebook_yaml").write_codebook(book).encode()
    elif form in _DOCUMENTS:
        module = import_module(f"casestudy.reports.codebook_{form}")
        made = getattr(module, f"codebook_{form}")(edition)
    elif form == "ttl":
        made = import_module("casestudy.exchange.codebook_skos").codebook_skos(book)
    else:
        module = import_module(f"casestudy.exchange.codebook_{form}")
        made = getattr(module, f"codebook_{form}")(book, language=language)
    return made

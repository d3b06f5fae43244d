"""What the files sent to a reviewer carry so that remarks find back to their code and field."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from casestudy.domain.codebook import BILINGUAL_FIELDS, REVIEWABLE
from casestudy.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casestudy.domain.codebook import Code, Codebook

#: Names of the custom properties of each file; Word, Excel and LibreOffice keep them.
DOCUMENT: Final = "casestudy.document"
RELEASE: Final = "casestudy.release"
BOOK: Final = "casestudy.codebook"
LANGUAGE: Final = "casestudy.language"

#: Fields of a code as readers meet them in a document, without language.
SHOWN_FIELDS: Final = (
    *("label", "definition", "use", "not_use", "cue", "synonyms"),
    *("maps_to", "confused_with"),
)
#: Word takes no more characters in the name of a bookmark.
_LONGEST_BOOKMARK: Final = 40
_LONGEST_CODE_PART: Final = 24


class FormColumn(StrEnum):
    """A column of the review form; the values stand in its hidden first row."""

    ID = "id"
    KEY = "key"
    LABEL = "label"
    DEFINITION = "definition"
    USE = "use"
    NOT_USE = "not_use"
    CUE = "cue"
    CODINGS = "codings"
    ANSWER = "answer"
    COMMENT = "comment"
    NEW_LABEL = "new_label"
    NEW_DEFINITION = "new_definition"
    NEW_USE = "new_use"
    NEW_NOT_USE = "new_not_use"
    PARENT = "parent"


#: Where the reviewer proposes a wording, and the field it is for.
PROPOSALS: Final = {
    FormColumn.NEW_LABEL: "label",
    FormColumn.NEW_DEFINITION: "definition",
    FormColumn.NEW_USE: "use",
    FormColumn.NEW_NOT_USE: "not_use",
}
#: Columns that show the codebook's own words.
OWN_WORDS: Final = (
    *(FormColumn.LABEL, FormColumn.DEFINITION),
    *(FormColumn.USE, FormColumn.NOT_USE, FormColumn.CUE),
)


class FormAnswer(StrEnum):
    """What the reviewer can answer to "Do you agree?"."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    REMOVE = "remove"


def field_in(name: str, language: str) -> str:
    """Return the field of ``REVIEWABLE`` that ``name`` is in ``language``.

    >>> field_in("definition", "en"), field_in("maps_to", "en")
    ('definition.en', 'maps_to')
    """
    return name if name in REVIEWABLE else f"{name}.{language}"


def shown_words(code: Code, book: Codebook, language: str) -> dict[str, str]:
    """Return what a document shows of each of ``SHOWN_FIELDS``, ``""`` where nothing is written.

    Codes that this one is confused with are named by id and label; the cue has quotation marks.
    """
    words = {name: getattr(code, name).in_language(language) for name in BILINGUAL_FIELDS}
    confused = (book.code(code_id) for code_id in code.confused_with)
    named = (f"{other.id} {other.label.in_language(language)}" for other in confused)
    return words | {
        "cue": quoted_words(words["cue"], language),
        "synonyms": ", ".join(getattr(code.synonyms, language)),
        "maps_to": "; ".join(code.maps_to),
        "confused_with": "; ".join(named),
    }


def quoted_words(words: str, language: str) -> str:
    """Return words in quotation marks, unless there are none."""
    return text("codebook_document.quoted", language, words=words) if words else ""


def code_bookmarks(code_ids: Iterable[str]) -> dict[str, str]:
    """Return the name of each code's bookmark: its id, as far as Word allows.

    >>> code_bookmarks(["CH.H.1", "CH-H-1"])
    {'CH.H.1': 'CH_H_1', 'CH-H-1': 'CH_H_1_2'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for code_id in code_ids:
        name = re.sub(r"[^A-Za-z0-9]", "_", code_id)[:_LONGEST_CODE_PART]
        name = name if name[:1].isalpha() else f"code_{name}"[:_LONGEST_CODE_PART]
        count = 1
        unique = name
        while unique.casefold() in taken:
            count += 1
            unique = f"{name}_{count}"
        taken.add(unique.casefold())
        names[code_id] = unique
    return names


def field_bookmark(code_bookmark: str, name: str) -> str:
    """Return the name of the bookmark where a field of a code begins; Word does not list it.

    >>> field_bookmark("CH_H_1", "not_use")
    '_not_use_CH_H_1'
    """
    return f"_{name}_{code_bookmark}"[:_LONGEST_BOOKMARK]

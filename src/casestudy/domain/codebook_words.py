"""Wordings and settings of a code as people give them: cleaned, checked, and put on the code."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from types import NoneType
from typing import TYPE_CHECKING, Any, Final

from casestudy.domain.codebook import (
    REVIEWABLE,
    Code,
    CodingAttribute,
    CodingPass,
)
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casestudy.domain.codebook_edits import Words

LONGEST_LABEL: Final = 80
#: Characters that no file format carries unharmed.
UNPRINTABLE: Final = re.compile(
    "[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]",
)
#: Fields that hold several texts, and what parts them where they come as one.
_LISTS: Final = {"synonyms": "[;,\n]", "maps_to": "[;\n]", "confused_with": "[;,\n]"}
#: What can be set on a code, and what it is set to.
_SETTINGS: Final[dict[str, tuple[type, ...]]] = {
    "colour": (str,),
    "hue": (int, NoneType),
    "assignable": (bool,),
    "attributes": (list, tuple, NoneType),
    "passes": (list, tuple, NoneType),
}


def with_words(code: Code, words: Words, *, reviewed: Iterable[str] = ()) -> Code:
    """Return the code with other wordings; what is named is no longer unreviewed.

    Args:
        code: The code as it is.
        words: New wordings by field; lists may come as one text with semicolons between.
        reviewed: Fields that somebody has checked without changing them.

    Raises:
        InvalidInputError: ``unknown_value`` for a field that is none, ``label_too_long`` or
            ``codebook.bad_character``.
    """
    named = {*words, *reviewed}
    for name in named - REVIEWABLE:
        raise InvalidInputError("unknown_value", field="field", value=name)
    for name, given in words.items():
        field, _, language = name.partition(".")
        value: Any = _list(field, given) if field in _LISTS else _text(field, given)
        if language:
            value = replace(getattr(code, field), **{language: value})
        code = replace(code, **{field: value})
    left = tuple(name for name in code.unreviewed if name not in named)
    return replace(code, unreviewed=left)


def with_settings(code: Code, settings: Mapping[str, Any]) -> Code:
    """Return the code with other settings: colour, hue, assignable, attributes, passes.

    Raises:
        InvalidInputError: ``unknown_value``: there is no such setting or value.
    """
    for name, value in settings.items():
        if not isinstance(value, _SETTINGS.get(name, ())):
            raise InvalidInputError("unknown_value", field=name, value=value)
    values = dict(settings)
    for name, kind in (("attributes", CodingAttribute), ("passes", CodingPass)):
        given = values.get(name)
        if given is not None:
            try:
                values[name] = tuple(dict.fromkeys(kind(value) for value in given))
            except ValueError:
                listed = ", ".join(map(str, given))
                raise InvalidInputError("unknown_value", field=name, value=listed) from None
    return replace(code, **values)


def _text(field: str, given: str | tuple[str, ...]) -> str:
    text = given if isinstance(given, str) else "; ".join(given)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if UNPRINTABLE.search(text):
        raise InvalidInputError("codebook.bad_character", field=field)
    if field == "label":
        text = " ".join(text.split())
        if len(text) > LONGEST_LABEL:
            raise InvalidInputError("label_too_long", most=LONGEST_LABEL)
    return text


def _list(field: str, given: str | tuple[str, ...]) -> tuple[str, ...]:
    parts = re.split(_LISTS[field], given) if isinstance(given, str) else given
    texts = (" ".join(_text(field, part).split()) for part in parts)
    return tuple(dict.fromkeys(text for text in texts if text))

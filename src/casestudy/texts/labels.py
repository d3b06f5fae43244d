"""The name that a person reads for a value of a closed vocabulary."""

from __future__ import annotations

import re
from enum import Enum, IntEnum

from casestudy.texts import DEFAULT_LANGUAGE, text

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def label(value: Enum, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the name of ``value`` as it stands inside a sentence: ``"støtter"``.

    The key is ``vocabulary.<enum in snake case>.<value>``; an ``IntEnum`` goes by its names.

    Raises:
        KeyError: The catalogue lacks the value.
    """
    return text(f"vocabulary.{_snake(type(value))}.{_key(value)}", language)


def short_label(value: Enum, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the short form of ``value``, where its vocabulary has one: ``"TJE"``.

    Raises:
        KeyError: The vocabulary has no short forms.
    """
    return text(f"vocabulary.{_snake(type(value))}_short.{_key(value)}", language)


def capital(words: str) -> str:
    """Return ``words`` as they begin a line: ``"Støtter"``; the rest is left alone."""
    return words[:1].upper() + words[1:]


def _snake(vocabulary: type[Enum]) -> str:
    return _WORD_START.sub("_", vocabulary.__name__).lower()


def _key(value: Enum) -> str:
    return value.name.lower() if isinstance(value, IntEnum) else str(value.value)

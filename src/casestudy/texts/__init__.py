"""Every word a person reads, in bokmål and English, from one catalogue folder per language.

A catalogue folder holds TOML files; nested tables are joined with dots, so ``[error.import]``
``zip_bomb = "…"`` is the key ``error.import.zip_bomb`` in whichever file it stands.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

LANGUAGES = ("nb", "en")
DEFAULT_LANGUAGE = "nb"


def text(key: str, language: str = DEFAULT_LANGUAGE, /, **arguments: object) -> str:
    """Return the sentence behind ``key`` with its arguments filled in.

    Where an argument ``count`` is given, ``key.one`` is used for 1 and ``key.other`` otherwise,
    if the catalogue has them.

    Raises:
        KeyError: The catalogue of ``language`` lacks the key, or the sentence an argument.
    """
    entries = catalogue(language)
    if "count" in arguments and f"{key}.other" in entries:
        key = f"{key}.one" if arguments["count"] == 1 else f"{key}.other"
    return entries[key].format_map(arguments)


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all keys and sentences of ``language``.

    Raises:
        KeyError: The language is not one of ``LANGUAGES``.
        ValueError: A key stands in two files.
    """
    if language not in LANGUAGES:
        raise KeyError(language)
    entries: dict[str, str] = {}
    folder = resources.files(__name__) / language
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        for key, sentence in _flat(tomllib.loads(file.read_text("utf-8")), ""):
            if key in entries:
                raise ValueError(f"{file.name}: {key} stands in two files")
            entries[key] = sentence
    return entries


def _flat(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            entries += _flat(value, f"{prefix}{name}.")
        else:
            entries.append((f"{prefix}{name}", str(value)))
    return entries

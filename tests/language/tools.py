"""A lemmatiser for quick tests: regular expressions and a small table, no library to load."""

from __future__ import annotations

import re

from casestudy.language.words import Sentence, Word

LEMMAS = {
    "håpet": "håp",
    "trodde": "tro",
    "gruppa": "gruppe",
    "gruppene": "gruppe",
    "seire": "seier",
    "drømte": "drømme",
    "drømmer": "drømme",
    "leiligheten": "leilighet",
    "bollene": "bolle",
}
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")


class Table:
    """Stands in for ``Lemmatiser``."""

    name, version = "table", "1"

    def read(self, text, turns):
        return tuple(
            Sentence(found.start(), found.end(), tuple(self._words(text, *found.span())))
            for turn in turns
            for found in _SENTENCE.finditer(text, turn.start, turn.end)
        )

    def words(self, phrases):
        return [tuple(self._words(phrase, 0, len(phrase))) for phrase in phrases]

    def _words(self, text, start, end):
        for found in _WORD.finditer(text, start, end):
            form = found.group().lower()
            yield Word(*found.span(), found.group(), form, LEMMAS.get(form, form))

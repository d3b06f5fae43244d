"""A text in bokmål and English, as the codebook and the theories carry it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """The same words in both languages; ``""`` where one is not written yet."""

    nb: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in ``"nb"`` or ``"en"``; never the other one instead.

        Raises:
            KeyError: The language is neither.
        """
        return {"nb": self.nb, "en": self.en}[language]

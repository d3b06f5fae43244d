"""Words of people inside Streamlit's Markdown: shown letter for letter, never as markup."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_{}[]()#+-.!|<>~:$@&/^="})
# Web and mail addresses become links even where every mark in them is escaped. A word joiner,
# which has no width, keeps them words.
_ADDRESS: Final = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)", re.IGNORECASE)
_JOINER: Final = "\u2060"


def escape(words: str) -> str:
    r"""Return ``words`` so that Markdown shows them as they are, without images or links.

    >>> print(escape("![x](y)"))
    \!\[x\]\(y\)
    """
    return _ADDRESS.sub(_JOINER, words).translate(_MARKS)

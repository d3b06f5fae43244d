"""Words of people inside Streamlit's Markdown: shown letter for letter, never as markup."""

from __future__ import annotations

from typing import Final

_MARKS: Final = str.maketrans({mark: f"\\{mark}" for mark in r"\`*_{}[]()#+-.!|<>~:$@&/^="})


def escape(words: str) -> str:
    r"""Return ``words`` so that Markdown shows them as they are, without images or links.

    >>> print(escape("![x](http)"))
    \!\[x\]\(http\)
    """
    return words.translate(_MARKS)

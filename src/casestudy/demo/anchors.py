"""From a quote in a file to its place in a source's text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casestudy.domain.text import Range, canonical
from casestudy.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping


def locate(entry: Mapping[str, Any], text: str, *, source: str, file: str) -> Range:
    """Return where the quote of an entry stands, to the end of its ``to`` where it has one.

    Args:
        entry: Has ``quote``, ``line`` and perhaps ``to``.
        text: The canonical text of the source.
        source: What errors call the source.
        file: The file that the entry stands in.

    Raises:
        InvalidInputError: ``demo.quote_missing``, ``demo.quote_twice`` or
            ``demo.quote_reversed``, naming file and line, never the words.
    """
    where = {"file": file, "line": entry["line"], "source": source}
    span = _only_place(entry["quote"], text, where)
    if "to" not in entry:
        return span
    last = _only_place(entry["to"], text, where)
    if last.end <= span.start:
        raise InvalidInputError("demo.quote_reversed", **where)
    return Range(span.start, last.end)


def _only_place(quote: str, text: str, where: Mapping[str, Any]) -> Range:
    words = canonical(quote)
    count = text.count(words)
    if count == 0:
        raise InvalidInputError("demo.quote_missing", **where)
    if count > 1:
        raise InvalidInputError("demo.quote_twice", count=count, **where)
    start = text.index(words)
    return Range(start, start + len(words))

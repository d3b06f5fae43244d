"""Canonical text and ranges in it: what an offset means, and how it is converted."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import NamedTuple

from casestudy.errors import InvalidInputError

_NEWLINE = re.compile("\r\n|[\n\r\u0085\u2028\u2029\v\f]")
#: Control characters, lone surrogates, noncharacters and byte order marks; not tab, not newline.
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
#: From the first letter or digit of a word to the blank behind it.
_WORD = re.compile(r"\w\S*")
_ZERO_WIDTH_JOINER = "\u200d"


class Range(NamedTuple):
    """``[start, end)`` in code points of a canonical text."""

    start: int
    end: int


def canonical(text: str) -> str:
    """Return ``text`` in the one form that is stored: NFC, line feeds, no control characters.

    A tab becomes a space. Applying it twice changes nothing more.
    """
    text = _NEWLINE.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _REFUSED.sub("", text))


def split_lines(text: str) -> list[str]:
    """Split a raw text at the line ends that ``canonical`` knows."""
    return _NEWLINE.split(text)


def refused_characters(text: str) -> int:
    """Count the characters of ``text`` that ``canonical`` leaves out."""
    return len(_REFUSED.findall(text))


def text_hash(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def word_count(text: str) -> int:
    """Count the words: runs between blanks that hold a letter or digit."""
    return len(_WORD.findall(text))


def snap_to_words(text: str, span: Range) -> Range:
    """Trim outer blanks from ``span``, then widen it to whole words and whole emoji.

    A span with nothing but blanks becomes an empty one at its start.

    Raises:
        InvalidInputError: ``transcript.range_outside_text``.
    """
    start, end = span
    if not 0 <= start <= end <= len(text):
        raise InvalidInputError("transcript.range_outside_text", start=start, end=end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return Range(span.start, span.start)
    while inside_word(text, start):
        start -= 1
    while inside_word(text, end):
        end += 1
    return Range(start, end)


def inside_word(text: str, position: int) -> bool:
    """Tell whether ``position`` lies inside a word, or a character of several code points."""
    if not 0 < position < len(text):
        return False
    before, after = text[position - 1], text[position]
    if _extends(after) or before == _ZERO_WIDTH_JOINER:
        return True
    if _is_flag_letter(after) and _is_flag_letter(before):
        return _flag_letters_before(text, position) % 2 == 1
    return _is_word(text, position - 1) and after.isalnum()


def to_utf16(text: str, offset: int) -> int:
    """Convert a code-point offset to the UTF-16 units a browser counts in.

    Raises:
        InvalidInputError: ``transcript.offset_outside_text``.
    """
    if not 0 <= offset <= len(text):
        raise InvalidInputError("transcript.offset_outside_text", offset=offset)
    return len(text[:offset].encode("utf-16-le")) // 2


def from_utf16(text: str, offset: int) -> int:
    """Convert an offset in UTF-16 units to code points.

    Raises:
        InvalidInputError: ``transcript.offset_outside_text``, or
            ``transcript.offset_inside_character`` where it would cut an astral character in two.
    """
    units = text.encode("utf-16-le")
    if not 0 <= offset <= len(units) // 2:
        raise InvalidInputError("transcript.offset_outside_text", offset=offset)
    try:
        return len(units[: 2 * offset].decode("utf-16-le"))
    except UnicodeDecodeError:
        raise InvalidInputError("transcript.offset_inside_character", offset=offset) from None


def _is_word(text: str, position: int) -> bool:
    while position > 0 and _extends(text[position]):
        position -= 1
    return text[position].isalnum()


def _extends(character: str) -> bool:
    """True for what belongs to the character before it: marks, joiners, skin tones, tags."""
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == _ZERO_WIDTH_JOINER
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, position: int) -> int:
    count = 0
    while position > count and _is_flag_letter(text[position - 1 - count]):
        count += 1
    return count

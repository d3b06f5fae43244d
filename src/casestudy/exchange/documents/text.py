"""Reads plain text and Markdown: one block per line, whatever encoding it was saved in."""

from __future__ import annotations

import codecs
import re

from casestudy.domain.transcript import Block, Notice, NoticeKind
from casestudy.exchange.documents.paragraph import Paragraph

# UTF-32 comes first: its mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
LINE_END = re.compile(r"\r\n|[\n\r\f\u2028\u2029\u0085]")
HEADING = re.compile(r"#{1,6}[ \t](.*)")
STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)")


def decode(data: bytes) -> tuple[str, list[Notice]]:
    """Return the text of ``data``, with a notice where its encoding had to be guessed.

    A mark at the start decides; else it is UTF-8 if it can be; else Windows' western encoding.

    Raises:
        UnicodeDecodeError: It is none of these.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("cp1252"), [Notice(kind=NoticeKind.ENCODING_GUESSED, count=1)]


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return each line of a plain text as a block; empty lines are empty blocks.

    Raises:
        UnicodeDecodeError: The encoding is unknown.
    """
    text, notices = decode(data)
    return [Block(text=line) for line in lines(text)], notices


def read_markdown(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return each line of a Markdown text as a block, without its marks for bold and headings.

    Raises:
        UnicodeDecodeError: The encoding is unknown.
    """
    text, notices = decode(data)
    return [_markdown_line(line) for line in lines(text)], notices


def lines(text: str) -> list[str]:
    """Split a text at every kind of line end; a last line end makes no further line."""
    found = LINE_END.split(text)
    return found if found[-1] else found[:-1]


def _markdown_line(line: str) -> Block:
    heading = HEADING.fullmatch(line.strip())
    if heading:
        line = heading[1].strip()
        closed = line.rstrip("#")
        line = closed.rstrip() if closed.endswith((" ", "\t")) else line
    paragraph = Paragraph()
    end = 0
    for strong in STRONG.finditer(line):
        paragraph.add(line[end : strong.start()])
        paragraph.add(strong[1] or strong[2], bold=True)
        end = strong.end()
    paragraph.add(line[end:])
    return paragraph.block(heading=heading is not None)

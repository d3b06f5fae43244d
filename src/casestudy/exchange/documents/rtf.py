"""Reads rich text files (rtf): paragraphs and table rows in reading order."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from casestudy.domain.transcript import Block, Notice, NoticeKind
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents.paragraph import LeftOut, Paragraph, notices, table_row

TOKEN = re.compile(
    r"\\(?:([a-z]{1,32})(-?\d{1,10})?[ ]?|'([0-9a-f]{2})|(.))|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.IGNORECASE | re.DOTALL,
)
SKIPPED_NAMES = (
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl "
    "footerr footerf footnote annotation atnid atnauthor shptxt nonshppict listtext pntext xe tc "
    "txe rxe filetbl revtbl private ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn nonesttables "
    "shprslt do"
)
SKIPPED = frozenset(SKIPPED_NAMES.split())
COUNTED = {
    "footnote": NoticeKind.NOTES_LEFT_OUT,
    "annotation": NoticeKind.COMMENTS_LEFT_OUT,
    "pict": NoticeKind.IMAGES_LEFT_OUT,
    "shptxt": NoticeKind.TEXT_BOXES_LEFT_OUT,
    "dptxbxtext": NoticeKind.TEXT_BOXES_LEFT_OUT,
}
# For older programs, what stands beside them is given once more.
SECOND_FORMS = frozenset(("nonshppict", "shprslt"))
HEADER = re.compile(r"(header|footer)[lrf]?")
HEADING_NAME = re.compile(r"\s*(heading \d|title|subtitle)\b", re.IGNORECASE)
CHARACTERS = {
    "line": "\n",
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
PARAGRAPH_ENDS = frozenset(("par", "sect", "page", "\n", "\r"))
CHARSETS = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the brace closes."""

    destination: str = ""
    skipped: bool = False
    counted: bool = True
    bold: bool = False
    deleted: bool = False
    font: str = ""
    style: int = 0
    fallback: int = 1


def read(data: bytes) -> tuple[list[Block], list[Notice]]:
    """Return the blocks of an rtf file and what was left out.

    Raises:
        ImportRefusedError: ``import.damaged``: the file does not end as it should.
    """
    reader = _Reader(data.decode("latin-1"))
    reader.read()
    return reader.blocks, notices(reader.left_out)


class _Reader:
    """Goes through the tokens once, with a stack of groups."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.left_out = LeftOut()
        self._source = source
        self._group = _Group()
        self._stack: list[_Group] = []
        self._encoding = "cp1252"
        self._fonts: dict[str, str] = {}
        self._paragraph = Paragraph()
        self._cells: list[str] = []
        self._in_table = False
        self._heading = False
        self._heading_styles: set[int] = set()
        # Each section repeats its headers; a kind of header counts once.
        self._headers: set[str] = set()
        self._bytes = bytearray()
        self._high_surrogate = ""
        self._to_skip = 0
        self._starred = False

    def read(self) -> None:
        position = 0
        while match := TOKEN.match(self._source, position):
            position = match.end()
            word, number, byte, symbol, brace, text = match.groups()
            if byte:
                self._put_bytes(bytes.fromhex(byte))
            elif text:
                self._put_bytes(text.encode("latin-1"))
            elif word == "bin":
                position += max(int(number or 0), 0)
            elif brace:
                self._flush()
                self._starred = False
                if brace == "{":
                    self._stack.append(self._group)
                    continue
                self._group = self._stack.pop() if self._stack else self._group
                if not self._stack:
                    self._finish()
                    return
            elif word or symbol:
                self._flush()
                self._control(word.lower() if word else symbol, number)
        raise ImportRefusedError("import.damaged")

    def _control(self, word: str, number: str | None) -> None:
        self._to_skip = 0
        value = int(number) if number else None
        if word == "*":
            self._starred = True
        elif word == "'":
            raise ImportRefusedError("import.damaged")
        elif self._starred or word in SKIPPED:
            self._enter(word)
        elif self._group.destination == "fonttbl":
            self._font_table(word, value)
        elif word == "u" and value is not None:
            self._put_unicode(value % 0x10000)
            self._to_skip = self._group.fallback
        elif self._group.skipped:
            if word == "s" and value is not None:
                self._group = replace(self._group, style=value)
        elif word in CHARACTERS or word in SYMBOLS:
            self._put(CHARACTERS.get(word) or SYMBOLS[word])
        elif not self._format(word, value):
            self._structure(word, value)

    def _enter(self, word: str) -> None:
        """Begin a destination whose text is not part of the running text."""
        counted = self._group.counted and not self._group.deleted
        if counted and word in COUNTED:
            self.left_out[COUNTED[word]] += 1
        inside = word in COUNTED or word in SECOND_FORMS
        self._group = replace(
            self._group,
            destination=word,
            skipped=word != "shppict" or self._group.skipped,
            counted=counted and not inside,
        )
        self._starred = False

    def _font_table(self, word: str, value: int | None) -> None:
        if word == "f":
            self._group = replace(self._group, font=str(value))
        elif word == "fcharset" and value in CHARSETS:
            self._fonts[self._group.font] = CHARSETS[value]

    def _format(self, word: str, value: int | None) -> bool:
        """Take a word that says how the following text looks or is written."""
        if word == "b":
            self._group = replace(self._group, bold=value != 0)
        elif word == "deleted":
            self._group = replace(self._group, deleted=value != 0)
            self.left_out[NoticeKind.DELETIONS_LEFT_OUT] += value != 0
        elif word == "plain":
            self._group = replace(self._group, bold=False, deleted=False, font="")
        elif word == "f":
            self._group = replace(self._group, font=str(value))
        elif word == "uc" and value is not None:
            self._group = replace(self._group, fallback=max(value, 0))
        elif word == "ansicpg" and _is_encoding(f"cp{value}"):
            self._encoding = f"cp{value}"
        elif word in CODE_PAGES:
            self._encoding = CODE_PAGES[word]
        else:
            return False
        return True

    def _structure(self, word: str, value: int | None) -> None:
        if word == "pard":
            self._in_table = self._heading = False
        elif word == "intbl":
            self._in_table = True
        elif word == "outlinelevel":
            self._heading = True
        elif word == "s":
            self._heading = value in self._heading_styles
        elif word in PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word in {"nestcell", "nestrow"}:
            self._put("\n")
        elif word == "cell":
            self._cells.append(self._paragraph.text.strip("\n"))
            self._paragraph = Paragraph()
        elif word == "row":
            self._end_row()

    def _end_paragraph(self) -> None:
        if self._group.deleted:
            return
        if self._in_table:
            self._put("\n")
        else:
            self._end_row()
            self.blocks.append(self._paragraph.block(heading=self._heading))
            self._paragraph = Paragraph()

    def _end_row(self) -> None:
        if len(self._cells) == 1:
            self.blocks += [Block(text=line) for line in self._cells[0].split("\n")]
        elif self._cells:
            self.blocks.append(table_row(self._cells))
        self._cells = []

    def _finish(self) -> None:
        self.left_out[NoticeKind.HEADERS_LEFT_OUT] = len(self._headers)
        self._end_row()
        if self._paragraph.text:
            self.blocks.append(self._paragraph.block(heading=self._heading))

    def _put_bytes(self, raw: bytes) -> None:
        skipped = min(self._to_skip, len(raw))
        self._to_skip -= skipped
        self._bytes += raw[skipped:]

    def _flush(self) -> None:
        """Decode the bytes since the last control word, which may be two to a character."""
        if self._bytes:
            encoding = self._fonts.get(self._group.font, self._encoding)
            raw, self._bytes = bytes(self._bytes), bytearray()
            self._put(raw.decode(encoding, errors="replace"))

    def _put_unicode(self, unit: int) -> None:
        if 0xD800 <= unit < 0xDC00:
            self._high_surrogate = chr(unit)
        elif 0xDC00 <= unit < 0xE000:
            pair = (self._high_surrogate + chr(unit)).encode("utf-16-le", "surrogatepass")
            self._put(pair.decode("utf-16-le", "replace"))
            self._high_surrogate = ""
        else:
            self._put(chr(unit))

    def _put(self, text: str) -> None:
        destination = self._group.destination
        if HEADER.fullmatch(destination) and text.strip():
            self._headers.add(destination)
        elif destination == "stylesheet" and HEADING_NAME.match(text):
            self._heading_styles.add(self._group.style)
        elif not self._group.skipped and not self._group.deleted:
            self._paragraph.add(text, bold=self._group.bold)


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True

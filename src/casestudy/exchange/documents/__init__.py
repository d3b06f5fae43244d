"""Reads an untrusted file into a document: its blocks, and what was left out on purpose."""

from __future__ import annotations

import hashlib
import re
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from casestudy.domain.transcript import Document
from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import content

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.domain.transcript import Block, Notice

    Reader = Callable[[bytes], tuple[list[Block], list[Notice]]]

MAX_FILE_BYTES: Final = 100 * 1024 * 1024

# The ending of a file name, and the format it stands for.
FORMATS: Final = {
    "docx": "docx",
    "odt": "odt",
    "pdf": "pdf",
    "rtf": "rtf",
    "html": "html",
    "htm": "html",
    "txt": "txt",
    "md": "md",
    "vtt": "vtt",
    "srt": "srt",
}
# What a format's content may look like; a plain text may quote the times of a caption.
CONTENT: Final = {
    "txt": {content.TEXT, "srt"},
    "md": {content.TEXT, "srt"},
    "vtt": {"vtt", "srt"},
    "srt": {"vtt", "srt"},
}
TEXT_FORMATS: Final = frozenset(("txt", "md", "vtt", "srt", "html", "rtf"))
# Loaded when first needed: a batch of docx files need not wait for the PDF library.
READERS: Final = {
    "docx": ("docx", "read"),
    "odt": ("odt", "read"),
    "pdf": ("pdf", "read"),
    "rtf": ("rtf", "read"),
    "html": ("html", "read"),
    "txt": ("text", "read"),
    "md": ("text", "read_markdown"),
    "vtt": ("captions", "read"),
    "srt": ("captions", "read"),
}


def read_document(data: bytes, *, file_name: str) -> Document:
    """Read one file of any format in ``FORMATS``.

    Args:
        data: The whole file.
        file_name: As the sender calls it; used for its ending and as a label, never as a path.

    Raises:
        ImportRefusedError: The file can't be taken in, with a code for each reason; its sentence
            holds no word of the file, and not its name, which may be a person's.
        MemoryError: There was not enough memory to read it.
    """
    if not data:
        raise ImportRefusedError("import.empty")
    if len(data) > MAX_FILE_BYTES:
        raise too_large()
    name = base_name(file_name)
    try:
        format_name = _format(data, name)
        blocks, notices = _reader(format_name)(data)
    except (ImportRefusedError, MemoryError):
        raise
    # The libraries raise whatever a broken byte leads them to; their messages may quote the text.
    except Exception:  # noqa: BLE001
        raise ImportRefusedError("import.damaged") from None
    if not any(block.text.strip() for block in blocks):
        raise ImportRefusedError("import.no_text")
    return Document(
        file_name=name,
        file_sha256=hashlib.sha256(data).hexdigest(),
        format=format_name,
        blocks=tuple(blocks),
        notices=tuple(notices),
    )


def base_name(file_name: str) -> str:
    r"""Return the last part of a name from any system, without control characters.

    >>> base_name(r"C:\\Users\\me\\intervju.docx")
    'intervju.docx'
    """
    last = re.split(r"[\\/]", file_name)[-1]
    return "".join(character for character in last if character.isprintable())


def too_large() -> ImportRefusedError:
    """Return the refusal of a file above ``MAX_FILE_BYTES``."""
    return ImportRefusedError("import.too_large", megabytes=MAX_FILE_BYTES // 1024**2)


def _format(data: bytes, name: str) -> str:
    """Return the format on which the content and the ending of the name agree."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = content.kind(data)
    if ending not in FORMATS:
        known = ", ".join(FORMATS)
        if not ending:
            raise ImportRefusedError("import.no_ending", known=known)
        raise ImportRefusedError("import.unknown_format", ending=ending, known=known)
    expected = FORMATS[ending]
    if not found:
        code = "import.not_readable_text" if expected in TEXT_FORMATS else "import.damaged"
        raise ImportRefusedError(code)
    if found not in CONTENT.get(expected, {expected}):
        raise ImportRefusedError("import.not_what_it_says", ending=ending, found=found.upper())
    return expected


def _reader(format_name: str) -> Reader:
    module, function = READERS[format_name]
    return cast("Reader", getattr(import_module(f"{__name__}.{module}"), function))

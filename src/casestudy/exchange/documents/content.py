"""Tells what a file is by what is in it, whatever it is called."""

from __future__ import annotations

import re
from typing import Final

from casestudy.errors import ImportRefusedError
from casestudy.exchange.documents import captions
from casestudy.exchange.documents.text import decode
from casestudy.exchange.safe_zip import SafeZip

ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF_WITHIN_BYTES = 1024
# The start of a file, and what it is then; none of these can be taken in.
OTHERS: Final = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"ID3", "MP3"),
    (b"\xff\xfb", "MP3"),
    (b"RIFF", "WAV/WEBP"),
    (b"OggS", "OGG"),
    (b"fLaC", "FLAC"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!", "RAR"),
    (b"MZ", "EXE"),
    (b"SQLite format 3", "SQLite"),
)
MEMBERS: Final = (
    ("word/", "docx"),
    ("xl/", "XLSX"),
    ("ppt/", "PPTX"),
    ("project.qde", "QDPX"),
)
HTML_START = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--((?!-->).)*-->\s*)*"
    r"<(!doctype html|html|head|body|meta|title|h\d|p|div|table)\b",
    re.IGNORECASE | re.DOTALL,
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
CONTROL_SHARE = 0.01
TEXT: Final = "TXT"


def kind(data: bytes) -> str:
    """Return the format a file holds: one of ours in small letters, any other in capitals.

    ``"TXT"`` is text of no particular kind, ``""`` is something unknown.

    Raises:
        ImportRefusedError: ``import.old_word``, ``import.password``, or what a zip file that can
            not be opened is refused for.
    """
    if data.startswith(ZIP_STARTS):
        return _kind_of_zip(SafeZip(data))
    if data.startswith(OLE_START):
        return _kind_of_ole(data)
    if b"%PDF-" in data[:PDF_WITHIN_BYTES]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[4:8] == b"ftyp":
        return "MP4/HEIC"
    return _kind_of_text(data) or next(
        (name for start, name in OTHERS if data.startswith(start)), ""
    )


def _kind_of_zip(package: SafeZip) -> str:
    if "mimetype" in package:
        mimetype = package.read("mimetype").decode("ascii", "replace").strip()
        prefix, _, name = mimetype.rpartition(".")
        if prefix == "application/vnd.oasis.opendocument" and name in {"text", "text-template"}:
            return "odt"
        return "OpenDocument" if prefix else "EPUB"
    for name, format_name in MEMBERS:
        if any(member.startswith(name) for member in package.names):
            return format_name
    return "ZIP"


def _kind_of_ole(data: bytes) -> str:
    """Office's container of before 2007, which also wraps documents with a password."""
    if _utf16("EncryptedPackage") in data:
        raise ImportRefusedError("import.password")
    if _utf16("WordDocument") in data:
        raise ImportRefusedError("import.old_word")
    return "Office 97–2003"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _kind_of_text(data: bytes) -> str:
    try:
        text, _ = decode(data)
    except UnicodeDecodeError:
        return ""
    if len(CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        return ""
    if text.startswith("WEBVTT"):
        return "vtt"
    if captions.is_captions(text):
        return "srt"
    return "html" if HTML_START.match(text) else TEXT

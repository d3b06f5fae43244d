"""A codebook out of any file that can hold one, told apart by the ending."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from casestudy.errors import ImportRefusedError
from casestudy.exchange.codebook_csv import read_codebook_csv
from casestudy.exchange.codebook_xlsx import read_codebook_xlsx
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.exchange.refi.losses import Ledger, joined
from casestudy.exchange.refi.to_codebook import CodebookReading, codebook_from_refi
from casestudy.exchange.worker import read_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from casestudy.exchange.refi.to_codebook import Defaults


def read_codebook_file(data: bytes, *, file_name: str, defaults: Defaults) -> CodebookReading:
    """Return the codebook in a file, and what had to be left out or made up.

    Args:
        data: The whole file.
        file_name: Its ending says the form, one of ``CODEBOOK_ENDINGS``.
        defaults: What a codebook is taken to be where the file does not say.

    Raises:
        CodebookFileError: A YAML file has mistakes; all are named with their lines.
        ImportRefusedError: ``codebook_file.unknown_form``, ``codebook_file.not_text``, or what
            the readers refuse.
    """
    ending = PurePath(file_name).suffix.lower().removeprefix(".")
    reader = _READERS.get(ending)
    if reader is None:
        shown = ", ".join(f".{one}" for one in CODEBOOK_ENDINGS)
        raise ImportRefusedError("codebook_file.unknown_form", file=file_name, forms=shown)
    return reader(data, file_name, defaults)


def _yaml(data: bytes, file_name: str, _: Defaults) -> CodebookReading:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError("codebook_file.not_text", file=file_name) from None
    codebook = read_codebook(text, file_name=file_name)
    return CodebookReading(codebook=codebook, report=Ledger().report(found={}, kept={}))


def _csv(data: bytes, _: str, defaults: Defaults) -> CodebookReading:
    return read_codebook_csv(data, defaults=defaults)


def _xlsx(data: bytes, _: str, defaults: Defaults) -> CodebookReading:
    return read_codebook_xlsx(data, defaults=defaults)


def _refi(data: bytes, _: str, defaults: Defaults) -> CodebookReading:
    """Read a codebook of REFI-QDA, or the one in a project, with the losses of both steps."""
    reading = read_project(data)
    made = codebook_from_refi(reading.project, defaults=defaults)
    return CodebookReading(codebook=made.codebook, report=joined(reading.report, made.report))


_READERS: Final[dict[str, Callable[[bytes, str, Defaults], CodebookReading]]] = {
    "yaml": _yaml,
    "yml": _yaml,
    "xlsx": _xlsx,
    "csv": _csv,
    "qdc": _refi,
    "qdpx": _refi,
}

CODEBOOK_ENDINGS: Final = tuple(_READERS)

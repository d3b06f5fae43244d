"""The folder that goes to a reviewer: what to read and fill in, and what became of before."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Final, NamedTuple

from casestudy.reports.codebook_diff_docx import codebook_diff_docx
from casestudy.reports.codebook_docx import codebook_docx
from casestudy.reports.review_xlsx import review_xlsx
from casestudy.reports.steady_zip import zipped
from casestudy.texts import text

if TYPE_CHECKING:
    from casestudy.domain.codebook_edition import BundleContents

_WIDTH: Final = 76
#: What Windows allows in no file name.
_REFUSED: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
#: So that Windows' simplest editor knows the letters.
_MARK: Final = "\ufeff"


class BundleFile(NamedTuple):
    """One file of the bundle; ``name`` is relative to its folder, with ``/`` for folders."""

    name: str
    content: bytes


def review_bundle(contents: BundleContents) -> tuple[BundleFile, ...]:
    """Return the files of a bundle in the edition's language; the same contents, the same bytes.

    The edition is to be for review. No file holds words of a transcript but the edition's
    released examples.
    """
    names = _names(contents)
    files = {
        "read_me": _read_me(contents, names).encode(),
        "codebook": codebook_docx(contents.edition),
        "form": review_xlsx(contents.edition),
    }
    if contents.qdc is not None:
        files["programs"] = contents.qdc
    told = _told_of_changes(contents)
    if told:
        files[told] = codebook_diff_docx(contents.edition, contents.diff, contents.answers)
    return tuple(BundleFile(name, files[key]) for key, name in names.items())


def bundle_zip(contents: BundleContents) -> bytes:
    """Return the bundle as a zip file with one folder in it."""
    folder = bundle_name(contents)
    return zipped((f"{folder}/{name}", content) for name, content in review_bundle(contents))


def bundle_name(contents: BundleContents) -> str:
    """Return what the bundle's folder is called: ``"Codebook for recovery 0.2 for review"``."""
    edition = contents.edition
    book = edition.codebook.title.in_language(edition.language)
    name = text(
        "review_bundle.folder", edition.language, book=book, release=edition.codebook.release
    )
    return _safe(name)


def _names(contents: BundleContents) -> dict[str, str]:
    """Return the name of each file, in the order in which they are to be seen."""
    programs = None if contents.qdc is None else "programs"
    keys = ["read_me", "codebook", "form", *filter(None, [_told_of_changes(contents), programs])]
    before = contents.diff.before.release if contents.diff is not None else ""
    release = contents.edition.codebook.release
    names = {}
    for key in keys:
        name = text(
            f"review_bundle.{key}",
            contents.edition.language,
            release=_safe(release),
            before=_safe(before),
        )
        names[key] = name
    return names


def _told_of_changes(contents: BundleContents) -> str | None:
    """Return which document tells what has happened since the last round, if anything has."""
    if contents.diff is not None:
        return "changes"
    return "answers" if contents.answers else None


def _read_me(contents: BundleContents, names: dict[str, str]) -> str:
    """Return the page that opens the bundle, as plain text that every machine shows."""
    edition, language = contents.edition, contents.edition.language
    book = edition.codebook
    example = next((code.id for code in edition.current if code.assignable), "CH.H.1")
    before = contents.diff.before.release if contents.diff is not None else ""

    def said(key: str, **arguments: object) -> str:
        return text(f"review_bundle.{key}", language, **arguments)

    title = said("title", title=book.title.in_language(language), release=book.release)
    lines = [title, "=" * len(title), "", *_wrapped(said("hello"))]
    if edition.stamp.is_demo:
        lines += _wrapped(said("demo"))
    lines += ["", said("what"), "-" * len(said("what"))]
    for key, name in list(names.items())[1:]:
        lines += ["", name, *_wrapped(said(f"what_{key}", before=before), indent="    ")]
        if key == "changes" and contents.answers:
            lines += _wrapped(said("what_answers"), indent="    ")
    lines += ["", said("how"), "-" * len(said("how")), ""]
    for key in ("how_send", "how_ids", "private"):
        lines += _wrapped(said(key, example=example))
    return _MARK + "\r\n".join([*lines, ""])


def _wrapped(words: str, *, indent: str = "") -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _safe(name: str) -> str:
    return _REFUSED.sub("-", name).strip(" .")

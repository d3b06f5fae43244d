"""Fills in forms and marks up documents as a reviewer would, and saves them as LibreOffice does."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lxml import etree
from openpyxl import Workbook, load_workbook

from casestudy.exchange.review.document import read_document
from casestudy.exchange.review.form import read_form
from casestudy.exchange.review.raw import raw_of, read_raw, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl.worksheet.worksheet import Worksheet

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.review_form import FormColumn
    from casestudy.domain.review_return import ReviewReturn

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {"w": W}
AT = "2026-12-08T10:00:00Z"


def read(data: bytes, *releases: Codebook) -> ReviewReturn:
    """Read a returned file without the process of its own, which has tests of its own."""
    file = raw_of(written(read_raw(data)))
    return (read_form if file.kind == "form" else read_document)(file, releases)


def kinds(found: ReviewReturn) -> dict[str, tuple[str, ...]]:
    """Return the places of each kind of notice."""
    return {notice.kind.value: notice.places for notice in found.notices}


def filled(form: bytes, fill: Callable[[Workbook], object]) -> bytes:
    """Return a form as it is after ``fill``, saved by another program than ours."""
    workbook = load_workbook(io.BytesIO(form))
    fill(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def put(sheet: Worksheet, code_id: str, column: FormColumn, words: object) -> None:
    """Write into a code's row."""
    sheet.cell(row_of(sheet, code_id), place_of(sheet, column)).value = words


def row_of(sheet: Worksheet, code_id: str) -> int:
    """Return the row in which a code stands."""
    return next(cell.row for cell in sheet["A"] if cell.value == code_id)


def place_of(sheet: Worksheet, column: FormColumn) -> int:
    """Return where a column stands now."""
    return next(cell.column for cell in sheet[1] if cell.value == column.value)


def resaved(data: bytes, ending: str) -> bytes:
    """Return a file as LibreOffice saves it."""
    office = shutil.which("soffice")
    assert office is not None
    with TemporaryDirectory() as folder:
        file, out = Path(folder, f"file.{ending}"), Path(folder, "out")
        file.write_bytes(data)
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        subprocess.run(
            [*command, "--convert-to", ending, "--outdir", str(out), str(file)],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return (out / file.name).read_bytes()


class MarkedUp:
    """A document that a reviewer works in, with track changes on."""

    def __init__(self, document: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self._parts["word/document.xml"])
        self._comments: list[etree._Element] = []
        self._extended: list[etree._Element] = []

    def paragraph(self, bookmark: str) -> etree._Element:
        """Return the paragraph that a bookmark is in."""
        (found,) = self.body.xpath(f"//w:bookmarkStart[@w:name='{bookmark}']/..", namespaces=NAMES)
        return found

    def replace(
        self, bookmark: str, old: str, new: str, author: str = "Mary Ann", at: str = AT
    ) -> None:
        """Change words of one run: ``old`` is struck, ``new`` put in; either may be empty."""
        for run in self.paragraph(bookmark).iterfind(f"{{{W}}}r"):
            words = run.findtext(f"{{{W}}}t") or ""
            if old in words and words:
                break
        before, _, after = words.partition(old) if old else (words, "", "")
        pieces = [_run(before)]
        pieces += [_change("del", _run(old, "delText"), author, at)] if old else []
        pieces += [_change("ins", _run(new), author, at)] if new else []
        pieces += [_run(after)]
        for piece in reversed(pieces):
            if "".join(piece.itertext()):
                run.addnext(piece)
        run.getparent().remove(run)

    def strike(self, bookmark: str, author: str = "Mary Ann", at: str = AT) -> None:
        """Delete everything in a paragraph."""
        for run in list(self.paragraph(bookmark).iterfind(f"{{{W}}}r")):
            words = run.findtext(f"{{{W}}}t")
            if words:
                run.addnext(_change("del", _run(words, "delText"), author, at))
                run.getparent().remove(run)

    def comment(
        self,
        bookmark: str,
        words: str,
        author: str = "Mary Ann",
        at: str = AT,
        answers: int | None = None,
    ) -> int:
        """Put a comment at a paragraph, or under another comment; return its number."""
        number = len(self._comments)
        paragraph = self.paragraph(bookmark)
        first = next(paragraph.iterfind(f"{{{W}}}r"), None)
        start = _element("commentRangeStart", id=str(number))
        if first is None:
            paragraph.append(start)
        else:
            first.addprevious(start)
        paragraph.append(_element("commentRangeEnd", id=str(number)))
        reference = _element("r")
        reference.append(_element("commentReference", id=str(number)))
        paragraph.append(reference)
        comment = _element("comment", id=str(number), author=author, date=at, initials="M")
        for line in words.split("\n"):
            inner = _element("p")
            inner.set(f"{{{W14}}}paraId", f"{number:04X}{len(comment):04X}")
            inner.append(_run(line))
            comment.append(inner)
        self._comments.append(comment)
        last = comment[-1].get(f"{{{W14}}}paraId")
        entry = etree.Element(f"{{{W15}}}commentEx", nsmap={"w15": W15})
        entry.set(f"{{{W15}}}paraId", last)
        if answers is not None:
            parent = self._comments[answers][-1].get(f"{{{W14}}}paraId")
            entry.set(f"{{{W15}}}paraIdParent", parent)
        self._extended.append(entry)
        return number

    def to_bytes(self) -> bytes:
        parts = dict(self._parts)
        parts["word/document.xml"] = etree.tostring(self.body)
        if self._comments:
            for name, tag, children in (
                ("comments", f"{{{W}}}comments", self._comments),
                ("commentsExtended", f"{{{W15}}}commentsEx", self._extended),
            ):
                root = etree.Element(tag, nsmap={"w": W, "w14": W14, "w15": W15})
                root.extend(children)
                parts[f"word/{name}.xml"] = etree.tostring(root)
            _relate(parts)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return buffer.getvalue()


def _relate(parts: dict[str, bytes]) -> None:
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    types = etree.fromstring(parts["[Content_Types].xml"])
    spoken = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for name, folder in (
        ("comments", OFFICE),
        ("commentsExtended", "http://schemas.microsoft.com/office/2011/relationships"),
    ):
        etree.SubElement(
            relations,
            f"{{{RELATIONS}}}Relationship",
            Id=f"rId{name}",
            Type=f"{folder}/{name}",
            Target=f"{name}.xml",
        )
        kind = etree.SubElement(types, types[-1].tag.replace("Default", "Override"))
        kind.set("PartName", f"/word/{name}.xml")
        kind.set("ContentType", f"{spoken}.{name}+xml")
    parts["word/_rels/document.xml.rels"] = etree.tostring(relations)
    parts["[Content_Types].xml"] = etree.tostring(types)


def _element(name: str, **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{W}}}{name}")
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", value)
    return element


def _run(words: str, tag: str = "t") -> etree._Element:
    run = _element("r")
    text = _element(tag)
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    return run


def _change(kind: str, run: etree._Element, author: str, at: str) -> etree._Element:
    change = _element(kind, id="900", author=author, date=at)
    change.append(run)
    return change

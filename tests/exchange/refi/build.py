"""Small REFI-QDA files as other programs write them, odd ones included."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from casestudy.exchange.refi.read import RefiReading, read_refi

if TYPE_CHECKING:
    from casestudy.exchange.refi.losses import Happened

CODE = "c0de0000-0000-0000-0000-000000000001"
OTHER_CODE = "c0de0000-0000-0000-0000-000000000002"
SOURCE = "50bce000-0000-0000-0000-000000000001"
USER = "05e20000-0000-0000-0000-000000000001"
NOTE = "00dade00-0000-0000-0000-000000000001"
CODES = f"""<CodeBook><Codes>
<Code guid="{CODE}" name="Håp" isCodable="true" color="#3B7BD3"><Description>Tro på det.</Description>
<Code guid="{OTHER_CODE}" name="Framtid" isCodable="true"/></Code>
</Codes></CodeBook>"""
USERS = f'<Users><User guid="{USER}" name="Åse" id="ås"/></Users>'
NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(number: int, kind: str = "a") -> str:
    return f"{kind * 8}-0000-0000-0000-{number:012d}"


def qde(*parts: str, origin: str = "", namespace: str = NAMESPACE, attributes: str = "") -> str:
    """Return a project's XML with ``parts`` inside."""
    said = f" origin={quoteattr(origin)}" if origin else ""
    body = "\n".join(parts)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="{namespace}" name="Prøve"{said} {attributes}>{body}</Project>'


def zipped(**members: bytes | str) -> bytes:
    return zipped_as(members)


def zipped_as(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def selection(
    number: int,
    start: int | str,
    end: int | str,
    *,
    name: str = "",
    codes: tuple[str, ...] = (CODE,),
    inside: str = "",
) -> str:
    codings = "".join(
        f'<Coding guid="{guid(100 * number + place, "b")}" creatingUser="{USER}"'
        f' creationDateTime="2026-03-02T10:20:00Z"><CodeRef targetGUID="{code}"/></Coding>'
        for place, code in enumerate(codes)
    )
    called = f" name={quoteattr(name)}" if name else ""
    return (
        f'<PlainTextSelection guid="{guid(number)}"{called} startPosition="{start}"'
        f' endPosition="{end}">{codings}{inside}</PlainTextSelection>'
    )


def source(
    *selections: str, path: str | None = "internal://tekst.txt", inline: str = "", more: str = ""
) -> str:
    where = f' plainTextPath="{path}"' if path else ""
    content = f"<PlainTextContent>{escape(inline)}</PlainTextContent>" if inline else ""
    return (
        f'<TextSource guid="{SOURCE}" name="Intervju 1"{where}>{content}'
        f"{''.join(selections)}{more}</TextSource>"
    )


def sources(*all_sources: str) -> str:
    return f"<Sources>{''.join(all_sources)}</Sources>"


def qdpx(text: bytes | str, *selections: str, origin: str = "", folder: str = "sources") -> bytes:
    """Return a project with one coded text."""
    xml = qde(USERS, CODES, sources(source(*selections)), origin=origin)
    return zipped_as({"project.qde": xml, f"{folder}/tekst.txt": text})


def coded(reading: RefiReading) -> list[str]:
    """Return the words of each coding on text, in the file's order."""
    return [
        one.text[selected.start : selected.end]
        for one in reading.project.sources
        for selected in one.selections
        for _ in selected.codings
    ]


def happened(data: bytes) -> dict[Happened, int]:
    """Return what the report of a file says, and how often."""
    counts: dict[Happened, int] = {}
    for loss in read_refi(data).report.losses:
        counts[loss.happened] = counts.get(loss.happened, 0) + loss.count
    return counts

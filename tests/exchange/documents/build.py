"""Builds small files of each format, with just the parts a test is about."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from casestudy.exchange.documents import read_document

if TYPE_CHECKING:
    from casestudy.domain.transcript import Document, NoticeKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT_NAMES = " ".join(
    f'xmlns:{prefix}="{ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)


def zip_of(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(**targets: str) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{entries}</Relationships>'


def docx_of(body: str, *, styles: str = "", **parts: str) -> bytes:
    """Return a docx; ``parts`` are further parts by kind, such as ``header``."""
    names = {"styles": "styles.xml"} | {kind: f"{kind}1.xml" for kind in parts}
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(**names),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }
    for kind, content in parts.items():
        members[f"word/{kind}1.xml"] = f'<w:x xmlns:w="{W}">{content}</w:x>'
    return zip_of(members)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt_of(body: str, *, styles: str = "", page: str = "", manifest: str = "") -> bytes:
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {ODT_NAMES}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {ODT_NAMES}>{page}</office:document-styles>",
            "META-INF/manifest.xml": manifest,
        }
    )


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def counts(document: Document) -> dict[NoticeKind, int]:
    return {notice.kind: notice.count for notice in document.notices}


def read_texts(data: bytes, file_name: str) -> list[str]:
    return texts(read_document(data, file_name=file_name))

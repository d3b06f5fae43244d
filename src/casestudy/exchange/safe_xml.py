"""Parses untrusted XML: no document type, no entities, no network, bounded depth and size."""

from __future__ import annotations

from lxml import etree

from casestudy.errors import ImportRefusedError


def parse(data: bytes, *, keep_instructions: bool = False) -> etree._Element:
    """Return the root element of an XML file.

    Comments are dropped, and so are processing instructions unless they are asked for.

    Raises:
        ImportRefusedError: ``import.damaged`` where it is not well-formed,
            ``import.unsafe_xml`` where it brings a document type of its own.
        MemoryError: There was not enough memory to hold it.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=not keep_instructions,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        # The parser's own message may quote the text, so it is not passed on.
        if b"<!DOCTYPE" in data:
            raise ImportRefusedError("import.unsafe_xml") from None
        raise ImportRefusedError("import.damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ImportRefusedError("import.unsafe_xml")
    return root

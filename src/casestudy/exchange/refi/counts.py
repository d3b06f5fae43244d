"""How many elements of each kind a file has, and how many of them are in the values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from casestudy.exchange.refi.elements import local_name
from casestudy.exchange.refi.losses import Element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from casestudy.exchange.refi.values import RefiProject

_COUNTED: Final = {
    "User": Element.USER,
    "Code": Element.CODE,
    "Variable": Element.VARIABLE,
    "Case": Element.CASE,
    "VariableValue": Element.VALUE,
    "TextSource": Element.SOURCE,
    "PDFSource": Element.SOURCE,
    "PictureSource": Element.SOURCE,
    "AudioSource": Element.SOURCE,
    "VideoSource": Element.SOURCE,
    "PlainTextSelection": Element.SELECTION,
    "TranscriptSelection": Element.SELECTION,
    "PDFSelection": Element.SELECTION,
    "PictureSelection": Element.SELECTION,
    "AudioSelection": Element.SELECTION,
    "VideoSelection": Element.SELECTION,
    "Coding": Element.CODING,
    "Note": Element.NOTE,
    "Link": Element.LINK,
    "Set": Element.SET,
    "Graph": Element.GRAPH,
}


def count_elements(root: etree._Element) -> Mapping[Element, int]:
    """Return how many elements of each kind a file has, before anything is read."""
    names = (local_name(node) for node in root.iter())
    return Counter(_COUNTED[name] for name in names if name in _COUNTED)


def count_kept(project: RefiProject) -> Mapping[Element, int]:
    """Return how many elements of each kind are in the values."""
    selections = [one for source in project.sources for one in source.selections]
    on_sources = sum(len(source.codings) for source in project.sources)
    of_sources = sum(len(source.values) for source in project.sources)
    return {
        Element.USER: len(project.users),
        Element.CODE: len(project.codes),
        Element.SOURCE: len(project.sources),
        Element.SELECTION: len(selections),
        Element.CODING: on_sources + sum(len(one.codings) for one in selections),
        Element.CASE: len(project.cases),
        Element.VARIABLE: len(project.variables),
        Element.VALUE: of_sources + sum(len(case.values) for case in project.cases),
        Element.NOTE: len(project.notes),
        Element.LINK: len(project.links),
        Element.SET: len(project.sets),
    }

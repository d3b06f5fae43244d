"""A Word table of rows with cells of their own widths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell

from casestudy.reports.docx_page import text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from lxml.etree import _Element

#: Divides evenly into one to six cells.
UNITS = 60
_RULE = "B9C4CE"
#: Above and below the words of a cell, in twentieths of a point.
_TIGHT, _OPEN, _AIRY = 25, 45, 75
_ALL = ("top", "left", "bottom", "right", "insideH", "insideV")
_LEVEL = ("top", "bottom", "insideH")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell ``span`` units wide; ``write`` fills it."""

    span: int
    write: Callable[[_Cell], object]
    fill: str | None = None


class Grid:
    """A table over the full width of the page, divided into ``units`` narrow columns.

    ``tight`` is for tables of numbers; with ``open_sides`` it has lines between its rows only.
    """

    def __init__(
        self,
        document: Document,
        *,
        units: int = UNITS,
        tight: bool = False,
        open_sides: bool = False,
    ) -> None:
        self._table = document.add_table(rows=0, cols=units)
        self._table.autofit = False
        self._table.alignment = WD_TABLE_ALIGNMENT.LEFT
        self._unit = text_width(document) / units
        for column in self._table.columns:
            column.width = Mm(self._unit)
        height = _TIGHT if tight else _OPEN if open_sides else _AIRY
        self._set_frame(height=height, sides=_LEVEL if open_sides else _ALL)

    def row(
        self,
        cells: Sequence[GridCell],
        *,
        header: bool = False,
        keep: bool = False,
        breaks: bool = False,
    ) -> None:
        """Add a row; a header is repeated on each page, ``keep`` holds it to the next row.

        A page ends inside a row only where it ``breaks``.
        """
        row = OxmlElement("w:tr")
        properties = _child(row, "w:trPr")
        if not breaks:
            _child(properties, "w:cantSplit")
        if header:
            _child(properties, "w:tblHeader")
        self._table._tbl.append(row)  # noqa: SLF001 - cells of free widths need the element
        for cell in cells:
            self._add_cell(row, cell, keep=keep)

    def _add_cell(self, row: _Element, cell: GridCell, *, keep: bool) -> None:
        element = _child(row, "w:tc")
        properties = _child(element, "w:tcPr")
        width = round(Mm(self._unit * cell.span).twips)
        _child(properties, "w:tcW", w=width, type="dxa")
        _child(properties, "w:gridSpan", val=cell.span)
        if cell.fill:
            _child(properties, "w:shd", val="clear", color="auto", fill=cell.fill)
        _child(element, "w:p")
        written = _Cell(element, self._table)  # type: ignore[arg-type]
        cell.write(written)
        if keep:
            for paragraph in written.paragraphs:
                paragraph.paragraph_format.keep_with_next = True

    def _set_frame(self, *, height: int, sides: Sequence[str]) -> None:
        properties = self._table._tbl.tblPr  # noqa: SLF001
        borders = _child(properties, "w:tblBorders")
        for side in sides:
            _child(borders, f"w:{side}", val="single", sz=4, space=0, color=_RULE)
        layout = properties.find(qn("w:tblLayout"))
        properties.remove(layout)
        properties.append(layout)
        margins = _child(properties, "w:tblCellMar")
        for side, twips in (("top", height), ("left", 130), ("bottom", height), ("right", 130)):
            _child(margins, f"w:{side}", w=twips, type="dxa")
        look = properties.find(qn("w:tblLook"))
        if look is not None:
            properties.remove(look)


def _child(parent: _Element, tag: str, **attributes: object) -> _Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
    return element

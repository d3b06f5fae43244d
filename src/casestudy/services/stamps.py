"""The stamp that every frame, figure and export carries (design 8.15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casestudy.domain.matrix import Stamp
from casestudy.store.frames import data_version
from casestudy.store.tables import STUDY

if TYPE_CHECKING:
    from casestudy.store.reader import Reader


def stamp(
    reader: Reader,
    release: str,
    *,
    language: str,
    n: int,
    filters: str = "",
    layer: str = "coder",
) -> Stamp:
    """Return where numbers come from: study, release, data version, filters, layer, n, date."""
    study = reader.rows(STUDY)[0]
    newest = data_version(reader)
    title = study["title_en"] if language == "en" and study["title_en"] else study["title_nb"]
    return Stamp(
        study=title,
        is_demo=study["is_demo"],
        codebook_release=release,
        data_version=newest.number,
        filters=filters,
        layer=layer,
        n=n,
        date=newest.at.date(),
    )

"""A small codebook with every field, and the documents that are made of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Codebook, CodingAttribute, CodingPass, Synonyms
from casestudy.domain.codebook_edition import CodebookEdition, CodeUse
from casestudy.domain.matrix import Stamp
from casestudy.domain.vocabulary import CodeStatus

DAY = dt.date(2026, 12, 1)


def code(code_id: str, parent: str | None = None, **fields) -> Code:
    """Return a code that says something in every field, in both languages."""
    given = {
        "id": code_id,
        "parent": parent,
        "colour": "#3b7bd3",
        "label": Bilingual(nb=f"Kode {code_id}", en=f"Code {code_id}"),
        "definition": Bilingual(nb=f"Sier {code_id}.", en=f"Says {code_id}."),
        "use": Bilingual(nb=f"Bruk om {code_id}.", en=f"Use for {code_id}."),
        "not_use": Bilingual(nb=f"Ikke om {code_id}.", en=f"Not for {code_id}."),
        "cue": Bilingual(nb=f"det er {code_id}", en=f"it is {code_id}"),
        "synonyms": Synonyms(nb=("annet",), en=("other", f"more of {code_id}")),
        "maps_to": ("CFIR 2.0: Domain", f"Frame {code_id}"),
    }
    if parent is None:
        given |= {
            "assignable": False,
            "attributes": (CodingAttribute.LEVEL,),
            "passes": (CodingPass.RQ1,),
            "hue": 250,
            "use": Bilingual(),
            "not_use": Bilingual(),
            "cue": Bilingual(),
        }
    return Code(**(given | fields))


def book(release: str = "0.2", *, codes: tuple[Code, ...] = ()) -> Codebook:
    """Return twelve codes in two branches, one of them retired, or these ``codes``."""
    some = (
        code("CH"),
        code("CH.C", "CH"),
        *(code(f"CH.C.{n}", "CH.C") for n in range(1, 6)),
        code("CH.H", "CH", confused_with=("CH.C", "CH.C.1")),
        code("CH.H.1", "CH.H", status=CodeStatus.RETIRED, replaced_by="CH.H"),
        code("UX"),
        code("UX.1", "UX", use=Bilingual(), status=CodeStatus.PROPOSED),
        code("UX.2", "UX", unreviewed=("definition.en",)),
    )
    return Codebook(
        name="small",
        release=release,
        date=DAY,
        title=Bilingual(nb="Kodebok for bedring", en="Codebook for recovery"),
        note=Bilingual(nb="Et forslag.", en="A proposal."),
        codes=codes or some,
    )


def edition(codebook: Codebook | None = None, **more) -> CodebookEdition:
    """Return the book as it goes to London, unless told otherwise."""
    codebook = codebook or book()
    stamp = Stamp(
        study="Recovery in three services",
        is_demo=False,
        codebook_release=codebook.release,
        data_version=7,
        filters="",
        layer="coder",
        n=12,
        date=DAY,
    )
    uses = {
        "CH.C.1": CodeUse(codings=9, sources=4, coders=2),
        "UX.2": CodeUse(codings=3, sources=1, coders=1),
    }
    given = {
        "codebook": codebook,
        "stamp": stamp,
        "language": "en",
        "uses": uses,
        "for_review": True,
    }
    return CodebookEdition(**(given | more))


def changed(codebook: Codebook, code_id: str, **fields) -> Codebook:
    """Return the book with one code changed."""
    codes = tuple(replace(one, **fields) if one.id == code_id else one for one in codebook.codes)
    return replace(codebook, codes=codes)

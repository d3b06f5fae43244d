"""Any codebook at all, with words that files find hard to keep."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import (
    REVIEWABLE,
    Code,
    Codebook,
    CodingAttribute,
    CodingPass,
    Synonyms,
)
from casestudy.domain.vocabulary import CodeStatus

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=60
).map(lambda value: unicodedata.normalize("NFC", value))
awkward = st.sampled_from(
    [
        "no",
        "null",
        "~",
        "0.10",
        "2026-01-31",
        "true",
        "#x",
        "a: b",
        "- a",
        "«så»",
        "to\nlinjer",
        " ",
        "'",
        '"',
        '"a"; b',
        "a; b",
        "-",
        "Navn: x",
        "a\tb",
        "0",
    ]
)
texts = words | awkward
labels = texts.filter(str.strip)
bilingual = st.builds(Bilingual, nb=texts, en=texts)
lists = st.lists(texts, max_size=3).map(tuple)


@st.composite
def codebooks(draw):
    ids = draw(st.lists(labels, unique=True, max_size=5))
    codes = []
    for place, code_id in enumerate(ids):
        parent = draw(st.sampled_from([None, *ids[:place]]))
        said = st.none() if parent else st.nothing()
        codes.append(
            Code(
                id=code_id,
                parent=parent,
                assignable=draw(st.booleans()),
                status=draw(st.sampled_from(CodeStatus)),
                label=draw(st.builds(Bilingual, nb=labels, en=labels)),
                synonyms=draw(st.builds(Synonyms, nb=lists, en=lists)),
                definition=draw(bilingual),
                use=draw(bilingual),
                not_use=draw(bilingual),
                cue=draw(bilingual),
                maps_to=draw(lists),
                confused_with=draw(
                    st.lists(st.sampled_from(ids), max_size=2).map(
                        lambda found, me=code_id: tuple(one for one in found if one != me)
                    )
                ),
                unreviewed=draw(
                    st.lists(st.sampled_from(sorted(REVIEWABLE)), max_size=3).map(tuple)
                ),
                attributes=draw(said | st.lists(st.sampled_from(CodingAttribute)).map(tuple)),
                passes=draw(said | st.lists(st.sampled_from(CodingPass)).map(tuple)),
                hue=draw(said | st.integers(0, 359)),
                colour=draw(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")),
            )
        )
    return Codebook(
        name=draw(labels),
        release=draw(labels),
        date=draw(st.dates()),
        title=draw(st.builds(Bilingual, nb=labels, en=labels)),
        note=draw(bilingual),
        codes=tuple(codes),
    )

"""What a remark asks for by itself becomes an edit, lists taken apart as they are written."""

from __future__ import annotations

import pytest

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import Code, Synonyms
from casestudy.domain.codebook_diff import code_words
from casestudy.domain.codebook_edits import Describe
from casestudy.domain.review import ReviewComment, ReviewKind
from casestudy.domain.review_edits import edit_asked_for

CODE = Code(
    id="CH.H.1",
    label=Bilingual(nb="Tro på bedring", en="Belief in recovery"),
    synonyms=Synonyms(nb=("tro", "tillit"), en=("faith",)),
    maps_to=("CFIR 2.0: Motivation", "i-PARIHS: Recipients"),
    confused_with=("CH.H.2", "CH.H.5"),
    colour="#336699",
)


def wording(field, proposed):
    return ReviewComment(
        code_id=CODE.id,
        field=field,
        kind=ReviewKind.WORDING,
        text="",
        proposed=proposed,
        reviewer="Mary",
        at=None,
        anchor=field,
    )


@pytest.mark.parametrize("field", ["synonyms.nb", "synonyms.en", "maps_to", "confused_with"])
def test_a_list_comes_back_from_the_line_that_the_papers_show(field):
    edit = edit_asked_for(wording(field, code_words(CODE)[field]), CODE)
    name, _, language = field.partition(".")
    value = getattr(CODE, name)
    assert edit == Describe(
        code=CODE.id, words={field: getattr(value, language) if language else value}
    )


def test_a_wording_stays_one_text_whatever_signs_are_in_it():
    edit = edit_asked_for(wording("definition.en", "Hope, held; by others"), CODE)
    assert edit == Describe(code=CODE.id, words={"definition.en": "Hope, held; by others"})

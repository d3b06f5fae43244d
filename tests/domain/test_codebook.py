"""The codebook as a value: the tree, what branches hand down, and what it refuses to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudy.domain.bilingual import Bilingual
from casestudy.domain.codebook import (
    Code,
    Codebook,
    CodingAttribute,
    CodingPass,
    faults,
)
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError


def code(code_id, parent=None, **more):
    branch = {"attributes": (), "passes": (), "hue": 0} if parent is None else {}
    label = Bilingual(nb=f"norsk {code_id}", en=f"English {code_id}")
    return Code(
        **{"id": code_id, "parent": parent, "label": label, "colour": "#336699"} | branch | more
    )


def codebook(*codes):
    title = Bilingual(nb="Kodebok", en="Codebook")
    return Codebook(name="k", release="1", date=date(2026, 1, 31), title=title, codes=codes)


@pytest.fixture
def book():
    return codebook(
        code(
            "A",
            assignable=False,
            attributes=(CodingAttribute.LEVEL,),
            passes=(CodingPass.RQ1,),
            hue=10,
        ),
        code("B", hue=20),
        code("B.1", "A"),
        code("A.2", "B.1", attributes=(), passes=(CodingPass.RQ3,), hue=30),
        code("A.1", "A", status=CodeStatus.RETIRED),
    )


def ids(codes):
    return [one.id for one in codes]


def test_the_tree_comes_from_the_parent_and_not_from_the_id(book):
    assert ids(book.children("A")) == ["B.1", "A.1"]
    assert ids(book.descendants("A")) == ["A", "B.1", "A.2", "A.1"]
    assert ids(book.descendants("B")) == ["B"]
    assert ids(book.roots) == ["A", "B"]
    assert book.branch("A.2").id == book.branch("A").id == "A"


def test_the_path_is_in_the_language_asked_for(book):
    assert book.path("A.2", "nb") == ("norsk A", "norsk B.1", "norsk A.2")
    assert book.path("A.2", "en") == ("English A", "English B.1", "English A.2")
    with pytest.raises(KeyError):
        book.path("A.2", "fr")


def test_a_code_takes_from_its_branch_what_it_does_not_say_itself(book):
    assert book.attributes_of("B.1") == (CodingAttribute.LEVEL,)
    assert book.passes_of("B.1") == (CodingPass.RQ1,)
    assert book.hue_of("B.1") == 10
    assert book.attributes_of("A.2") == ()
    assert book.passes_of("A.2") == (CodingPass.RQ3,)
    assert book.hue_of("A.2") == 30


def test_branches_and_retired_codes_can_not_be_applied(book):
    assert ids(book.assignable) == ["B", "B.1", "A.2"]


@pytest.mark.parametrize(
    "lookup",
    [
        "code",
        "children",
        "descendants",
        "ancestry",
        "branch",
        "attributes_of",
        "passes_of",
        "hue_of",
    ],
)
def test_an_unknown_code_is_named(book, lookup):
    with pytest.raises(NotFoundError) as caught:
        getattr(book, lookup)("X")
    assert caught.value.sentence("nb") == "Koden X finnes ikke i kodeboka. Velg en kode fra treet."


@pytest.mark.parametrize(
    ("codes", "places", "says"),
    [
        ([code("A"), code("A")], [(1, "id")], "The code A stands twice"),
        ([code("A", "X")], [(0, "parent")], "below X, but there is no such code"),
        ([code("A", "A")], [(0, "parent")], "A → A"),
        ([code("Z", "A"), code("A", "B"), code("B", "A")], [(1, "parent")], "A → B → A"),
        (
            [code("A", label=Bilingual(nb="a"))],
            [(0, "label.en")],
            'lacks a name in the language "en"',
        ),
        ([code("A", label=Bilingual(nb=" ", en="a"))], [(0, "label.nb")], 'in the language "nb"'),
        ([code("A", colour="red")], [(0, "colour")], 'the colour "red"'),
        ([code("A", hue=360)], [(0, "hue")], "the hue 360"),
        ([code("A", passes=None)], [(0, "id")], "lacks passes"),
        ([code("A", confused_with=("A", "X"))], [(0, "confused_with")] * 2, "confused with A"),
        ([code("A", unreviewed=("definition",))], [(0, "unreviewed")], "definition"),
        ([code("")], [(0, "id")], "A code lacks its id"),
    ],
)
def test_what_is_no_codebook_is_refused_with_the_place(codes, places, says):
    found = faults(tuple(codes))
    assert [(fault.position, fault.field) for fault in found] == places
    with pytest.raises(InvalidInputError) as caught:
        codebook(*codes)
    assert says in caught.value.sentence("en")
    assert caught.value.sentence("nb")


def test_a_changed_codebook_answers_for_its_new_codes(book):
    changed = replace(book, codes=(*book.codes, code("C", "B")))
    assert ids(changed.descendants("B")) == ["B", "C"]
    assert ids(book.descendants("B")) == ["B"]


@given(st.data(), st.integers(1, 30))
def test_every_code_is_below_exactly_the_codes_of_its_ancestry(data, size):
    parents = [None] + [data.draw(st.integers(-1, n - 1)) for n in range(1, size)]
    codes = [
        code(f"K{n}", f"K{p}" if p is not None and p >= 0 else None) for n, p in enumerate(parents)
    ]
    book = codebook(*data.draw(st.permutations(codes)))
    for one in book.codes:
        above = {other.id for other in book.codes if one in book.descendants(other.id)}
        assert above == set(ids(book.ancestry(one.id)))
    assert sorted(ids(x for root in book.roots for x in book.descendants(root.id))) == sorted(
        ids(codes)
    )

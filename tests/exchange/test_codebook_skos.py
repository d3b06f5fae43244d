"""The codebook as a concept scheme, read back by the library and asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from rdflib import OWL, RDF, SKOS, Graph, Literal, URIRef
from tests.exchange.codebooks import codebooks

from casestudy.domain.vocabulary import CodeStatus
from casestudy.exchange.codebook_skos import OURS, codebook_skos
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.exchange.refi.from_codebook import guid_of

SHIPPED = Path(__file__).parents[2] / "codebooks" / "chime-v0.1.yaml"


@pytest.fixture(scope="module")
def shipped():
    return read_codebook(SHIPPED.read_text("utf-8"), file_name=SHIPPED.name)


def test_codes_are_concepts_in_a_tree_with_names_in_both_languages(shipped):
    graph = Graph().parse(codebook_skos(shipped), format="turtle")
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert graph.value(scheme, OWL.versionInfo) == Literal("0.1")
    assert len(list(graph.subjects(RDF.type, SKOS.Concept))) == len(shipped.codes)
    tops = {
        str(graph.value(one, SKOS.notation)) for one in graph.objects(scheme, SKOS.hasTopConcept)
    }
    assert tops == {code.id for code in shipped.roots}
    code = shipped.code("CH.C")
    concept = URIRef(f"urn:uuid:{guid_of(shipped, code)}")
    assert set(graph.objects(concept, SKOS.prefLabel)) == {
        Literal(code.label.nb, lang="nb"),
        Literal(code.label.en, lang="en"),
    }
    assert set(graph.objects(concept, SKOS.altLabel)) == {
        Literal(word, lang=language)
        for language in ("nb", "en")
        for word in getattr(code.synonyms, language)
    }
    above = graph.value(concept, SKOS.broader)
    assert graph.value(above, SKOS.notation) == Literal("CH")
    assert {str(one) for one in graph.objects(concept, OURS.mapsTo)} == set(code.maps_to)


def test_a_retired_code_is_deprecated(shipped):
    codes = (shipped.codes[0], replace(shipped.codes[1], status=CodeStatus.RETIRED))
    book = replace(shipped, codes=(codes[0], replace(codes[1], confused_with=())))
    graph = Graph().parse(codebook_skos(book), format="turtle")
    (concept,) = graph.subjects(OWL.deprecated, Literal(True))
    assert graph.value(concept, SKOS.notation) == Literal(codes[1].id)


@given(book=codebooks())
def test_any_codebook_is_written_the_same_twice_and_can_be_parsed(book):
    data = codebook_skos(book)
    assert codebook_skos(book) == data
    graph = Graph().parse(data, format="turtle")
    assert {str(one) for one in graph.objects(None, SKOS.notation)} == {
        code.id for code in book.codes
    }

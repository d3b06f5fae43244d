"""The codebook as SKOS, for thesaurus tools and linked data; written only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import DCTERMS, OWL, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from casestudy.domain.vocabulary import CodeStatus
from casestudy.exchange.refi.from_codebook import guid_of
from casestudy.exchange.refi.guid import derived_guid
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from casestudy.domain.bilingual import Bilingual
    from casestudy.domain.codebook import Code, Codebook

#: What SKOS has no word for.
OURS: Final = Namespace("urn:casestudy:codebook#")
_WORDS: Final = {
    "definition": SKOS.definition,
    "use": SKOS.scopeNote,
    "not_use": OURS.notUse,
    "cue": SKOS.example,
}


def codebook_skos(codebook: Codebook) -> bytes:
    """Return a concept scheme in Turtle; the same codebook gives the same bytes.

    Codes are concepts by their GUIDs, with names and texts in both languages. ``maps_to`` are
    names and not addresses, so they and what SKOS lacks have properties of ours.
    """
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("codebook", OURS)
    scheme = _address(derived_guid("codebook", codebook.name))
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    _say(graph, scheme, SKOS.prefLabel, codebook.title)
    _say(graph, scheme, SKOS.note, codebook.note)
    graph.add((scheme, DCTERMS.identifier, Literal(codebook.name)))
    graph.add((scheme, OWL.versionInfo, Literal(codebook.release)))
    issued = Literal(codebook.date.isoformat(), datatype=XSD.date)
    graph.add((scheme, DCTERMS.issued, issued))
    addresses = {code.id: _address(guid_of(codebook, code)) for code in codebook.codes}
    for code in codebook.codes:
        _add(graph, code, scheme, addresses)
    return graph.serialize(format="turtle", encoding="utf-8")


def _add(graph: Graph, code: Code, scheme: URIRef, addresses: dict[str, URIRef]) -> None:
    concept = addresses[code.id]
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, scheme))
    graph.add((concept, SKOS.notation, Literal(code.id)))
    if code.parent is None:
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
    else:
        graph.add((concept, SKOS.broader, addresses[code.parent]))
        graph.add((addresses[code.parent], SKOS.narrower, concept))
    _say(graph, concept, SKOS.prefLabel, code.label)
    for name, relation in _WORDS.items():
        _say(graph, concept, relation, getattr(code, name))
    for language in LANGUAGES:
        for synonym in getattr(code.synonyms, language):
            graph.add((concept, SKOS.altLabel, Literal(synonym, lang=language)))
    for other in code.confused_with:
        graph.add((concept, OURS.confusedWith, addresses[other]))
    many = {
        OURS.mapsTo: code.maps_to,
        OURS.attribute: code.attributes or (),
        OURS.codingPass: code.passes or (),
        OURS.notReviewed: code.unreviewed,
    }
    for relation, values in many.items():
        for value in values:
            graph.add((concept, relation, Literal(str(value))))
    graph.add((concept, OURS.colour, Literal(code.colour)))
    graph.add((concept, OURS.assignable, Literal(code.assignable)))
    graph.add((concept, OURS.status, Literal(code.status.value)))
    if code.status is CodeStatus.RETIRED:
        graph.add((concept, OWL.deprecated, Literal(True)))  # noqa: FBT003 - the library's way


def _say(graph: Graph, subject: URIRef, relation: URIRef, words: Bilingual) -> None:
    for language in LANGUAGES:
        if said := words.in_language(language):
            graph.add((subject, relation, Literal(said, lang=language)))


def _address(guid: str) -> URIRef:
    return URIRef(f"urn:uuid:{guid}")

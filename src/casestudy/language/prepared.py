"""Everything that suggestions need of a study, prepared in the background and kept.

Texts are read once per version and model. What compares coded segments is made for each member,
who may see other codings than the next one, and made anew as the codings change.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from casestudy.domain.suggestions import Suggestions, SuggestionState
from casestudy.language import pipeline
from casestudy.language.background import Kept, Worker
from casestudy.language.examples import Example, Examples
from casestudy.language.lexicon import Lexicon
from casestudy.language.trial import Outcome, try_out
from casestudy.language.words import Lemmatiser, Sentence, lemmatiser, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.sources import Transcript
    from casestudy.domain.suggestions import (
        CodedSegment,
        CodeSuggestion,
        Material,
        SimilarPlace,
    )

#: How long a question waits before it is told to come again, in seconds.
_PATIENCE: Final = 0.15
#: A comparison is made anew when this many codings, and this share of them, are others.
_FEW_CHANGES: Final = 10
_SHARE_CHANGED: Final = 0.05

Reading = tuple[Sentence, ...]
Pairs = frozenset[tuple[int | None, str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Coded segments to compare with, how well that works, and which codings they come from."""

    number: int
    examples: Examples
    outcome: Outcome
    made_from: Pairs
    book_key: Hashable

    def is_outdated(self, standing: Pairs, book_key: Hashable) -> bool:
        """Whether it should be made anew: other cues, or so many codings have come or gone."""
        changed = len(self.made_from ^ standing)
        many = max(_FEW_CHANGES, len(standing) * _SHARE_CHANGED)
        return changed > many or self.book_key != book_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What is ready for one source; ``comparison`` may still be on its way."""

    text_version_id: str
    lemmatiser: Lemmatiser
    reading: Reading
    lexicon: Lexicon
    comparison: Comparison | None
    standing: Pairs

    def codes_standing(self, example: Example) -> frozenset[str]:
        """Return the codes that ``example`` still has, as far as the member may see now."""
        number = example.segment_number
        return frozenset(code for code in example.codes if (number, code) in self.standing)

    def answer(
        self, *, codes: Sequence[CodeSuggestion] = (), places: Sequence[SimilarPlace] = ()
    ) -> Suggestions:
        """Return what was found, and what found it."""
        return Suggestions(
            state=SuggestionState.READY,
            text_version_id=self.text_version_id,
            codes=tuple(codes),
            places=tuple(places),
            model=self.lemmatiser.name,
            model_version=self.lemmatiser.version,
            tried=self.comparison is not None,
        )


_reader, _comparer = Worker(), Worker()
_lemmatisers: Kept[Lemmatiser] = Kept(_reader, most=1)
_readings: Kept[Reading] = Kept(_reader, most=48)
_lexicons: Kept[Lexicon] = Kept(_reader, most=4)
_coded: Kept[tuple[tuple[Example, list[str]], ...]] = Kept(_comparer, most=400)
_comparisons: Kept[Comparison] = Kept(_comparer, most=32)
_newest: dict[str, Comparison] = {}


def prepare(material: Material) -> Prepared | None:
    """Return what suggestions for a source need, or None while it is being prepared.

    Raises:
        CaseStudyError: ``language.model_broken``.
    """
    tool = _lemmatisers.ask(pipeline.chosen(), lemmatiser, wait=_PATIENCE)
    if tool is None:
        return None
    make = partial(_read, tool, material.transcript)
    reading = _readings.ask(_text_key(tool, material.transcript), make, wait=_PATIENCE)
    make_lexicon = partial(Lexicon, material.codebook, tool)
    lexicon = _lexicons.ask(_book_key(tool, material.codebook), make_lexicon, wait=_PATIENCE)
    if reading is None or lexicon is None:
        return None
    standing = frozenset((coded.segment_number, coded.code_id) for coded in material.coded)
    return Prepared(
        text_version_id=material.transcript.source.text_version_id,
        lemmatiser=tool,
        reading=reading,
        lexicon=lexicon,
        comparison=_comparison(material, tool, lexicon, standing),
        standing=standing,
    )


def _comparison(
    material: Material, tool: Lemmatiser, lexicon: Lexicon, standing: Pairs
) -> Comparison | None:
    """Return the newest comparison that is ready, and have a newer one made where it is time."""
    book_key = _book_key(tool, material.codebook)
    newest = _newest.get(material.asker)
    if newest is not None and not newest.is_outdated(standing, book_key):
        return newest
    number = newest.number + 1 if newest else 0
    key = (material.asker, number)
    transcripts = () if _comparisons.knows(key) else material.transcripts()
    make = partial(_compare, material, transcripts, standing, number, tool, lexicon)
    made = _comparisons.ask(key, make, wait=0)
    if made is not None:
        _newest[material.asker] = made
    return made or newest


def _compare(
    material: Material,
    transcripts: Sequence[Transcript],
    standing: Pairs,
    number: int,
    tool: Lemmatiser,
    lexicon: Lexicon,
) -> Comparison:
    book_key = _book_key(tool, material.codebook)
    cue_codes: dict[Example, list[str]] = {}
    for transcript in transcripts:
        here = tuple(one for one in material.coded if one.source_id == transcript.source.id)
        key = (_text_key(tool, transcript), book_key, here)
        cue_codes |= _coded.here(key, partial(examples_of, transcript, here, tool, lexicon))
    examples = Examples(list(cue_codes))
    outcome = try_out(examples, cue_codes, material.codebook)
    return Comparison(number, examples, outcome, standing, book_key)


def examples_of(
    transcript: Transcript, coded: Sequence[CodedSegment], tool: Lemmatiser, lexicon: Lexicon
) -> tuple[tuple[Example, list[str]], ...]:
    """Return the coded segments of a source, each with the codes that the lexicon has for it."""
    key = _text_key(tool, transcript)
    reading = _readings.here(key, partial(_read, tool, transcript))
    codes: dict[CodedSegment, set[str]] = {}
    for one in coded:
        codes.setdefault(one._replace(code_id="", mine=False), set()).add(one.code_id)
    found = []
    for place, code_ids in codes.items():
        sentences = words_in(reading, place.start, place.end)
        example = Example(
            segment_number=place.segment_number,
            source_id=place.source_id,
            start=place.start,
            end=place.end,
            words=tuple(word for sentence in sentences for word in sentence.words),
            codes=frozenset(code_ids),
        )
        matches = lexicon.all_matches(sentences, transcript.text)
        found.append((example, lexicon.ranked(matches)))
    return tuple(found)


def _read(tool: Lemmatiser, transcript: Transcript) -> Reading:
    return tool.read(transcript.text, transcript.turns)


def _text_key(tool: Lemmatiser, transcript: Transcript) -> Hashable:
    return tool.name, tool.version, transcript.source.text_version_id


def _book_key(tool: Lemmatiser, codebook: Codebook) -> Hashable:
    named = tuple((code.id, code.label, code.synonyms, code.cue) for code in codebook.assignable)
    return tool.name, tool.version, named

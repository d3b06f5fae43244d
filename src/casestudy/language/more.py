"""Other places of a source that may be about the same as chosen words, or as a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from casestudy.domain.suggestions import (
    CueReason,
    LikeReason,
    SimilarPlace,
    Suggestions,
    SuggestionState,
)
from casestudy.domain.text import Range
from casestudy.language.examples import COUNTED, Example, forms, pairs_of
from casestudy.language.likeness import Likeness
from casestudy.language.prepared import prepare
from casestudy.language.reasons import cue_reasons, fused, like_reason
from casestudy.language.words import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.suggestions import Material
    from casestudy.language.prepared import Prepared
    from casestudy.language.words import Sentence

_MOST_PLACES: Final = 20
_MOST_EXAMPLES: Final = 150
_FEWEST_WORDS: Final = 5


def places_like(material: Material, *, span: Range | None, code_id: str | None) -> Suggestions:
    """Suggest at most twenty sentences that resemble ``span``, or what ``code_id`` stands for.

    Interviewers' turns are left out, and sentences that the member has coded so already.

    Args:
        material: What is known of the study.
        span: Chosen words, in code points of the source's text.
        code_id: A code, by whose cues and coded segments places are found.

    Raises:
        CaseStudyError: ``language.model_broken``.
    """
    ready = prepare(material)
    if ready is None:
        return Suggestions(state=SuggestionState.PREPARING)
    return ready.answer(places=best_places(ready, material, span=span, code_id=code_id))


def best_places(
    ready: Prepared, material: Material, *, span: Range | None, code_id: str | None
) -> list[SimilarPlace]:
    """Return at most twenty sentences, those first that stand high by cues or by likeness."""
    sentences = _candidates(material, ready, span, code_id)
    alike = _alike(sentences, _patterns(material, ready, span, code_id), material)
    cued = _cued(sentences, ready, material.transcript.text, code_id)
    places = []
    for row in fused(list(cued), list(alike))[:_MOST_PLACES]:
        reasons: list[CueReason | LikeReason] = [*cued.get(row, ())]
        if row in alike:
            reasons.append(alike[row])
        sentence = sentences[row]
        places.append(SimilarPlace(start=sentence.start, end=sentence.end, reasons=tuple(reasons)))
    return places


def _candidates(
    material: Material, ready: Prepared, span: Range | None, code_id: str | None
) -> list[Sentence]:
    """Return the sentences of participants that do not touch ``span`` or the member's codings."""
    taken = [Range(turn.start, turn.end) for turn in material.transcript.turns if turn.interviewer]
    taken += [
        Range(coded.start, coded.end)
        for coded in material.coded
        if coded.mine and coded.code_id == code_id and _is_here(coded.source_id, material)
    ]
    if span is not None:
        taken.append(span)
    return [
        sentence
        for sentence in ready.reading
        if len(sentence.words) >= _FEWEST_WORDS
        and not any(start < sentence.end and sentence.start < end for start, end in taken)
    ]


def _patterns(
    material: Material, ready: Prepared, span: Range | None, code_id: str | None
) -> list[Example]:
    """Return what places are compared with: the chosen words, and segments with the code."""
    places: list[tuple[int | None, Range]] = [] if span is None else [(None, span)]
    places += [
        (coded.segment_number, Range(coded.start, coded.end))
        for coded in material.coded
        if coded.code_id == code_id and _is_here(coded.source_id, material)
    ]
    patterns = [
        Example(
            segment_number=number,
            source_id=material.transcript.source.id,
            start=place.start,
            end=place.end,
            words=tuple(w for part in words_in(ready.reading, *place) for w in part.words),
            codes=frozenset(),
        )
        for number, place in dict(places).items()
    ]
    if code_id is not None and ready.comparison is not None:
        patterns += [
            example
            for example in ready.comparison.examples.all
            if not _is_here(example.source_id, material)
            and code_id in ready.codes_standing(example)
        ]
    return patterns[:_MOST_EXAMPLES]


def _alike(
    sentences: Sequence[Sentence], patterns: Sequence[Example], material: Material
) -> dict[int, LikeReason]:
    """Return the sentences like a pattern, by their row, the most alike first."""
    if not sentences or not patterns:
        return {}
    likeness = Likeness([forms(sentence.words) for sentence in sentences])
    scores = np.array([likeness.to(forms(pattern.words)) for pattern in patterns])
    for number, pattern in enumerate(patterns):
        if _is_here(pattern.source_id, material):
            apart = [one.end <= pattern.start or pattern.end <= one.start for one in sentences]
            scores[number] *= np.array(apart, np.float32)
    together = np.sort(scores, axis=0)[-COUNTED:].sum(axis=0)
    closest = scores.argmax(axis=0)
    found: dict[int, LikeReason] = {}
    for row in map(int, np.argsort(-together, kind="stable")):
        if together[row] <= 0 or len(found) == _MOST_PLACES:
            break
        pattern = patterns[closest[row]]
        if pairs := pairs_of(sentences[row].words, pattern.words):
            found[row] = like_reason(pattern, pairs)
    return found


def _cued(
    sentences: Sequence[Sentence], ready: Prepared, text: str, code_id: str | None
) -> dict[int, list[CueReason]]:
    """Return the sentences with a cue of the code, by their row, best first."""
    found: dict[int, tuple[float, list[CueReason]]] = {}
    for row, sentence in enumerate(sentences):
        matches = [
            one for one in ready.lexicon.matches(sentence, text) if one.cue.code_id == code_id
        ]
        for score in ready.lexicon.scores(matches).values():
            found[row] = score, cue_reasons(matches)
    ranked = sorted(found, key=lambda row: -found[row][0])
    return {row: found[row][1] for row in ranked}


def _is_here(source_id: str, material: Material) -> bool:
    return source_id == material.transcript.source.id

"""Codes for chosen words: from the codebook's cues, and from segments coded before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casestudy.domain.suggestions import (
    CodeSuggestion,
    CueReason,
    LikeReason,
    Suggestions,
    SuggestionState,
)
from casestudy.language.examples import limited, neighbours
from casestudy.language.prepared import prepare
from casestudy.language.reasons import cue_reasons, fused, like_reason
from casestudy.language.trial import SHOWN
from casestudy.language.words import words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook import CodingPass
    from casestudy.domain.suggestions import Material, Trial
    from casestudy.domain.text import Range
    from casestudy.language.examples import Neighbour
    from casestudy.language.prepared import Prepared
    from casestudy.language.words import Word


def codes_for(
    material: Material, span: Range, coding_pass: CodingPass | None, has: frozenset[str]
) -> Suggestions:
    """Suggest at most three codes for the words of ``span``, best first.

    Args:
        material: What is known of the study.
        span: Chosen words, in code points of the source's text.
        coding_pass: Only codes of this pass; None for all.
        has: Ids of codes that are not suggested again.

    Raises:
        CaseStudyError: ``language.model_broken``.
    """
    ready = prepare(material)
    if ready is None:
        return Suggestions(state=SuggestionState.PREPARING)
    return ready.answer(codes=best_codes(ready, material, span, coding_pass, has))


def best_codes(
    ready: Prepared,
    material: Material,
    span: Range,
    coding_pass: CodingPass | None,
    has: frozenset[str] = frozenset(),
) -> list[CodeSuggestion]:
    """Return at most three codes for the words of ``span``, best first."""
    wanted = material.codebook.assignable_in(coding_pass) - has
    transcript = material.transcript
    sentences = words_in(ready.reading, *span)
    matches = ready.lexicon.all_matches(sentences, transcript.text)
    cued = [code_id for code_id in ready.lexicon.ranked(matches) if code_id in wanted]
    words = [word for sentence in sentences for word in sentence.words]
    alike = _alike(ready, words, wanted, coding_pass, source_id=transcript.source.id)
    codes = []
    for code_id in fused(cued, list(alike))[:SHOWN]:
        of_code = [match for match in matches if match.cue.code_id == code_id]
        reasons: list[CueReason | LikeReason] = [*cue_reasons(of_code)]
        trial = None
        if code_id in alike:
            neighbour, trial = alike[code_id]
            reasons.append(like_reason(neighbour.example, neighbour.pairs))
        codes.append(CodeSuggestion(code_id=code_id, reasons=tuple(reasons), trial=trial))
    return codes


def _alike(
    ready: Prepared,
    words: Sequence[Word],
    wanted: frozenset[str],
    coding_pass: CodingPass | None,
    *,
    source_id: str,
) -> dict[str, tuple[Neighbour, Trial]]:
    """Return codes of segments alike, best first, where likeness has proved the better way."""
    if ready.comparison is None:
        return {}
    outcome = ready.comparison.outcome
    nearest = ready.comparison.examples.nearest(words, without=source_id)
    standing = [(replace(one, codes=ready.codes_standing(one)), score) for one, score in nearest]
    if not nearest or nearest[0][1] < outcome.floor:
        return {}
    trials = outcome.trials[coding_pass]
    return {
        found.code_id: (found, trial)
        for found in neighbours(words, limited(standing, wanted), most=SHOWN)
        if (trial := trials.get(found.code_id)) and trial.likeness_is_better
    }

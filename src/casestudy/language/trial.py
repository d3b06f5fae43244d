"""Whether likeness to coded segments beats the lexicon, code by code, on the study's own segments.

Each segment is compared with those of all other sources only: people come back to their own words,
and two coders' segments overlap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from casestudy.domain.codebook import CodingPass
from casestudy.domain.suggestions import Trial
from casestudy.language.examples import limited, neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casestudy.domain.codebook import Codebook
    from casestudy.language.examples import Example, Examples

#: As many codes as are suggested at a time.
SHOWN: Final = 3
_MOST_TRIED: Final = 1000
_UNHEARD: Final = 0.25


@dataclass(frozen=True, slots=True)
class Outcome:
    """Trials by coding pass (None for all codes at once) and code, and when likeness is heard.

    ``floor`` is the likeness that a quarter of the segments do not reach to any other; below it
    likeness says nothing.
    """

    trials: Mapping[CodingPass | None, Mapping[str, Trial]]
    floor: float


def try_out(
    examples: Examples, cue_codes: Mapping[Example, Sequence[str]], codebook: Codebook
) -> Outcome:
    """Suggest codes for coded segments in both ways, pass by pass, and count what was right.

    Args:
        examples: The study's coded segments; at most 1000, spread evenly, are tried.
        cue_codes: The codes that the lexicon suggests for each, best first.
        codebook: Says which codes belong to which pass.
    """
    step = -(-len(examples.all) // _MOST_TRIED) or 1
    tried = [
        (one, examples.nearest(one.words, without=one.source_id)) for one in examples.all[::step]
    ]
    likest = sorted(near[0][1] if near else 0.0 for _, near in tried) or [0.0]
    floor = likest[int(len(likest) * _UNHEARD)]
    trials = {
        coding_pass: _trials(tried, cue_codes, codebook.assignable_in(coding_pass), floor)
        for coding_pass in (None, *CodingPass)
    }
    return Outcome(trials, floor)


def _trials(
    tried: Sequence[tuple[Example, Sequence[tuple[Example, float]]]],
    cue_codes: Mapping[Example, Sequence[str]],
    wanted: frozenset[str],
    floor: float,
) -> dict[str, Trial]:
    """Try segments that have a code among ``wanted``, with these codes alone."""
    carried, like, cue = Counter[str](), _Tally(), _Tally()
    for one, nearest in tried:
        if not one.codes & wanted:
            continue
        carried.update(one.codes & wanted)
        cued = [code_id for code_id in cue_codes[one] if code_id in wanted]
        cue.note(cued[:SHOWN], one)
        alike = [] if nearest[:1] and nearest[0][1] < floor else nearest
        found = neighbours(one.words, limited(alike, wanted), most=SHOWN)
        like.note([each.code_id for each in found], one)
    return {
        code_id: Trial(
            code_id=code_id,
            segments=segments,
            like_found=like.found[code_id],
            like_shown=like.shown[code_id],
            cue_found=cue.found[code_id],
            cue_shown=cue.shown[code_id],
        )
        for code_id, segments in carried.items()
    }


class _Tally:
    """How often each code was shown, and how often that was right."""

    def __init__(self) -> None:
        self.shown = Counter[str]()
        self.found = Counter[str]()

    def note(self, codes: Sequence[str], example: Example) -> None:
        self.shown.update(codes)
        self.found.update(code_id for code_id in codes if code_id in example.codes)

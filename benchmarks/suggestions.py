"""How often the coding pane's suggestions are right on the demo study, beside chance and habit.

Run: ``CASESTUDY_TEST_MODEL=<folder of a model> python benchmarks/suggestions.py``; without the
variable, and without an installed model, the lemmas are simplemma's. Each source is left out in
turn: its segments are judged by what the other sources' codings teach, the comparison of both ways
included.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from casestudy.demo.build import build_demo
from casestudy.domain.codebook import CodingPass
from casestudy.domain.suggestions import CodedSegment, Material
from casestudy.domain.text import Range
from casestudy.language.advice import best_codes
from casestudy.language.examples import Examples, limited, neighbours
from casestudy.language.lexicon import Lexicon
from casestudy.language.more import best_places
from casestudy.language.prepared import Comparison, Prepared, examples_of
from casestudy.language.trial import try_out
from casestudy.language.words import lemmatiser, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from casestudy.study import Study

FIRST, SHOWN, PLACES = 1, 3, 10


@dataclass(frozen=True)
class Held:
    """One source left out: what is ready for it, and its coded places."""

    ready: Prepared
    material: Material
    coded: dict[Range, frozenset[str]]


def coded_segments(study: Study) -> list[CodedSegment]:
    numbers: dict[str, int] = {}
    return [
        CodedSegment(
            segment_number=numbers.setdefault(coding.segment_id, len(numbers) + 1),
            source_id=coding.source_id,
            start=coding.start,
            end=coding.end,
            code_id=coding.code_id,
            mine=False,
        )
        for source in study.sources.all()
        for coding in study.coding.of_source(source["id"])
    ]


def held_sources(study: Study) -> Iterable[Held]:
    """Prepare each source as if it alone were uncoded."""
    tool, codebook = lemmatiser(), study.codebook.current()
    print(f"lemmas: {tool.name} {tool.version}")
    lexicon, coded = Lexicon(codebook, tool), coded_segments(study)
    transcripts = [study.sources.transcript(source["id"]) for source in study.sources.all()]
    readings = {one.source.id: tool.read(one.text, one.turns) for one in transcripts}
    found = {
        one.source.id: examples_of(
            one, [each for each in coded if each.source_id == one.source.id], tool, lexicon
        )
        for one in transcripts
    }
    for held in transcripts:
        here = held.source.id
        cue_codes = dict(pair for other, pairs in found.items() if other != here for pair in pairs)
        others = [each for each in coded if each.source_id != here]
        examples = Examples(list(cue_codes))
        standing = frozenset((each.segment_number, each.code_id) for each in others)
        comparison = Comparison(0, examples, try_out(examples, cue_codes, codebook), standing, "")
        ready = Prepared(
            text_version_id="",
            lemmatiser=tool,
            reading=readings[here],
            lexicon=lexicon,
            comparison=comparison,
            standing=standing,
        )
        material = Material(
            asker="", transcript=held, codebook=codebook, coded=others, transcripts=tuple
        )
        spans: dict[Range, frozenset[str]] = {}
        for each in coded:
            if each.source_id == here:
                span = Range(each.start, each.end)
                spans[span] = spans.get(span, frozenset()) | {each.code_id}
        yield Held(ready, material, spans)


def by_frequency(held: Held, wanted: frozenset[str]) -> list[str]:
    counts = Counter(
        code for one in held.ready.comparison.examples.all for code in one.codes & wanted
    )
    return [code for code, _ in counts.most_common()]


def by_cues(held: Held, span: Range, wanted: frozenset[str]) -> list[str]:
    matches = held.ready.lexicon.all_matches(
        words_in(held.ready.reading, *span), held.material.transcript.text
    )
    return [code for code in held.ready.lexicon.ranked(matches) if code in wanted]


def by_likeness(held: Held, span: Range, wanted: frozenset[str]) -> list[str]:
    words = [word for part in words_in(held.ready.reading, *span) for word in part.words]
    nearest = held.ready.comparison.examples.nearest(words, without="")
    return [one.code_id for one in neighbours(words, limited(nearest, wanted), most=SHOWN)]


def as_shown(held: Held, span: Range, coding_pass: CodingPass | None) -> list[str]:
    found = best_codes(held.ready, held.material, span, coding_pass)
    return [one.code_id for one in found]


def judge(
    name: str,
    held: Sequence[Held],
    wanted: frozenset[str],
    rank: Callable[[Held, Range], list[str]],
) -> None:
    first = among = codings = segments = offered = shown = right = 0
    for one in held:
        for span, codes in one.coded.items():
            if not codes & wanted:
                continue
            ranked = rank(one, span)
            segments += 1
            offered += bool(ranked)
            shown += len(ranked[:SHOWN])
            right += len(codes & set(ranked[:SHOWN]))
            for code in codes & wanted:
                codings += 1
                first += code in ranked[:FIRST]
                among += code in ranked[:SHOWN]
    precision = f"{right / shown:7.1%}" if shown else "      –"
    print(
        f"  {name:24}{first / codings:8.1%}{among / codings:8.1%}"
        f"{offered / segments:10.0%}{precision}   ({codings} codings)"
    )


def judge_codes(held: Sequence[Held]) -> None:
    """Print a table for all codes at once, and one for each pass."""
    for coding_pass in (None, *CodingPass):
        wanted = held[0].material.codebook.assignable_in(coding_pass)
        title = f"{coding_pass or 'all'}: {len(wanted)} codes"
        heard = [
            sum(each.likeness_is_better for each in trials[coding_pass].values())
            for trials in (one.ready.comparison.outcome.trials for one in held)
        ]
        title += f", likeness better for {min(heard)}–{max(heard)}"
        print(f"{title:44}")
        print(f"{'':26}   first   three   offered  right of shown")
        print(f"  {'chance':24}{1 / len(wanted):8.1%}{SHOWN / len(wanted):8.1%}")
        usual = {id(one): by_frequency(one, wanted) for one in held}
        ways: dict[str, Callable[[Held, Range], list[str]]] = {
            "most frequent codes": lambda one, _, usual=usual: usual[id(one)],
            "lexicon": partial(by_cues, wanted=wanted),
            "likeness": partial(by_likeness, wanted=wanted),
            "as shown (both)": partial(as_shown, coding_pass=coding_pass),
        }
        for name, rank in ways.items():
            judge(name, held, wanted, rank)


def judge_places(held: Sequence[Held]) -> None:
    """Ask for more like each code, with the source's own codings hidden."""
    right = shown = questions = 0
    chance = 0.0
    for one in held:
        text = one.material.transcript
        people = [turn for turn in text.turns if not turn.interviewer]
        sentences = [
            each
            for each in one.ready.reading
            if any(turn.start <= each.start < turn.end for turn in people)
        ]
        for code in {code for codes in one.coded.values() for code in codes}:
            spans = [span for span, codes in one.coded.items() if code in codes]
            places = best_places(one.ready, one.material, span=None, code_id=code)[:PLACES]
            hit = [any(p.start < end and start < p.end for start, end in spans) for p in places]
            questions += 1
            shown += len(places)
            right += sum(hit)
            coded = [any(s.start < end and b < s.end for b, end in spans) for s in sentences]
            chance += sum(coded) / len(sentences)
    print(f"places for a code: {right / shown:.1%} of {shown} shown are so coded")
    print(f"  by chance: {chance / questions:.1%} ({questions} questions, first {PLACES} places)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = build_demo(str(Path(folder) / "demo.db"))
        held = list(held_sources(study))
        better = [
            sum(
                trial.likeness_is_better
                for trial in one.ready.comparison.outcome.trials[None].values()
            )
            for one in held
        ]
        print(f"{len(held)} sources; likeness is better for {min(better)}–{max(better)} codes")
        judge_codes(held)
        judge_places(held)
        study.close()


if __name__ == "__main__":
    main()

"""The codebook as a lexicon: the lemmas of each code's names and cues, found in sentences."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from casestudy.domain.suggestions import CueField
from casestudy.language.stop_words import NEGATIONS
from casestudy.language.words import Word
from casestudy.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from casestudy.domain.codebook import Code, Codebook
    from casestudy.language.words import Lemmatiser, Sentence

#: A cue field may hold several cues.
_CUE_BREAK: Final = re.compile(r"[;·|\n»«]+")
#: With this many words that say something, the others of a phrase need not be there; without any
#: a phrase must have more words than this.
_ENOUGH: Final = 2
#: Words that may stand between two words of a phrase; those that say nothing are not counted.
_GAP: Final = 1
_NEGATION_BEFORE: Final = 4
_NEGATION_AFTER: Final = 3
_CLAUSE_END: Final = re.compile(r"[,.;:?!…–]")


class Cue(NamedTuple):
    """One entry: as the codebook has it, and word by word the forms that will do.

    ``whole`` cues have so few words that say something that all their words must be there.
    """

    code_id: str
    field: CueField
    phrase: str
    steps: tuple[frozenset[str], ...]
    whole: bool
    negates: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A cue in a sentence: which of its words, and a negating word near them."""

    cue: Cue
    words: tuple[Word, ...]
    negation: Word | None


class Lexicon:
    """Finds the cues of all codes that can be applied."""

    def __init__(self, codebook: Codebook, lemmatiser: Lemmatiser) -> None:
        listed = [entry for code in codebook.assignable for entry in _phrases(code)]
        read = lemmatiser.words([phrase for _, _, phrase in listed])
        cues = {
            (code_id, cue.steps): cue
            for (code_id, field, phrase), words in reversed(list(zip(listed, read, strict=True)))
            if (cue := _cue(code_id, field, phrase, words)).steps
        }
        self._starting: dict[tuple[str, bool], list[Cue]] = defaultdict(list)
        holders: dict[str, set[str]] = defaultdict(set)
        for cue in cues.values():
            for form in cue.steps[0]:
                self._starting[form, cue.whole].append(cue)
            for form in frozenset().union(*cue.steps):
                holders[form].add(cue.code_id)
        codes = len(codebook.assignable)
        self._weight = {form: math.log(codes / len(held)) + 1 for form, held in holders.items()}

    def matches(self, sentence: Sentence, text: str) -> Iterator[Match]:
        """Yield what is found in a sentence of ``text``."""
        content = [word for word in sentence.words if not word.says_nothing]
        for whole, words in ((False, content), (True, sentence.words)):
            for position, word in enumerate(words):
                starting = (self._starting.get((form, whole), ()) for form in _forms(word))
                for cue in {id(cue): cue for cues in starting for cue in cues}.values():
                    found = _follow(cue.steps, words, position)
                    if found:
                        negation = None if cue.negates else _negation(found, sentence, text)
                        yield Match(cue, found, negation)

    def all_matches(self, sentences: Iterable[Sentence], text: str) -> list[Match]:
        """Return what is found in several sentences of ``text``."""
        return [match for sentence in sentences for match in self.matches(sentence, text)]

    def scores(self, matches: Iterable[Match]) -> dict[str, float]:
        """Weigh codes by the words found: each word once, words of few codes the most."""
        heaviest: dict[str, dict[str, float]] = defaultdict(dict)
        for match in matches:
            of_code = heaviest[match.cue.code_id]
            for step, word in zip(match.cue.steps, match.words, strict=True):
                weight = min(self._weight[form] for form in step)
                of_code[word.lemma] = max(of_code.get(word.lemma, 0.0), weight)
        return {code_id: sum(weights.values()) for code_id, weights in heaviest.items()}

    def ranked(self, matches: Iterable[Match]) -> list[str]:
        """Return the codes of ``matches``, best first."""
        scores = self.scores(matches)
        return sorted(scores, key=lambda code_id: (-scores[code_id], code_id))


def _phrases(code: Code) -> Iterator[tuple[str, CueField, str]]:
    for language in LANGUAGES:
        yield code.id, CueField.LABEL, code.label.in_language(language)
        synonyms = code.synonyms.nb if language == "nb" else code.synonyms.en
        for synonym in synonyms:
            yield code.id, CueField.SYNONYM, synonym
        for cue in _CUE_BREAK.split(code.cue.in_language(language)):
            if cue.strip():
                yield code.id, CueField.CUE, cue.strip()


def _cue(code_id: str, field: CueField, phrase: str, words: Sequence[Word]) -> Cue:
    content = [word for word in words if not word.says_nothing]
    whole = len(content) < min(len(words), _ENOUGH)
    says_enough = bool(content) or len(words) > _ENOUGH
    steps = tuple(_forms(word) for word in (words if whole else content) if says_enough)
    return Cue(
        code_id=code_id,
        field=field,
        phrase=phrase,
        steps=steps,
        whole=whole,
        negates=any(word.form in NEGATIONS for word in words),
    )


def _forms(word: Word) -> frozenset[str]:
    return frozenset((word.form, word.lemma))


def _follow(
    steps: Sequence[frozenset[str]], content: Sequence[Word], position: int
) -> tuple[Word, ...]:
    """Return the words that make the phrase from ``position`` on, or none."""
    words = [content[position]]
    for step in steps[1:]:
        nearby = range(position + 1, min(position + 2 + _GAP, len(content)))
        position = next((place for place in nearby if step & _forms(content[place])), -1)
        if position < 0:
            return ()
        words.append(content[position])
    return tuple(words)


def _negation(found: Sequence[Word], sentence: Sentence, text: str) -> Word | None:
    """Return a negating word of the same clause near the words found."""
    words = sentence.words
    first, last = words.index(found[0]), words.index(found[-1])
    for word in words[max(0, first - _NEGATION_BEFORE) : last + 1 + _NEGATION_AFTER]:
        if word.form not in NEGATIONS or word in found:
            continue
        between = (
            text[word.end : found[0].start]
            if word.start < found[0].start
            else text[found[-1].end : word.start]
        )
        if not _CLAUSE_END.search(between):
            return word
    return None

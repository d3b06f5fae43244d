"""The words of a text with their lemmas and places, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from casestudy.language import pipeline
from casestudy.language.pipeline import Pipeline
from casestudy.language.sentences import sentences
from casestudy.language.stop_words import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token  # noqa: TC004  (a second to import, not always needed)

    from casestudy.language.sentences import HasRange

_NOT_NEEDED = ("ner", "parser", "senter", "sentencizer")


class Word(NamedTuple):
    """A word at ``[start, end)`` in code points; ``form`` and ``lemma`` are in lower case."""

    start: int
    end: int
    text: str
    form: str
    lemma: str

    @property
    def says_nothing(self) -> bool:
        """Whether it is one of the words that stand in any text."""
        return self.form in STOP_WORDS or self.lemma in STOP_WORDS or self.form.isdigit()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a turn, or a whole turn without sentence marks."""

    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lemmatiser:
    """What finds lemmas, and what it is; shown wherever its results are."""

    name: str
    version: str
    pipeline: Pipeline
    lemma: Callable[[Token], str]

    def read(self, text: str, turns: Iterable[HasRange]) -> tuple[Sentence, ...]:
        """Return the sentences of ``turns`` with their words, in order.

        Args:
            text: Canonical text.
            turns: Ranges in it.
        """
        ranges = sentences(text, turns, pipeline=self.pipeline)
        documents = self._documents([text[start:end] for start, end in ranges])
        return tuple(
            Sentence(start, end, tuple(self._words(document, start)))
            for (start, end), document in zip(ranges, documents, strict=True)
        )

    def words(self, phrases: Sequence[str]) -> list[tuple[Word, ...]]:
        """Return the words of short texts, each with places of its own."""
        return [tuple(self._words(document, 0)) for document in self._documents(phrases)]

    def _documents(self, texts: Sequence[str]) -> Iterable[Doc]:
        nlp = self.pipeline.nlp
        unused = [name for name in nlp.pipe_names if name in _NOT_NEEDED]
        return nlp.pipe(texts, batch_size=64, disable=unused)

    def _words(self, document: Doc, offset: int) -> Iterable[Word]:
        for token in document:
            if any(character.isalnum() for character in token.text):
                start = offset + token.idx
                end = start + len(token.text)
                yield Word(start, end, token.text, token.lower_, self.lemma(token).lower())


def words_in(reading: Iterable[Sentence], start: int, end: int) -> list[Sentence]:
    """Return what lies within ``[start, end)``: the words of each sentence, whole words only."""
    found = []
    for sentence in reading:
        if sentence.start < end and start < sentence.end:
            words = [word for word in sentence.words if start <= word.start and word.end <= end]
            found.append(Sentence(sentence.start, sentence.end, tuple(words)))
    return found


def lemmatiser() -> Lemmatiser:
    """Return the best there is: a statistical model, or simplemma's table where none is installed.

    Raises:
        CaseStudyError: ``language.model_broken``.
    """
    active = pipeline.load()
    if active.is_statistical:
        return Lemmatiser(
            name=active.name,
            version=active.version,
            pipeline=active,
            lemma=lambda token: token.lemma_,
        )
    return _table(active)


@cache
def _table(rules: Pipeline) -> Lemmatiser:
    from simplemma import lemmatize  # noqa: PLC0415 - its table takes a second to load

    return Lemmatiser(
        name="simplemma",
        version=version("simplemma"),
        pipeline=rules,
        lemma=lambda token: lemmatize(token.text, "nb"),
    )

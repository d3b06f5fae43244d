"""Who speaks in a transcript, how much, and who of them asks the questions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from casestudy.domain.text import word_count
from casestudy.domain.transcript import SpeakerGuess
from casestudy.exchange.turn_labels import speaker_key
from casestudy.exchange.turn_words import CROWD_WORDS, INTERVIEWER_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casestudy.domain.transcript import ParsedTurn

#: Shares of turns with a question: enough alone, or where nobody else asks half as often.
_ASKS = 0.4
_ASKS_MORE = 0.15
_MOST_WORDS = 0.6


def guess_speakers(text: str, turns: Sequence[ParsedTurn]) -> tuple[SpeakerGuess, ...]:
    """Return each label of ``turns`` in the order of first speaking, with its share."""
    spoken: defaultdict[str, list[str]] = defaultdict(list)
    for turn in turns:
        if turn.speaker:
            spoken[turn.speaker].append(text[turn.start : turn.end])
    words = {label: sum(map(word_count, said)) for label, said in spoken.items()}
    asking = _interviewers(spoken, words)
    return tuple(
        SpeakerGuess(label=label, turns=len(said), words=words[label], interviewer=label in asking)
        for label, said in spoken.items()
    )


def is_crowd(label: str) -> bool:
    """True where the label stands for several people or for nobody known."""
    return speaker_key(label) in CROWD_WORDS


def usual_spellings(labels: Sequence[str]) -> dict[str, str]:
    """Return the most frequent spelling behind each speaker's key."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for label in labels:
        spellings[speaker_key(label)][label] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in spellings.items()}


def _interviewers(spoken: Mapping[str, Sequence[str]], words: Mapping[str, int]) -> set[str]:
    """Tell the interviewers by label; where no label says it, by who asks and says less."""
    named = {label for label in spoken if _stem(label) in INTERVIEWER_WORDS}
    if named and len(named) < len(spoken):
        return named
    letters = {label for label in spoken if _stem(label) == "i"}
    if letters and len(letters) < len(spoken):
        return letters
    total = max(1, sum(words.values()))
    questions = {
        label: sum("?" in turn for turn in said) / len(said)
        for label, said in spoken.items()
        if words[label] <= _MOST_WORDS * total and not is_crowd(label)
    }
    if len(spoken) < 2 or not questions:
        return set()
    most = max(questions, key=questions.__getitem__)
    others = [share for label, share in questions.items() if label != most]
    asks_most = questions[most] >= _ASKS_MORE and questions[most] > 2 * max(others, default=0)
    return {most} if questions[most] >= _ASKS or asks_most else set()


def _stem(label: str) -> str:
    label = re.sub(r"\s*\(.*\)$", "", label)
    return re.sub(r"\d+$", "", speaker_key(label))

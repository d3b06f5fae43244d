"""A store of made-up sources for the coding pane, each with codings of several coders and bare."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casestudy.domain.coding import NewCoding
from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.domain.transcript import ParsedSource, ParsedTurn
from casestudy.domain.vocabulary import ConsentScope, MemberRole, Role, SourceType
from casestudy.services.setup import create_study
from casestudy.services.stores import create_store
from casestudy.study import Study

CODEBOOK: Final = Path(__file__).parents[1] / "codebooks" / "chime-v0.1.yaml"
LEADER: Final = "Mona Lund"
#: May not read transcripts: to this member the coding page is empty.
OUTSIDER: Final = "Frida Berg"
CODERS: Final = ("Ingrid Aas", "Jonas Vik", "Kari Nes")
_CODES: Final = ("CH.C.1", "CH.C.2", "CH.C.4", "CH.H.1", "CH.H.2", "CH.I.1", "CH.I.2", "CH.E.1")
_SOUNDS: Final = (
    "vå",
    "ri",
    "me",
    "lø",
    "ka",
    "sten",
    "dru",
    "e",
    "nå",
    "til",
    "fje",
    "omp",
    "ja",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a source is, in words or in characters, and how many codings it has."""

    title: str
    words: int = 0
    characters: int = 0
    codings: int = 0

    @property
    def bare(self) -> Size:
        """The same text without codings; it stands in the store once for each text."""
        text = self.title.split(" · ", maxsplit=1)[0]
        return Size(title=f"{text} · bar", words=self.words, characters=self.characters)


def sizes(*, quick: bool) -> list[Size]:
    """Return the sources to be measured, the smallest first."""
    interview = {"title": "20000 ord", "words": 20_000}
    long = {"title": "300000 tegn", "characters": 300_000}
    small = [
        Size(title="200 ord · 15 kodinger", words=200, codings=15),
        Size(title="2000 ord · 150 kodinger", words=2_000, codings=150),
    ]
    large = [
        Size(**{**text, "title": f"{text['title']} · {codings} kodinger", "codings": codings})
        for text in (interview, long)
        for codings in (1_500, 5_000)
    ]
    return [small[0], large[0], large[-1]] if quick else [*small, *large]


def build(address: str, wanted: list[Size]) -> dict[str, str]:
    """Write the store; return the source ids by title."""
    store = create_store(address)
    study = Study(store, create_study(store, title_nb="Måling", leader=LEADER))
    study.codebook.take_in(CODEBOOK.read_text("utf-8"), file_name=CODEBOOK.name)
    study.members.add(OUTSIDER, role=MemberRole.FACILITATOR)
    layers = [study]
    for name in CODERS:
        layers.append(study.as_member(study.members.add(name, role=MemberRole.CODER)))
    case_id = study.cases.add("A", name="Tjeneste A")
    person = study.cases.add_participant(
        "P01", case_id=case_id, role=Role.SERVICE_USER, scopes=[ConsentScope.TRANSCRIPT]
    )
    ids = {}
    for size in dict.fromkeys([*wanted, *(one.bare for one in wanted)]):
        source = _source(size)
        links = (
            SpeakerLink(label="I", is_interviewer=True),
            SpeakerLink(label="P01", participant_id=person),
        )
        plan = SourcePlan(
            title=size.title, type=SourceType.INTERVIEW, case_id=case_id, speakers=links
        )
        ids[size.title] = study.sources.store(source, plan)
        for layer, made in zip(layers, _codings(source.text, size, len(layers)), strict=True):
            layer.coding.apply_many(ids[size.title], made)
    study.close()
    return ids


def _source(size: Size) -> ParsedSource:
    """Short questions and longer answers; here and there a sign that takes two UTF-16 units."""
    chance = random.Random(size.words + size.characters)
    lexicon = ["".join(chance.choices(_SOUNDS, k=chance.randrange(1, 5))) for _ in range(2_000)]
    turns: list[ParsedTurn] = []
    parts: list[str] = []
    place = words = 0
    while words < size.words or place < size.characters:
        is_question = len(turns) % 2 == 0
        count = chance.randrange(4, 17) if is_question else chance.randrange(8, 59)
        said = " ".join(chance.choices(lexicon, k=count)) + ("?" if is_question else " 🙂.")
        turns.append(
            ParsedTurn(speaker="I" if is_question else "P01", start=place, end=place + len(said))
        )
        parts.append(said)
        place += len(said) + 1
        words += count
    text = "\n".join(parts)
    return ParsedSource(
        file_name=f"{size.title}.txt",
        file_sha256=hashlib.sha256(f"{size.title} {text}".encode()).hexdigest(),
        format="txt",
        title=size.title,
        text=text,
        turns=tuple(turns),
    )


def _codings(text: str, size: Size, coders: int) -> list[list[NewCoding]]:
    """Codings from word to word, of 3 to 60 words, spread evenly over the coders."""
    chance = random.Random(size.codings)
    starts = [0, *(at + 1 for at, sign in enumerate(text) if sign in " \n")]
    layers: list[list[NewCoding]] = [[] for _ in range(coders)]
    for number in range(size.codings):
        first = chance.randrange(len(starts) - 4)
        last = min(first + chance.randrange(3, 60), len(starts) - 1)
        layers[number % coders].append(
            NewCoding(start=starts[first], end=starts[last] - 1, code=chance.choice(_CODES))
        )
    return layers

"""Builders of small studies and sources for the tests."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from casestudy.domain.sources import SourcePlan, SpeakerLink
from casestudy.domain.transcript import ParsedSource, ParsedTurn, SpeakerGuess
from casestudy.domain.vocabulary import ConsentScope, MemberRole, Role, SourceType
from casestudy.services.setup import create_study
from casestudy.store.store import Store
from casestudy.study import Study

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

CODEBOOK = Path(__file__).parents[1] / "codebooks" / "chime-v0.1.yaml"
TALK = (
    ("I", "Hva betyr gruppa for deg?"),
    ("P01", "Det var første gang jeg trodde på det. De andre skjønte det 🙂."),
    ("I", "Kan du si mer?"),
    ("P01", "Nei … altså, jeg turte å si det som det var."),
)


def parsed(
    talk: Sequence[tuple[str, str]] = TALK,
    *,
    name: str = "A1-bruker",
    kind: SourceType = SourceType.INTERVIEW,
) -> ParsedSource:
    """Make a source as if read from a file: one turn per (speaker, words)."""
    turns, parts, place = [], [], 0
    for speaker, words in talk:
        turns.append(ParsedTurn(speaker=speaker, start=place, end=place + len(words)))
        parts.append(words)
        place += len(words) + 1
    text = "\n".join(parts)
    labels = list(dict.fromkeys(speaker for speaker, _ in talk if speaker))
    return ParsedSource(
        file_name=f"{name}.txt",
        file_sha256=hashlib.sha256(f"{name}{text}".encode()).hexdigest(),
        format="txt",
        title=name,
        text=text,
        turns=tuple(turns),
        speakers=tuple(
            SpeakerGuess(label=label, turns=1, words=1, interviewer=label.startswith("I"))
            for label in labels
        ),
        type=kind,
    )


def build_study(engine: Engine, *, codebook: bool = True) -> Study:
    """Make a study with a leader (mona) and two coders (ingrid, jonas)."""
    store = Store(engine)
    study = Study(store, create_study(store, title_nb="Prøvestudie", leader="Mona Lund"))
    study.members.add("Ingrid Aas", role=MemberRole.CODER)
    study.members.add("Jonas Vik", role=MemberRole.CODER)
    if codebook:
        study.codebook.take_in(CODEBOOK.read_text("utf-8"), file_name=CODEBOOK.name)
    return study


def add_case(study: Study, label: str = "A") -> str:
    """Add a case with a known population and return its id."""
    return study.cases.add(
        label, name=f"Tjeneste {label}", population={Role.SERVICE_USER: 70, Role.LEADER: 1}
    )


def add_person(
    study: Study,
    pseudonym: str,
    case_id: str,
    *,
    role: Role = Role.SERVICE_USER,
    scopes: Sequence[ConsentScope] = (ConsentScope.TRANSCRIPT, ConsentScope.QUOTE_REPORT),
) -> str:
    """Add a participant who has agreed to be read and quoted."""
    return study.cases.add_participant(pseudonym, case_id=case_id, role=role, scopes=scopes)


def add_source(
    study: Study,
    case_id: str,
    talk: Sequence[tuple[str, str]] = TALK,
    *,
    name: str = "A1-bruker",
    people: dict[str, str] | None = None,
    kind: SourceType = SourceType.INTERVIEW,
) -> str:
    """Store a source whose labels are linked to participants by ``people`` (label → id)."""
    source = parsed(talk, name=name, kind=kind)
    links = tuple(
        SpeakerLink(
            label=guess.label,
            is_interviewer=guess.interviewer,
            participant_id=(people or {}).get(guess.label),
        )
        for guess in source.speakers
    )
    plan = SourcePlan(title=name, type=kind, case_id=case_id, speakers=links)
    return study.sources.store(source, plan)


def small_study(engine: Engine) -> tuple[Study, str]:
    """Make a study with one case, one participant (P01) and one source; return its id too."""
    study = build_study(engine)
    case_id = add_case(study)
    person = add_person(study, "P01", case_id)
    return study, add_source(study, case_id, people={"P01": person})

"""Taking a study, or a part of one, into another: what matches, is new, or differs.

What is matched is matched by id first, then by name, and a text by its words. Nobody's own work
here is ever changed: codings and memos that differ are taken over only where their coder is from
outside, that is, where all of their work came out of files.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from casestudy.domain.interchange import CarriedSource, Coder, StudyContent
from casestudy.domain.permissions import Verb
from casestudy.domain.take_in import TakeInChoice, TakeInPlan
from casestudy.domain.text import text_hash, word_count
from casestudy.domain.transcript import Notice, NoticeKind
from casestudy.domain.vocabulary import MemoTarget, SourceType

_COPIES: Final = uuid.UUID("b0c7a2e2-5d0e-5a52-9d0f-6a3a4f0d8f43")


class FoundBy(StrEnum):
    """How something from elsewhere was found to be something of the study's."""

    ID = "id"
    NAME = "name"
    TEXT = "text"


class SourceState(StrEnum):
    """How a source from elsewhere stands to those in the study."""

    SAME = "same"
    NEW = "new"
    DIFFERS = "differs"
    EMPTY = "empty"
    CLOSED = "closed"


class SourceAction(StrEnum):
    """What is done with a source from elsewhere."""

    JOIN = "join"
    ADD = "add"
    LEAVE = "leave"


class CoderAction(StrEnum):
    """What is done with a coder from elsewhere: their work goes to a member, or a new one."""

    MEMBER = "member"
    ADD = "add"
    LEAVE = "leave"


class Outcome(StrEnum):
    """What becomes of one coding or memo from elsewhere."""

    ADDED = "added"
    SAME = "same"
    UPDATED = "updated"
    KEPT = "kept"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderChoice:
    """What is done with a coder; ``member_id`` for ``CoderAction.MEMBER``."""

    action: CoderAction
    member_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChoice:
    """What is done with a source; a new one may be told its case, type and date."""

    action: SourceAction
    case_id: str | None = None
    type: SourceType | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderMatch:
    """A coder from elsewhere, and the member they were found to be, if any."""

    coder: Coder
    member_id: str | None
    by: FoundBy | None
    codings: int
    memos: int

    @property
    def choice(self) -> CoderChoice:
        """What is done unless someone chooses otherwise."""
        if self.member_id is None:
            return CoderChoice(action=CoderAction.ADD)
        return CoderChoice(action=CoderAction.MEMBER, member_id=self.member_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMatch:
    """A source from elsewhere, and the study's source that it is, or seems to be.

    ``text_version_id`` is the text of ours that has the same words: the current one, or one from
    before a correction, from where places are carried over. ``original`` is what the file has,
    where ``source`` is the copy that was made of it under ids of its own.
    """

    source: CarriedSource
    state: SourceState
    original: CarriedSource | None = None
    source_id: str | None = None
    title: str = ""
    text_version_id: str | None = None
    by: FoundBy | None = None

    @property
    def key(self) -> str:
        """The id by which the source is chosen about: the file's."""
        return (self.original or self.source).id

    @property
    def choice(self) -> SourceChoice:
        """What is done unless someone chooses otherwise."""
        if self.state is SourceState.SAME:
            return SourceChoice(action=SourceAction.JOIN)
        if self.state is SourceState.NEW:
            return SourceChoice(
                action=SourceAction.ADD,
                case_id=self.source.case_id,
                type=self.source.type,
                date=self.source.date,
            )
        return SourceChoice(action=SourceAction.LEAVE)

    @property
    def words(self) -> int:
        """How much text there is."""
        return word_count(self.source.text)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a person should know before the source is stored."""
        turns = self.source.turns
        if turns and not any(turn.speaker for turn in turns):
            return (Notice(kind=NoticeKind.NO_SPEAKERS, count=1),)
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What becomes of the codings of one coder from elsewhere; adds up to all of them."""

    coder: Coder
    codings: Mapping[Outcome, int]
    memos: Mapping[Outcome, int]

    @property
    def total(self) -> int:
        """How many codings the file holds."""
        return sum(self.codings.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers:
    """How many of what the study has not are in the file, beside codes, coders and sources."""

    cases: int = 0
    participants: int = 0
    time_points: int = 0
    measures: int = 0
    rounds: int = 0
    theories: int = 0
    cmocs: int = 0
    evidence: int = 0
    verdicts: int = 0

    @property
    def any_frame(self) -> bool:
        """Whether cases, people, time points or measures come in."""
        return bool(self.cases + self.participants + self.time_points + self.measures)

    @property
    def any_theory(self) -> bool:
        """Whether anything realist comes in."""
        return bool(self.theories + self.cmocs + self.evidence + self.verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeChoices:
    """What a person decides about a plan; whatever is not named is done as planned.

    Attributes:
        codes: By the id of the code from elsewhere.
        coders: By the id of the coder from elsewhere.
        sources: By the id of the source from elsewhere.
        case_id: The case of new sources that have none of their own.
        type: The type of new sources that have none of their own.
        theories: Whether theories, configurations and evidence come in.
        names_out: The person has looked for real names in the new texts and taken them out, and
            those who speak have agreed to be read.
    """

    codes: Mapping[str, TakeInChoice] = field(default_factory=dict)
    coders: Mapping[str, CoderChoice] = field(default_factory=dict)
    sources: Mapping[str, SourceChoice] = field(default_factory=dict)
    case_id: str | None = None
    type: SourceType | None = None
    theories: bool = True
    names_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What taking a file in would come to, as the study stands now.

    ``codes`` is None where the file has no codes, or where the study has no codebook yet and takes
    the file's (``begins_codebook``). ``lacks`` are rights that the member would need.
    """

    content: StudyContent
    origin: str
    codes: TakeInPlan | None
    begins_codebook: bool
    coders: tuple[CoderMatch, ...]
    sources: tuple[SourceMatch, ...]
    newcomers: Newcomers
    tallies: tuple[Tally, ...]
    lacks: tuple[Verb, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What was taken in: the merge's id, what became of each coder's work, and the new sources."""

    id: str
    tallies: tuple[Tally, ...]
    sources: tuple[str, ...]
    codes: tuple[str, ...]


def match_coders(
    content: StudyContent, members: Mapping[str, tuple[str, str]]
) -> tuple[CoderMatch, ...]:
    """Match coders from elsewhere with members: by id, then by handle or name.

    Args:
        content: What comes in.
        members: Handle and name of each member, by id.
    """
    codings = Counter(coding.coder_id for coding in content.codings)
    memos = Counter(memo.author_id for memo in content.memos)
    taken = {coder.id for coder in content.coders if coder.id in members}
    matches = []
    for coder in content.coders:
        member, by = (coder.id, FoundBy.ID) if coder.id in members else (None, None)
        if member is None:
            member = _of_name(coder, members, taken)
            by = FoundBy.NAME if member else None
            taken |= {member} if member else set()
        matches.append(
            CoderMatch(
                coder=coder,
                member_id=member,
                by=by,
                codings=codings[coder.id],
                memos=memos[coder.id],
            )
        )
    return tuple(matches)


def _of_name(coder: Coder, members: Mapping[str, tuple[str, str]], taken: set[str]) -> str | None:
    said = {coder.handle.casefold(), coder.name.casefold()} - {""}
    found = [
        member
        for member, (handle, name) in members.items()
        if member not in taken and said & {handle.casefold(), name.casefold()}
    ]
    return found[0] if len(found) == 1 else None


def as_copy(source: CarriedSource) -> CarriedSource:
    """Return a source under ids of its own, always the same ones for the same words.

    For a text that goes by the id of another one: what hangs on that one here stays untouched.
    """
    mark = text_hash(source.text)

    def copied(key: str) -> str:
        return str(uuid.uuid5(_COPIES, f"{mark} {key}"))

    targets = {MemoTarget.CODING, MemoTarget.SEGMENT, MemoTarget.SOURCE}
    return replace(
        source,
        id=copied(source.id),
        number=None,
        file_sha256=None,
        segments=tuple(replace(one, id=copied(one.id), number=None) for one in source.segments),
        codings=tuple(
            replace(one, id=copied(one.id), segment_id=copied(one.segment_id))
            for one in source.codings
        ),
        memos=tuple(
            replace(
                one,
                id=copied(one.id),
                target=copied(one.target) if one.target_kind in targets else one.target,
            )
            for one in source.memos
        ),
    )

"""Sources as they lie in the study: the record, its speakers and its turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casestudy.domain.transcript import Notice
from casestudy.domain.vocabulary import Role, SourceType
from casestudy.errors import CaseStudyError


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A transcript, note or document; the raw file is not kept, only its hash."""

    id: str
    number: int
    title: str
    type: SourceType
    case_id: str | None
    time_point_id: str | None
    date: date | None
    language: str
    interviewer: str
    peer_interviewer: bool
    place: str
    time: str
    situation: str
    observer: str
    file_sha256: str
    file_format: str
    words: int
    text_version_id: str
    coding_revision: int
    imported_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A label in one source, and who it stands for."""

    id: str
    source_id: str
    label: str
    is_interviewer: bool
    participant_id: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One utterance: ``[start, end)`` in code points of the text version; numbers start at 1."""

    number: int
    start: int
    end: int
    seconds: float | None
    speaker: str
    role: Role | None
    interviewer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A source with its words: canonical text (NFC, line feeds) and its turns in order."""

    source: Source
    text: str
    text_sha256: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """What hangs on a source, shown before it is deleted."""

    codings: int
    coders: int
    evidence: int
    quotes: int
    memos: int

    @property
    def is_empty(self) -> bool:
        """True where nothing would be lost but the text itself."""
        return not (self.codings or self.evidence or self.quotes or self.memos)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerLink:
    """Who a speaker label stands for: an interviewer, a participant, or nobody yet."""

    label: str
    is_interviewer: bool = False
    participant_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlan:
    """What a person decides about a file before it is stored."""

    title: str
    type: SourceType
    case_id: str | None
    date: date | None = None
    time_point_id: str | None = None
    interviewer: str = ""
    peer_interviewer: bool = False
    place: str = ""
    time: str = ""
    situation: str = ""
    observer: str = ""
    speakers: tuple[SpeakerLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """One line of an import report: a source, or the reason why not."""

    file_name: str
    source_id: str | None = None
    number: int | None = None
    words: int = 0
    turns: int = 0
    notices: tuple[Notice, ...] = ()
    unlinked: tuple[str, ...] = ()
    error: CaseStudyError | None = None

"""The facade: a study opened for one acting member, with one namespace per subject."""

# ruff: noqa: PLC0415 - a subject, and pandas with it, is loaded when it is first asked for

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from casestudy.errors import NotFoundError
from casestudy.services.session import Session
from casestudy.services.setup import active_members, find_member, study_info
from casestudy.services.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import TracebackType

    import pandas as pd

    from casestudy.analysis.counts import Values
    from casestudy.domain.study import Member, StudyInfo
    from casestudy.services.analyses import Analyses
    from casestudy.services.cases import Cases
    from casestudy.services.codebooks import Codebooks
    from casestudy.services.coding import Coding
    from casestudy.services.corrections import Corrections
    from casestudy.services.dialogue import Dialogue
    from casestudy.services.drafts import Drafts
    from casestudy.services.exports import Exports
    from casestudy.services.interchange import Interchange
    from casestudy.services.matrices import Matrices
    from casestudy.services.members import Members
    from casestudy.services.memos import Memos
    from casestudy.services.overview import Overview
    from casestudy.services.passes import Passes
    from casestudy.services.preferences import Preferences
    from casestudy.services.quotes import Quotes
    from casestudy.services.realist import Realist
    from casestudy.services.reviews import Reviews
    from casestudy.services.sources import Sources
    from casestudy.services.suggestions import Suggesting
    from casestudy.services.transcripts import Transcripts
    from casestudy.services.visits import Visits
    from casestudy.store.store import Store


class Study:
    """One study for one acting member; everything the program can do starts here."""

    def __init__(self, store: Store, member: Member) -> None:
        self.store = store
        self.member = member
        self._session = Session(store, member)

    @property
    def info(self) -> StudyInfo:
        """The study's record: titles, questions, whether it is the demo."""
        return study_info(self.store)

    @cached_property
    def cases(self) -> Cases:
        """Cases, participants, consent, measures."""
        from casestudy.services.cases import Cases

        return Cases(self._session)

    @cached_property
    def members(self) -> Members:
        """Members, rounds and assignments."""
        from casestudy.services.members import Members

        return Members(self._session)

    @cached_property
    def sources(self) -> Sources:
        """Transcripts, notes and documents."""
        from casestudy.services.sources import Sources

        return Sources(self._session)

    @cached_property
    def codebook(self) -> Codebooks:
        """Codes and releases."""
        from casestudy.services.codebooks import Codebooks

        return Codebooks(self._session)

    @cached_property
    def reviews(self) -> Reviews:
        """Review rounds of the codebook, and the remarks that come back."""
        from casestudy.services.reviews import Reviews

        return Reviews(self._session)

    @cached_property
    def coding(self) -> Coding:
        """One's own layer of codings."""
        from casestudy.services.coding import Coding

        return Coding(self._session)

    @cached_property
    def memos(self) -> Memos:
        """Memos on codings, segments, turns and sources."""
        from casestudy.services.memos import Memos

        return Memos(self._session)

    @cached_property
    def visits(self) -> Visits:
        """Being in a source: place, turns read, who else is there, what is new."""
        from casestudy.services.visits import Visits

        return Visits(self._session)

    @cached_property
    def passes(self) -> Passes:
        """Work lists, one per pass through the material."""
        from casestudy.services.passes import Passes

        return Passes(self._session)

    @cached_property
    def drafts(self) -> Drafts:
        """Memos that are being written."""
        from casestudy.services.drafts import Drafts

        return Drafts(self._session)

    @cached_property
    def preferences(self) -> Preferences:
        """What one sets for oneself in the coding pane."""
        from casestudy.services.preferences import Preferences

        return Preferences(self._session)

    @cached_property
    def corrections(self) -> Corrections:
        """Corrections of what sources say."""
        from casestudy.services.corrections import Corrections

        return Corrections(self._session)

    @cached_property
    def suggestions(self) -> Suggesting:
        """Suggested codes and places."""
        from casestudy.services.suggestions import Suggesting

        return Suggesting(self._session)

    @cached_property
    def realist(self) -> Realist:
        """Theories, configurations, evidence."""
        from casestudy.services.realist import Realist

        return Realist(self._session)

    @cached_property
    def quotes(self) -> Quotes:
        """Released quotes."""
        from casestudy.services.quotes import Quotes

        return Quotes(self._session)

    @cached_property
    def dialogue(self) -> Dialogue:
        """Meetings, answers, recommendations."""
        from casestudy.services.dialogue import Dialogue

        return Dialogue(self._session)

    @cached_property
    def analyses(self) -> Analyses:
        """Frames and tables."""
        from casestudy.services.analyses import Analyses

        return Analyses(self._session)

    @cached_property
    def matrices(self) -> Matrices:
        """The matrix of what works, for whom, in which circumstances."""
        from casestudy.services.matrices import Matrices

        return Matrices(self._session)

    @cached_property
    def transcripts(self) -> Transcripts:
        """Coded transcripts as they are printed."""
        from casestudy.services.transcripts import Transcripts

        return Transcripts(self._session)

    @cached_property
    def interchange(self) -> Interchange:
        """Work from elsewhere, taken in from files of other programs."""
        from casestudy.services.interchange import Interchange

        return Interchange(self._session)

    @cached_property
    def exports(self) -> Exports:
        """Files that leave the study."""
        from casestudy.services.exports import Exports

        return Exports(self._session)

    def allow_suggestions(self, *, on: bool, request_id: str | None = None) -> None:
        """Let the coding pane propose codes, or never.

        Raises:
            NotPermittedError: Only a project leader may.
        """
        from casestudy.services.settings import allow_suggestions

        allow_suggestions(self._session, on=on, request_id=request_id)

    def overview(self) -> Overview:
        """Return where the study stands."""
        from casestudy.services.overview import overview

        return overview(self._session)

    def segments(
        self,
        *,
        code: str | None = None,
        case: str | None = None,
        role: str | None = None,
        coder: str | None = None,
        text: bool = True,
        language: str = "nb",
    ) -> pd.DataFrame:
        """Return one row per coding; see :meth:`casestudy.services.analyses.Analyses.segments`."""
        return self.analyses.segments(
            code=code, case=case, role=role, coder=coder, text=text, language=language
        )

    def matrix(
        self,
        *,
        rows: str = "code",
        columns: str = "case",
        values: Values = "participants",
        descendants: bool = False,
    ) -> pd.DataFrame:
        """Cross two columns; see :meth:`casestudy.services.analyses.Analyses.matrix`."""
        return self.analyses.matrix(
            rows=rows, columns=columns, values=values, descendants=descendants
        )

    def one_state(self) -> AbstractContextManager[None]:
        """Let what is read in the block belong together, whatever others write meanwhile."""
        return self._session.one_state()

    def as_member(self, handle_or_id: str) -> Study:
        """Return the same study for another acting member.

        Raises:
            NotFoundError: ``not_found.member``.
        """
        return Study(self.store, find_member(self.store, handle_or_id))

    def close(self) -> None:
        """Close the store's connections."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_study(
    address: str, *, member: str | None = None, prompt: Callable[[], str] | None = None
) -> Study:
    """Open a study.

    Args:
        address: A path, or a ``postgresql+psycopg://`` URL.
        member: Handle of the acting member; the first project leader otherwise. Identity is not
            verified: whoever can open the store can act as anyone in it.
        prompt: Asks for the passphrase of an encrypted store; ``CASESTUDY_KEY`` is tried first.

    Raises:
        StoreError: The store can't be opened.
        NotFoundError: ``not_found.member``, ``not_found.study``.
    """
    store = open_store(str(address), prompt=prompt)
    if member is not None:
        return Study(store, find_member(store, member))
    members = active_members(store)
    if not members:
        raise NotFoundError("not_found.study")
    return Study(store, members[0])

"""Releases of the codebook, and the lineage of its codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from casestudy.analysis.lineage import lineage_graph, lineage_steps
from casestudy.domain.bilingual import Bilingual
from casestudy.domain.permissions import Verb
from casestudy.domain.releases import Readiness, Release, next_number, released, require_own_names
from casestudy.domain.vocabulary import CodeStatus
from casestudy.errors import InvalidInputError, NotFoundError
from casestudy.services.codebook_part import FREEZE, CodebookPart
from casestudy.store.codebook_records import hold_codebook, lineage, read_records
from casestudy.store.releases import (
    differs_from_newest,
    release_codebook,
    releases,
    store_release,
)
from casestudy.store.store import Done

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.lineage import LineageStep
    from casestudy.store.unit import Unit

_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,15}")


class CodebookReleases(CodebookPart):
    """Numbered, dated editions that never change, and what happened to codes between them."""

    def releases(self) -> list[Release]:
        """Return the releases, oldest first."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return releases(reader)

    def release(self, number: str) -> Codebook:
        """Return a release as it was frozen.

        Raises:
            NotFoundError: ``not_found.codebook_release``.
        """
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            return release_codebook(reader, number)

    def readiness(self) -> Readiness:
        """Return what freezing the working codebook asks first.

        Raises:
            NotFoundError: ``not_found.codebook``.
        """
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            frozen = releases(reader)
            if not frozen:
                raise NotFoundError("not_found.codebook")
            book = read_records(reader)
            changed = differs_from_newest(reader, released(book, ()))
        standing = book.standing
        proposals = tuple(one.id for one in standing if one.code.status is CodeStatus.PROPOSED)
        return Readiness(
            number=next_number(frozen[-1].number),
            in_vivo=tuple(
                one.id for one in released(book, proposals) if one.origin.get("in_vivo")
            ),
            proposals=proposals,
            untranslated=sum(bool(one.code.untranslated) for one in standing),
            unreviewed=sum(bool(one.code.unreviewed) for one in standing),
            changed=changed,
        )

    def freeze(
        self,
        number: str,
        *,
        note: Bilingual | None = None,
        title: Bilingual | None = None,
        keep_proposals: Collection[str] = (),
        leave_by_id: Collection[str] = (),
        request_id: str | None = None,
    ) -> Release:
        """Freeze the working codebook as a release that never changes; edits stand for good then.

        Args:
            number: At most 16 letters, digits, dots, dashes; none had before.
            note: What the team says of it.
            title: Another title from now; that of the last release otherwise.
            keep_proposals: Proposed codes that go in though they have no place in the tree yet;
                others stay out, and in the working codebook.
            leave_by_id: Codes named with words of a source that go in under their ids; the
                names stay inside the study.
            request_id: Makes a repeated call harmless.

        Raises:
            InvalidInputError: ``release_exists``, ``codebook.bad_release_number``,
                ``codebook.in_vivo_names``: codes are named with words of a source and not to be
                left by id; ``codebook.nothing_to_freeze``: nothing changed since the last release.
            NotFoundError: ``not_found.codebook``.
            NotPermittedError: The member may not freeze releases.
        """

        def work(unit: Unit) -> Done:
            if _NUMBER.fullmatch(number) is None:
                raise InvalidInputError("codebook.bad_release_number", number=number)
            hold_codebook(unit)
            frozen = releases(unit)
            if not frozen:
                raise NotFoundError("not_found.codebook")
            records = released(read_records(unit), keep_proposals)
            require_own_names(records, leave_by_id)
            if not differs_from_newest(unit, records):
                raise InvalidInputError("codebook.nothing_to_freeze", release=frozen[-1].number)
            release_id = store_release(
                unit,
                records,
                number=number,
                name=frozen[-1].name,
                date=unit.now.date(),
                title=title or frozen[-1].title,
                note=note or Bilingual(),
                by_id=leave_by_id,
                member_id=self._me,
            )
            return Done(FREEZE, "codebook_release", release_id)

        release_id = self._session.write(Verb.FREEZE_CODEBOOK, work, request_id=request_id)
        return next(one for one in self.releases() if one.id == release_id)

    def steps(self, *, since_release: bool = False) -> list[LineageStep]:
        """Return what has happened to codes, oldest first; perhaps only since the last release."""
        with self._session.read(Verb.SEE_CODEBOOK) as (reader, _):
            found = lineage(reader)
        return [step for step in found if not since_release or step.release is None]

    def lineage(self, code_id: str) -> tuple[LineageStep, ...]:
        """Return what happened to a code, what it came of and what came of it, oldest first."""
        return lineage_steps(self.steps(), code_id)

    def lineage_graph(self, code_id: str) -> nx.MultiDiGraph:
        """Return the same as a graph; see :func:`casestudy.analysis.lineage.lineage_graph`."""
        return lineage_graph(self.steps(), code_id)

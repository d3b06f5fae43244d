"""Work from elsewhere: a REFI-QDA file is read, looked at beside the study, and taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casestudy.domain.merging import (
    MergeChoices,
    Merged,
    MergePlan,
    Outcome,
    SourceAction,
    Tally,
)
from casestudy.domain.permissions import Verb, require
from casestudy.errors import ConflictError, InvalidInputError, NotPermittedError
from casestudy.exchange.refi.losses import LossReport
from casestudy.exchange.refi.study.read_study import study_from_project
from casestudy.exchange.refi.to_codebook import Defaults
from casestudy.exchange.worker import read_project
from casestudy.services.merge_plan import Prospect
from casestudy.services.merge_theories import TheoryWriter
from casestudy.services.merge_undo import undo_merge
from casestudy.services.merge_write import MergeWriter
from casestudy.store.merge_state import MERGE
from casestudy.store.store import Done
from casestudy.store.tables import CODE
from casestudy.store.visibility import visibility
from casestudy.texts import text
from casestudy.texts.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from casestudy.services.session import Session
    from casestudy.store.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file beside the study: the plan, and what of the file has no counterpart here."""

    plan: MergePlan
    report: LossReport


class Interchange:
    """Files of other programs, and of other studies of ours."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, content: bytes | Path, *, name: str = "", language: str = "nb") -> Planned:
        """Read a codebook or project and say what taking it in would come to.

        The file is read in a process of its own, with limits on time and memory. Nothing is
        stored.

        Args:
            content: The whole file, or a path to read it from.
            name: What the codebook is called where the file does not say.
            language: Of names and definitions where the file does not say.

        Raises:
            ImportRefusedError: The file can't be read; the code says why.
            NotPermittedError: The member may not import sources.
        """
        require(self._session.member, Verb.IMPORT_SOURCES)
        reading = read_project(content)
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            defaults = Defaults(
                name=name or text("merge.codebook_name", language),
                release="0.1",
                date=self._session.store.clock().date(),
                language=language,
                taken=frozenset(row["id"] for row in reader.rows(CODE)),
            )
            read = study_from_project(reading, defaults=defaults)
            prospect = Prospect(
                reader,
                visible,
                member=self._session.member,
                content=read.content,
                choices=MergeChoices(),
            )
            return Planned(plan=prospect.plan(origin=read.origin), report=read.report)

    def review(self, plan: MergePlan, choices: MergeChoices) -> MergePlan:
        """Return the plan as choices make it: what becomes of every coder's work then.

        Raises:
            InvalidInputError: ``merge.choice``: a choice that does not fit.
        """
        with self._session.read(Verb.READ_TEXT) as (reader, visible):
            prospect = Prospect(
                reader,
                visible,
                member=self._session.member,
                content=plan.content,
                choices=choices,
            )
            return prospect.plan(origin=plan.origin)

    def merge(
        self,
        plan: MergePlan,
        choices: MergeChoices | None = None,
        *,
        request_id: str | None = None,
    ) -> Merged:
        """Take a planned file into the study, all of it or nothing, as one change.

        Nobody's own codings and memos here are changed. Taking the same file in again adds
        nothing.

        Args:
            plan: From :meth:`plan`.
            choices: Where something else is to be done than planned.
            request_id: Makes a repeated call harmless.

        Raises:
            NotPermittedError: ``merge.rights``, naming the rights that are missing.
            InvalidInputError: ``merge.names``: nobody has said that real names are out of the new
                sources; ``merge.case_missing``; ``merge.choice``; ``merge.nothing``.
            ConflictError: ``changed_meanwhile``: the study was changed since the plan;
                ``merge.counts``: a coder's codings would not all be there.
        """
        decided = choices or MergeChoices()

        def work(unit: Unit) -> Done:
            return self._merge(unit, plan, decided)

        made = self._session.write(Verb.IMPORT_SOURCES, work, request_id=request_id)
        return Merged(
            id=made["id"],
            tallies=tuple(
                Tally(coder=match.coder, codings=_counted(codings), memos=_counted(memos))
                for match, codings, memos in zip(
                    plan.coders, made["codings"], made["memos"], strict=True
                )
            ),
            sources=tuple(made["sources"]),
            codes=tuple(made["codes"]),
        )

    def undo(self, merge_id: str, *, request_id: str | None = None) -> None:
        """Take one's own merge back as a whole.

        Raises:
            NotFoundError: ``not_found.merge``.
            ConflictError: ``undo_later_change`` or ``source_in_use``: something rests on what
                came in.
        """

        def work(unit: Unit) -> Done:
            number = undo_merge(unit, self._session.member.id, merge_id)
            return Done("undo_merge", "project", merge_id, undoes=number)

        self._session.write(Verb.IMPORT_SOURCES, work, request_id=request_id)

    def _merge(self, unit: Unit, plan: MergePlan, choices: MergeChoices) -> Done:
        prospect = Prospect(
            unit,
            visibility(unit, self._session.member),
            member=self._session.member,
            content=plan.content,
            choices=choices,
        )
        self._require(plan, prospect)
        writer = MergeWriter(unit, prospect)
        writer.members()
        me = self._session.member.id
        codes = prospect.codes.store(unit, member_id=me, seen=plan.codes, why=plan.origin)
        writer.frame()
        for incoming in prospect.incoming:
            writer.source(incoming)
        if choices.theories:
            TheoryWriter(unit, prospect, writer).write()
        writer.settle()
        writer.require_all()
        if not unit.images and not codes:
            raise InvalidInputError("merge.nothing")
        merge_id = unit.new_id()
        result = {
            "codings": [_plain(tally.codings) for tally in prospect.tallies],
            "memos": [_plain(tally.memos) for tally in prospect.tallies],
            "sources": writer.sources,
            "codes": codes,
            "id": merge_id,
        }
        return Done(MERGE, "project", merge_id, result=result)

    def _require(self, plan: MergePlan, prospect: Prospect) -> None:
        if prospect.lacks:
            language = self._session.member.language
            rights = ", ".join(label(verb, language) for verb in prospect.lacks)
            raise NotPermittedError("merge.rights", rights=rights)
        if [match.state for match in prospect.matches] != [one.state for one in plan.sources]:
            raise ConflictError("changed_meanwhile", kind="source")
        new = [one for one in prospect.incoming if one.choice.action is SourceAction.ADD]
        if new and not prospect.choices.names_out:
            raise InvalidInputError("merge.names", count=len(new))


def _plain(counts: Any) -> dict[str, int]:
    return {outcome.value: count for outcome, count in counts.items()}


def _counted(counts: dict[str, int]) -> dict[Outcome, int]:
    return {Outcome(name): count for name, count in counts.items()}

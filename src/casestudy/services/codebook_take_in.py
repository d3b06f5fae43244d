"""Taking codes in: the first codebook of a study, and more into one that it has."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from casestudy.domain import codebook_rules as rules
from casestudy.domain.codebook_draft import Draft, finished
from casestudy.domain.consequences import Edited
from casestudy.domain.lineage import LineageKind
from casestudy.domain.permissions import Verb
from casestudy.domain.take_in import TakeInPlan, plan_take_in, take_in
from casestudy.domain.working_codebook import WorkingCodebook
from casestudy.errors import InvalidInputError
from casestudy.exchange.codebook_files import read_codebook_file
from casestudy.exchange.codebook_yaml import read_codebook
from casestudy.exchange.refi.to_codebook import Defaults
from casestudy.services.codebook_part import CodebookPart
from casestudy.store.codebook_counts import consequences_of
from casestudy.store.codebook_records import hold_codebook, read_records, save_outcome
from casestudy.store.releases import store_release
from casestudy.store.store import Done

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casestudy.domain.codebook import Codebook
    from casestudy.domain.consequences import Consequences
    from casestudy.domain.take_in import TakeInChoice
    from casestudy.exchange.refi.to_codebook import CodebookReading
    from casestudy.store.unit import Unit


class CodebookTakeIn(CodebookPart):
    """Codes from files and from other studies."""

    def take_in(self, text: str, *, file_name: str, request_id: str | None = None) -> str:
        """Validate a codebook file, store its codes and freeze them as the first release.

        Raises:
            CodebookFileError: The file has mistakes; all are named with their lines.
            InvalidInputError: ``release_exists``: the study has a codebook; take more in with
                :meth:`plan_take_in`.
        """
        codebook = read_codebook(text, file_name=file_name)
        return self.begin(codebook, request_id=request_id)

    def begin(self, codebook: Codebook, *, request_id: str | None = None) -> str:
        """Store a study's first codebook and freeze it as a release; return the release's id.

        Raises:
            InvalidInputError: ``release_exists``: the study has a codebook.
        """

        def work(unit: Unit) -> Done:
            release_id = begin_codebook(unit, codebook, member_id=self._me)
            return Done("take_in_codebook", "codebook_release", release_id)

        return str(self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id))

    def read_file(
        self, content: bytes, *, file_name: str, language: str = "nb"
    ) -> CodebookReading:
        """Read a codebook out of a file, and say what is lost or made up; nothing is stored.

        Args:
            content: The whole file.
            file_name: Its ending says the form: yaml, xlsx, csv, qdc or qdpx.
            language: Of names and definitions where the file does not say.

        Raises:
            CodebookFileError: A YAML file has mistakes; all are named with their lines.
            ImportRefusedError: The file can't be read; the code says why.
            NotPermittedError: The member may not edit the codebook.
        """
        with self._session.read(Verb.EDIT_CODEBOOK) as (reader, _):
            taken = frozenset(read_records(reader).records)
        defaults = Defaults(
            name=PurePath(file_name).stem,
            release="0.1",
            date=self._session.store.clock().date(),
            language=language,
            taken=taken,
        )
        return read_codebook_file(content, file_name=file_name, defaults=defaults)

    def plan_take_in(self, codebook: Codebook) -> TakeInPlan:
        """Match a codebook from elsewhere with the study's: what matches, is new, differs.

        Raises:
            NotPermittedError: The member may not edit the codebook.
        """
        with self._session.read(Verb.EDIT_CODEBOOK) as (reader, _):
            return plan_take_in(read_records(reader), codebook)

    def take_in_consequences(
        self, plan: TakeInPlan, choices: Mapping[str, TakeInChoice] | None = None
    ) -> Consequences:
        """Return what carrying a plan out would come to.

        Raises:
            InvalidInputError: As for :meth:`carry_out`.
        """
        with self._session.read(Verb.EDIT_CODEBOOK) as (reader, visible):
            made = take_in(read_records(reader), plan, choices or {})
            return consequences_of(reader, visible, made)

    def carry_out(
        self,
        plan: TakeInPlan,
        choices: Mapping[str, TakeInChoice] | None = None,
        *,
        why: str = "",
        request_id: str | None = None,
    ) -> Edited:
        """Take planned codes into the working codebook, in one step of undo.

        Args:
            plan: From :meth:`plan_take_in`.
            choices: By the incoming code's id, where something else is to be done than planned;
                ``KEEP`` leaves a code out that matches nothing.
            why: Where they come from, for the lineage.
            request_id: Makes a repeated call harmless.

        Raises:
            ConflictError: ``changed_meanwhile``: one of the codes was changed since the plan.
            InvalidInputError: ``codebook.take_in_choice``, or the result is no codebook.
            NotPermittedError: The member may not edit the codebook.
        """

        def work(unit: Unit) -> Done:
            hold_codebook(unit)
            made = take_in(read_records(unit), plan, choices or {})
            steps = save_outcome(unit, made, member_id=self._me, seen=plan.seen, why=why)
            result = {"added": list(made.added), "steps": steps}
            return Done("take_in_codes", "codebook", "working", result=result)

        made = self._session.write(Verb.EDIT_CODEBOOK, work, request_id=request_id)
        return Edited(added=tuple(made["added"]), steps=tuple(made["steps"]))


def begin_codebook(unit: Unit, codebook: Codebook, *, member_id: str) -> str:
    """Store a study's first codebook and freeze it, inside a write; return the release's id.

    Raises:
        InvalidInputError: ``release_exists``: the study has a codebook.
    """
    hold_codebook(unit)
    nothing = read_records(unit)
    if nothing.records:
        raise InvalidInputError("release_exists", release=codebook.release)
    draft = Draft(WorkingCodebook(()))
    for code in codebook.codes:
        rules.add_code(draft, code)
    draft.step(LineageKind.ADDED, [], draft.added)
    made = finished(nothing, draft)
    save_outcome(unit, made, member_id=member_id)
    return store_release(
        unit,
        made.book.standing,
        number=codebook.release,
        name=codebook.name,
        date=codebook.date,
        title=codebook.title,
        note=codebook.note,
        member_id=member_id,
    )
